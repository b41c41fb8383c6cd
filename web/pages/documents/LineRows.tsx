import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { LIST_FIELDS, type ListName } from '../../../pure/documents/template.ts'
import css from '../../components/documents/documents.module.css'
import type { Document } from '../../components/documents/queries.ts'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'

type Row = Record<string, string>
type Props = {
  list: ListName
  document: Document
  editable: boolean
  onSave: (set: object, seen: number | undefined) => Promise<void>
}

/** The rows of a list as this document has them; the record's own lines stay as they are. */
export function LineRows({ list, document, editable, onSave }: Props) {
  const t = useT()
  const kept = document.lists[list] ?? []
  const [draft, setDraft] = useState<{ key: number; row: Row }[] | null>(null)
  const rows = draft ?? kept.map((row, key) => ({ key, row }))
  const { keys } = LIST_FIELDS[list]
  const byHand = document.byHand.includes(list)
  const save = async (next: Row[] | null) => {
    try {
      await onSave({ lists: { [list]: next } }, document.version)
      setDraft(null)
    } catch (problem) {
      notifyProblem(problem)
    }
  }
  return (
    <Section title={t(`documents.list.${list}`)} count={rows.length}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard, too */}
      <section className={css.rows} aria-label={t(`documents.list.${list}`)} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {keys.map((key) => (
                <th key={key} scope="col">
                  {t(`documents.column.${key as 'no'}`)}
                </th>
              ))}
              {editable && <th aria-label={t('documents.rows.remove')} />}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key: id, row }, at) => (
              <tr key={id}>
                {keys.map((key) => (
                  <td key={key}>
                    <TextInput
                      aria-label={`${t(`documents.column.${key as 'no'}`)} ${at + 1}`}
                      value={row[key] ?? ''}
                      maxLength={2000}
                      readOnly={!editable}
                      onChange={(event) => {
                        const { value } = event.currentTarget
                        setDraft(
                          rows.map((one) => (one.key === id ? { ...one, row: { ...one.row, [key]: value } } : one)),
                        )
                      }}
                    />
                  </td>
                ))}
                {editable && (
                  <td>
                    <ActionIcon
                      aria-label={t('documents.rows.removeOf', { no: at + 1 })}
                      onClick={() => setDraft(rows.filter((one) => one.key !== id))}
                    >
                      <Icon of={IconTrash} />
                    </ActionIcon>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {editable && (
        <div className={css.row}>
          <Button
            size="sm"
            variant="subtle"
            leftSection={<Icon of={IconPlus} size={14} />}
            onClick={() =>
              setDraft([
                ...rows,
                { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, row: { no: String(rows.length + 1) } },
              ])
            }
          >
            {t('documents.rows.add')}
          </Button>
          {draft && (
            <>
              <Button size="sm" variant="filled" onClick={() => void save(draft.map(({ row }) => row))}>
                {t('ui.save')}
              </Button>
              <Button size="sm" onClick={() => setDraft(null)}>
                {t('ui.cancel')}
              </Button>
            </>
          )}
          {byHand && !draft && (
            <span className={css.hand}>
              {t('documents.byHand')}
              <Button size="compact-sm" variant="subtle" onClick={() => void save(null)}>
                {t('documents.giveBack')}
              </Button>
            </span>
          )}
        </div>
      )}
    </Section>
  )
}
