import { ActionIcon } from '@mantine/core'
import { IconPackage, IconTool, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useId } from 'react'
import { useT, type WordKey } from '../../../i18n/words.ts'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { Product } from '../../products/queries.ts'
import { vatWords } from '../../products/words.ts'
import type { DraftLine, LineField } from './draft.ts'
import css from './lines.module.css'
import { ProductInput } from './ProductInput.tsx'

type Props = {
  line: DraftLine
  number: number
  units: string[]
  rates: readonly string[]
  /** Whether goods and services are told apart. */
  kinds: boolean
  /** The value in words; '' while the line cannot be reckoned. */
  value: string
  valueName: string
  errors: Partial<Record<LineField, string>>
  onChange: (set: Partial<DraftLine>) => void
  onPick: (product: Product) => void
  onRemove: () => void
  onKeyDown: (event: KeyboardEvent) => void
}

export function LineRow({
  line,
  number,
  units,
  rates,
  kinds,
  value,
  valueName,
  errors,
  onChange,
  onPick,
  ...on
}: Props) {
  const t = useT()
  const id = useId()
  const cell = (what: WordKey) => t('lines.cell', { what: t(what), number })
  const text = (field: 'quantity' | 'price' | 'discount', what: WordKey, placeholder = '') => (
    <td className={cx(css.number, css[field])}>
      <span className={css.caption} aria-hidden>
        {t(what)}
      </span>
      <input
        className={css.input}
        data-cell={field}
        aria-label={cell(what)}
        aria-invalid={errors[field] ? true : undefined}
        aria-describedby={errors[field] ? `${id}-errors` : undefined}
        inputMode={field === 'discount' ? 'text' : 'decimal'}
        autoComplete="off"
        maxLength={24}
        placeholder={placeholder}
        value={line[field]}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => onChange({ [field]: event.currentTarget.value })}
        onKeyDown={on.onKeyDown}
      />
    </td>
  )
  const goods = line.kind === 'goods'
  return (
    <>
      <tr className={css.line} data-line={line.key}>
        <td className={css.name}>
          <div className={css.what}>
            {kinds && (
              <ActionIcon
                className={css.kind}
                aria-label={t(`lines.kind.${line.kind}`, { number })}
                title={t(`products.kind.${line.kind}`)}
                onClick={() => onChange({ kind: goods ? 'service' : 'goods' })}
              >
                <Icon of={goods ? IconPackage : IconTool} />
              </ActionIcon>
            )}
            <ProductInput
              line={line}
              label={cell('lines.head.name')}
              error={errors.name}
              errorId={`${id}-errors`}
              onName={(name) => onChange({ name })}
              onPick={onPick}
              onKeyDown={on.onKeyDown}
            />
            {line.code && <span className={cx(css.code, 'ink-3 t-xs nowrap')}>{line.code}</span>}
          </div>
        </td>
        {text('quantity', 'lines.head.quantity')}
        <td className={css.unit}>
          <span className={css.caption} aria-hidden>
            {t('lines.head.unit')}
          </span>
          <select
            className={css.input}
            aria-label={cell('lines.head.unit')}
            value={line.unit}
            onChange={(event) => onChange({ unit: event.currentTarget.value })}
            onKeyDown={on.onKeyDown}
          >
            {[...new Set([line.unit, ...units])].map((unit) => (
              <option key={unit}>{unit}</option>
            ))}
          </select>
        </td>
        {text('price', 'lines.head.price')}
        {text('discount', 'lines.head.discount')}
        <td className={css.vat}>
          <span className={css.caption} aria-hidden>
            {t('lines.head.vat')}
          </span>
          <select
            className={css.input}
            aria-label={cell('lines.head.vat')}
            value={line.vat}
            onChange={(event) => onChange({ vat: event.currentTarget.value })}
            onKeyDown={on.onKeyDown}
          >
            {rates.map((vat) => (
              <option key={vat} value={vat}>
                {vatWords(vat)}
              </option>
            ))}
          </select>
        </td>
        <td className={cx(css.value, 'nums')}>
          <span className={css.caption} aria-hidden>
            {valueName}
          </span>
          <span className="w5 nowrap">{value || '–'}</span>
        </td>
        <td className={css.end}>
          <ActionIcon aria-label={t('lines.remove', { number })} onClick={on.onRemove}>
            <Icon of={IconX} />
          </ActionIcon>
        </td>
      </tr>
      {Object.keys(errors).length > 0 && (
        <tr className={css.wrong}>
          <td colSpan={8} id={`${id}-errors`} role="alert">
            {[...new Set(Object.values(errors))].join(' ')}
          </td>
        </tr>
      )}
    </>
  )
}
