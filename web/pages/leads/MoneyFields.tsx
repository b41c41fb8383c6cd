import { Select, TextInput } from '@mantine/core'
import { currenciesWith } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import css from './dialogs.module.css'

type Props = {
  label: string
  amount: string
  currency: string
  onAmount: (amount: string) => void
  onCurrency: (currency: string) => void
  error?: string | null
}

/** An amount as a person writes it, with its currency beside. */
export function MoneyFields({ label, amount, currency, onAmount, onCurrency, error }: Props) {
  const t = useT()
  return (
    <div className={css.amount}>
      <TextInput
        label={label}
        inputMode="decimal"
        autoComplete="off"
        value={amount}
        error={error}
        onChange={(event) => onAmount(event.currentTarget.value)}
      />
      <Select
        label={t('record.field.currency')}
        data={currenciesWith(currency)}
        value={currency}
        allowDeselect={false}
        onChange={(value) => value && onCurrency(value)}
      />
    </div>
  )
}
