import { Button, Checkbox, MultiSelect, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatAccount } from '../../../pure/bank-account.ts'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { amountText, readAmount, useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
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

/** An invoice chosen, with what was typed of the amount that goes to it. */
type Part = Choice & { amount: string }

interface Picked {
  ticked: boolean
  parts: Part[]
  /** A sure one that somebody opened, to divide it otherwise. */
  opened?: true
}

/** What is ticked and chosen before anybody touched it: sure ones as proposed. */
const begin = (items: readonly Line[]) =>
  new Map<string, Picked>(
    items
      .filter(({ verdict }) => verdict === 'sure')
      .map(({ id, currency, proposals }) => [
        id,
        { ticked: true, parts: proposals.map((one) => ({ ...one, amount: amountText(one.amount, currency) })) },
      ]),
  )

const sumOf = (parts: readonly Part[], currency: string): number =>
  parts.reduce((sum, { amount }) => sum + (readAmount(amount, currency) ?? 0), 0)

/** Those chosen, each new one with what is open of it, as far as the payment lasts. */
function partsOf(line: Line, before: readonly Part[], chosen: readonly Choice[]): Part[] {
  const parts: Part[] = []
  for (const one of chosen) {
    const kept = before.find(({ invoiceId }) => invoiceId === one.invoiceId)
    const rest = line.amount - sumOf(parts, line.currency)
    parts.push(kept ?? { ...one, amount: amountText(rest > 0 ? Math.min(rest, one.left) : one.left, line.currency) })
  }
  return parts
}

type Fault = 'field.amount' | 'invoice.more_than_left' | 'statement.more_than_came'

/** What is wrong with the amounts of a payment: of each invoice null or the code of its error. */
function faultsOf(line: Line, parts: readonly Part[]): (Fault | null)[] {
  let sum = 0
  return parts.map(({ amount: typed, left }) => {
    const amount = readAmount(typed, line.currency) ?? 0
    if (amount === 0) return 'field.amount'
    sum += amount
    if (amount > left) return 'invoice.more_than_left'
    return sum > line.amount ? 'statement.more_than_came' : null
  })
}

/** What the server refused, by payment and invoice: "line invoice" -> its words. */
function refusalsOf(error: unknown, sent: readonly Sent[]): Map<string, string> {
  const refusals = new Map<string, string>()
  for (const [path, words] of Object.entries(error ? fieldErrors(error) : {})) {
    const [, at, , index = 0] = path.split('.')
    const line = sent[Number(at)]
    const invoice = line?.invoices[Number(index)]
    if (line && invoice) refusals.set(`${line.lineId} ${invoice.invoiceId}`, words)
  }
  return refusals
}

interface Sent {
  lineId: string
  invoices: { invoiceId: string; amount: number }[]
}

function Lines({ statement }: { statement: Statement }) {
  const t = useT()
  const client = useQueryClient()
  const { can } = useMe()
  const refresh = useInvoiceRefresh()
  const [picked, setPicked] = useState(() => begin(statement.items))
  const mayBook = can['bank_statement.book'] !== 'none'
  const taken = statement.items.flatMap((line) => {
    const one = picked.get(line.id)
    return line.verdict !== 'booked' && one?.ticked && one.parts.length > 0 ? [{ line, parts: one.parts }] : []
  })
  const wrong = taken.some(({ line, parts }) => faultsOf(line, parts).some(Boolean))
  const path = { params: { path: { id: statement.id } } }
  const book = useMutation({
    mutationFn: (lines: Sent[]) => data(api.POST('/api/bank-statements/{id}/bookings', { ...path, body: { lines } })),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['statements'] }), refresh()]),
  })
  const refusals = refusalsOf(book.error, book.variables ?? [])
  const bookAll = () =>
    book.mutate(
      taken.map(({ line, parts }) => ({
        lineId: line.id,
        invoices: parts.map(({ invoiceId, amount }) => ({ invoiceId, amount: readAmount(amount, line.currency)! })),
      })),
    )
  const of = (verdict: Line['verdict']) => statement.items.filter((line) => line.verdict === verdict)
  const booked = of('booked')
  return (
    <div className={css.statement}>
      <ErrorSummary message={book.error && refusals.size === 0 ? wordsOfProblem(book.error) : null} />
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
                  picked={picked.get(line.id) ?? { ticked: false, parts: [] }}
                  refused={(invoiceId) => refusals.get(`${line.id} ${invoiceId}`)}
                  onPick={
                    mayBook
                      ? (one) => {
                          book.reset()
                          setPicked(new Map(picked).set(line.id, one))
                        }
                      : undefined
                  }
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
          <Button
            variant="filled"
            disabled={taken.length === 0 || wrong}
            loading={book.isPending}
            onClick={() => bookAll()}
          >
            {taken.length === 0 ? t('statements.book.none') : t('statements.book', { count: taken.length })}
          </Button>
          {wrong && <span className={css.over}>{t('statements.book.wrong')}</span>}
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

type OpenProps = {
  line: Line
  picked: Picked
  refused: (invoiceId: string) => string | undefined
  onPick: ((one: Picked) => void) | undefined
}

function Open({ line, picked, refused, onPick }: OpenProps) {
  const t = useT()
  const money = useMoney()
  const title = line.title || line.payer || t('statements.untitled')
  const { parts } = picked
  const rest = line.amount - sumOf(parts, line.currency)
  const divides = onPick && (line.verdict !== 'sure' || picked.opened)
  const why = (invoiceId: string) =>
    (line.proposals.find((one) => one.invoiceId === invoiceId)?.why ?? []).map((one) => t(`statements.why.${one}`))
  const choose = (chosen: readonly Choice[]) =>
    onPick?.({ ...picked, ticked: chosen.length > 0, parts: partsOf(line, parts, chosen) })
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
        {divides && <Choose line={line} label={t('statements.choose', { title })} chosen={parts} onChange={choose} />}
        {divides && parts.length === 0 && line.proposals.length > 0 && (
          <div className={css.likely}>
            {line.proposals.slice(0, LIKELY).map((one) => (
              <WordButton key={one.invoiceId} onClick={() => choose([one])}>
                {one.number}, {one.buyerName}, {money(one.left, line.currency)} ({why(one.invoiceId).join(', ')})
              </WordButton>
            ))}
          </div>
        )}
        {divides ? (
          <Parts
            line={line}
            parts={parts}
            refused={refused}
            onChange={(changed) => onPick({ ...picked, ticked: true, parts: changed })}
          />
        ) : (
          parts.map((one) => (
            <p key={one.invoiceId}>
              <GoTo to={paths.invoice(one.invoiceId)}>{one.number}</GoTo> {one.buyerName},{' '}
              <span className="nums nowrap">{money(readAmount(one.amount, line.currency) ?? 0, line.currency)}</span>
              {(readAmount(one.amount, line.currency) ?? 0) < one.left && (
                <span className="ink-3 nums"> ({t('statements.left', { left: money(one.left, line.currency) })})</span>
              )}
              <span className="t-xs ink-3"> {why(one.invoiceId).join(', ')}</span>
              {refused(one.invoiceId) && <span className={css.over}> {refused(one.invoiceId)}</span>}
            </p>
          ))
        )}
        {onPick && !divides && (
          <p>
            <WordButton
              aria-label={t('statements.divideOf', { title })}
              onClick={() => onPick({ ...picked, opened: true })}
            >
              {t('statements.divide')}
            </WordButton>
          </p>
        )}
        {parts.length > 0 && rest > 0 && (
          <p className={css.over}>{t('statements.over', { amount: money(rest, line.currency) })}</p>
        )}
      </div>
    </li>
  )
}

