import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CAST, testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { doImport } from './commands/do-import.ts'

let w: World

beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w?.close())

type Who = 'owner' | 'salesHead' | 'anna' | 'marta'

async function send(who: Who, kind: string, file: string | Buffer, name = 'plik.csv') {
  const answer = await w.app.inject({
    method: 'POST',
    url: `/api/imports?kind=${kind}&name=${encodeURIComponent(name)}`,
    headers: {
      authorization: `Bearer ${await w.tokenOf(w.people[who])}`,
      'content-type': 'application/octet-stream',
    },
    payload: typeof file === 'string' ? Buffer.from(file) : file,
  })
  return { status: answer.statusCode, body: answer.json() }
}

/** Imports beside a busy engine get a part of its time; a test does not wait for it. */
const work = async () => {
  while (await doImport(w.deps));
}

const PLAIN = { duplicates: 'skip', ownerId: null, processes: false }

async function bring(who: Who, kind: string, file: string | Buffer, options: object = {}, mapping?: (string | null)[]) {
  const { body } = await send(who, kind, file)
  const plan = { mapping: mapping ?? body.proposed, options: { ...PLAIN, ...options } }
  const checked = await w.request(who, 'POST', `/api/imports/${body.id}/check`, plan)
  expect(checked.status).toBe(204)
  await work()
  const dry = (await w.request(who, 'GET', `/api/imports/${body.id}`)).body
  expect(dry.phase).toBe('checked')
  expect((await w.request(who, 'POST', `/api/imports/${body.id}/start`)).status).toBe(204)
  await work()
  return { dry, done: (await w.request(who, 'GET', `/api/imports/${body.id}`)).body }
}

const leads = async (q: string) =>
  (await w.request('owner', 'GET', `/api/leads?q=${encodeURIComponent(q)}`)).body.items as Record<string, unknown>[]
const csvOf = async (who: Who, url: string) =>
  String(
    (await w.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${await w.tokenOf(w.people[who])}` } }))
      .body,
  )

test('a file in Windows-1250 becomes leads by the rules of a single one, and what is wrong is told row by row', async () => {
  const text =
    'Temat;Osoba;E-mail;Telefon;NIP;Wartość;Opiekun\r\n' +
    'Okna żaluzjowe;Józef Żak;JOZEF@example.com;601 224 718;526-104-08-28;1 234,50;' +
    `${CAST.anna.email}\r\n` +
    '"Drzwi ""dębowe""; dwa skrzydła";Ewa Ćwik;ewa@;;;;\r\n' +
    ';Bez Tematu;bez@example.com;;;;\r\n' +
    'Nikt taki;X;x@example.com;;;;Nie Ma Takiego\r\n' +
    '\r\n'
  const letters: Record<string, number> = {
    ż: 0xbf,
    ó: 0xf3,
    Ż: 0xaf,
    Ć: 0xc6,
    ę: 0xea,
    ś: 0x9c,
    ć: 0xe6,
    ł: 0xb3,
    ą: 0xb9,
  }
  const bytes = Buffer.from([...text].map((letter) => letters[letter] ?? letter.charCodeAt(0)))
  const { dry, done } = await bring('salesHead', 'lead', bytes)
  expect(dry).toMatchObject({ encoding: 'windows-1250', delimiter: ';', total: 5, made: 2, skipped: 1, refused: 2 })
  expect(done).toMatchObject({ phase: 'finished', made: 2, skipped: 1, refused: 2, done: 5 })
  expect(done.refusals).toEqual([
    { row: 2, field: 'email', code: 'field.email', params: null },
    { row: 4, field: 'ownerId', code: 'import.no_such', params: { text: 'Nie Ma Takiego' } },
  ])
  const [lead] = await leads('zaluzjowe')
  expect(lead).toMatchObject({
    title: 'Okna żaluzjowe',
    personName: 'Józef Żak',
    email: 'jozef@example.com',
    phone: '+48601224718',
    nip: '5261040828',
    amount: 123450,
    source: 'import',
    owner: { id: w.people.anna },
    status: 'processing',
  })
  expect((await leads('bez@example'))[0]).toMatchObject({ title: 'Bez Tematu', status: 'new' })
  const errors = await csvOf('salesHead', `/api/imports/${done.id}/errors`)
  expect(errors.split('\r\n')[1]).toContain('"Drzwi ""dębowe""; dwa skrzydła";Ewa Ćwik;ewa@')
  expect(errors.split('\r\n')[1]).toMatch(/E-mail: .+/)
})

test('no process starts by what is brought in, unless it is asked for; the history tells the import', async () => {
  const cases = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from process_instances`.execute(w.db)).rows[0]!.n
  const waiting = async () => (await sql`select from outbox where kind = 'deliver'`.execute(w.db)).rows.length
  await w.settle()
  const before = await cases()
  await bring('owner', 'lead', 'Temat,E-mail\nCicha,cicha@example.com\n')
  expect(await waiting()).toBeLessThan(3)
  await w.settle()
  expect(await cases()).toBe(before)
  const { done } = await bring('owner', 'lead', 'Temat,E-mail\nGłośna,glosna@example.com\n', { processes: true })
  await w.settle()
  expect(await cases()).toBeGreaterThan(before)
  const [lead] = await leads('glosna')
  const { rows } = await sql<{
    cause: unknown
  }>`select cause from event_log where subject_id = ${lead!.id} and name = 'lead.received'`.execute(w.db)
  expect(rows[0]!.cause).toEqual({ import: done.id })
})

