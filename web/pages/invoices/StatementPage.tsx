import { Button, Checkbox, MultiSelect } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatAccount } from '../../../pure/bank-account.ts'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { WordButton } from '../../ui/WordButton.tsx'
import css from './invoices.module.css'
import { type Statement, statementQuery, useInvoiceRefresh } from './queries.ts'

type Line = Statement['items'][number]
/** An invoice a person may choose for a line. */
type Choice = { invoiceId: string; number: string; buyerName: string; left: number }

/** So many of those a payment may be for are offered by a press. */
const LIKELY = 3
const VERDICTS = ['sure', 'doubtful', 'unknown'] as const

/** A bank statement: sure payments are ticked, doubtful ones chosen, and all that is ticked is booked together. */
export default function StatementPage() {
  const t = useT()
  const { id } = useParams({ strict: false })
  const { data: statement, error, refetch } = useQuery(statementQuery(id!))
  return (
    <Page
      title={statement?.fileName ?? t('invoices.tab.statements')}
      breadcrumbs={[{ label: t('invoices.tab.statements'), to: paths.statements }]}
    >
      {!statement ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={10} />
        )
      ) : (
        // Booked, its lines are others: what was ticked before is ticked no more.
        <Lines key={`${statement.id} ${statement.booked}`} statement={statement} />
      )}
    </Page>
  )
}

/** What is ticked and chosen before anybody touched it: sure ones as proposed. */
const begin = (items: readonly Line[]) =>
  new Map(
    items
      .filter(({ verdict }) => verdict === 'sure')
      .map((line) => [line.id, { ticked: true, chosen: line.proposals as Choice[] }]),
  )

/** How much of a transfer goes to each invoice chosen, in their order. */
function shared(line: Line, chosen: readonly Choice[]) {
  let rest = line.amount
  const parts = chosen.map((one) => {
    const proposed = line.verdict === 'sure' && line.proposals.find(({ invoiceId }) => invoiceId === one.invoiceId)
    const amount = Math.min(rest, proposed ? Math.max(proposed.amount, 0) : one.left)
    rest -= amount
    return { ...one, amount }
  })
  return { parts: parts.filter(({ amount }) => amount > 0), rest }
}

function Lines({ statement }: { statement: Statement }) {
  const t = useT()
  const client = useQueryClient()
  const { can } = useMe()
  const refresh = useInvoiceRefresh()
  const [picked, setPicked] = useState(() => begin(statement.items))
  const mayBook = can['bank_statement.book'] !== 'none'
  const ready = statement.items.flatMap((line) => {
    const one = picked.get(line.id)
    const parts = one?.ticked ? shared(line, one.chosen).parts : []
    return parts.length > 0
      ? [{ lineId: line.id, invoices: parts.map(({ invoiceId, amount }) => ({ invoiceId, amount })) }]
      : []
  })
  const path = { params: { path: { id: statement.id } } }
  const book = useMutation({
    mutationFn: () => data(api.POST('/api/bank-statements/{id}/bookings', { ...path, body: { lines: ready } })),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['statements'] }), refresh()]),
  })
  const of = (verdict: Line['verdict']) => statement.items.filter((line) => line.verdict === verdict)
  const booked = of('booked')
  return (
    <div className={css.statement}>
      <ErrorSummary message={book.error ? wordsOfProblem(book.error) : null} />
      {statement.known > 0 && <p className={css.about}>{t('statements.known', { count: statement.known })}</p>}
      {booked.length === statement.items.length && <EmptyState>{t('statements.nothing')}</EmptyState>}
      {VERDICTS.map((verdict) => {
        const lines = of(verdict)
        if (lines.length === 0) return null
        return (
          <Section key={verdict} title={`${t(`statements.${verdict}`)} (${lines.length})`}>
            {verdict === 'unknown' && <p className={css.about}>{t('statements.unknown.about')}</p>}
            <ul className={css.lines}>
              {lines.map((line) => (
                <Open
                  key={line.id}
                  line={line}
                  picked={picked.get(line.id) ?? { ticked: false, chosen: [] }}
                  onPick={mayBook ? (one) => setPicked(new Map(picked).set(line.id, one)) : undefined}
                />
              ))}
            </ul>
          </Section>
        )
      })}
      {booked.length > 0 && (
        <Section title={`${t('statements.done')} (${booked.length})`}>
          <ul className={css.lines}>
            {booked.map((line) => (
              <Booked key={line.id} line={line} statementId={statement.id} mayBook={mayBook} />
            ))}
          </ul>
        </Section>
      )}
      {mayBook && booked.length < statement.items.length && (
        <div className={css.foot}>
          <Button variant="filled" disabled={ready.length === 0} loading={book.isPending} onClick={() => book.mutate()}>
            {ready.length === 0 ? t('statements.book.none') : t('statements.book', { count: ready.length })}
          </Button>
        </div>
      )}
    </div>
  )
}

