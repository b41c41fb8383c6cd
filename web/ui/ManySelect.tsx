import { type ComboboxItem, type ComboboxItemGroup, MultiSelect, type MultiSelectProps } from '@mantine/core'

type Data = (ComboboxItem | ComboboxItemGroup<ComboboxItem>)[]
type Props = Omit<MultiSelectProps, 'value' | 'data'> & { value?: string[]; data: Data }

/** Several of a list. What has no name here (it has not come yet, or has left) stands as "…" and not as a bare id. */
export function ManySelect({ value = [], data, ...rest }: Props) {
  const named = new Set(data.flatMap((one) => ('items' in one ? one.items.map((item) => item.value) : [one.value])))
  const nameless = value.filter((one) => !named.has(one)).map((one) => ({ value: one, label: '…' }))
  return <MultiSelect {...rest} value={value} data={[...data, ...nameless]} />
}