test('duplicates are skipped, changed or made anyway, within the file as well', async () => {
  const file = 'Temat;E-mail;Produkt\nPierwsza;dubel@example.com;okna\nDruga;DUBEL@example.com;drzwi\n'
  expect((await bring('owner', 'lead', file)).done).toMatchObject({ made: 1, skipped: 1 })
  expect((await bring('owner', 'lead', file)).done).toMatchObject({ made: 0, skipped: 2 })
  expect((await bring('owner', 'lead', file, { duplicates: 'update' })).done).toMatchObject({
    made: 0,
    updated: 1,
    skipped: 1,
  })
  expect((await leads('dubel')).map(({ title, product }) => [title, product])).toEqual([['Druga', 'drzwi']])
  const fresh = file.replaceAll(/dubel/gi, 'nowy')
  expect((await bring('owner', 'lead', fresh, { duplicates: 'update' })).done).toMatchObject({ made: 1, updated: 1 })
  expect((await bring('owner', 'lead', file, { duplicates: 'create' })).done).toMatchObject({ made: 2 })
})

test('undoing takes away what was made, puts back what was changed, and leaves what somebody has worked on', async () => {
  await bring('owner', 'lead', 'Temat;E-mail;Produkt\nStara;stara@example.com;rolety\n')
  const file =
    'Temat;E-mail;Produkt\nNowa;nowa-a@example.com;okna\nRuszona;ruszona@example.com;okna\nZmieniona;stara@example.com;bramy\n'
  const { done } = await bring('owner', 'lead', file, { duplicates: 'update' })
  expect(done).toMatchObject({ made: 2, updated: 1, undoable: true })
  const [touched] = await leads('ruszona')
  await w.request('anna', 'PATCH', `/api/leads/${touched!.id}`, { product: 'drzwi' }, { 'if-match': '*' })
  await w.request('owner', 'PATCH', `/api/leads/${touched!.id}`, { product: 'drzwi' }, { 'if-match': '*' })
  expect((await w.request('owner', 'POST', `/api/imports/${done.id}/undo`)).status).toBe(204)
  await work()
  const { body } = await w.request('owner', 'GET', `/api/imports/${done.id}`)
  expect(body).toMatchObject({ phase: 'undone', undone: 2, kept: 1, keptRecords: [{ name: 'Ruszona' }] })
  expect(await leads('nowa-a')).toEqual([])
  expect((await leads('stara@'))[0]).toMatchObject({ title: 'Stara', product: 'rolety' })
  expect((await w.request('owner', 'POST', `/api/imports/${done.id}/undo`)).status).toBe(409)
})