type PartsProps = Pick<OpenProps, 'line' | 'refused'> & { parts: readonly Part[]; onChange: (parts: Part[]) => void }

/** The invoices chosen for a payment, each with a field for how much of it goes there. */
function Parts({ line, parts, refused, onChange }: PartsProps) {
  const t = useT()
  const money = useMoney()
  const { currency } = line
  const faults = faultsOf(line, parts)
  if (parts.length === 0) return null
  return (
    <ul className={css.parts}>
      {parts.map((one, at) => (
        <li key={one.invoiceId}>
          <span className={css.words}>
            <span>
              <GoTo to={paths.invoice(one.invoiceId)}>{one.number}</GoTo> {one.buyerName}
            </span>
            <span className="t-xs ink-3 nums">{t('statements.left', { left: money(one.left, currency) })}</span>
          </span>
          <TextInput
            aria-label={t('statements.amountOf', { number: one.number, currency })}
            inputMode="decimal"
            className={css.amount}
            value={one.amount}
            error={faults[at] ? t(`error.${faults[at]}`) : refused(one.invoiceId)}
            onChange={(event) =>
              onChange(parts.map((part, n) => (n === at ? { ...part, amount: event.currentTarget.value } : part)))
            }
            rightSection={<span className="t-xs ink-3">{currency}</span>}
            rightSectionWidth={44}
          />
        </li>
      ))}
    </ul>
  )
}

type ChooseProps = { line: Line; label: string; chosen: readonly Choice[]; onChange: (chosen: Choice[]) => void }

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
