import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { dateIn } from '../../../pure/dates.ts'
import { businessNow, companyZone } from '../../api/clock.ts'
import { WriteLetter } from '../../components/letters/WriteLetter.tsx'
import { RecordProcesses } from '../../components/record/RecordProcesses.tsx'
import { RecordTasks } from '../../components/record/RecordTasks.tsx'
import { RecordTimeline } from '../../components/record/RecordTimeline.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { RecordLayout } from '../../components/shell/RecordLayout.tsx'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Stage, StageBar } from '../../ui/StageBar.tsx'
import { InvoicesOf } from '../invoices/InvoicesOf.tsx'
import { ContractDocument } from './ContractDocument.tsx'
import { ContractWho } from './ContractWho.tsx'
import { type Contract, contractQuery, type Status, useContractActions } from './queries.ts'
import { Rounds } from './Rounds.tsx'
import { ScanDialog } from './ScanDialog.tsx'
import { SendDialog } from './SendDialog.tsx'
import { Signatures } from './Signatures.tsx'
import { TerminateDialog } from './TerminateDialog.tsx'

export default function ContractPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: contract, error, refetch } = useQuery(contractQuery(id))
  if (!contract) {
    return (
      <Page title={t('contracts.one')} breadcrumbs={[{ label: t('shell.nav.contracts'), to: paths.contracts }]}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <Known key={contract.id} contract={contract} />
}

/** The way a contract goes; what leaves it stands at the place where it left. */
const WAY: Status[] = ['draft', 'for_approval', 'approved', 'sent', 'signed', 'in_force']
const PLACE: Partial<Record<Status, Status>> = { for_revision: 'draft', ended: 'in_force', terminated: 'in_force' }

function useStages({ status }: Contract): Stage[] {
  const t = useT()
  const at = WAY.indexOf(PLACE[status] ?? status)
  return WAY.map((one, index) => ({
    id: one,
    name: t(`contracts.status.${index === at ? status : one}`),
    state: index < at ? 'done' : index === at ? 'now' : 'coming',
  }))
}

type Asked = 'send' | 'scan' | 'terminate' | null

function Known({ contract }: { contract: Contract }) {
  const t = useT()
  const [asked, setAsked] = useState<Asked>(null)
  const stages = useStages(contract)
  const { status } = contract
  const open = status === 'draft' || status === 'for_revision'
  const over = status === 'ended' || status === 'terminated'
  const signed = status === 'signed' || status === 'in_force' || over
  const editable = contract.may.includes('update')
  const today = dateIn(companyZone(), new Date(businessNow()).toISOString())
  const close = () => setAsked(null)
  return (
    <Page
      bare
      title={contract.title}
      breadcrumbs={[{ label: t('shell.nav.contracts'), to: paths.contracts }]}
      beside={<Chip>{contract.number}</Chip>}
      actions={<Actions contract={contract} onAsk={setAsked} />}
      bar={<StageBar stages={stages} />}
    >
      <RecordLayout
        names={{ who: t('leads.part.who'), history: t('contracts.part.approval'), side: t('leads.part.side') }}
        who={<ContractWho contract={contract} editable={editable} open={open} />}
        side={
          <>
            <ContractDocument contract={contract} editable={editable && open} />
            <Signatures contract={contract} />
            {signed && <InvoicesOf of={contract.deal ? { dealId: contract.deal.id } : { contractId: contract.id }} />}
            <RecordProcesses kind="contract" id={contract.id} />
            <RecordTasks kind="contract" id={contract.id} closed={over} />
          </>
        }
      >
        <Rounds contract={contract} />
        <RecordTimeline kind="contract" id={contract.id} />
      </RecordLayout>
      {asked === 'send' && <SendDialog contract={contract} onClose={close} />}
      {asked === 'scan' && <ScanDialog contract={contract} today={today} onClose={close} />}
      {asked === 'terminate' && <TerminateDialog contract={contract} today={today} onClose={close} />}
    </Page>
  )
}

function Actions({ contract, onAsk }: { contract: Contract; onAsk: (what: Asked) => void }) {
  const t = useT()
  const actions = useContractActions()
  const [busy, setBusy] = useState(false)
  const { status, id } = contract
  const may = (action: string) => contract.may.includes(action)
  const during = async (call: Promise<unknown>) => {
    setBusy(true)
    await call
    setBusy(false)
  }
  const open = status === 'draft' || status === 'for_revision'
  const binds = status === 'signed' || status === 'in_force'
  const more = [
    status === 'sent' && may('send') && { key: 'again', do: () => onAsk('send') },
    (binds || status === 'approved') && may('sign') && { key: 'scan', do: () => onAsk('scan') },
    binds && may('terminate') && { key: 'terminate', do: () => onAsk('terminate') },
  ].filter((one) => one !== false)
  return (
    <>
      {open && may('submit') && (
        <Button
          variant="filled"
          loading={busy}
          disabled={contract.faults.length > 0}
          title={contract.faults.length > 0 ? t('contracts.faults') : undefined}
          onClick={() => void during(actions.submit(id))}
        >
          {t('contracts.do.submit')}
        </Button>
      )}
      {status === 'for_approval' && may('submit') && (
        <Button loading={busy} onClick={() => void during(actions.withdraw(id))}>
          {t('contracts.do.withdraw')}
        </Button>
      )}
      {status === 'approved' && may('send') && (
        <Button variant="filled" onClick={() => onAsk('send')}>
          {t('contracts.do.send')}
        </Button>
      )}
      {status === 'sent' && may('sign') && (
        <Button variant="filled" onClick={() => onAsk('scan')}>
          {t('contracts.do.scan')}
        </Button>
      )}
      <WriteLetter place={{ kind: 'contract', id }} />
      {more.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('shell.more')} variant="default">
              <Icon of={IconDots} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((one) => (
              <Menu.Item key={one.key} onClick={one.do}>
                {t(`contracts.do.${one.key as 'scan'}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