test('a long file goes on after a restart where it was, each row once', async () => {
  const rows = Array.from({ length: 2500 }, (_, n) => `"Długa ${n}\nw dwóch liniach";dluga${n}@example.com`)
  const { body } = await send('owner', 'lead', `Temat;E-mail\n${rows.join('\n')}\n`)
  expect(body.total).toBe(2500)
  await w.request('owner', 'POST', `/api/imports/${body.id}/check`, { mapping: ['title', 'email'], options: PLAIN })
  await work()
  await w.request('owner', 'POST', `/api/imports/${body.id}/start`)
  const { deps } = w
  let portions = 0
  deps.probe = (where) => {
    if (where === 'before-commit' && ++portions === 2) throw new Error('the machine went dark')
  }
  await doImport(deps).catch(() => {})
  await doImport(deps).catch(() => {})
  deps.probe = undefined
  await work()
  const done = (await w.request('owner', 'GET', `/api/imports/${body.id}`)).body
  expect(done).toMatchObject({ phase: 'finished', made: 2500, refused: 0, done: 2500 })
  const { rows: counted } = await sql<{
    n: number
  }>`select count(distinct email)::int as n from leads where email like 'dluga%'`.execute(w.db)
  expect(counted[0]!.n).toBe(2500)
})

test('a list leaves as a file: its filter, order and columns, words that are no formulas, and the fact is told', async () => {
  const title = '=HYPERLINK("x");"a"'
  await w.request('owner', 'POST', '/api/leads', {
    title,
    companyName: 'Eksportowa',
    amount: 123450,
    phone: '601 224 719',
  })
  await w.request('owner', 'POST', '/api/leads', { title: 'Druga', companyName: 'Eksportowa' })
  const filter = encodeURIComponent(JSON.stringify({ all: [{ field: 'companyName', op: 'is', value: 'Eksportowa' }] }))
  const url = `/api/exports/lead?filter=${filter}&sort=createdAt&columns=title,amount,phone,status`
  const formula = '"\'=HYPERLINK(""x"");""a""'
  expect(await csvOf('owner', url)).toBe(
    `\ufeffTemat;Wartość;Telefon;Status\r\n${formula}";1234,50;'+48601224719;nowy\r\nDruga;;;nowy\r\n`,
  )
  const { rows } = await sql<{ payload: unknown }>`select payload from event_log where name = 'list.exported'`.execute(
    w.db,
  )
  expect(rows.map(({ payload }) => payload)).toEqual([
    { kind: 'lead', format: 'csv', count: 2, columns: ['Temat', 'Wartość', 'Telefon', 'Status'], whole: true },
  ])
  const marta = await csvOf('marta', url)
  expect(marta.split('\r\n').filter(Boolean)).toHaveLength(1)
  expect((await w.request('owner', 'GET', '/api/exports/lead?columns=nieznane')).status).toBe(422)
  const whole = await csvOf('owner', '/api/exports/deal')
  expect(whole.split('\r\n')[0]).toContain('Etap')
  for (const kind of ['contact', 'company'])
    expect((await w.request('owner', 'GET', `/api/exports/${kind}`)).status).toBe(200)
})

