import { Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { FIELD_KINDS, type FieldKind, type ShippedKind } from '../../components/fields/queries.ts'
import { useKinds } from '../../components/kinds.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { FieldDialog } from './FieldDialog.tsx'
import type { CustomField } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

const fieldsQuery = queryOptions({
  queryKey: ['fields', 'managed'],
  queryFn: async () => (await data(api.GET('/api/settings/fields'))).items,
  // As long as an index is made or values are purged, to see it end.
  refetchInterval: (query) =>
    query.state.data?.some(
      (field) => field.purging || (field.indexed && !field.indexReady && !field.archived && !field.deleted),
    )
      ? 3000
      : false,
})

export default function FieldsPage() {
  const t = useT()
  const locale = useLocale()
  const client = useQueryClient()
  const [search, setSearch] = useSearchState()
  const { data: all = [] } = useQuery(fieldsQuery)
  const kinds = useKinds()
  const own = kinds.find(({ key }) => key === search.kind)
  const shipped = FIELD_KINDS.find((one) => one === search.kind) ?? 'deal'
  const kind = own?.key ?? shipped
  const ofKind = all.filter((field) => field.kind === kind)
  const inUse = ofKind.filter((field) => !field.archived && !field.deleted)
  const archived = ofKind.filter((field) => field.archived && !field.deleted)
  const deleted = ofKind.filter((field) => field.deleted)
  const edited = inUse.find((field) => field.id === search.edit)
  const close = () => setSearch({ new: undefined, edit: undefined })
  const run = async (call: () => Promise<unknown>) => {
    try {
      await call()
    } catch (problem) {
      notifyProblem(problem)
    }
    await client.invalidateQueries({ queryKey: ['fields'] })
  }
  const path = (field: CustomField) => ({ params: { path: { id: field.id } } })
  const move = (from: number, by: number) => {
    const ids = inUse.map((field) => field.id)
    const [moved] = ids.splice(from, 1)
    ids.splice(from + by, 0, moved!)
    return run(() => data(api.PUT('/api/settings/fields/order/{kind}', { params: { path: { kind } }, body: { ids } })))
  }
  const about = (field: CustomField) =>
    [
      t(`fields.type.${field.type}`),
      field.required && t('fields.isRequired'),
      field.indexed && t(field.indexReady ? 'fields.isIndexed' : 'fields.indexing'),
      (field.seenBy || field.editedBy) && t('fields.isClosed'),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Settings
      title={t('settings.fields')}
      right="field.update"
      actions={
        <Button
          variant="filled"
          leftSection={<Icon of={IconPlus} />}
          onClick={() => setSearch({ new: '1' }, { push: true })}
        >
          {t('fields.add')}
        </Button>
      }
    >
      <Tabs
        label={t('fields.kind')}
        value={kind}
        onChange={(next: FieldKind) => setSearch({ kind: next })}
        tabs={[
          ...FIELD_KINDS.map((key: ShippedKind) => ({ key: key as FieldKind, label: t(`fields.kind.${key}`) })),
          ...kinds.map(({ key, plural }) => ({ key, label: plural[locale] })),
        ]}
      />
      <Section title={own ? own.plural[locale] : t(`fields.of.${shipped}`)} count={inUse.length}>
        <p className={css.about}>{t('fields.about')}</p>
        {inUse.length === 0 && <EmptyState>{t('fields.empty')}</EmptyState>}
        <ul className={css.list}>
          {inUse.map((field, at) => (
            <li key={field.id} className={css.item}>
              <div>
                <span className="w5">{field.label[locale]}</span> <Chip>{field.key}</Chip>
                <div className={css.meta}>{about(field)}</div>
              </div>
              <span className="row">
                <Button
                  aria-label={t('fields.up', { name: field.label[locale] })}
                  disabled={at === 0}
                  onClick={() => void move(at, -1)}
                >
                  <Icon of={IconArrowUp} />
                </Button>
                <Button
                  aria-label={t('fields.down', { name: field.label[locale] })}
                  disabled={at === inUse.length - 1}
                  onClick={() => void move(at, 1)}
                >
                  <Icon of={IconArrowDown} />
                </Button>
                <Button
                  aria-label={t('settings.departments.changeOne', { name: field.label[locale] })}
                  onClick={() => setSearch({ edit: field.id }, { push: true })}
                >
                  {t('settings.change')}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {archived.length > 0 && (
        <Section title={t('fields.archived')} count={archived.length}>
          <p className={css.about}>{t('fields.archivedAbout')}</p>
          <ul className={css.list}>
            {archived.map((field) => (
              <li key={field.id} className={css.item}>
                <div>
                  <span className="w5">{field.label[locale]}</span>
                  <div className={css.meta}>{t(`fields.type.${field.type}`)}</div>
                </div>
                <span className="row">
                  <Button
                    onClick={() => void run(() => data(api.POST('/api/settings/fields/{id}/restoration', path(field))))}
                  >
                    {t('fields.restore')}
                  </Button>
                  <Button onClick={() => void run(() => data(api.DELETE('/api/settings/fields/{id}', path(field))))}>
                    {t('fields.delete')}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {deleted.length > 0 && (
        <Section title={t('fields.deleted')} count={deleted.length}>
          <p className={css.about}>{t('fields.deletedAbout')}</p>
          <ul className={css.list}>
            {deleted.map((field) => (
              <li key={field.id} className={css.item}>
                <span className="w5">{field.label[locale]}</span>
                {field.purging ? (
                  <span className={css.meta}>{t('fields.purging')}</span>
                ) : (
                  <span className="row">
                    <Button
                      onClick={() =>
                        void run(() => data(api.POST('/api/settings/fields/{id}/restoration', path(field))))
                      }
                    >
                      {t('fields.restore')}
                    </Button>
                    <Button
                      onClick={() => void run(() => data(api.POST('/api/settings/fields/{id}/purge', path(field))))}
                    >
                      {t('fields.purge')}
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {(search.new === '1' || edited) && (
        <FieldDialog
          key={edited?.id ?? 'new'}
          kind={kind}
          {...(edited
            ? {
                field: edited,
                onArchive: () => run(() => data(api.POST('/api/settings/fields/{id}/archive', path(edited)))),
              }
            : {})}
          onClose={close}
        />
      )}
    </Settings>
  )
}
