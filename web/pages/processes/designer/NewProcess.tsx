import { Button, FileInput, Radio, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { PATTERNS } from '../../../../pure/process-design/patterns.ts'
import { api, data } from '../../../api/client.ts'
import { useMe } from '../../../api/session.ts'
import { useKinds } from '../../../components/kinds.ts'
import { useLocale, useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { useGo } from '../../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { departmentsQuery } from '../../settings/queries.ts'
import css from './designer.module.css'

const KINDS = ['lead', 'deal', 'ticket', 'invoice', 'contact', 'company'] as const
const CHOICES = [...PATTERNS, 'file'] as const

/** A process that is not there yet: what it is called, what it is about, what it begins with. */
export default function NewProcess({ onClose }: { onClose: () => void }) {
  const t = useT()
  const locale = useLocale()
  const go = useGo()
  const client = useQueryClient()
  const own = useKinds()
  const { user, can } = useMe()
  const ofAll = can['process.design'] === 'all'
  const { data: departments = [] } = useQuery(departmentsQuery)
  const [name, setName] = useState('')
  const [kind, setKind] = useState<string>('lead')
  const [department, setDepartment] = useState<string | null>(ofAll ? null : (user.departmentId ?? null))
  const [pattern, setPattern] = useState<(typeof CHOICES)[number]>('blank')
  const [file, setFile] = useState<File | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const errors = problem ? fieldErrors(problem) : {}
  const begin = async () => {
    setSending(true)
    try {
      const bpmn = pattern === 'file' ? ((await file?.text()) ?? '') : undefined
      const { key } = await data(
        api.POST('/api/process-drafts', {
          body: { name, kind, departmentId: department, pattern: pattern === 'file' ? 'blank' : pattern, bpmn },
        }),
      )
      await client.invalidateQueries({ queryKey: ['processes'] })
      go(paths.designer(key))
    } catch (refused) {
      setProblem(refused)
      setSending(false)
    }
  }
  return (
    <Dialog
      open
      size={560}
      onClose={onClose}
      title={t('designer.gallery.title')}
      actions={
        <>
          <Button type="submit" form="new-process" variant="filled" loading={sending}>
            {t('designer.gallery.begin')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form
        id="new-process"
        className={css.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void begin()
        }}
      >
        {problem !== null && Object.keys(errors).length === 0 && <ErrorSummary message={wordsOfProblem(problem)} />}
        <TextInput
          label={t('designer.gallery.name')}
          data-autofocus
          required
          value={name}
          error={errors.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label={t('designer.gallery.pattern')}
          value={pattern}
          onChange={(next) => setPattern(next as typeof pattern)}
        >
          <div className={css.patterns}>
            {CHOICES.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`designer.gallery.pattern.${one}`)}
                description={t(`designer.gallery.pattern.${one}.about`)}
              />
            ))}
          </div>
        </Radio.Group>
        {pattern === 'file' ? (
          <FileInput
            label={t('designer.gallery.file')}
            accept=".bpmn,.xml"
            value={file}
            error={errors.bpmn}
            onChange={setFile}
          />
        ) : (
          <Select
            label={t('designer.gallery.kind')}
            allowDeselect={false}
            value={kind}
            error={errors.kind}
            data={[
              ...KINDS.map((one) => ({ value: one, label: t(`designer.gallery.kind.${one}`) })),
              ...own.map((one) => ({ value: one.key, label: one.name[locale] })),
            ]}
            onChange={(next) => next && setKind(next)}
          />
        )}
        <Select
          label={t('designer.gallery.department')}
          clearable={ofAll}
          placeholder={ofAll ? t('designer.gallery.department.all') : undefined}
          value={department}
          error={errors.departmentId}
          data={departments.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setDepartment}
        />
      </form>
    </Dialog>
  )
}
