import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { OWNER } from '../../db/seeds/demo/data/people.ts'
import type { Db } from '../../server/core/db.ts'
import { repositoryRoot } from '../../server/core/paths.ts'
import { paths } from '../../web/paths.ts'

/** A page of its own, entered as the owner of the demo company by a click, as its visitors do. */
export async function demoPage(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'pl-PL', ...options })
  await page.goto(`${address}/sign-in`)
  await page.getByRole('button', { name: OWNER.name }).click()
  await page.getByRole('heading', { level: 1, name: 'Mój dzień' }).waitFor()
  return page
}

/** Every address in the table of routes, those of a record for one the demo company has; inside the house or outside it. */
export async function addresses(db: Db): Promise<{ address: string; inside: boolean }[]> {
  const table = readFileSync(join(repositoryRoot, 'web', 'routes.tsx'), 'utf8')
  const routes = [...table.matchAll(/page\((house|root), (?:paths\.(\w+)|'([^']+)')/g)]
  return Promise.all(
    routes.map(async ([, parent, name, pattern]) => ({
      address: name ? (paths[name as keyof typeof paths] as string) : await recordAt(db, pattern!),
      inside: parent === 'house',
    })),
  )
}

/** A file of leads sent in and read, nothing of it written: the demo company has none of its own. */
export async function sendFile(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const body = new Blob(['Temat;Osoba;Telefon\r\nOkna do szkoły;Jan Nowak;601 202 303\r\nDrzwi;Ewa Żak;12\r\n'])
    const headers = { 'content-type': 'application/octet-stream' }
    const answer = await fetch('/api/imports?kind=lead&name=leady.csv', { method: 'POST', body, headers })
    if (!answer.ok) throw new Error(await answer.text())
  })
}

/** The busiest record of each kind: the one most happened to. */
const RECORDS: Record<string, string> = {
  '/leads/$id': `select id::text as key from leads where status = 'processing' order by version desc, id limit 1`,
  '/tasks/$id': `select id::text as key from tasks where kind = 'task' and status = 'open' and assignee_id is not null order by version desc, id limit 1`,
  '/deals/$id': `select d.id::text as key from deals d where status = 'open' order by (select count(*) from deal_lines l where l.deal_id = d.id) desc, id limit 1`,
  '/contacts/$id': 'select id::text as key from contacts where archived_at is null order by version desc, id limit 1',
  '/companies/$id':
    'select company_id::text as key from deals where company_id is not null group by 1 order by count(*) desc, 1 limit 1',
  '/invoices/$id': `select id::text as key from invoices where status = 'issued' order by version desc, id limit 1`,
  '/bank-statements/$id': 'select id::text as key from bank_statements order by id limit 1',
  '/contracts/$id': `select id::text as key from contracts where status = 'for_approval' order by version desc, id limit 1`,
  '/products/$id': 'select id::text as key from products where archived_at is null order by version desc, id limit 1',
  '/tickets/$id': `select id::text as key from tickets where status in ('open', 'waiting') order by version desc, id limit 1`,
  '/kinds/$kind': `select 'purchase' as key`,
  '/records/$id': 'select id::text as key from records where archived_at is null order by version desc, id limit 1',
  '/settings/channels/mail/$id': `select 'new' as key`,
  '/settings/channels/sms/$id': `select 'new' as key`,
  '/settings/channels/telegram/$id': `select 'new' as key`,
  '/settings/channels/whatsapp/$id': `select 'new' as key`,
  '/settings/channels/chat/$id': `select id::text as key from channel_accounts where channel = 'chat' limit 1`,
  '/documents/$id': 'select id::text as key from documents order by made desc, id limit 1',
  '/settings/documents/$id': `select id::text as key from document_templates where origin = 'offer.pl'`,
  '/processes/$key': `select 'request_handling' as key`,
  '/processes/$key/designer': `select 'request_handling' as key`,
  '/processes/$key/versions': `select 'request_handling' as key`,
  '/cases/$id': `select id::text as key from process_instances where status = 'active' order by id limit 1`,
  '/forms/$id': 'select id::text as key from forms where active order by id limit 1',
  '/forms/$id/fill': 'select id::text as key from forms where active and not public order by id limit 1',
  '/import/$id': 'select id::text as key from imports order by id limit 1',
  '/reset/$token': `select 'stary-odnosnik' as key`,
  '/invitation/$token': `select 'stary-odnosnik' as key`,
}

async function recordAt(db: Db, pattern: string): Promise<string> {
  const asked = RECORDS[pattern]
  if (!asked) throw new Error(`${pattern} is a new page: say which record stands for it`)
  const { rows } = await sql.raw<{ key: string }>(asked).execute(db)
  if (!rows[0]) throw new Error(`the demo company has nothing for ${pattern}`)
  return pattern.replace(/\$\w+/, encodeURIComponent(rows[0].key))
}
