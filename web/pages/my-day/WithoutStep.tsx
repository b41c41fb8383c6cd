import { IconPlus } from '@tabler/icons-react'
import { localDay } from '../../../pure/dates.ts'
import { companyZone, useMinute } from '../../api/clock.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { cx } from '../../ui/cx.ts'
import { GoTo, useHasPage } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import type { QuietRecord } from './types.ts'
import css from './WithoutStep.module.css'

// When silence begins to cost: after five days a reminder to oneself, after a week a worry.
const SOON_DAYS = 5
const LATE_DAYS = 7

// So many of each kind the server sends, the longest quiet first.
const MOST = 20

/** Open deals and leads nobody has planned anything for. */
export function WithoutStep({ deals, leads }: { deals: QuietRecord[]; leads: QuietRecord[] }) {
  const t = useT()
  const money = useMoney()
  const minute = useMinute()
  const zone = companyZone()
  const hasPage = useHasPage()
  const rows = [
    ...deals.map((record) => ({ record, href: paths.deal(record.id) })),
    ...leads.map((record) => ({ record, href: paths.lead(record.id) })),
  ]
  if (rows.length === 0) return null
  return (
    <Section
      title={t('myDay.withoutStep')}
      count={deals.length < MOST && leads.length < MOST ? rows.length : `${rows.length}+`}
    >
      <ul>
        {rows.map(({ record, href }) => {
          const days = Math.max(0, localDay(zone, minute) - localDay(zone, Date.parse(record.quietSince)))
          const tone = days >= LATE_DAYS ? 'c-red' : days >= SOON_DAYS ? 'c-amb' : undefined
          return (
            <li key={record.id} className={css.row}>
              <GoTo to={href} className={css.words}>
                <span className="w5 cut">{record.title}</span>
                <span className={css.quiet}>
                  {record.who && (
                    <>
                      <span className="cut">{record.who}</span>,{' '}
                    </>
                  )}
                  <span className={cx('nowrap', tone)}>{t('myDay.withoutStep.quiet', { days })}</span>
                </span>
              </GoTo>
              <span className={css.amount}>{record.amount !== null && money(record.amount, record.currency)}</span>
              {hasPage(href) && (
                <GoTo
                  to={`${href}?step=1`}
                  className={css.add}
                  aria-label={t('myDay.withoutStep.addTo', { title: record.title })}
                >
                  <Icon of={IconPlus} size={14} />
                  {t('myDay.withoutStep.add')}
                </GoTo>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
