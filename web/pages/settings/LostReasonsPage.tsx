import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import { api, data } from '../../api/client.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { type LostReason, lostReasonsQuery, useDealRefresh } from '../deals/queries.ts'
import { NameInputs, useNames } from './NameInputs.tsx'
import { version } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

export default function LostReasonsPage() {
  const t = useT()
  const locale = useLocale()
  const refresh = useDealRefresh()
  const [search, setSearch] = useSearchState()
  const { data: reasons = [] } = useQuery(lostReasonsQuery)
  const edited = reasons.find(({ id }) => id === search.edit)
  const order = async (ids: string[]) => {
    await data(api.PUT('/api/lost-reasons/order', { body: { ids } })).catch(notifyProblem)
    await refresh()
  }
  return (
    <Settings
      title={t('settings.lostReasons')}
      right="pipeline.update"
      actions={
        <Button
          variant="filled"
          leftSection={<Icon of={IconPlus} />}
          onClick={() => setSearch({ new: '1' }, { push: true })}
        >
          {t('lostReasons.add')}
        </Button>
      }
    >
      <Section title={t('settings.lostReasons')} count={reasons.length}>
        <p className={css.about}>{t('lostReasons.about')}</p>
        {reasons.length === 0 && <EmptyState>{t('lostReasons.none')}</EmptyState>}
        <SortableList
          label={t('settings.lostReasons')}
          items={reasons.map(({ id, name }) => ({ id, name: name[locale] }))}
          onOrder={order}
        >
          {({ id, name }) => (
            <span className="apart" style={{ flex: 1 }}>
              <span>{name}</span>
              <Button
                aria-label={t('lostReasons.change', { name })}
                onClick={() => setSearch({ edit: id }, { push: true })}
              >
                {t('settings.change')}
              </Button>
            </span>
          )}
        </SortableList>
      </Section>
      {(search.new === '1' || edited) && (
        <ReasonDialog
          key={edited?.id ?? 'new'}
          reason={edited}
          onClose={() => setSearch({ new: undefined, edit: undefined })}
        />
      )}
    </Settings>
  )
}

function ReasonDialog({ reason, onClose }: { reason: LostReason | undefined; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const locale = useLocale()
  const refresh = useDealRefresh()
  const names = useNames(reason?.name)
  const settled = { onSuccess: onClose, onSettled: () => refresh() }
  const params = { path: { id: reason?.id ?? '' } }
  const save = useMutation({
    mutationFn: async () => {
      const body = { name: names.value }
      if (!reason) return data(api.POST('/api/lost-reasons', { body }))
      return data(api.PATCH('/api/lost-reasons/{id}', { params, headers: version(reason.version), body }))
    },
    ...settled,
  })
  const remove = useMutation({
    mutationFn: () => data(api.DELETE('/api/lost-reasons/{id}', { params })),
    ...settled,
    onError: notifyProblem,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (names.complete()) save.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={reason ? reason.name[locale] : t('lostReasons.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending}>
            {t(reason ? 'ui.save' : 'pipelines.add.do')}
          </Button>
          {reason && <Button onClick={() => remove.mutate()}>{t('lostReasons.remove')}</Button>}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={save.isError ? wordsOfProblem(save.error) : null} />
        <NameInputs names={names} />
      </form>
    </Dialog>
  )
}
