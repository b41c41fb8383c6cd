import { useInfiniteQuery } from '@tanstack/react-query'
import { formatNip } from '../../../pure/nip.ts'
import { formatPhone } from '../../../pure/phone.ts'
import { useMe } from '../../api/session.ts'
import { useList } from '../../components/lists/use-list.ts'
import { KindListPage } from '../../components/shell/ListPage.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { NewCompanyDialog } from './NewCompanyDialog.tsx'
import { companiesQuery, USUAL_CARDS } from './queries.ts'

export default function CompaniesPage() {
  const t = useT()
  const format = useFormat()
  const { can } = useMe()
  const list = useList('company', USUAL_CARDS)
  const query = useInfiniteQuery(companiesQuery(list))
  return (
    <KindListPage
      search={t('cards.filter.q')}
      nothingFound={t('cards.nothingFound')}
      title={t('shell.nav.companies')}
      {...(can['company.create'] === 'none' ? {} : { create: t('cards.company.new') })}
      query={query}
      list={list}
      pathOf={(company) => paths.company(company.id)}
      empty={t('cards.company.empty')}
      form={(close) => <NewCompanyDialog onClose={close} />}
      card={(company) => (
        <>
          <span className="w5 cut">{company.name}</span>
          <span className="cut ink-2">{company.nip ? `NIP ${formatNip(company.nip)}` : company.address}</span>
        </>
      )}
      columns={[
        {
          key: 'name',
          head: t('cards.company.name'),
          width: 'minmax(200px, 2fr)',
          cell: (company) => (
            <span className="row">
              <Avatar id={company.id} name={company.name} square />
              <span className="cut w5">{company.name}</span>
            </span>
          ),
        },
        {
          key: 'nip',
          head: 'NIP',
          width: '128px',
          cell: (company) => <span className="nums">{company.nip ? formatNip(company.nip) : ''}</span>,
        },
        { key: 'address', head: t('cards.address'), width: 'minmax(160px, 1.5fr)', cell: (company) => company.address },
        {
          key: 'emails',
          head: t('record.field.email'),
          width: 'minmax(140px, 1.2fr)',
          cell: (company) => company.emails[0]?.value ?? '',
        },
        {
          key: 'phones',
          head: t('record.field.phone'),
          width: '140px',
          cell: (company) => <span className="nums">{formatPhone(company.phones[0]?.value ?? '')}</span>,
        },
        {
          key: 'updatedAt',
          head: t('cards.updated'),
          width: '96px',
          align: 'right',
          cell: (company) => format.short(company.updatedAt),
        },
      ]}
    />
  )
}
