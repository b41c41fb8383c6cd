import { Button, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { PricedLine, PriceMode, Totals } from '../../../../pure/vat.ts'
import { problemOfError } from '../../../api/problem.ts'
import { currenciesWith, decimalText, readDecimal, useMoney } from '../../../i18n/money.ts'
import { useT, wordsOf } from '../../../i18n/words.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { notify } from '../../../ui/notify.tsx'
import { wordsOfProblem } from '../../../ui/problems.ts'
import { Section } from '../../../ui/Section.tsx'
import type { Product } from '../../products/queries.ts'
import { companyQuery } from '../../settings/queries.ts'
import {
  type Draft,
  type DraftLine,
  emptyLine,
  isEmpty,
  type LineField,
  readLine,
  type Sheet,
  takeProduct,
} from './draft.ts'
import { LineRow } from './LineRow.tsx'
import css from './lines.module.css'
import { priceFor } from './prices.ts'
import { Totals as Sums } from './Totals.tsx'
import { useDraft } from './use-draft.ts'

type Read = PricedLine<string> & { discountAmount: number | null }

const AT_FIELD: Record<string, LineField> = {
  name: 'name',
  productId: 'name',
  quantity: 'quantity',
  unit: 'unit',
  unitPrice: 'price',
  discountPercent: 'discount',
  discountAmount: 'discount',
}

interface Props {
  sheet: Sheet
  words: { title: string; empty: string; save: string }
  /** As their keys; the first is that of a new line. */
  rates: readonly string[]
  rateOf: (product: Product) => string
  totalsOf: (lines: Read[], mode: PriceMode, currency: string) => Totals<string>
  /** Which of the totals counts, and what is said of them, as lines are written and as they stand. */
  counts: (dirty: boolean, mode: PriceMode) => { amountFrom: PriceMode; about: string }
  /** Whether goods and services are told apart; whether there may be none of a line. */
  kinds?: boolean
  zero?: boolean
  /** Sends the lines; gives them as they are then. */
  save: (draft: Draft, lines: { line: DraftLine; read: Read }[]) => Promise<Sheet>
}

/** Lines of a deal or an invoice, written in a table: by the keyboard, with products by their names and codes. */
export function LinesEditor({
  sheet,
  words,
  rates,
  rateOf,
  totalsOf,
  counts,
  kinds = false,
  zero = false,
  save: send,
}: Props) {
  const t = useT()
  const money = useMoney()
  const client = useQueryClient()
  const { data: company } = useQuery(companyQuery)
  const { draft, dirty, change, saved, discard } = useDraft(sheet)
  const [tried, setTried] = useState(false)
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [refused, setRefused] = useState<Record<string, Partial<Record<LineField, string>>>>({})
  const frame = useRef<HTMLDivElement>(null)
  const units = company?.units ?? []
  const { lines, priceMode, currency } = draft

  const read = lines.map((line) => readLine(line, currency, { zero }))
  const filled = lines.flatMap((line, index) => (isEmpty(line) ? [] : [{ line, ...read[index]! }]))
  const sound = filled.flatMap((one) => one.read ?? [])
  const totals = totalsOf(sound, priceMode, currency)
  const worthOf = (index: number) => {
    const at = sound.indexOf(read[index]!.read!)
    return at < 0 ? '' : money(totals.lines[at]!.value, currency)
  }
  const errorsOf = (line: DraftLine, index: number) => {
    const own = tried && !isEmpty(line) ? (read[index]!.errors ?? {}) : {}
    const words = Object.entries(own).map(([field, code]) => [field, t(code)])
    return { ...refused[line.key], ...Object.fromEntries(words) } as Partial<Record<LineField, string>>
  }

  const focus = (key: string, cell: string) =>
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-line="${key}"] [data-cell="${cell}"]`)?.focus(),
    )
  const set = (key: string, values: Partial<DraftLine>) => {
    setRefused(({ [key]: _, ...others }) => others)
    change((now) => ({
      ...now,
      lines: now.lines.map((line) => (line.key === key ? { ...line, ...values } : line)),
    }))
  }
  const add = () => {
    const line = emptyLine(units[0] ?? 'szt.')
    change((now) => ({ ...now, lines: [...now.lines, line] }))
    focus(line.key, 'name')
  }
  const remove = (index: number) => {
    const next = lines[index + 1] ?? lines[index - 1]
    change((now) => ({ ...now, lines: now.lines.filter((_, at) => at !== index) }))
    if (next) focus(next.key, 'name')
  }
  const move = (index: number, by: number, cell: string) => {
    const to = index + by
    if (to < 0 || to >= lines.length) return
    const moved = [...lines]
    moved.splice(to, 0, ...moved.splice(index, 1))
    change((now) => ({ ...now, lines: moved }))
    focus(lines[index]!.key, cell)
  }
  const pick = async (line: DraftLine, product: Product) => {
    set(line.key, takeProduct(line, product, '', rateOf(product)))
    focus(line.key, 'quantity')
    if (product.price === null) return
    const from = { price: product.price, currency: product.currency, mode: product.priceMode, vat: product.vat }
    const price = await priceFor(client, from, priceMode, currency).catch(() => null)
    if (price === null) notify('rate', t('lines.noRate', { currency: product.currency }))
    else set(line.key, takeProduct(line, product, decimalText(price, 2), rateOf(product)))
  }
  const turn = async (mode: PriceMode, into: string) => {
    const turned = await Promise.all(
      lines.map(async (line) => {
        const price = readDecimal(line.price, 8)
        if (price === null) return line
        const next = await priceFor(client, { price, currency, mode: priceMode, vat: line.vat }, mode, into).catch(
          () => null,
        )
        return next === null ? line : { ...line, price: decimalText(next, 2) }
      }),
    )
    change((now) => ({ ...now, priceMode: mode, currency: into, lines: turned }))
  }

  const save = async () => {
    setTried(true)
    setProblem(null)
    if (filled.some(({ errors }) => errors)) {
      requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    setSaving(true)
    try {
      const answer = await send(
        draft,
        filled.map(({ line, read: priced }) => ({ line, read: priced! })),
      )
      saved(
        draft,
        filled.map(({ line }) => line.key),
        answer,
      )
      setTried(false)
      setRefused({})
    } catch (error) {
      const atLines: typeof refused = {}
      for (const { path, code, params, message } of problemOfError(error).fields) {
        const [, at, field] = /^lines\.(\d+)\.(\w+)$/.exec(path) ?? []
        const key = at && filled[Number(at)]?.line.key
        if (key && field)
          atLines[key] = {
            ...atLines[key],
            [AT_FIELD[field] ?? 'name']: wordsOf(`error.${code}`, params) ?? message ?? '',
          }
      }
      setRefused(atLines)
      if (Object.keys(atLines).length === 0) setProblem(error)
    } finally {
      setSaving(false)
    }
  }

  const keysOf = (index: number) => (event: KeyboardEvent) => {
    const cell = (event.target as HTMLElement).dataset.cell ?? 'name'
    const below = lines[index + 1]
    const steps: Record<string, () => void> = {
      Enter: () => (below ? focus(below.key, 'name') : add()),
      'ctrl+Enter': () => void save(),
      'ctrl+Delete': () => remove(index),
      'alt+ArrowUp': () => move(index, -1, cell),
      'alt+ArrowDown': () => move(index, 1, cell),
    }
    const step = steps[`${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${event.key}`]
    if (!step) return
    event.preventDefault()
    step()
  }
  const wrong = tried ? filled.reduce((count, { errors }) => count + Object.keys(errors ?? {}).length, 0) : 0
  const stale = problem !== null && problemOfError(problem).code === 'version_conflict'

  return (
    <Section
      title={words.title}
      count={sheet.lines.length || undefined}
      end={
        <>
          <Select
            size="xs"
            w={132}
            aria-label={t('lines.mode')}
            allowDeselect={false}
            value={priceMode}
            data={(['net', 'gross'] as const).map((value) => ({ value, label: t(`lines.mode.${value}`) }))}
            onChange={(value) => value && void turn(value as PriceMode, currency)}
          />
          <Select
            size="xs"
            w={84}
            aria-label={t('lines.currency')}
            allowDeselect={false}
            value={currency}
            data={currenciesWith(currency)}
            onChange={(value) => value && void turn(priceMode, value)}
          />
        </>
      }
    >
      <div ref={frame} className={css.frame}>
        {lines.length === 0 ? (
          <EmptyState
            action={
              <Button leftSection={<Icon of={IconPlus} />} onClick={add}>
                {t('lines.add')}
              </Button>
            }
          >
            {words.empty}
          </EmptyState>
        ) : (
          <>
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col" className={css.first}>
                    {t('lines.head.name')}
                  </th>
                  <th scope="col" className={css.right}>
                    {t('lines.head.quantity')}
                  </th>
                  <th scope="col">{t('lines.head.unit')}</th>
                  <th scope="col" className={css.right}>
                    {t('lines.head.price')}
                  </th>
                  <th scope="col" className={css.right} title={t('lines.discount.example')}>
                    {t('lines.head.discount')}
                  </th>
                  <th scope="col">{t('lines.head.vat')}</th>
                  <th scope="col" className={css.right}>
                    {t(`lines.head.value.${priceMode}`)}
                  </th>
                  <th aria-hidden />
                </tr>
              </thead>
              <tbody>
                {lines.map((line, index) => (
                  <LineRow
                    key={line.key}
                    line={line}
                    number={index + 1}
                    units={units}
                    rates={rates}
                    kinds={kinds}
                    value={worthOf(index)}
                    valueName={t(`lines.head.value.${priceMode}`)}
                    errors={errorsOf(line, index)}
                    onChange={(values) => set(line.key, values)}
                    onPick={(product) => void pick(line, product)}
                    onRemove={() => remove(index)}
                    onKeyDown={keysOf(index)}
                  />
                ))}
              </tbody>
            </table>
            <div className={css.foot}>
              <Button className={css.add} leftSection={<Icon of={IconPlus} />} onClick={add}>
                {t('lines.add')}
              </Button>
              <span className="desk-only ink-3 t-xs">
                <kbd>Enter</kbd> {t('lines.keys')} <kbd>Alt</kbd> <kbd>↑↓</kbd> {t('lines.keys.move')} <kbd>Ctrl</kbd>{' '}
                <kbd>Del</kbd> {t('lines.keys.remove')} <kbd>Ctrl</kbd> <kbd>Enter</kbd> {t('lines.keys.save')}
              </span>
            </div>
            {sound.length > 0 && <Sums totals={totals} currency={currency} {...counts(dirty, priceMode)} />}
          </>
        )}
        {dirty && (
          <div className={css.bar}>
            <ErrorSummary message={problem !== null ? wordsOfProblem(problem) : null} />
            <span className={css.unsaved} role="status">
              {wrong > 0 ? t('lines.fix', { count: wrong }) : t('lines.unsaved')}
            </span>
            <Button
              onClick={() => {
                discard()
                setTried(false)
                setProblem(null)
                setRefused({})
              }}
            >
              {t(stale ? 'lines.reload' : 'lines.discard')}
            </Button>
            <Button variant="filled" loading={saving} onClick={() => void save()}>
              {words.save}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}
