import { formatDateTime } from '../../../pure/dates.ts'
import type { Block, TemplateBody } from '../../../pure/documents/template.ts'
import type { DocumentValues } from '../../../pure/documents/typst.ts'
import { formatMoney } from '../../../pure/money.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import { say } from '../../core/problems.ts'
import type { ContractView, RoundView } from './schema.ts'

const text = (words: string, small = false): Block => ({ type: 'text', text: words, align: 'left', small })
const heading = (level: 1 | 2, words: string): Block => ({ type: 'heading', level, text: words, align: 'left' })
const column = (head: string, width: number) => ({ head, cell: '', align: 'left' as const, width })

/**
 * The sheet of a contract's approval, to be printed: each round with its version, who said what, when, and in whose place.
 * What people wrote goes in as values, in which no sign means anything.
 */
export function approvalSheet(contract: ContractView, reader: { locale: Locale; zone: string }) {
  const { locale } = reader
  const fields: Record<string, string> = {}
  const words = (code: string, params: Record<string, unknown> = {}) => say(locale, `contract.sheet.${code}`, params)
  let counted = 0
  const value = (given: string): string => {
    counted += 1
    fields[`v${counted}`] = given
    return `{{v${counted}}}`
  }
  const moment = (at: string | null) => (at ? formatDateTime(at, reader) : '')
  const row = (one: RoundView['approvals'][number]): string[] => {
    const other = one.answeredBy && one.answeredBy.id !== one.approver.id
    return [
      value(other ? words('in_place_of', { name: one.answeredBy!.name, of: one.approver.name }) : one.approver.name),
      value(moment(one.answeredAt)),
      value(words(one.answer ?? (one.state === 'dropped' ? 'not_needed' : 'waits'))),
      value(one.comment),
    ]
  }
  const round = (one: RoundView): Block[] => [
    heading(2, value(words('round', { no: one.no, version: one.documentNo }))),
    text(value(words('opened', { name: one.initiator.name, at: moment(one.openedAt) }))),
    text(value(words('hash', { hash: one.documentHash })), true),
    {
      type: 'table',
      over: null,
      columns: [
        column(words('who'), 3),
        column(words('when'), 2),
        column(words('answer'), 2),
        column(words('comment'), 4),
      ],
      rows: one.approvals.map(row),
    },
    text(value(one.outcome ? words(`outcome.${one.outcome}`, { at: moment(one.closedAt) }) : words('under_way'))),
  ]
  const customer = contract.company?.name ?? contract.contact?.name ?? ''
  const body: TemplateBody = {
    header: '',
    footer: value(`${contract.number} · ${words('title')}`),
    pageNumbers: true,
    blocks: [
      heading(1, value(words('title'))),
      text(`**${value(contract.number)}** ${value(contract.title)}`),
      ...(customer ? [text(value(words('customer', { name: customer })))] : []),
      ...(contract.value === null
        ? []
        : [text(value(words('value', { value: formatMoney(contract.value, contract.currency, locale) })))]),
      ...[...contract.rounds].reverse().flatMap(round),
      ...(contract.signatures.length === 0 ? [] : [heading(2, value(words('signatures')))]),
      ...contract.signatures.flatMap((one) => [
        text(value(words(`signed.${one.way}`, { name: one.signer, at: moment(one.at), address: one.address ?? '' }))),
        text(value(words('hash', { hash: one.documentHash })), true),
      ]),
    ],
  }
  const values: DocumentValues = { fields, lists: {} }
  return { body, values, locale, title: `${words('title')} ${contract.number}` }
}
