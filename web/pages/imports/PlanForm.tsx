import { Button, Checkbox, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import css from './imports.module.css'
import type { Import } from './queries.ts'

type Detail = Import & {
  preview: string[][]
  proposed: (string | null)[]
  fields: { key: string; label: { pl: string; en: string }; required: boolean }[]
  compared: string[] | null
}
type Options = NonNullable<components['schemas']['Import']['options']>

const USUAL: Options = { duplicates: 'skip', by: null, ownerId: null, processes: false }
const DELIMITERS = [
  [';', 'semicolon'],
  [',', 'comma'],
  ['\t', 'tab'],
] as const
const SAMPLES = 3

type Props = { file: Detail; onChecked: () => Promise<unknown>; onDiscard: () => void }

/** Which column fills which field, and how the rows are to be written. */
export function PlanForm({ file, onChecked, onDiscard }: Props) {
  const t = useT()
  const locale = useLocale()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const [mapping, setMapping] = useState(file.proposed)
  const [options, setOptions] = useState<Options>({
    ...USUAL,
    ...file.options,
  })
  // By what no column fills, no two rows can be told to be the same.
  const compared = file.fields.filter(({ key }) => file.compared?.includes(key) && mapping.includes(key))
  const by = compared.some(({ key }) => key === options.by) ? options.by : null
  const named = (sheets: string[]) => sheets.map((name) => t('imports.sheets.name', { name })).join(', ')
  const path = { params: { path: { id: file.id } } }
  const check = useMutation({
    mutationFn: () =>
      data(api.POST('/api/imports/{id}/check', { ...path, body: { mapping, options: { ...options, by } } })),
    onSuccess: onChecked,
  })
  const format = useMutation({
    mutationFn: (body: { encoding: Import['encoding']; delimiter: Import['delimiter'] }) =>
      data(api.PUT('/api/imports/{id}/format', { ...path, body })),
    onSuccess: onChecked,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    check.mutate()
  }
  const { encoding, delimiter } = file
  const problem = check.error ?? format.error
  const errors = check.error ? fieldErrors(check.error) : {}
  const told = errors.mapping ?? (problem ? wordsOfProblem(problem) : null)
  return (
    <form className={css.page} onSubmit={submit}>
      <ErrorSummary message={told} />
      {file.sheets === null ? (
        <div className={css.pair}>
          <Select
            label={t('imports.encoding')}
            value={encoding}
            allowDeselect={false}
            data={[
              { value: 'utf-8', label: 'UTF-8' },
              { value: 'windows-1250', label: 'Windows-1250' },
            ]}
            onChange={(chosen) => chosen && format.mutate({ encoding: chosen as Import['encoding'], delimiter })}
          />
          <Select
            label={t('imports.delimiter')}
            value={delimiter}
            allowDeselect={false}
            data={DELIMITERS.map(([value, name]) => ({ value, label: t(`imports.delimiter.${name}`) }))}
            onChange={(chosen) => chosen && format.mutate({ encoding, delimiter: chosen as Import['delimiter'] })}
          />
        </div>
      ) : (
        <div className="ink-2">
          <p>{t('imports.sheets', { count: file.sheets.read.length, names: named(file.sheets.read) })}</p>
          {file.sheets.leftOut.length > 0 && (
            <p>
              {t('imports.sheets.leftOut', { count: file.sheets.leftOut.length, names: named(file.sheets.leftOut) })}
            </p>
          )}
        </div>
      )}
      <Section title={`${t('imports.mapping')} (${t('imports.rows', { count: file.total })})`}>
        <table className={css.columns}>
          <thead>
            <tr>
              <th>{t('imports.column')}</th>
              <th>{t('imports.sample')}</th>
              <th>{t('imports.field')}</th>
            </tr>
          </thead>
          <tbody>
            {file.headers.map((header, at) => {
              const name = header || t('imports.columnNo', { n: at + 1 })
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name but their place
                <tr key={at}>
                  <td className="w5">{name}</td>
                  <td className={css.sample}>
                    {file.preview
                      .slice(0, SAMPLES)
                      .map((cells) => cells[at]?.slice(0, 40))
                      .filter(Boolean)
                      .join(' · ')}
                  </td>
                  <td>
                    <Select
                      aria-label={t('imports.fieldOf', { name })}
                      placeholder={t('imports.leftOut')}
                      searchable
                      clearable
                      value={mapping[at] ?? null}
                      error={errors[`mapping.${at}`]}
                      data={file.fields.map((field) => ({
                        value: field.key,
                        label: field.label[locale] + (field.required ? ' *' : ''),
                        disabled: mapping.includes(field.key) && mapping[at] !== field.key,
                      }))}
                      onChange={(key) => setMapping(mapping.map((one, index) => (index === at ? key : one)))}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Section>
      <Section title={t('imports.options')}>
        <div className={css.form}>
          {compared.length > 0 && (
            <Select
              label={t('imports.by')}
              placeholder={t('imports.by.none')}
              clearable
              value={by}
              error={errors['options.by']}
              data={compared.map((field) => ({ value: field.key, label: field.label[locale] }))}
              onChange={(key) => setOptions({ ...options, by: key })}
            />
          )}
          {(file.compared === null || by !== null) && (
            <Select
              label={t(file.compared === null ? 'imports.duplicates' : 'imports.duplicates.by')}
              value={options.duplicates}
              allowDeselect={false}
              data={(['skip', 'update', 'create'] as const).map((value) => ({
                value,
                label: t(`imports.duplicates.${value}`),
              }))}
              onChange={(chosen) => setOptions({ ...options, duplicates: chosen as Options['duplicates'] })}
            />
          )}
          <Select
            label={t('imports.owner')}
            placeholder={t('imports.owner.none')}
            searchable
            clearable
            value={options.ownerId}
            error={errors['options.ownerId']}
            data={people.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(ownerId) => setOptions({ ...options, ownerId })}
          />
          <Checkbox
            label={t('imports.processes')}
            description={t('imports.processes.about')}
            checked={options.processes}
            onChange={(event) => setOptions({ ...options, processes: event.currentTarget.checked })}
          />
        </div>
      </Section>
      <div className={css.row}>
        <Button type="submit" variant={file.phase === 'draft' ? 'filled' : 'default'} loading={check.isPending}>
          {t(file.phase === 'draft' ? 'imports.check' : 'imports.checkAgain')}
        </Button>
        <Button onClick={onDiscard}>{t('imports.discard')}</Button>
      </div>
    </form>
  )
}
