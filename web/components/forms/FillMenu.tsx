import { Button, Menu } from '@mantine/core'
import { IconForms } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'

/** Forms that make records of a kind and can be filled in. */
const formsOfKindQuery = (kind: string) =>
  queryOptions({
    queryKey: ['forms', 'of', kind],
    queryFn: async () => {
      const { items } = await data(api.GET('/api/forms', { params: { query: { kind, limit: 100 } } }))
      return items.filter(({ active }) => active)
    },
    staleTime: 60_000,
  })

/** The forms by which people of the company file records of a kind; nothing where there are none. */
export function FillMenu({ kind }: { kind: string }) {
  const t = useT()
  const { data: forms = [] } = useQuery(formsOfKindQuery(kind))
  const [first] = forms
  const icon = <Icon of={IconForms} />
  if (!first) return null
  if (forms.length === 1) {
    return (
      <Button component={GoTo} to={paths.formFill(first.id)} leftSection={icon}>
        {first.name}
      </Button>
    )
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={icon}>{t('forms.fill.choose')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map((form) => (
          <Menu.Item key={form.id} component={GoTo} to={paths.formFill(form.id)}>
            {form.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
