import { useInfiniteQuery } from '@tanstack/react-query'
import { formatPhone } from '../../../pure/phone.ts'
import { useMe } from '../../api/session.ts'
import { useList } from '../../components/lists/use-list.ts'
import { KindListPage } from '../../components/shell/ListPage.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { NewContactDialog } from './NewContactDialog.tsx'
import { contactsQuery, USUAL_CARDS } from './queries.ts'

export default function ContactsPage() {
  const t = useT()
  const format = useFormat()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const list = useList('contact', USUAL_CARDS)
  const query = useInfiniteQuery(contactsQuery(list))
  return (
    <KindListPage
      search={t('cards.filter.q')}
      nothingFound={t('cards.nothingFound')}
      title={t('shell.nav.contacts')}
      {...(can['contact.create'] === 'none' ? {} : { create: t('cards.contact.new') })}
      query={query}
      list={list}
      pathOf={(contact) => paths.contact(contact.id)}
      empty={t('cards.contact.empty')}
      form={(close) => (
        <NewContactDialog
          phone={search.phone}
          onClose={() => {
            close()
            setSearch({ phone: undefined, new: undefined })
          }}
        />
      )}
      card={(contact) => (
        <>
          <span className="w5 cut">{contact.name}</span>
          <span className="cut t-s ink-2">
            {[contact.company?.name, contact.position].filter(Boolean).join(' · ') || contact.emails[0]?.value}
          </span>
        </>
      )}
      columns={[
        {
          key: 'name',
          head: t('cards.name'),
          width: 'minmax(180px, 1.5fr)',
          cell: (contact) => (
            <span className="row">
              <Avatar id={contact.id} name={contact.name} />
              <span className="cut w5">{contact.name}</span>
            </span>
          ),
        },
        {
          key: 'companyId',
          head: t('record.field.companyName'),
          width: 'minmax(140px, 1.3fr)',
          cell: (contact) => contact.company?.name ?? '',
        },
        {
          key: 'position',
          head: t('settings.position'),
          width: 'minmax(110px, 1fr)',
          cell: (contact) => contact.position,
        },
        {
          key: 'emails',
          head: t('record.field.email'),
          width: 'minmax(150px, 1.3fr)',
          cell: (contact) => contact.emails[0]?.value ?? '',
        },
        {
          key: 'phones',
          head: t('record.field.phone'),
          width: '140px',
          cell: (contact) => <span className="nums">{formatPhone(contact.phones[0]?.value ?? '')}</span>,
        },
        {
          key: 'updatedAt',
          head: t('cards.updated'),
          width: '96px',
          align: 'right',
          cell: (contact) => format.short(contact.updatedAt),
        },
      ]}
    />
  )
}
