import { Button, Textarea } from '@mantine/core'
import { IconCalendarTime, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { countSms, MOST_SMS_PARTS, plainSms } from '../../../pure/sms.ts'
import { problemOfError } from '../../api/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import css from './letters.module.css'
import { accountsBy } from './queries.ts'

/** How a short message may leave: at once, at once though customers have their quiet hours, or once these are over. */
export interface Leaving {
  evenNow?: boolean
  sendAt?: string
}

interface Props {
  channel: string
  /** The account it leaves by, where that is known. */
  accountId: string | null
  label: string
  value: string
  onChange: (text: string) => void
  onSend: (leaving: Leaving) => void
  sending: boolean
  /** Why it did not go out. */
  error: unknown
  autoFocus?: boolean
}

/** Words for an SMS or a messenger, with how long they are and what they cost; in quiet hours it asks. */
export function ShortText({ channel, accountId, label, value, onChange, onSend, sending, error, autoFocus }: Props) {
  const t = useT()
  const format = useFormat()
  const problem = error ? problemOfError(error) : null
  const until = problem?.code === 'message.quiet_hours' ? String(problem.params.until) : null
  const wrong = error && !until ? (fieldErrors(error).text ?? wordsOfProblem(error)) : null
  const send = (leaving: Leaving) => value.trim() && onSend(leaving)
  return (
    <form
      className={css.short}
      onSubmit={(event) => {
        event.preventDefault()
        send({})
      }}
    >
      <Textarea
        label={label}
        autosize
        minRows={3}
        maxRows={10}
        value={value}
        error={wrong}
        data-autofocus={autoFocus}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send({})
        }}
      />
      <div className={css.shortEnd}>
        <span className="ink-3 nums" aria-live="polite">
          {channel === 'sms' ? (
            <SmsLength text={value} accountId={accountId} />
          ) : (
            t('letters.length', { count: [...value].length })
          )}
        </span>
        <Button type="submit" variant="filled" leftSection={<Icon of={IconSend} />} loading={sending}>
          {t('letters.send')}
        </Button>
      </div>
      {until && (
        <div className={css.quiet} role="alert">
          <span>{t('sms.quiet', { until: format.near(until, { time: 'always' }) })}</span>
          <Button
            leftSection={<Icon of={IconCalendarTime} />}
            loading={sending}
            onClick={() => send({ sendAt: until })}
          >
            {t('sms.quiet.later')}
          </Button>
          <Button loading={sending} onClick={() => send({ evenNow: true })}>
            {t('sms.quiet.now')}
          </Button>
        </div>
      )}
    </form>
  )
}

/** Parts cost each as much as a message; one letter outside the alphabet of SMS makes all of them shorter. */
function SmsLength({ text, accountId }: { text: string; accountId: string | null }) {
  const t = useT()
  const { data: accounts = [] } = useQuery(accountsBy('sms'))
  const account = accounts.find(({ id }) => id === accountId) ?? accounts[0]
  const { parts, left, special, alphabet } = countSms(account?.settings.withoutPolish ? plainSms(text) : text)
  return (
    <>
      {parts > MOST_SMS_PARTS
        ? t('sms.tooLong', { count: parts, most: MOST_SMS_PARTS })
        : t('sms.length', { parts, left })}
      {alphabet === 'ucs2' && ` ${t('sms.special', { letters: special.slice(0, 8).join(' ') })}`}
    </>
  )
}
