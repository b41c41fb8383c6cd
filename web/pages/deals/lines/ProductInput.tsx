import { Combobox, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect } from 'react'
import { foldText } from '../../../../pure/search-text.ts'
import { usePrice } from '../../../i18n/money.ts'
import { useT } from '../../../i18n/words.ts'
import { type Product, productsFoundQuery } from '../../products/queries.ts'
import type { DraftLine } from './draft.ts'
import css from './lines.module.css'

type Props = {
  line: DraftLine
  label: string
  error: string | undefined
  errorId: string
  onName: (name: string) => void
  onPick: (product: Product) => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** The name of a line: words or a code find a product; what is no product stays as it is typed. */
export function ProductInput({ line, label, error, errorId, onName, onPick, onKeyDown }: Props) {
  const t = useT()
  const price = usePrice()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [asked] = useDebouncedValue(line.name.trim(), 150)
  const open = combobox.dropdownOpened
  const { data: found = [] } = useQuery({ ...productsFoundQuery(asked), enabled: open })
  const folded = foldText(line.name.trim())
  const meant = found.findIndex(
    ({ name, code }) => folded && (foldText(name).startsWith(folded) || foldText(code ?? '').startsWith(folded)),
  )
  // What begins with the typed letters is taken by Enter; anything else only when it is chosen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is a new object on each drawing
  useEffect(() => {
    if (!open) return
    if (meant >= 0) combobox.selectOption(meant)
    else combobox.resetSelectedOption()
  }, [open, meant, found])
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width={380}
      withinPortal
      onOptionSubmit={(id) => {
        const product = found.find((one) => one.id === id)
        if (product) onPick(product)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target>
        <input
          className={css.input}
          data-cell="name"
          aria-label={label}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? errorId : undefined}
          autoComplete="off"
          maxLength={300}
          value={line.name}
          onChange={(event) => {
            onName(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            // An open list has its own Enter and arrows.
            const taken = open && (combobox.getSelectedOptionIndex() >= 0 || !['Enter'].includes(event.key))
            if (!taken) {
              combobox.closeDropdown()
              onKeyDown(event)
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found.length === 0}>
        <Combobox.Options aria-label={t('lines.found')} mah={320} style={{ overflowY: 'auto' }}>
          {found.map((product) => (
            <Combobox.Option key={product.id} value={product.id} className={css.option}>
              <span className="cut">{product.name}</span>
              <span className="ink-3 nowrap nums">
                {[product.code, product.price && price(product.price, product.currency)].filter(Boolean).join(' · ')}
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
