import { Button, Menu, Select, Textarea } from '@mantine/core'
import { IconBraces, IconChevronDown, IconRouteAltLeft } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useMemo, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { problemOfError } from '../../api/problem.ts'
import { namesIn } from '../../components/diagram/model.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { changesIn, stepsIn, type Variables, written } from './case-data.ts'
import css from './processes.module.css'
import { type Case, useProcessRefresh } from './queries.ts'

export type Mending = 'data' | 'move'

/** What a person's hand can put right in a case that runs. */
export function MendMenu({ one, onChoose }: { one: Case; onChoose: (what: Mending) => void }) {
  const t = useT()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button rightSection={<Icon of={IconChevronDown} size={14} />}>{t('steering.mend')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon of={IconBraces} />} onClick={() => onChoose('data')}>
          {t('steering.data.mend')}
        </Menu.Item>
        {one.tokens.length > 0 && (
          <Menu.Item leftSection={<Icon of={IconRouteAltLeft} />} onClick={() => onChoose('move')}>
            {t('steering.move')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The variables of a case as JSON; only what was changed is sent, so that a step done meanwhile loses nothing. */
export function DataDialog({ one, onClose }: { one: Case; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const refresh = useProcessRefresh()
  const [was] = useState<Variables>(one.variables ?? {})
  const [text, setText] = useState(() => written(was))
  const [error, setError] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: (variables: Variables) =>
      data(api.PATCH('/api/instances/{id}/variables', { params: { path: { id: one.id } }, body: { variables } })),
    onSuccess: onClose,
    onError: (problem) => setError(Object.values(fieldErrors(problem))[0] ?? wordsOfProblem(problem)),
    onSettled: () => refresh(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = changesIn(text, was)
    if ('fault' in read) return setError(t(read.fault.key, read.fault.params))
    setError(null)
    save.mutate(read.changes)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('steering.data.mend')}
      size={640}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending}>
            {t('ui.save')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit}>
        <Textarea
          label={t('steering.data.json')}
          description={t('steering.data.about')}
          classNames={{ input: css.json }}
          autosize
          minRows={8}
          maxRows={20}
          spellCheck={false}
          autoCapitalize="off"
          value={text}
          error={error}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setError(null)
          }}
        />
      </form>
    </Dialog>
  )
}

/** Takes a token of a case from the step it stands on to another one, chosen by its name. */
export function MoveDialog({ one, onClose }: { one: Case; onClose: () => void }) {
  const t = useT()
  const locale = useLocale()
  const form = useId()
  const refresh = useProcessRefresh()
  const [token, setToken] = useState(String((one.tokens.find((each) => each.incident) ?? one.tokens[0])?.token))
  const [to, setTo] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const { bpmn, elements } = one
  const steps = useMemo(() => {
    const names = namesIn(bpmn)
    return stepsIn(bpmn)
      .map((id) => ({ value: id, label: (locale === 'en' && elements[id]) || names.get(id) || id }))
      .sort((a, b) => a.label.localeCompare(b.label, locale))
  }, [bpmn, elements, locale])
  const move = useMutation({
    mutationFn: (step: string) =>
      data(
        api.POST('/api/instances/{id}/tokens/{token}/move', {
          params: { path: { id: one.id, token: Number(token) } },
          body: { to: step },
        }),
      ),
    onSuccess: onClose,
    onError: (problem) =>
      setError(
        problemOfError(problem).code === 'process.meets_nothing' ? t('steering.move.refused') : wordsOfProblem(problem),
      ),
    onSettled: () => refresh(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setError(to ? null : t('steering.move.needed'))
    if (to) move.mutate(to)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('steering.move')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={move.isPending}>
            {t('steering.move.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className="stack" noValidate onSubmit={submit}>
        <p>{t('steering.move.about')}</p>
        <Select
          label={t('steering.move.token')}
          allowDeselect={false}
          value={token}
          data={one.tokens.map((each) => ({ value: String(each.token), label: each.element.name[locale] }))}
          onChange={(next) => next && setToken(next)}
        />
        <Select
          label={t('steering.move.to')}
          searchable
          value={to}
          data={steps}
          nothingFoundMessage={t('steering.move.none')}
          error={error}
          onChange={(next) => {
            setTo(next)
            setError(null)
          }}
        />
      </form>
    </Dialog>
  )
}