function Transfer({ line }: { line: Line }) {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  return (
    <>
      <span className={css.words}>
        <span className="w5">{line.title || t('statements.untitled')}</span>
        <span className="t-xs ink-3">
          {[format.date(line.bookedOn), line.payer, line.account && formatAccount(line.account)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span className="nums nowrap w5">{money(line.amount, line.currency)}</span>
    </>
  )
}

interface Picked {
  ticked: boolean
  chosen: Choice[]
}

function Open({ line, picked, onPick }: { line: Line; picked: Picked; onPick: ((one: Picked) => void) | undefined }) {
  const t = useT()
  const money = useMoney()
  const title = line.title || line.payer || t('statements.untitled')
  const { parts, rest } = shared(line, picked.chosen)
  const why = (invoiceId: string) =>
    (line.proposals.find((one) => one.invoiceId === invoiceId)?.why ?? []).map((one) => t(`statements.why.${one}`))
  return (
    <li>
      <div className={css.line}>
        <Checkbox
          aria-label={t('statements.take', { title })}
          checked={picked.ticked && parts.length > 0}
          disabled={!onPick || parts.length === 0}
          onChange={(event) => onPick?.({ ...picked, ticked: event.currentTarget.checked })}
        />
        <Transfer line={line} />
      </div>
      <div className={css.pays}>
        {onPick && line.verdict !== 'sure' && (
          <Choose
            line={line}
            label={t('statements.choose', { title })}
            chosen={picked.chosen}
            onChange={(chosen) => onPick({ ticked: chosen.length > 0, chosen })}
          />
        )}
        {onPick && picked.chosen.length === 0 && line.proposals.length > 0 && (
          <div className={css.likely}>
            {line.proposals.slice(0, LIKELY).map((one) => (
              <WordButton key={one.invoiceId} onClick={() => onPick({ ticked: true, chosen: [one] })}>
                {one.number}, {one.buyerName}, {money(one.left, line.currency)} ({why(one.invoiceId).join(', ')})
              </WordButton>
            ))}
          </div>
        )}
        {parts.map((one) => (
          <p key={one.invoiceId}>
            <GoTo to={paths.invoice(one.invoiceId)}>{one.number}</GoTo> {one.buyerName},{' '}
            <span className="nums nowrap">{money(one.amount, line.currency)}</span>
            {one.amount < one.left && (
              <span className="ink-3 nums"> ({t('statements.left', { left: money(one.left, line.currency) })})</span>
            )}
            <span className="t-xs ink-3"> {why(one.invoiceId).join(', ')}</span>
          </p>
        ))}
        {parts.length > 0 && rest > 0 && (
          <p className={css.over}>{t('statements.over', { amount: money(rest, line.currency) })}</p>
        )}
      </div>
    </li>
  )
}

type ChooseProps = { line: Line; label: string; chosen: Choice[]; onChange: (chosen: Choice[]) => void }

/** Those it may be, and any other that is still to be paid, found by its number or its buyer. */
function Choose({ line, label, chosen, onChange }: ChooseProps) {
  const t = useT()
  const money = useMoney()
  const [q, setQ] = useState('')
  const { data: found = [] } = useQuery({
    queryKey: ['invoices', 'open', q],
    queryFn: async () =>
      (await data(api.GET('/api/invoices', { params: { query: { payment: 'open', q, limit: 10 } } }))).items,
    enabled: q.trim().length >= 2,
    placeholderData: keepPreviousData,
  })
  const others = found
    .filter(({ currency }) => currency === line.currency)
    .map(({ id, title, buyerName, left }) => ({ invoiceId: id, number: title, buyerName, left }))
  const known = new Map([...line.proposals, ...others, ...chosen].map((one) => [one.invoiceId, one as Choice]))
  return (
    <MultiSelect
      aria-label={label}
      placeholder={chosen.length === 0 ? t('statements.choose.hint') : ''}
      searchable
      searchValue={q}
      onSearchChange={setQ}
      // What was found may hold the words in its NIP: it is not narrowed once more.
      filter={({ options, search }) =>
        options.filter(
          (option) =>
            others.some(({ invoiceId }) => 'value' in option && invoiceId === option.value) ||
            ('label' in option && option.label.toLowerCase().includes(search.trim().toLowerCase())),
        )
      }
      value={chosen.map(({ invoiceId }) => invoiceId)}
      data={[...known.values()].map(({ invoiceId, number, buyerName, left }) => ({
        value: invoiceId,
        label: `${number}, ${buyerName}, ${money(left, line.currency)}`,
      }))}
      onChange={(ids) => onChange(ids.flatMap((id) => known.get(id) ?? []))}
    />
  )
}

function Booked({ line, statementId, mayBook }: { line: Line; statementId: string; mayBook: boolean }) {
  const t = useT()
  const money = useMoney()
  const client = useQueryClient()
  const refresh = useInvoiceRefresh()
  const params = { path: { id: statementId, lineId: line.id } }
  const undo = useMutation({
    mutationFn: () => data(api.DELETE('/api/bank-statements/{id}/bookings/{lineId}', { params })),
    onError: notifyProblem,
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['statements'] }), refresh()]),
  })
  return (
    <li>
      <div className={css.line}>
        <Transfer line={line} />
        {mayBook && (
          <WordButton
            aria-label={t('statements.undoOf', { title: line.title || line.payer })}
            onClick={() => undo.mutate()}
          >
            {t('statements.undo')}
          </WordButton>
        )}
      </div>
      <div className={css.pays}>
        {line.payments.map((one) => (
          <p key={one.id}>
            <GoTo to={paths.invoice(one.invoiceId)}>{one.number}</GoTo> {one.buyerName},{' '}
            <span className="nums nowrap">{money(one.amount, line.currency)}</span>
          </p>
        ))}
        {line.rest > 0 && (
          <p className={css.over}>{t('statements.over', { amount: money(line.rest, line.currency) })}</p>
        )}
      </div>
    </li>
  )
}
