import { Button, FileInput, Select } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { STATEMENT_COLUMNS, type StatementColumn } from '../../../pure/bank-statement.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './invoices.module.css'
import { type Statement, type StatementLook, sendStatement, statementsQuery } from './queries.ts'

/** Bank statements sent in, and the way to send in another. */
export function Statements() {
  const t = useT()
  const format = useFormat()
  const { data: statements, error, refetch } = useQuery(statementsQuery)
  const [sending, setSending] = useState(false)
  const send = (
    <Button leftSection={<Icon of={IconUpload} />} onClick={() => setSending(true)}>
      {t('statements.send')}
    </Button>
  )
  const dialog = sending && <SendDialog onClose={() => setSending(false)} />
  if (!statements) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />
  if (statements.length === 0)
    return (
      <>
        <EmptyState action={send}>{t('statements.none')}</EmptyState>
        {dialog}
      </>
    )
  return (
    <div className={css.scroll}>
      <div className={css.bar}>{send}</div>
      <ul className={css.waiting} aria-label={t('invoices.tab.statements')}>
        {statements.map((one) => (
          <li key={one.id}>
            <span className={css.words}>
              <GoTo to={paths.statement(one.id)} className="w5 cut">
                {one.fileName}
              </GoTo>
              <span className="t-xs ink-3 cut">
                {[format.short(one.createdAt), one.by?.name].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span className="nowrap ink-2">
              {t('statements.lines', { count: one.lines })}, {t('statements.booked', { count: one.booked })}
            </span>
          </li>
        ))}
      </ul>
      {dialog}
    </div>
  )
}

/** A file is chosen; of a bank not known yet its columns are told first. */
function SendDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const go = useGo()
  const id = useId()
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [look, setLook] = useState<StatementLook | null>(null)
  const [columns, setColumns] = useState<(StatementColumn | null)[]>([])
  const send = useMutation({
    mutationFn: async (chosen: File) => {
      if (!look) {
        const found = await sendStatement<StatementLook>('/look', chosen)
        if (found.lines === null) return found
      }
      const told: Record<string, string> = look ? { columns: columns.map((one) => one ?? '').join(',') } : {}
      return sendStatement<Statement>(`?${new URLSearchParams({ name: chosen.name, ...told })}`, chosen)
    },
    onSuccess: async (answer) => {
      if ('sample' in answer) {
        setLook(answer)
        setColumns(answer.sample[0]!.map((_, at) => answer.columns[at] ?? null))
        return
      }
      await client.invalidateQueries({ queryKey: ['statements'] })
      go(paths.statement(answer.id))
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(look ? 'statements.columns' : 'statements.send')}
      size={look ? 640 : 480}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" disabled={!file} loading={send.isPending}>
            {t('statements.read')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form
        id={id}
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (file) send.mutate(file)
        }}
      >
        <ErrorSummary message={send.error ? wordsOfProblem(send.error) : null} />
        {look ? (
          <Columns look={look} columns={columns} onChange={setColumns} />
        ) : (
          <FileInput
            label={t('statements.file')}
            description={t('statements.file.about')}
            accept=".csv,.txt,.sta,.mt940,.940,text/csv,text/plain"
            value={file}
            onChange={(chosen) => {
              send.reset()
              setFile(chosen)
            }}
          />
        )}
      </form>
    </Dialog>
  )
}

type ColumnsProps = {
  look: StatementLook
  columns: (StatementColumn | null)[]
  onChange: (columns: (StatementColumn | null)[]) => void
}

function Columns({ look, columns, onChange }: ColumnsProps) {
  const t = useT()
  return (
    <>
      <p className={css.about}>{t('statements.columns.about')}</p>
      <ul className={css.rows}>
        {columns.map((column, at) => {
          const name = look.headers[at] || t('statements.columnNo', { n: at + 1 })
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name but their place
            <li key={at}>
              <span className={css.words}>
                <span className="w5 cut">{name}</span>
                <span className="t-xs ink-3 cut">
                  {look.sample
                    .map((row) => row[at])
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <Select
                aria-label={t('statements.columnOf', { name })}
                placeholder={t('statements.column.skip')}
                clearable
                w={180}
                value={column}
                data={STATEMENT_COLUMNS.map((value) => ({
                  ...{ value, label: t(`statements.column.${value}`) },
                  disabled: columns.includes(value) && value !== column,
                }))}
                onChange={(chosen) =>
                  onChange(columns.map((one, index) => (index === at ? (chosen as StatementColumn | null) : one)))
                }
              />
            </li>
          )
        })}
      </ul>
    </>
  )
}
