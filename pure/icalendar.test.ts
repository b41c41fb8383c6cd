import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CalendarEntry, escapeText, fold, writeCalendar } from './icalendar.ts'

/** As RFC 5545 reads it: unfold, then name, parameters and value of each line. */
function read(text: string) {
  expect(text.endsWith('\r\n')).toBe(true)
  const lines = text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .slice(0, -1)
  return lines.map((line) => {
    const parts = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/.exec(line)
    expect(parts, line).not.toBeNull()
    return { name: parts![1]!, parameters: parts![2]!, value: parts![3]! }
  })
}
const unescaped = (text: string) => text.replace(/\\([\\;,nN])/g, (_, sign) => (/n/i.test(sign) ? '\n' : sign))

const entry = (given: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: '1@tok',
  sequence: 1,
  changedAt: '2026-11-23T09:00:00.000Z',
  startsAt: '2026-11-26T13:00:00.000Z',
  endsAt: '2026-11-26T14:30:00.000Z',
  summary: 'Spotkanie',
  ...given,
})

describe('an iCalendar file', () => {
  it('says when in UTC, what, where and with whom', () => {
    const lines = read(
      writeCalendar({ name: 'Tok: Anna', zone: 'Europe/Warsaw' }, [
        entry({
          summary: 'Oferta; "okna", drzwi\\bramy',
          description: 'Pierwsza\r\ndruga',
          location: 'Gdynia, al. Jana Pawła II 3',
          organizer: { name: 'Piotr "Szef" Zieliński', email: 'piotr@example.com' },
          attendees: [{ name: 'Nowak, Jan', email: 'jan@example.com' }],
        }),
      ]),
    )
    const value = (name: string) => lines.filter((line) => line.name === name).map((line) => line.value)
    expect(lines[0]).toMatchObject({ name: 'BEGIN', value: 'VCALENDAR' })
    expect(lines.at(-1)).toMatchObject({ name: 'END', value: 'VCALENDAR' })
    expect(value('VERSION')).toEqual(['2.0'])
    expect([value('DTSTART'), value('DTEND')]).toEqual([['20261126T130000Z'], ['20261126T143000Z']])
    expect(value('SUMMARY')).toEqual(['Oferta\\; "okna"\\, drzwi\\\\bramy'])
    expect(unescaped(value('DESCRIPTION')[0]!)).toBe('Pierwsza\ndruga')
    expect(unescaped(value('LOCATION')[0]!)).toBe('Gdynia, al. Jana Pawła II 3')
    const organizer = lines.find((line) => line.name === 'ORGANIZER')!
    expect(organizer).toMatchObject({ parameters: `;CN="Piotr 'Szef' Zieliński"`, value: 'mailto:piotr@example.com' })
    expect(lines.find((line) => line.name === 'ATTENDEE')!.parameters).toBe(';CN="Nowak, Jan";ROLE=REQ-PARTICIPANT')
  })

  it('folds lines at 75 octets without parting a character, and comes back whole from any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const folded = fold(`SUMMARY:${escapeText(text)}`)
        for (const line of folded.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
        const back = unescaped(folded.replace(/\r\n /g, '').slice('SUMMARY:'.length))
        expect(back).toBe(text.replace(/\r\n|\r/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' '))
      }),
    )
  })
})
