import { Button, Checkbox, Menu, Select, Switch, TagsInput, TextInput } from '@mantine/core'
import { IconCalendarTime, IconFileText, IconPaperclip, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { companyZone } from '../../api/clock.ts'
import { problemOfError } from '../../api/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { MomentField } from '../../ui/MomentField.tsx'
import { instantOf, type Wall, wallOf } from '../../ui/moment.ts'
import { notify, notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Tabs } from '../../ui/Tabs.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import { type Chosen, Documents, isSame } from './Documents.tsx'
import { Files } from './Files.tsx'
import { LetterPreviews } from './LetterPreviews.tsx'
import css from './letters.module.css'
import {
  type Address,
  accountsBy,
  addressesQuery,
  type Conversation,
  conversationQuery,
  draftOf,
  type Place,
  sendUpload,
  type Template,
  templatesQuery,
  type Upload,
} from './queries.ts'
import { RichText } from './RichText.tsx'

type Props = {
  place: Place
  fieldsOf?: string | undefined
  /** Documents that are to go along. */
  attach?: readonly Chosen[] | undefined
  /** Words it begins with; what was begun there already follows them. */
  begin?: ({ locale: Locale } & Words) | undefined
  onClose: () => void
  /** Opens it again with what was called back. */
  onAgain?: (() => void) | undefined
}

type Doubt = 'bounced' | 'elsewhere' | 'empty_variable'
type Locale = 'pl' | 'en'
export interface Words {
  subject: string
  body: string
}
interface Recipient {
  address: string
  name: string
  card: Address['card'] | null
}
interface Letter {
  recipients: Recipient[]
  texts: Record<Locale, Words | null>
  accountId: string | null
  files: Upload[]
  attached: Chosen[]
  signature: boolean
  later: Wall | null
}

const CONFIRMABLE: ReadonlySet<string> = new Set<Doubt>(['bounced', 'elsewhere', 'empty_variable'])
const SAVE_AFTER_MS = 800
const UNDO_MS = 10_000

/** Writes a letter: from a record, or as an answer in a conversation. What is written is kept until it is sent. */
export default function Composer(props: Props) {
  const { place } = props
  const { data: draft, isPending } = useQuery({
    queryKey: ['letter-draft', place.kind, place.id],
    queryFn: () => draftOf(place),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const record = place.kind === 'conversation' ? null : { kind: place.kind, id: place.id }
  const { data: addresses } = useQuery({
    ...addressesQuery(record?.kind ?? 'lead', place.id),
    enabled: record !== null,
  })
  const { data: conversation } = useQuery({ ...conversationQuery(place.id), enabled: record === null })
  if (isPending || (record ? !addresses : !conversation)) return null
  const saved = draft && {
    ...draft.content,
    files: draft.files,
    later: draft.content.sendAt ? wallOf(companyZone(), draft.content.sendAt) : null,
  }
  return <Open {...props} addresses={addresses ?? []} conversation={conversation ?? null} saved={saved ?? null} />
}

type OpenProps = Props & { addresses: Address[]; conversation: Conversation | null; saved: Letter | null }

function begun(addresses: Address[], conversation: Conversation | null, locale: Locale): Letter {
  const main = addresses.find((one) => one.main && one.address !== null)
  const subject = conversation?.subject ? conversation.subject.replace(/^(?:re|odp)\s*:\s*/i, '') : ''
  return {
    recipients: conversation
      ? [{ address: conversation.address, name: conversation.name, card: null }]
      : main
        ? [{ address: main.address!, name: main.name, card: main.card }]
        : [],
    texts: { pl: null, en: null, [locale]: { subject: subject && `Re: ${subject}`, body: '' } },
    accountId: conversation?.account?.id ?? null,
    files: [],
    attached: [],
    signature: true,
    later: null,
  }
}

/** A letter with what is to go along, and with the words it was opened for before those that stood there. */
function withBeginning(letter: Letter, along: readonly Chosen[], words: Props['begin']): Letter {
  const further = along.filter((one) => !letter.attached.some((other) => isSame(one, other)))
  const attached = [...letter.attached, ...further]
  if (!words) return { ...letter, attached }
  const { locale, subject, body } = words
  const before = letter.texts[locale] ?? letter.texts[locale === 'pl' ? 'en' : 'pl']
  const text = { subject: before?.subject || subject, body: body + (before?.body ?? '') }
  return { ...letter, attached, texts: { pl: null, en: null, [locale]: text } }
}

function Open({
  place,
  fieldsOf,
  attach: along = [],
  begin: beginning,
  onClose,
  onAgain,
  addresses,
  conversation,
  saved,
}: OpenProps) {
  const t = useT()
  const format = useFormat()
  const locale = useLocale()
  const client = useQueryClient()
  const [letter, setLetter] = useState<Letter>(() =>
    withBeginning(saved ?? begun(addresses, conversation, locale), along, beginning),
  )
  const [shown, setShown] = useState<'write' | 'preview'>('write')
  const both = letter.texts.pl !== null && letter.texts.en !== null
  const [language, setLanguage] = useState<Locale>(letter.texts[locale] ? locale : letter.texts.pl ? 'pl' : 'en')
  const [confirmed, setConfirmed] = useState<Record<string, Doubt[]>>({})
  const [sending, setSending] = useState(0)
  const file = useRef<HTMLInputElement>(null)
  const { data: accounts = [] } = useQuery(accountsBy('mail'))
  const { data: templates = [] } = useQuery(
    templatesQuery(fieldsOf ?? (place.kind === 'conversation' ? undefined : place.kind)),
  )
  const words = letter.texts[language] ?? { subject: '', body: '' }
  const about = place.kind === 'conversation' ? null : { kind: place.kind, id: place.id }
  const body = {
    about,
    conversationId: place.kind === 'conversation' ? place.id : null,
    recipients: letter.recipients.map((one) => ({ ...one, confirmed: confirmed[one.address] ?? [] })),
    texts: letter.texts,
    signature: letter.signature,
  }
  const sendAt = letter.later && instantOf(companyZone(), letter.later)

  const change = (values: Partial<Letter>) => setLetter((before) => ({ ...before, ...values }))
  const write = (values: Partial<Words>) => change({ texts: { ...letter.texts, [language]: { ...words, ...values } } })

  const keep = useKeeping(place, letter)
  const undo = async (ids: string[]) => {
    try {
      for (const id of ids) await data(api.POST('/api/customer-messages/{id}/cancel', { params: { path: { id } } }))
      await keep.save()
      client.removeQueries({ queryKey: ['letter-draft', place.kind, place.id] })
      onAgain?.()
    } catch (problem) {
      notifyProblem(problem, 'letter')
    }
    await client.invalidateQueries({ queryKey: ['conversations'] })
  }
  const send = useMutation({
    mutationFn: () => {
      keep.stop()
      return data(
        api.POST('/api/letters', {
          body: {
            ...body,
            accountId: letter.accountId,
            fileIds: letter.files.map(({ id }) => id),
            attached: letter.attached,
            sendAt,
          },
        }),
      )
    },
    onSuccess: async (sent) => {
      const ids = sent.messages.map(({ id }) => id)
      onClose()
      if (sendAt) notify('letter', t('letters.scheduled', { at: format.near(sendAt, { time: 'always' }) }))
      else
        notifyUndo({
          about: 'letter',
          message: t('letters.sent', { count: ids.length }),
          millis: UNDO_MS - 1000,
          undo: () => undo(ids),
        })
      await client.invalidateQueries({ queryKey: ['conversations'] })
      await client.invalidateQueries({ queryKey: ['records'] })
    },
    onError: () => {
      keep.start()
      setShown('write')
    },
  })
  const errors = send.isError ? fieldErrors(send.error) : {}
  const attach = async (files: Iterable<File>) => {
    for (const one of files) {
      setSending((count) => count + 1)
      try {
        const upload = await sendUpload(one)
        setLetter((before) => ({ ...before, files: [...before.files, upload] }))
      } catch (problem) {
        notifyProblem(problem, `upload-${one.name}`)
      } finally {
        setSending((count) => count - 1)
      }
    }
  }
  const detach = async (id: string) => {
    change({ files: letter.files.filter((one) => one.id !== id) })
    await data(api.DELETE('/api/message-uploads/{id}', { params: { path: { id } } })).catch(() => {})
  }
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    void attach([...event.dataTransfer.files])
  }
  const use = async (template: Template) => {
    const texts: Letter['texts'] = {
      pl: template.body.pl ? { subject: template.subject.pl, body: template.body.pl } : null,
      en: template.body.en ? { subject: template.subject.en, body: template.body.en } : null,
    }
    try {
      // For one recipient the words are filled in at once and can be changed; for several each gets his own.
      if (letter.recipients.length === 1) {
        const { items } = await data(api.POST('/api/letters/preview', { body: { ...body, texts, signature: false } }))
        const page = items[0]
        if (page && page.empty.length === 0) {
          change({ texts: { pl: null, en: null, [page.locale]: { subject: page.subject, body: page.html } } })
          setLanguage(page.locale)
          return
        }
      }
      change({ texts })
      setLanguage(texts[language] ? language : texts.pl ? 'pl' : 'en')
    } catch (problem) {
      notifyProblem(problem, 'letter')
    }
  }
  const discard = async () => {
    keep.stop()
    onClose()
    await data(api.DELETE('/api/letter-drafts/{kind}/{id}', { params: { path: place } })).catch(notifyProblem)
  }
  const byAddress = new Map(addresses.filter(({ address }) => address).map((one) => [one.address!, one]))
  const without = addresses.filter(({ address }) => address === null)
  const doubts = send.isError ? doubtsIn(send.error) : []
  const rest = Object.keys(errors).length > 0 ? null : send.isError ? wordsOfProblem(send.error) : null
  const wordsError = (part: keyof Words) => errors[`texts.${language}.${part}`]
  const fileError = Object.entries(errors).find(([path]) => path.startsWith('fileIds'))?.[1]
  const documentError = Object.entries(errors).find(([path]) => path.startsWith('attached'))?.[1]
  return (
    <Dialog
      open
      onClose={onClose}
      size={760}
      title={t(conversation ? 'letters.answer.title' : 'letters.write')}
      actions={
        <>
          <Button
            variant="filled"
            leftSection={<Icon of={letter.later ? IconCalendarTime : IconSend} />}
            loading={send.isPending}
            disabled={sending > 0}
            onClick={() => send.mutate()}
          >
            {t(letter.later ? 'letters.send.later' : 'letters.send')}
          </Button>
          <Button onClick={() => file.current?.click()} leftSection={<Icon of={IconPaperclip} />} loading={sending > 0}>
            {t('letters.attach')}
          </Button>
          <Button onClick={() => void discard()}>{t('letters.discard')}</Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere on it; the button does the same */}
      <div className={css.composer} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <ErrorSummary message={rest} />
        <Tabs
          label={t('letters.shown')}
          value={shown}
          onChange={setShown}
          tabs={[
            { key: 'write', label: t('letters.shown.write') },
            { key: 'preview', label: t('letters.shown.preview') },
          ]}
        />
        {shown === 'preview' ? (
          <LetterPreviews letter={body} />
        ) : (
          <>
            <TagsInput
              label={t('letters.to')}
              description={without.length > 0 ? <Missing of={without} /> : undefined}
              placeholder={letter.recipients.length === 0 ? t('letters.to.placeholder') : ''}
              readOnly={conversation !== null}
              data={[...byAddress.keys()]}
              renderOption={({ option }) => (
                <span className={css.option}>
                  <span>{byAddress.get(option.value)?.name}</span>
                  <span className="ink-3">{option.value}</span>
                </span>
              )}
              value={letter.recipients.map(({ address }) => address)}
              splitChars={[',', ';', ' ']}
              acceptValueOnBlur
              maxTags={50}
              error={errors.recipients}
              clearButtonProps={{ 'aria-label': t('letters.to.clear') }}
              onChange={(chosen) =>
                change({
                  recipients: chosen.map((address) => {
                    const known = letter.recipients.find((one) => one.address === address)
                    const card = byAddress.get(address)
                    return known ?? { address, name: card?.name ?? '', card: card?.card ?? null }
                  }),
                })
              }
            />
            {doubts.length > 0 && (
              <ul className={css.doubts} role="alert">
                {doubts.map(({ at, doubt, words: said }) => {
                  const address = letter.recipients[at]?.address ?? ''
                  if (!CONFIRMABLE.has(doubt)) return <li key={`${at} ${doubt}`}>{said}</li>
                  const known = doubt as Doubt
                  const chosen = confirmed[address] ?? []
                  return (
                    <li key={`${at} ${doubt}`}>
                      <span>{said}</span>
                      <Checkbox
                        label={t('letters.doubt.confirm')}
                        checked={chosen.includes(known)}
                        onChange={(event) =>
                          setConfirmed({
                            ...confirmed,
                            [address]: event.currentTarget.checked
                              ? [...chosen, known]
                              : chosen.filter((one) => one !== known),
                          })
                        }
                      />
                    </li>
                  )
                })}
              </ul>
            )}
            {accounts.length > 1 && (
              <Select
                label={t('letters.from')}
                allowDeselect={false}
                data={accounts.map(({ id, name, address }) => ({ value: id, label: `${name} <${address}>` }))}
                value={letter.accountId ?? accounts[0]?.id ?? null}
                onChange={(accountId) => change({ accountId })}
                error={errors.accountId}
              />
            )}
            {both && (
              <Tabs
                label={t('letters.language')}
                value={language}
                onChange={setLanguage}
                tabs={(['pl', 'en'] as const).map((key) => ({ key, label: t(`shell.language.${key}`) }))}
              />
            )}
            <TextInput
              label={t('letters.subject')}
              value={words.subject}
              maxLength={300}
              error={wordsError('subject')}
              onChange={(event) => write({ subject: event.currentTarget.value })}
            />
            <RichText
              key={language}
              label={t('letters.body')}
              value={words.body}
              onChange={(html) => write({ body: html })}
              error={wordsError('body')}
              autoFocus={conversation !== null}
              onSend={() => send.mutate()}
              tools={
                templates.length > 0 && (
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <Button size="compact-sm" variant="subtle" leftSection={<Icon of={IconFileText} />}>
                        {t('letters.template')}
                      </Button>
                    </Menu.Target>
                    <Menu.Dropdown className={css.templates}>
                      {templates
                        .filter(({ form }) => form === 'letter')
                        .map((template) => (
                          <Menu.Item key={template.id} onClick={() => void use(template)}>
                            {template.name}
                          </Menu.Item>
                        ))}
                    </Menu.Dropdown>
                  </Menu>
                )
              }
            />
            <Documents
              place={place}
              chosen={letter.attached}
              onChange={(attached) => change({ attached })}
              error={documentError}
            />
            <Files files={letter.files} onRemove={(id) => void detach(id)} />
            {fileError && <p className={css.error}>{fileError}</p>}
            <div className={css.options}>
              <Switch
                label={t('letters.signature')}
                checked={letter.signature}
                onChange={(event) => change({ signature: event.currentTarget.checked })}
              />
              <Switch
                label={t('letters.later')}
                checked={letter.later !== null}
                onChange={(event) =>
                  change({
                    later: event.currentTarget.checked
                      ? { date: wallOf(companyZone(), new Date().toISOString()).date, time: '08:00' }
                      : null,
                  })
                }
              />
            </div>
            {letter.later && (
              <MomentField
                label={t('letters.later.at')}
                value={letter.later}
                onChange={(later) => change({ later })}
                error={errors.sendAt ?? null}
              />
            )}
          </>
        )}
        <input
          ref={file}
          type="file"
          multiple
          hidden
          aria-label={t('letters.attach')}
          onChange={(event) => {
            void attach([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
      </div>
    </Dialog>
  )
}

/** Cards nobody can write to yet, each a way to its page. */
function Missing({ of }: { of: Address[] }) {
  const t = useT()
  const shown = { contact: paths.contact, company: paths.company, lead: paths.lead }
  return (
    <>
      {t('letters.to.without')}{' '}
      {of.map(({ card, name }, at) => (
        <span key={card.id}>
          {at > 0 && ', '}
          <GoTo to={shown[card.kind](card.id)} className={wordLink}>
            {name}
          </GoTo>
        </span>
      ))}
    </>
  )
}

function doubtsIn(error: unknown): { at: number; doubt: string; words: string }[] {
  return problemOfError(error).fields.flatMap(({ path, code, params, message }) => {
    const at = /^recipients\.(\d+)\./.exec(path)?.[1]
    if (at === undefined) return []
    return [
      {
        at: Number(at),
        doubt: code.replace(/^letter\.doubt\./, ''),
        words: wordsOf(`error.${code}`, params) ?? message ?? '',
      },
    ]
  })
}

/** Keeps what is written a moment after each change, and what was not kept yet when the composer closes. */
function useKeeping(place: Place, letter: Letter) {
  const latest = useRef(letter)
  const stopped = useRef(false)
  const dirty = useRef(false)
  const first = useRef(true)
  latest.current = letter
  const save = async () => {
    const { recipients, texts, accountId, files, attached, signature, later } = latest.current
    dirty.current = false
    const sendAt = later && instantOf(companyZone(), later)
    await data(
      api.PUT('/api/letter-drafts/{kind}/{id}', {
        params: { path: place },
        body: { recipients, texts, accountId, fileIds: files.map(({ id }) => id), attached, signature, sendAt },
      }),
    )
  }
  const kept = useRef(save)
  kept.current = save
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the letter begins the wait anew
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    dirty.current = true
    const timer = setTimeout(() => {
      if (!stopped.current) void kept.current().catch(() => {})
    }, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [letter])
  useEffect(
    () => () => {
      if (dirty.current && !stopped.current) void kept.current().catch(() => {})
    },
    [],
  )
  return {
    save,
    stop: () => {
      stopped.current = true
    },
    start: () => {
      stopped.current = false
    },
  }
}
