import { useT } from '../../i18n/words.ts'
import { Token } from '../../ui/Token.tsx'
import css from './ReadyProcesses.module.css'
import { RequestDiagram } from './RequestDiagram.tsx'

// Those that are installed (processes/shipped.ts); a new one comes here with its words.
const processes = ['p1', 'p6', 'p8'] as const

/** 'Wie po [2 dniach].' with the bracketed words as the blank one fills. */
function Sentence({ text }: { text: string }) {
  const [before, blank, after] = text.split(/[[\]]/)
  return (
    <>
      {before}
      {blank && <span className={css.blank}>{blank}</span>}
      {after}
    </>
  )
}

export function ReadyProcesses() {
  const t = useT()
  return (
    <div className={css.frame}>
      <h2>{t('first.aside.title')}</h2>
      <p className={css.lead}>{t('first.aside.lead')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls, which the keyboard must reach too */}
      <div className={css.diagram} tabIndex={0}>
        <RequestDiagram />
      </div>
      <ul>
        {processes.map((key) => (
          <li key={key} className={css.process}>
            <span className="c-acc">
              <Token />
            </span>
            <b>{t(`first.${key}`)}</b>
            <span className={css.sentence}>
              <Sentence text={t(`first.${key}.text`)} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
