import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { system } from '../server/core/actor.ts'
import { write } from '../server/core/write.ts'
import { doImport } from '../server/modules/imports/commands/do-import.ts'
import { createApiToken } from '../server/modules/staff/commands/create-api-token.ts'
import { setUpCompany } from '../server/modules/staff/commands/set-up-company.ts'
import { atLeast, atMost, type Options, type Result, rounded } from './measure.ts'
import { makePlace } from './place.ts'

const HEADERS = 'Temat;Osoba;Firma;E-mail;Telefon;Produkt;Wartość;Wiadomość\r\n'
const AT_ONCE = 1000

function* lines(size: number): Generator<string> {
  yield HEADERS
  for (let from = 0; from < size; from += AT_ONCE) {
    let text = ''
    for (let n = from; n < Math.min(size, from + AT_ONCE); n += 1)
      text += `Zapytanie ${n};Jan Nowak ${n};Zakład ${n} sp. z o.o.;jan${n}@example.com;${600_000_000 + n};okna;${n % 9000},50;Proszę o ofertę z dostawą do końca miesiąca\r\n`
    yield text
  }
}

/** COPY of the same file, as the database takes it from a client; in seconds. */
async function copy(client: pg.Client, into: string, file: string): Promise<number> {
  const began = performance.now()
  await new Promise<void>((resolve, reject) => {
    const query = {
      submit: (connection: pg.Connection) =>
        connection.query(`copy ${into} from stdin (format csv, header, delimiter ';')`),
      async handleCopyInResponse(
        connection: pg.Connection & Record<'sendCopyFromChunk' | 'endCopyFrom', (chunk?: Buffer) => void>,
      ) {
        for await (const chunk of createReadStream(file)) connection.sendCopyFromChunk(chunk)
        connection.endCopyFrom()
      },
      handleCommandComplete() {},
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    }
    client.query(query as unknown as pg.Submittable)
  })
  return (performance.now() - began) / 1000
}

/** The most memory this process has had so far. Linux tells it of the process alone; elsewhere it may be that of whoever started it. */
function mostMemory(): number {
  const told = process.platform === 'linux' ? /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) : null
  return (told ? Number(told[1]) : process.resourceUsage().maxRSS) * 1024
}

/** A table without an index, and one as the leads' own: with its columns, its defaults and its indices, and no row. */
const TABLES = [
  'create table bench_plain (a text, b text, c text, d text, e text, f text, g text, h text)',
  `create table bench_leads (like leads including all);
    alter table bench_leads alter column id set default uuidv7(), alter column status set default 'new',
      alter column source set default 'import', alter column created_at set default now(), alter column updated_at set default now(),
      alter column amount type text`,
]
const COLUMNS = 'title, person_name, company_name, email, phone, product, amount, message'

/**
 * A file of leads through the API and the worker's own portions, with the check and the search for duplicates, to committed
 * leads with their events and search entries; beside COPY of the same file into a table like that of the leads, and into one
 * without any index.
 */
export async function importing({ quick, size, say }: Options): Promise<Result> {
  const count = size ?? (quick ? 2000 : 100_000)
  const place = await makePlace()
  try {
    const file = join(place.folder, 'leads.csv')
    await pipeline(Readable.from(lines(count)), createWriteStream(file))
    const client = new pg.Client({ connectionString: place.url })
    await client.connect()
    const measured = await place.within(async ({ deps, app }) => {
      await app.ready()
      const { token } = await write(deps, system('bench'), async (cx) => {
        const { ownerId } = await setUpCompany(cx, {
          company: { name: 'Zakład Pomiarowy' },
          owner: { name: 'Olga Miara', email: 'olga@example.com', password: 'dlugie-haslo-do-pomiaru' },
          departments: ['Sprzedaż'],
          locale: 'pl',
        })
        return createApiToken(cx, { employeeId: ownerId, name: 'bench' })
      })
      const ask = async (method: 'GET' | 'POST', url: string, payload?: object, type?: string) => {
        const headers = { authorization: `Bearer ${token}`, ...(type ? { 'content-type': type } : {}) }
        const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
        if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`)
        return answer.body ? answer.json() : null
      }
      const work = async () => {
        const began = performance.now()
        while (await doImport(deps));
        return (performance.now() - began) / 1000
      }
      const idle = process.memoryUsage.rss()
      say('sending the file')
      const { id, proposed } = await ask(
        'POST',
        '/api/imports?kind=lead&name=leads.csv',
        createReadStream(file),
        'application/octet-stream',
      )
      const options = { duplicates: 'skip', ownerId: null, processes: false }
      await ask('POST', `/api/imports/${id}/check`, { mapping: proposed, options })
      say('checking')
      const checked = await work()
      await ask('POST', `/api/imports/${id}/start`)
      say('writing')
      const written = await work()
      const { made } = await ask('GET', `/api/imports/${id}`)
      if (made !== count) throw new Error(`${made} of ${count} made`)
      return { checked, written, peak: mostMemory(), idle }
    })
    say('copying')
    for (const table of TABLES) await client.query(table)
    const copied = await copy(client, `bench_leads (${COLUMNS})`, file)
    const plain = await copy(client, 'bench_plain', file)
    await client.end()
    const rate = count / measured.written
    return {
      bench: 'import',
      bars: [
        atLeast('rows/s to committed leads, of rows/s of COPY into such a table', rate / (count / copied), 'x', 0.1),
        atMost('memory of the process at its highest', measured.peak / 1024 / 1024, 'MB', 300),
      ],
      figures: {
        'rows in the file': count,
        'memory before the import, MB': rounded(measured.idle / 1024 / 1024),
        'rows/s written': rounded(rate),
        'rows/s checked': rounded(count / measured.checked),
        'rows/s of COPY into such a table': rounded(count / copied),
        'rows/s of COPY without an index': rounded(count / plain),
      },
    }
  } finally {
    await place.end()
  }
}