test('a list leaves as a workbook, and comes back from it as it was', async () => {
  const headers = { authorization: `Bearer ${await w.tokenOf(w.people.owner)}` }
  await w.request('owner', 'POST', '/api/leads', {
    title: '=Skoroszyt',
    companyName: 'Tam i z powrotem',
    amount: 123450,
    phone: '601 224 733',
    message: 'pierwszy\nwiersz',
  })
  const filter = encodeURIComponent(
    JSON.stringify({ all: [{ field: 'companyName', op: 'is', value: 'Tam i z powrotem' }] }),
  )
  const url = `/api/exports/lead?format=xlsx&filter=${filter}&columns=title,companyName,amount,phone,message`
  const { rawPayload, headers: told } = await w.app.inject({ method: 'GET', url, headers })
  expect(told['content-disposition']).toMatch(/leady-\d{4}-\d\d-\d\d\.xlsx/)
  const { body } = await send('owner', 'lead', rawPayload, 'leady.xlsx')
  expect(body).toMatchObject({
    sheets: { read: ['leady'], leftOut: [] },
    fileName: 'leady.xlsx',
    size: rawPayload.length,
    total: 1,
    headers: ['Temat', 'Firma', 'Wartość', 'Telefon', 'Wiadomość'],
    preview: [['=Skoroszyt', 'Tam i z powrotem', '1234,5', '+48601224733', 'pierwszy\nwiersz']],
  })
  const other = { encoding: 'utf-8', delimiter: ',' }
  expect((await w.request('owner', 'PUT', `/api/imports/${body.id}/format`, other)).body.code).toBe(
    'import.workbook_format',
  )
  const { done } = await bring('owner', 'lead', rawPayload, { duplicates: 'create' })
  expect(done).toMatchObject({ phase: 'finished', made: 1, refused: 0 })
  const both = await leads('Tam i z powrotem')
  const seen = both.map(({ title, amount, phone, message }) => ({ title, amount, phone, message }))
  expect(seen).toHaveLength(2)
  expect(seen[0]).toEqual(seen[1])
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from event_log where name = 'list.exported' and payload ->> 'format' = 'xlsx'`.execute(
    w.db,
  )
  expect(rows[0]!.n).toBe(1)
})

test('what is no table is refused with a reason, and nothing of it is kept', async () => {
  const code = async (file: string | Buffer) => (await send('owner', 'lead', file)).body.code
  expect(await code('')).toBe('import.empty')
  expect(await code('Temat;E-mail\n')).toBe('import.empty')
  expect(await code(Buffer.from([0x89, 0x50, 0, 1, 2]))).toBe('import.not_text')
  const old = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  expect(await code(Buffer.concat([old, Buffer.alloc(600)]))).toBe('import.workbook_old')
  const locked = Buffer.concat([old, Buffer.alloc(100_000), Buffer.from('EncryptedPackage', 'utf16le')])
  expect(await code(locked)).toBe('import.workbook_locked')
  expect(await code(Buffer.from('PK\u0003\u0004 and nothing more'))).toBe('import.not_workbook')
  expect(await code(`Temat;E-mail\n"bez końca;a\nb;c\n`)).toBe('import.quotes')
  expect(await code(`${Array.from({ length: 1000 }, (_, n) => `k${n}`).join(';')}\n1;2\n`)).toBe(
    'import.too_many_columns',
  )
  expect((await send('anna', 'lead', 'Temat\nx\n')).status).toBe(403)
  const { body } = await send('owner', 'lead', 'Temat;E-mail\nx;y\n')
  const check = (mapping: unknown) =>
    w.request('owner', 'POST', `/api/imports/${body.id}/check`, { mapping, options: PLAIN })
  expect((await check([null, null])).body.errors[0].code).toBe('import.needed')
  expect((await check(['title', 'title'])).body.errors[0].code).toBe('import.twice')
  expect((await check(['title', 'status'])).body.errors[0].code).toBe('field.unknown')
})

