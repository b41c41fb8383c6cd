import type { Locale } from '../../../../pure/texts/format.ts'
import type { UserActor } from '../../../core/actor.ts'
import { BOM, type Cell, csvLine, momentOf } from '../../../core/csv.ts'
import type { Db } from '../../../core/db.ts'
import { askingNow } from '../../../core/filter.ts'
import { type LogFilter, readLog } from './log.ts'

const HEADERS: Record<Locale, string[]> = {
  pl: [
    'Kiedy',
    'Kto',
    'Zdarzenie',
    'Rodzaj',
    'Czego dotyczy',
    'Pole',
    'Było',
    'Jest',
    'Proces',
    'Wersja',
    'Krok',
    'Dane',
    'Id rekordu',
    'Id zdarzenia',
  ],
  en: [
    'When',
    'Who',
    'Event',
    'Kind',
    'About',
    'Field',
    'From',
    'To',
    'Process',
    'Version',
    'Step',
    'Data',
    'Record id',
    'Event id',
  ],
}

const PORTION = 200

/** The log as its filter finds it, a line for each value that changed, one for an event without; `sent` counts the events. */
export async function* exportLog(
  db: Db,
  reader: UserActor,
  filter: LogFilter,
  sent: { events: number },
): AsyncGenerator<string> {
  const { locale } = reader
  const { zone } = await askingNow(db, reader)
  yield BOM + csvLine(HEADERS[locale])
  let after: string | undefined
  do {
    const page = await readLog(db, reader, filter, { after, limit: PORTION })
    sent.events += page.items.length
    const lines = page.items.flatMap(({ changes, names, why, ...event }) => {
      const shown = (value: unknown): Cell =>
        value === null || value === undefined
          ? null
          : (names[String(value)] ?? (typeof value === 'string' ? value : JSON.stringify(value)))
      const before: Cell[] = [
        { moment: momentOf(new Date(event.at), zone) },
        event.actor.name ?? event.actor.kind,
        event.name,
        event.subject?.kind ?? null,
        event.subject?.title ?? null,
      ]
      const behind: Cell[] = [
        why?.process[locale] ?? null,
        why ? { decimal: String(why.version) } : null,
        why?.element?.[locale] ?? null,
        JSON.stringify(event.payload),
        event.subject?.id ?? null,
        event.id,
      ]
      const told = changes.length > 0 ? changes : [null]
      return told.map((change) =>
        csvLine([...before, change?.field ?? null, shown(change?.from), shown(change?.to), ...behind]),
      )
    })
    if (lines.length > 0) yield lines.join('')
    after = page.next ?? undefined
  } while (after)
}
