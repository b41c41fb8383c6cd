import { useMoney } from '../../i18n/money.ts'
import { FieldValue } from '../fields/FieldValue.tsx'
import { asRecordField, type Question } from './questions.ts'

/** An answer as people read it: the words of an option, the name of a record, an amount with its currency. */
export function Answer({ question, value, currency }: { question: Question; value: unknown; currency: string | null }) {
  const money = useMoney()
  if (question.type === 'amount' && currency) return <span className="nums">{money(Number(value), currency)}</span>
  return <FieldValue field={asRecordField(question)} value={value} />
}
