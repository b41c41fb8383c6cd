import { Button } from '@mantine/core'
import { Fragment } from 'react'
import { sentenceOf } from '../../../components/record/sentence.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useLocale, useT, wordsOf } from '../../../i18n/words.ts'
import { pathOf, paths } from '../../../paths.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { GoTo } from '../../../ui/GoTo.tsx'
import css from './audit.module.css'
import { entryOf, type LoggedEvent } from './queries.ts'

type Props = { event: LoggedEvent; who: string; onClose: () => void }

/** One event as it was recorded, word for word. */
export function EventDialog({ event, who, onClose }: Props) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const { why, subject, changes } = event
  const record = subject && pathOf(subject.kind, subject.id)
  const shown = (value: unknown) =>
    value === null || value === undefined || value === ''
      ? wordsOf('record.nothing')
      : (event.names[String(value)] ?? (typeof value === 'string' ? value : JSON.stringify(value)))
  const facts: [string, string][] = [
    [t('audit.when'), format.dateTime(event.at)],
    [t('audit.who'), who],
    [t('audit.code'), event.name],
    ...(subject?.title ? [[t('audit.about'), subject.title] as [string, string]] : []),
    ...(why
      ? ([
          [t('audit.process'), t('audit.by', { name: why.process[locale], version: why.version })],
          ...(why.element ? [[t('audit.step'), why.element[locale]]] : []),
        ] as [string, string][])
      : []),
    [t('audit.id'), event.id],
  ]
  return (
    <Dialog
      open
      onClose={onClose}
      size={680}
      title={t('audit.code')}
      actions={
        <>
          <Button variant="filled" onClick={onClose}>
            {t('shell.close')}
          </Button>
          {record && <GoTo to={record}>{t('audit.openRecord')}</GoTo>}
          {why && <GoTo to={paths.case(why.instance)}>{t('audit.openCase')}</GoTo>}
        </>
      }
    >
      <div className={css.event}>
        <p>{sentenceOf(entryOf(event), format)}</p>
        <dl className={css.facts}>
          {facts.map(([term, words]) => (
            <Fragment key={term}>
              <dt>{term}</dt>
              <dd>{words}</dd>
            </Fragment>
          ))}
        </dl>
        {changes.length > 0 && (
          <table className={css.changes}>
            <thead>
              <tr>
                <th>{t('audit.field')}</th>
                <th>{t('audit.wasValue')}</th>
                <th>{t('audit.isValue')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.field}>
                  <th scope="row">{wordsOf(`record.field.${change.field}`) ?? change.field}</th>
                  <td>{shown(change.from)}</td>
                  <td>{shown(change.to)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <details>
          <summary>{t('audit.data')}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long data is scrolled by keyboard too */}
          <pre className={css.data} tabIndex={0}>
            {JSON.stringify(event.payload, null, 2)}
          </pre>
        </details>
      </div>
    </Dialog>
  )
}
