import { useMediaQuery } from '@mantine/hooks'
import {
  IconArrowsSplit2,
  IconBinaryTree,
  IconBuilding,
  IconCalendar,
  IconCircleX,
  IconCurrencyEuro,
  IconFileCertificate,
  IconFileInvoice,
  IconFileText,
  IconForms,
  IconKey,
  IconLayoutKanban,
  IconListDetails,
  IconMail,
  IconMailForward,
  IconMessages,
  IconPackage,
  IconPhone,
  IconStack2,
  IconUser,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useMe } from '../../api/session.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useT, type WordKey } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon, type IconType } from '../../ui/Icon.tsx'
import css from './Settings.module.css'

interface SectionEntry {
  to: string
  label: WordKey
  icon: IconType
  /** The right without which nobody is shown it. */
  right?: string
}

const mine: SectionEntry[] = [
  { to: paths.settingsProfile, label: 'settings.profile', icon: IconUser },
  { to: paths.settingsTokens, label: 'settings.tokens', icon: IconKey },
]
const companys: SectionEntry[] = [
  { to: paths.settingsCompany, label: 'settings.company', icon: IconBuilding, right: 'own_company.update' },
  { to: paths.settingsDepartments, label: 'settings.departments', icon: IconBinaryTree, right: 'department.update' },
  { to: paths.settingsStaff, label: 'settings.staff', icon: IconUsers, right: 'employee.update' },
  { to: paths.settingsCalendar, label: 'settings.calendar', icon: IconCalendar, right: 'own_company.update' },
  {
    to: paths.settingsDistribution,
    label: 'settings.distribution',
    icon: IconArrowsSplit2,
    right: 'distribution_rule.update',
  },
  { to: paths.settingsPipelines, label: 'settings.pipelines', icon: IconLayoutKanban, right: 'pipeline.update' },
  { to: paths.settingsLostReasons, label: 'settings.lostReasons', icon: IconCircleX, right: 'pipeline.update' },
  { to: paths.settingsFields, label: 'settings.fields', icon: IconForms, right: 'field.update' },
  { to: paths.settingsKinds, label: 'settings.kinds', icon: IconStack2, right: 'kind.update' },
  { to: paths.settingsProducts, label: 'settings.products', icon: IconPackage, right: 'own_company.update' },
  { to: paths.settingsRates, label: 'settings.rates', icon: IconCurrencyEuro, right: 'exchange_rate.set' },
  { to: paths.settingsInvoices, label: 'settings.invoices', icon: IconFileInvoice, right: 'invoicing.manage' },
  {
    to: paths.settingsApprovals,
    label: 'settings.approvals',
    icon: IconFileCertificate,
    right: 'approval_rule.manage',
  },
  { to: paths.settingsDocuments, label: 'settings.documents', icon: IconFileText, right: 'document_template.update' },
  { to: paths.settingsExchanges, label: 'settings.exchanges', icon: IconPhone, right: 'exchange.read' },
  { to: paths.settingsChannels, label: 'settings.channels', icon: IconMessages, right: 'channel_account.create' },
  { to: paths.settingsTemplates, label: 'templates.title', icon: IconFileText, right: 'message_template.update' },
  { to: paths.settingsMail, label: 'settings.mail', icon: IconMail, right: 'mail_settings.read' },
  { to: paths.settingsOutgoing, label: 'settings.outgoing', icon: IconMailForward, right: 'outgoing_mail.read' },
  { to: paths.settingsAudit, label: 'audit.title', icon: IconListDetails, right: 'audit.read' },
]

function Sections() {
  const t = useT()
  const { can } = useMe()
  const group = (title: WordKey, entries: SectionEntry[]) => {
    const open = entries.filter(({ right }) => !right || (can[right] ?? 'none') !== 'none')
    return (
      open.length > 0 && (
        <>
          <h2>{t(title)}</h2>
          {open.map(({ to, label, icon }) => (
            <GoTo key={to} to={to}>
              <Icon of={icon} />
              {t(label)}
            </GoTo>
          ))}
        </>
      )
    )
  }
  return (
    <nav className={css.sections} aria-label={t('shell.nav.settings')}>
      {group('settings.mine', mine)}
      {group('settings.ofCompany', companys)}
    </nav>
  )
}

type Props = {
  title: string
  /** Without it the page says so instead of showing an empty form. */
  right?: string
  actions?: ReactNode
  /** For lists; forms and texts keep to a width that reads well. */
  wide?: boolean
  children: ReactNode
}

/** One section beside the list of all; on the phone the section alone, the list one step back. */
export function Settings({ title, right, actions, wide, children }: Props) {
  const t = useT()
  const { can } = useMe()
  const phone = usePhone()
  const allowed = !right || (can[right] ?? 'none') !== 'none'
  return (
    <Page
      bare
      title={title}
      actions={allowed && actions}
      {...(phone ? { breadcrumbs: [{ label: t('shell.nav.settings'), to: paths.settings }] } : {})}
    >
      <div className={css.settings}>
        {!phone && <Sections />}
        <div className={css.content}>
          <div className={cx(css.inner, wide && css.wide)}>
            {allowed ? children : <EmptyState>{t('settings.notYours')}</EmptyState>}
          </div>
        </div>
      </div>
    </Page>
  )
}

export const usePhone = (): boolean =>
  Boolean(useMediaQuery('(max-width: 600px)', false, { getInitialValueInEffect: false }))

/** What /settings shows on a phone. */
export function SettingsList() {
  const t = useT()
  return (
    <Page bare title={t('shell.nav.settings')}>
      <Sections />
    </Page>
  )
}
