import { ActionIcon, Button, Menu, Select } from '@mantine/core'
import {
  IconAlertOctagon,
  IconCheck,
  IconDots,
  IconFolder,
  IconHandStop,
  IconHeadset,
  IconTargetArrow,
  IconUserShare,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { subjectOf } from '../fields/queries.ts'
import { RecordSelect } from '../fields/RecordSelect.tsx'
import { useKinds } from '../kinds.ts'
import { colleaguesQuery, type SubjectKind } from '../record/queries.ts'
import css from './letters.module.css'
import type { Conversation } from './queries.ts'

/** What can be done with a conversation: taken, handed over, closed, filed, made a lead, called spam. */
export function ConversationActions({ conversation, onDone }: { conversation: Conversation; onDone?: () => void }) {
  const t = useT()
  const go = useGo()
  const { user } = useMe()
  const actions = useConversationActions(conversation)
  const [asking, setAsking] = useState<'give' | 'file' | null>(null)
  const isTicket = conversation.links.some(({ kind }) => kind === 'ticket')
  const isLead = conversation.links.some(({ kind }) => kind === 'lead')
  const close = async () => {
    await actions.close()
    onDone?.()
  }
  return (
    <div className={css.actions}>
      {conversation.owner?.id !== user.id && (
        <Button leftSection={<Icon of={IconHandStop} />} onClick={() => void actions.give(user.id)}>
          {t('inbox.take')}
        </Button>
      )}
      {conversation.closedAt ? (
        <Button onClick={() => void actions.reopen()}>{t('inbox.reopen')}</Button>
      ) : (
        <Button leftSection={<Icon of={IconCheck} />} onClick={() => void close()}>
          {t('inbox.close')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('shell.more')} variant="default">
            <Icon of={IconDots} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon of={IconUserShare} />} onClick={() => setAsking('give')}>
            {t('inbox.give')}
          </Menu.Item>
          <Menu.Item leftSection={<Icon of={IconFolder} />} onClick={() => setAsking('file')}>
            {t('inbox.file')}
          </Menu.Item>
          {!isLead && (
            <Menu.Item
              leftSection={<Icon of={IconTargetArrow} />}
              onClick={async () => {
                const leadId = await actions.makeLead()
                if (leadId) go(paths.lead(leadId))
              }}
            >
              {t('inbox.makeLead')}
            </Menu.Item>
          )}
          {!isTicket && (
            <Menu.Item
              leftSection={<Icon of={IconHeadset} />}
              onClick={async () => {
                const ticketId = await actions.makeTicket()
                if (ticketId) go(paths.ticket(ticketId))
              }}
            >
              {t('inbox.makeTicket')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<Icon of={IconAlertOctagon} />}
            onClick={async () => {
              await actions.spam()
              onDone?.()
            }}
          >
            {t('inbox.spam')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'give' && <GiveDialog conversation={conversation} onClose={() => setAsking(null)} />}
      {asking === 'file' && <FileDialog conversation={conversation} onClose={() => setAsking(null)} />}
    </div>
  )
}

/** Of a ticket. */
const LONGEST_TITLE = 300

function useConversationActions({ id, name, address, subject }: Conversation) {
  const t = useT()
  const client = useQueryClient()
  const params = { params: { path: { id } } }
  const about = `conversation-${id}`
  const run = async <T,>(call: () => Promise<T>): Promise<T | null> => {
    try {
      return await call()
    } catch (problem) {
      notifyProblem(problem, about)
      return null
    } finally {
      await client.invalidateQueries({ queryKey: ['conversations'] })
      await client.invalidateQueries({ queryKey: ['counts'] })
    }
  }
  const reopen = () => run(() => data(api.POST('/api/conversations/{id}/reopen', params)))
  return {
    reopen,
    give: (ownerId: string | null) =>
      run(() => data(api.POST('/api/conversations/{id}/assign', { ...params, body: { ownerId } }))),
    async close() {
      const closed = await run(() => data(api.POST('/api/conversations/{id}/close', params)))
      if (closed) notifyUndo({ about, message: t('inbox.closed', { name: name || address }), undo: reopen })
    },
    async spam() {
      const done = await run(() => data(api.POST('/api/conversations/{id}/spam', params)))
      if (done) notifyUndo({ about, message: t('inbox.spam.done', { name: name || address }), undo: reopen })
    },
    makeTicket: async (): Promise<string | null> => {
      const body = { title: subject.slice(0, LONGEST_TITLE) || name || address, conversationId: id }
      return (await run(() => data(api.POST('/api/tickets', { body }))))?.id ?? null
    },
    makeLead: async (): Promise<string | null> =>
      (await run(() => data(api.POST('/api/conversations/{id}/lead', params))))?.leadId ?? null,
  }
}

function GiveDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useT()
  const client = useQueryClient()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const [ownerId, setOwnerId] = useState<string | null>(conversation.owner?.id ?? null)
  const give = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/conversations/{id}/assign', { params: { path: { id: conversation.id } }, body: { ownerId } }),
      ),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['conversations'] }),
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inbox.give')}
      actions={
        <>
          <Button variant="filled" loading={give.isPending} onClick={() => give.mutate()}>
            {t('inbox.give.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <Select
        label={t('inbox.give.to')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('inbox.nobody') }}
        placeholder={t('inbox.nobody')}
        data={people.map((person) => ({
          value: person.id,
          label: person.away ? t('record.person.away', { name: person.name }) : person.name,
        }))}
        value={ownerId}
        onChange={setOwnerId}
        error={give.isError ? wordsOfProblem(give.error) : null}
      />
    </Dialog>
  )
}

const SHIPPED = ['deal', 'lead', 'contact', 'company'] as const

function FileDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useT()
  const id = useId()
  const client = useQueryClient()
  const kinds = useKinds()
  const [kind, setKind] = useState<string>('deal')
  const [to, setTo] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const file = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/conversations/{id}/links', {
          params: { path: { id: conversation.id } },
          body: { kind: subjectOf(kind) as SubjectKind, id: to ?? '' },
        }),
      ),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['conversations'] }),
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inbox.file')}
      actions={
        <>
          <Button variant="filled" loading={file.isPending} onClick={() => (to ? file.mutate() : setMissing(true))}>
            {t('inbox.file.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <div className={css.composer} id={id}>
        <Select
          label={t('inbox.file.kind')}
          allowDeselect={false}
          data={[
            ...SHIPPED.map((value) => ({ value, label: t(`letters.kind.${value}`) })),
            ...kinds.map((one) => ({ value: one.key, label: one.name[document.documentElement.lang as 'pl' | 'en'] })),
          ]}
          value={kind}
          onChange={(next) => {
            setKind(next ?? 'deal')
            setTo(null)
          }}
        />
        <RecordSelect
          label={t('inbox.file.record')}
          kind={kind}
          value={to}
          onChange={setTo}
          error={file.isError ? wordsOfProblem(file.error) : missing && !to ? t('error.field.required') : null}
        />
      </div>
    </Dialog>
  )
}
