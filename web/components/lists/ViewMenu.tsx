import { Button, Menu, Select, TextInput } from '@mantine/core'
import { IconBookmark, IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import type { View } from './filter.ts'
import css from './lists.module.css'
import type { List } from './use-list.ts'

const Mark = ({ on }: { on: boolean }) =>
  on ? <Icon of={IconCheck} /> : <span style={{ display: 'inline-block', width: 16 }} />

/** Saved views: opening, keeping what is on the screen, renaming, sharing, which one the list opens with. */
export function ViewMenu({ list }: { list: List }) {
  const t = useT()
  const client = useQueryClient()
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null)
  const { view, views } = list
  const refresh = () => client.invalidateQueries({ queryKey: ['views'] })
  const run = async (call: () => Promise<unknown>, done?: string) => {
    try {
      await call()
      if (done) notify(`view-${list.kind}`, done)
    } catch (problem) {
      notifyProblem(problem)
    }
    await refresh()
  }
  const content = { filter: list.asked as Record<string, unknown>, sort: list.sort, columns: list.columns }
  const saveOver = () =>
    view &&
    run(
      async () => {
        await data(
          api.PATCH('/api/views/{id}', {
            params: { path: { id: view.id } },
            headers: { 'if-match': `"${view.version}"` },
            body: content,
          }),
        )
        await refresh()
        list.open(view)
      },
      t('lists.view.saved', { name: view.name }),
    )
  const makeDefault = (viewId: string | null) =>
    run(() => data(api.PUT('/api/views/default', { body: { kind: list.kind, viewId } })), t('lists.view.defaultSet'))
  const entry = (one: View) => (
    <Menu.Item
      key={one.id}
      leftSection={<Mark on={one.id === view?.id} />}
      rightSection={
        <span className="t-s ink-3">
          {one.isDefault
            ? t('lists.view.isDefault')
            : one.shared === 'private'
              ? ''
              : t(`lists.view.shared.${one.shared}`)}
        </span>
      }
      onClick={() => list.open(one)}
    >
      {one.name}
    </Menu.Item>
  )
  return (
    <>
      <Menu position="bottom-start" width={300} withinPortal>
        <Menu.Target>
          <Button
            className={css.tool}
            size="xs"
            leftSection={<Icon of={IconBookmark} />}
            rightSection={<Icon of={IconChevronDown} size={14} />}
          >
            {view ? view.name : t('lists.view.usual')}
            {list.changed && view ? ' *' : ''}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Mark on={!view} />} onClick={() => list.open(null)}>
            {t('lists.view.usual')}
          </Menu.Item>
          {views.map(entry)}
          <Menu.Divider />
          {view?.editable && list.changed && (
            <Menu.Item onClick={() => void saveOver()}>{t('lists.view.saveOver', { name: view.name })}</Menu.Item>
          )}
          <Menu.Item onClick={() => setDialog('new')}>{t('lists.view.saveNew')}</Menu.Item>
          {view?.editable && <Menu.Item onClick={() => setDialog('edit')}>{t('lists.view.edit')}</Menu.Item>}
          {view && !view.isDefault && (
            <Menu.Item onClick={() => void makeDefault(view.id)}>{t('lists.view.makeDefault')}</Menu.Item>
          )}
          {view?.isDefault && <Menu.Item onClick={() => void makeDefault(null)}>{t('lists.view.noDefault')}</Menu.Item>}
          {view?.editable && (
            <Menu.Item
              onClick={() =>
                void run(
                  async () => {
                    await data(api.DELETE('/api/views/{id}', { params: { path: { id: view.id } } }))
                    list.open(null)
                  },
                  t('lists.view.deleted', { name: view.name }),
                )
              }
            >
              {t('lists.view.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog && (
        <ViewDialog
          list={list}
          content={content}
          {...(dialog === 'edit' && view ? { view } : {})}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}

type Props = {
  list: List
  view?: View
  content: { filter: Record<string, unknown>; sort: string; columns: string[] | null }
  onClose: () => void
}

function ViewDialog({ list, view, content, onClose }: Props) {
  const t = useT()
  const form = useId()
  const client = useQueryClient()
  const { can } = useMe()
  const [name, setName] = useState(view?.name ?? '')
  const [shared, setShared] = useState<View['shared']>(view?.shared ?? 'private')
  const save = useMutation({
    mutationFn: () =>
      view
        ? data(
            api.PATCH('/api/views/{id}', {
              params: { path: { id: view.id } },
              headers: { 'if-match': `"${view.version}"` },
              body: { name: name.trim(), shared },
            }),
          )
        : data(api.POST('/api/views', { body: { kind: list.kind, name: name.trim(), shared, ...content } })),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['views'] })
      if (!view) list.open(saved)
      onClose()
    },
  })
  const errors = save.isError ? fieldErrors(save.error) : {}
  const ways: View['shared'][] =
    (can['view.share'] ?? 'none') === 'none' ? ['private', 'department'] : ['private', 'department', 'company']
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(view ? 'lists.view.edit' : 'lists.view.saveNew')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending} disabled={!name.trim()}>
            {t('ui.save')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form
        id={form}
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) save.mutate()
        }}
      >
        <ErrorSummary message={save.isError && !errors.name && !errors.shared ? wordsOfProblem(save.error) : null} />
        <TextInput
          label={t('lists.view.name')}
          data-autofocus
          maxLength={80}
          value={name}
          error={errors.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('lists.view.who')}
          allowDeselect={false}
          value={shared}
          error={errors.shared}
          data={ways.map((value) => ({ value, label: t(`lists.view.who.${value}`) }))}
          onChange={(next) => next && setShared(next as View['shared'])}
        />
      </form>
    </Dialog>
  )
}