test('companies, contacts and deals come in by their own commands, and name each other', async () => {
  const { done } = await bring(
    'owner',
    'company',
    'Nazwa;NIP;E-mail\nDrewnex;526-104-08-28;biuro@drewnex.pl\nZły;123;a@b.pl\n',
  )
  expect(done).toMatchObject({ made: 1, refused: 1 })
  const people = await bring(
    'owner',
    'contact',
    'Imię;Nazwisko;E-mail;Firma\nEwa;Lis;ewa@drewnex.pl, e.lis@drewnex.pl;Drewnex\n;;x@y.pl;\n',
  )
  expect(people.done).toMatchObject({ made: 1, refused: 1 })
  const { body } = await w.request('owner', 'GET', '/api/contacts?q=Lis')
  expect(body.items[0]).toMatchObject({
    name: 'Ewa Lis',
    company: { name: 'Drewnex' },
    emails: [{ value: 'ewa@drewnex.pl' }, { value: 'e.lis@drewnex.pl' }],
  })
})

test('updates go together; one that is refused is told, and the others are done', async () => {
  const names = Array.from({ length: 120 }, (_, n) => `Seria ${n}`)
  const file = (city: (n: number) => string) =>
    `Nazwa;E-mail;Adres;Strona WWW\n${names.map((name, n) => `${name};seria${n}@example.com;Ulica ${n};${city(n)}`).join('\n')}\n`
  expect(
    (
      await bring(
        'owner',
        'company',
        file(() => ''),
      )
    ).done,
  ).toMatchObject({ made: 120, refused: 0 })
  const { done } = await bring(
    'owner',
    'company',
    file((n) => (n === 7 ? 'javascript:x' : `firma${n}.pl`)),
    {
      duplicates: 'update',
    },
  )
  expect(done).toMatchObject({ made: 0, updated: 119, refused: 1 })
  expect(done.refusals).toMatchObject([{ row: 8, field: 'website', code: 'field.url' }])
  const again = await bring(
    'owner',
    'company',
    file((n) => (n === 7 ? '' : `firma${n}.pl`)),
    { duplicates: 'update' },
  )
  expect(again.done).toMatchObject({ updated: 0, skipped: 120 })
  const { rows } = await sql<{ website: string; n: number }>`select website, count(*)::int as n from companies
    where name like 'Seria %' group by 1 order by 2`.execute(w.db)
  expect(rows).toHaveLength(120)
  expect((await w.request('owner', 'POST', `/api/imports/${done.id}/undo`)).status).toBe(204)
  await work()
  const undone = (await w.request('owner', 'GET', `/api/imports/${done.id}`)).body
  expect(undone).toMatchObject({ phase: 'undone', undone: 119, kept: 0 })
  const { rows: left } = await sql`select 1 from companies where name like 'Seria %' and website <> ''`.execute(w.db)
  expect(left).toEqual([])
})

test('deals begin in the pipeline and stage named, and are the same by the field that is chosen', async () => {
  await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'pl'))
  const { body: pipelines } = await w.request('owner', 'GET', '/api/pipelines')
  const stage = pipelines.items[0].stages[1]
  const file = `Tytuł;Wartość;Etap\nUmowa A;100;${stage.name.pl}\nUmowa B;200;\nUmowa A;300;\nUmowa C;1;Nie ma takiego\n`
  const { done } = await bring('owner', 'deal', file, { by: 'title' })
  expect(done).toMatchObject({ made: 2, skipped: 1, refused: 1, compared: ['title'] })
  const deals = (await w.request('owner', 'GET', '/api/deals?q=Umowa')).body.items as {
    title: string
    amount: number
    stage: { id: string }
  }[]
  expect(deals.map(({ title, amount, stage: at }) => [title, amount, at.id]).sort()).toEqual([
    ['Umowa A', 10000, stage.id],
    ['Umowa B', 20000, pipelines.items[0].stages[0].id],
  ])
  const changed = await bring('owner', 'deal', 'Tytuł;Wartość\nUmowa A;500\n', { by: 'title', duplicates: 'update' })
  expect(changed.done).toMatchObject({ made: 0, updated: 1 })
  const { body } = await send('owner', 'deal', 'Tytuł;Wartość\nx;1\n')
  const plan = (mapping: unknown, options: object) =>
    w.request('owner', 'POST', `/api/imports/${body.id}/check`, { mapping, options: { ...PLAIN, ...options } })
  expect((await plan(['title', 'amount'], { by: 'amount' })).body.errors[0]).toMatchObject({ path: 'options.by' })
  const { body: lead } = await send('owner', 'lead', 'Temat;E-mail\nx;y@example.com\n')
  const of = { mapping: ['title', 'email'], options: { ...PLAIN, by: 'title' } }
  expect((await w.request('owner', 'POST', `/api/imports/${lead.id}/check`, of)).status).toBe(422)
})

