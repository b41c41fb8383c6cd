/** What says of a letter that no person wrote it: RFC 3834, and what machines really send. */
export interface Signs {
  /** First value of a header as plain text; '' where there is none. */
  header(name: string): string
  has(name: string): boolean
  contentType: string
  from: string
}

const PRECEDENCE = /^(?:bulk|junk|list|auto[_-]reply)$/i
const SUPPRESSED = /\b(?:all|oof|autoreply)\b/i
const MACHINES = /^(?:mailer-daemon|postmaster|mail-daemon|double-bounce)@/i
const MARKS = ['list-id', 'list-unsubscribe', 'x-autoreply', 'x-autorespond', 'x-autoresponse', 'feedback-id']

/** An answering machine, a list, a bounce. */
export function isAutomatic({ header, has, contentType, from }: Signs): boolean {
  const submitted = header('auto-submitted').trim()
  if (submitted !== '' && !/^no\b/i.test(submitted)) return true
  if (PRECEDENCE.test(header('precedence').trim())) return true
  if (SUPPRESSED.test(header('x-auto-response-suppress'))) return true
  // An empty return path is how a machine says that nobody is there to answer.
  if (has('return-path') && /^\s*(?:<\s*>)?\s*$/.test(header('return-path'))) return true
  return MARKS.some(has) || contentType === 'multipart/report' || MACHINES.test(from)
}

const HOUR_MS = 3_600_000
/** Nobody answers one of our letters more often within an hour; two machines answering each other do. */
const ANSWERS_AN_HOUR = 20

/** Counts who answers our letters, to see two machines that answer each other and do not say that they are machines. */
export function loopWatch() {
  const answers = new Map<string, number[]>()
  return {
    /** Takes down an answer of that address and says whether it goes round in circles. */
    answered(address: string, at: Date): boolean {
      const since = at.getTime() - HOUR_MS
      const times = [...(answers.get(address) ?? []).filter((time) => time > since), at.getTime()]
      answers.set(address, times.slice(-ANSWERS_AN_HOUR - 1))
      if (answers.size > 10_000) answers.delete(answers.keys().next().value as string)
      return times.length > ANSWERS_AN_HOUR
    },
  }
}
export type LoopWatch = ReturnType<typeof loopWatch>
