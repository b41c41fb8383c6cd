import { useT } from '../../i18n/words.ts'
import { faultOf } from './incident-groups.ts'
import css from './processes.module.css'

/** What the engine said of a fault, for whoever wants to know exactly. */
export function FaultDetail({ of }: { of: { code: string; message: string } }) {
  const t = useT()
  const { detail } = faultOf(of)
  if (!detail) return null
  return (
    <details className={css.exactly}>
      <summary>{t('steering.detail')}</summary>
      <p className={css.detail}>{detail}</p>
    </details>
  )
}