test('records of the company’s own kind come in with numbers without gaps, links and stages, and are undone', async () => {
  const { body: kind } = await w.request('owner', 'POST', '/api/kinds', {
    name: { pl: 'Maszyna', en: 'Machine' },
    plural: { pl: 'Maszyny', en: 'Machines' },
    numberPattern: 'M/{NNN}',
  })
  const field = async (given: object) =>
    `custom.${(await w.request('owner', 'POST', '/api/settings/fields', { kind: kind.key, ...given })).body.key}`
  const serial = await field({ type: 'text', label: { pl: 'Numer seryjny', en: 'Serial number' } })
  const firm = await field({ type: 'company', label: { pl: 'Klient', en: 'Customer' } })
  const { body: pipelines } = await w.request('owner', 'GET', `/api/pipelines?kind=${kind.key}`)
  const [first] = pipelines.items[0].stages
  await bring('owner', 'company', 'Nazwa\nOdbiorca maszyn\n')
  const file =
    `Nazwa;Numer seryjny;Klient;Opiekun;Etap\nPiła;S-1;Odbiorca maszyn;${CAST.anna.email};${first.name.pl}\n` +
    'Bez klienta;S-2;Nie ma takiego;;\nFrezarka;S-3;;;\nPiła druga;S-1;;;\n'
  const { body } = await send('owner', kind.key, file)
  expect(body.proposed).toEqual(['title', serial, firm, 'ownerId', 'stageId'])
  expect(body.compared).toEqual(['title', serial])
  const { done } = await bring('owner', kind.key, file, { by: serial })
  expect(done).toMatchObject({ made: 2, skipped: 1, refused: 1 })
  expect(done.refusals).toMatchObject([{ row: 2, field: firm, code: 'import.no_such' }])
  const records = async () =>
    (await w.request('owner', 'GET', `/api/records/${kind.key}?sort=createdAt`)).body.items as {
      number: string
      title: string
      owner: { id: string } | null
    }[]
  expect((await records()).map(({ number, title }) => [number, title]).sort()).toEqual([
    ['M/001', 'Piła'],
    ['M/002', 'Frezarka'],
  ])
  expect((await records()).find(({ title }) => title === 'Piła')!.owner!.id).toBe(w.people.anna)
  const more = 'Nazwa;Numer seryjny\nFrezarka duża;S-3\nTokarka;S-4\n'
  const second = await bring('owner', kind.key, more, { by: serial, duplicates: 'update' })
  expect(second.done).toMatchObject({ made: 1, updated: 1 })
  expect((await records()).map(({ number, title }) => `${number} ${title}`).sort()).toEqual([
    'M/001 Piła',
    'M/002 Frezarka duża',
    'M/003 Tokarka',
  ])
  expect((await w.request('owner', 'POST', `/api/imports/${second.done.id}/undo`)).status).toBe(204)
  await work()
  expect((await records()).map(({ number, title }) => `${number} ${title}`).sort()).toEqual([
    'M/001 Piła',
    'M/002 Frezarka',
  ])
  expect((await send('owner', 'nie_ma', 'Nazwa\nx\n')).status).toBe(422)
  await w.request('owner', 'POST', `/api/kinds/${kind.key}/archive`)
})
