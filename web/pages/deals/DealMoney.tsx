import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { amountText, currenciesWith, decimalText, readAmount, readDecimal, useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { Field } from '../../ui/Field.tsx'
import { WordButton } from '../../ui/WordButton.tsx'
import { type Deal, offerQuery } from './queries.ts'

type Save = (values: Record<string, unknown>, seen: number | undefined) => Promise<void>

/** The amount of a deal, where it comes from, and what it is in the base currency. */
export function DealMoney({ deal, onSave }: { deal: Deal; onSave: Save | undefined }) {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  const { company } = useMe()
  const foreign = deal.currency !== company.currency
  const field = (set: (text: string) => Record<string, unknown>) => ({
    version: deal.version,
    ...(onSave ? { onSave: (text: string, seen: number | undefined) => onSave(set(text), seen) } : {}),
  })
  const byHand = deal.amountFrom === null
  return (
    <>
      <Field
        label={t('record.field.amount')}
        value={amountText(deal.amount, deal.currency)}
        check={(value) => (readAmount(value, deal.currency) === undefined ? t('error.field.amount') : null)}
        {...(byHand ? field((value) => ({ amount: readAmount(value, deal.currency) ?? null })) : {})}
      >
        {deal.amount === null ? null : (
          <span>
            <span className="w5">{money(deal.amount, deal.currency)}</span>
            {deal.amountFrom && <span className="ink-3 t-xs"> {t(`deals.amountFrom.${deal.amountFrom}`)}</span>}
          </span>
        )}
      </Field>
      {deal.sells && (
        <Field label={t('deals.sells')} value={deal.sells}>
          {t(`deals.sells.${deal.sells}`)}
        </Field>
      )}
      {(byHand || foreign) && (
        <Field
          label={t('deals.currency')}
          value={deal.currency}
          options={currenciesWith(deal.currency).map((value) => ({ value, label: value }))}
          {...(byHand ? field((currency) => ({ currency })) : {})}
        />
      )}
      {foreign && (
        <>
          <Field
            label={t('deals.rate')}
            value={deal.rate === null ? '' : decimalText(deal.rate, 4)}
            required={t('deals.rate.required')}
            check={(value) =>
              !value.trim() || Number(readDecimal(value, 8) ?? 0) > 0 ? null : t('settings.rates.wrong')
            }
            {...field((value) => ({ rate: value.trim() ? readDecimal(value, 8) : null }))}
          />
          {deal.rate !== null && (
            <Field
              label={t('deals.rateOn')}
              type="date"
              value={deal.rateOn ?? ''}
              {...field((rateOn) => (rateOn ? { rateOn } : {}))}
            >
              {deal.rateOn && format.date(deal.rateOn)}
            </Field>
          )}
          {onSave && <Offer deal={deal} onSave={onSave} />}
          {deal.amountBase !== null && (
            <Field label={t('deals.inBase', { currency: company.currency })} value={String(deal.amountBase)}>
              {money(deal.amountBase, company.currency)}
            </Field>
          )}
        </>
      )}
    </>
  )
}

/** The rate of today, where the deal has another one. */
function Offer({ deal, onSave }: { deal: Deal; onSave: Save }) {
  const t = useT()
  const format = useFormat()
  const { data: offer } = useQuery(offerQuery(deal.currency))
  const { rate, rateOn } = offer ?? {}
  if (!rate || !rateOn || (rate === deal.rate && rateOn === deal.rateOn)) return null
  return (
    <p className="t-s" style={{ padding: '2px 0 6px' }}>
      <WordButton onClick={() => void onSave({ rate, rateOn }, deal.version)}>
        {t('deals.rate.take', { day: format.date(rateOn), rate: decimalText(rate, 4) })}
      </WordButton>
    </p>
  )
}
