/** One entry of an iCalendar file; all instants are ISO 8601. */
export interface CalendarEntry {
  uid: string
  /** Raised with each change. */
  sequence: number
  changedAt: string
  startsAt: string
  endsAt: string
  summary: string
  description?: string
  location?: string
  url?: string
  organizer?: { name: string; email: string }
  attendees?: { name: string; email: string }[]
  /** Takes no time: other programs show the person as free. */
  free?: boolean
}

const LINE_OCTETS = 75

/** RFC 5545, 3.3.11: backslash, semicolon, comma and line breaks of a text. */
export const escapeText = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    // Other control characters may not stand in a text at all.
    .replace(/\p{Cc}/gu, ' ')

/** RFC 5545, 3.2: a value of a parameter; a quote cannot be written in one. */
const parameter = (text: string): string => `"${text.replace(/["\p{Cc}]/gu, "'")}"`

/** 3.3.5, form 2: an instant in UTC, which every program shows in the zone of its reader. */
const utc = (at: string): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/** 3.1: no line is longer than 75 octets; a character is never parted. */
export function fold(line: string): string {
  const encoder = new TextEncoder()
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}

const person = (property: string, { name, email }: { name: string; email: string }, further = ''): string =>
  `${property};CN=${parameter(name)}${further}:mailto:${email}`

function entryLines(entry: CalendarEntry): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(entry.uid)}`,
    `DTSTAMP:${utc(entry.changedAt)}`,
    `LAST-MODIFIED:${utc(entry.changedAt)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTART:${utc(entry.startsAt)}`,
    `DTEND:${utc(entry.endsAt)}`,
    `SUMMARY:${escapeText(entry.summary)}`,
    ...(entry.description ? [`DESCRIPTION:${escapeText(entry.description)}`] : []),
    ...(entry.location ? [`LOCATION:${escapeText(entry.location)}`] : []),
    ...(entry.url ? [`URL:${entry.url}`] : []),
    ...(entry.organizer ? [person('ORGANIZER', entry.organizer)] : []),
    ...(entry.attendees ?? []).map((one) => person('ATTENDEE', one, ';ROLE=REQ-PARTICIPANT')),
    `TRANSP:${entry.free ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ]
}

/** A calendar as other programs subscribe to it (RFC 5545), lines ending with CRLF. */
export function writeCalendar(
  { name, zone }: { name: string; zone: string },
  entries: readonly CalendarEntry[],
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tok//Tok CRM//PL',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    `X-WR-TIMEZONE:${escapeText(zone)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}
