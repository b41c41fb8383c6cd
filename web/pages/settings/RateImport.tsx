import { Button, FileInput, MultiSelect } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { decimalText } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { notify } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './Settings.module.css'

type Props = { onDone: () => Promise<unknown>; onClose: () => void }

const LONGEST = 500_000
const SHOWN = 8

/** A file of rates: what it would change is shown before anything is written. */
export function RateImport({ onDone, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const [file, setFile] = useState<File | null>(null)
  const [csv, setCsv] = useState('')
  const [only, setOnly] = useState<string[]>([])
  const tooBig = csv.length > LONGEST
  const body = { csv, ...(only.length > 0 ? { currencies: only } : {}) }
  const preview = useQuery({
    queryKey: ['rates', 'preview', csv, only],
    queryFn: () => data(api.POST('/api/exchange-rates/preview', { body })),
    enabled: csv.trim() !== '' && !tooBig,
    placeholderData: (before) => before,
    retry: false,
  })
  const found = csv ? preview.data : undefined
  const count = (found?.fresh ?? 0) + (found?.changed ?? 0)
  const write = useMutation({
    mutationFn: () => data(api.POST('/api/exchange-rates/import', { body })),
    onSuccess: async ({ fresh, changed }) => {
      notify('rates', t('settings.rates.import.done', { count: fresh + changed }))
      await onDone()
      onClose()
    },
  })
  const choose = async (chosen: File | null) => {
    setFile(chosen)
    setOnly([])
    write.reset()
    setCsv(chosen ? await chosen.text() : '')
  }
  const problem = write.error ?? preview.error
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings.rates.import')}
      size={560}
      actions={
        <>
          {count > 0 && (
            <Button variant="filled" loading={write.isPending} onClick={() => write.mutate()}>
              {t('settings.rates.import.do', { count })}
            </Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <div className={css.form}>
        <ErrorSummary message={problem ? wordsOfProblem(problem) : null} />
        <FileInput
          label={t('settings.rates.import.choose')}
          description={t('settings.rates.import.about')}
          accept=".csv,text/csv,text/plain"
          clearable
          clearButtonProps={{ 'aria-label': t('settings.rates.remove') }}
          value={file}
          error={tooBig ? t('settings.rates.import.tooBig') : null}
          onChange={(chosen) => void choose(chosen)}
        />
        {preview.isFetching && !found && <Skeleton rows={4} />}
        {found && !tooBig && (
          <>
            {found.currencies.length > 1 && (
              <MultiSelect
                label={t('settings.rates.import.only')}
                placeholder={only.length === 0 ? t('settings.rates.all') : ''}
                data={found.currencies.map(({ currency }) => currency)}
                value={only}
                searchable
                clearable
                onChange={setOnly}
              />
            )}
            <p role="status">
              <span className="w5">{t('settings.rates.import.fresh', { count: found.fresh })}</span>,{' '}
              {t('settings.rates.import.changed', { count: found.changed })},{' '}
              {t('settings.rates.import.same', { count: found.same })}
              {found.from && found.to && (
                <span className="ink-3">
                  {' '}
                  ({format.date(found.from)} – {format.date(found.to)})
                </span>
              )}
            </p>
            {count === 0 && found.same > 0 && <p className={css.about}>{t('settings.rates.import.nothing')}</p>}
            {found.wrong > 0 && (
              <div role="alert">
                <p className="c-red">{t('settings.rates.import.wrong', { count: found.wrong })}</p>
                <ul className={`${css.list} t-s`}>
                  {found.errors.slice(0, SHOWN).map((error) => (
                    <li key={`${error.line} ${error.message}`}>{t('settings.rates.import.line', error)}</li>
                  ))}
                </ul>
              </div>
            )}
            {found.rows.length > 0 && (
              <section aria-label={t('settings.rates.import.latest')}>
                <p className={css.meta}>{t('settings.rates.import.latest')}</p>
                <ul className={`${css.list} t-s nums`}>
                  {found.rows.slice(0, SHOWN).map((row) => (
                    <li key={`${row.currency} ${row.rateOn}`} className="apart">
                      <span>
                        {format.date(row.rateOn)} <span className="w5">{row.currency}</span>
                      </span>
                      <span>
                        {row.before !== null && row.before !== row.rate && (
                          <span className="ink-3">
                            {t('settings.rates.import.before', { rate: decimalText(row.before, 4) })}{' '}
                          </span>
                        )}
                        {decimalText(row.rate, 4)}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}
