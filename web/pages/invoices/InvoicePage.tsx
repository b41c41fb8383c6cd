import { Button, Menu } from '@mantine/core'
import { IconDotsVertical } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../../api/session.ts'
import { WriteLetter } from '../../components/letters/WriteLetter.tsx'
import { RecordProcesses } from '../../components/record/RecordProcesses.tsx'
import { RecordTasks } from '../../components/record/RecordTasks.tsx'
import { RecordTimeline } from '../../components/record/RecordTimeline.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { RecordLayout } from '../../components/shell/RecordLayout.tsx'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Failed } from '../../ui/Failed.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notify } from '../../ui/notify.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { CancelDialog } from './CancelDialog.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { InvoiceHead } from './InvoiceHead.tsx'
import { InvoiceLines } from './InvoiceLines.tsx'
import { InvoiceMark } from './InvoiceMark.tsx'
import { InvoiceSide } from './InvoiceSide.tsx'
import { PaymentDialog } from './PaymentDialog.tsx'
import { type Invoice, invoiceQuery, useInvoiceActions } from './queries.ts'

export default function InvoicePage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: invoice, error, refetch } = useQuery(invoiceQuery(id))
  const breadcrumbs = [{ label: t('shell.nav.invoices'), to: paths.invoices }]
  if (!invoice) {
    return (
      <Page title={t('invoices.one')} breadcrumbs={breadcrumbs}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <Known key={invoice.id} invoice={invoice} breadcrumbs={breadcrumbs} />
}

/** Whether a right that reaches so far covers this invoice; the server decides. */
function useMay(invoice: Invoice): (action: string) => boolean {
  const { user, can } = useMe()
  return (action) => {
    const scope = can[`invoice.${action}`] ?? 'none'
    return scope === 'own' ? invoice.owner?.id === user.id : scope !== 'none'
  }
}

type Asked = 'payment' | 'correction' | 'cancellation' | null

function Known({ invoice, breadcrumbs }: { invoice: Invoice; breadcrumbs: { label: string; to: string }[] }) {
  const t = useT()
  const go = useGo()
  const may = useMay(invoice)
  const actions = useInvoiceActions()
  const [asked, setAsked] = useState<Asked>(null)
  const [issuing, setIssuing] = useState(false)
  const draft = invoice.status === 'draft'
  const issued = invoice.status === 'issued'
  const editable = draft && may('update')
  const title = invoice.number ?? t(`invoices.draftOf.${invoice.kind}`)
  const issue = async () => {
    setIssuing(true)
    const done = await actions.issue(invoice.id)
    setIssuing(false)
    if (done) notify(`invoice-${invoice.id}`, t('invoices.issued', { number: done.number ?? '' }))
  }
  const discard = async () => {
    if ((await actions.discard(invoice.id)) !== null) go(invoice.deal ? paths.deal(invoice.deal.id) : paths.invoices)
  }
  const correctable = issued && invoice.kind !== 'correction' && invoice.kind !== 'proforma'
  const link = async () => {
    const made = await actions.print(invoice.id, 'pl')
    if (made) go(paths.document(made.documentId))
  }
  const open = (query: string) => window.open(`/api/invoices/${invoice.id}/${query}`, '_blank', 'noopener')
  const more = [
    issued && may('send') && { key: 'link', do: () => void link() },
    { key: 'pdfEn', do: () => open('pdf?locale=en') },
    issued && { key: 'duplicate', do: () => open('pdf?duplicate=true') },
    issued && invoice.kind !== 'proforma' && { key: 'xml', do: () => open('xml') },
    issued && !invoice.sentAt && may('send') && { key: 'sent', do: () => void actions.sent(invoice.id) },
    correctable && may('issue') && { key: 'correct', do: () => setAsked('correction') },
    issued && may('cancel') && { key: 'cancel', do: () => setAsked('cancellation') },
    editable && { key: 'discard', do: () => void discard() },
  ].filter((one) => one !== false)
  return (
    <Page
      bare
      title={title}
      breadcrumbs={breadcrumbs}
      beside={<InvoiceMark invoice={invoice} />}
      actions={
        <>
          {draft && may('issue') && (
            <Button
              variant="filled"
              loading={issuing}
              disabled={invoice.faults.length > 0}
              title={invoice.faults.length > 0 ? t('invoices.faults') : undefined}
              onClick={() => void issue()}
            >
              {t('invoices.issue')}
            </Button>
          )}
          {invoice.left > 0 && may('pay') && (
            <Button variant="filled" onClick={() => setAsked('payment')}>
              {t('invoices.pay')}
            </Button>
          )}
          <Button component="a" href={`/api/invoices/${invoice.id}/pdf`} target="_blank" rel="noopener">
            {t('invoices.pdf')}
          </Button>
          {issued && <WriteLetter place={{ kind: 'invoice', id: invoice.id }} />}
          {more.length > 0 && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <Button aria-label={t('invoices.more')}>
                  <Icon of={IconDotsVertical} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {more.map((one) => (
                  <Menu.Item key={one.key} onClick={one.do}>
                    {t(`invoices.${one.key}` as 'invoices.sent')}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      }
    >
      <RecordLayout
        names={{ who: t('leads.part.who'), history: t('invoices.part.lines'), side: t('invoices.part.side') }}
        who={<InvoiceHead invoice={invoice} editable={editable} givable={may('update')} notable={may('issue')} />}
        side={
          <>
            <InvoiceSide invoice={invoice} mayPay={may('pay')} />
            <RecordProcesses kind="invoice" id={invoice.id} />
            <RecordTasks kind="invoice" id={invoice.id} closed={invoice.status === 'cancelled'} />
          </>
        }
      >
        <InvoiceLines invoice={invoice} editable={editable} />
        <RecordTimeline kind="invoice" id={invoice.id} />
      </RecordLayout>
      {asked === 'payment' && <PaymentDialog invoice={invoice} onClose={() => setAsked(null)} />}
      {asked === 'correction' && <CorrectDialog invoice={invoice} onClose={() => setAsked(null)} />}
      {asked === 'cancellation' && <CancelDialog invoice={invoice} onClose={() => setAsked(null)} />}
    </Page>
  )
}
