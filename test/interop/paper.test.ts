import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { invoiceLine, makeInvoice, setUpInvoicing } from '../../server/modules/invoices/factory.ts'
import { ksefCertificate } from '../support/certificate.ts'
import { testWorld, type World } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'tok-paper-'))
const file = join(folder, 'invoice.pdf')
const LINE = 'Zażółć gęślą jaźń – okno „PCV”'
let w: World
let invoice: { id: string; number: string; issuedOn: string; gross: number }
let xml: Buffer

const get = async (path: string) => {
  const headers = { authorization: `Bearer ${await w.tokenOf(w.people.anna)}` }
  const { statusCode, rawPayload } = await w.app.inject({ url: `/api/invoices/${invoice.id}/${path}`, headers })
  expect(statusCode).toBe(200)
  return rawPayload
}
const ran = (command: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: folder })
  return { status, said: stdout, complained: stderr }
}

beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), setUpInvoicing)
  expect((await w.request('owner', 'PUT', '/api/invoicing/certificate', ksefCertificate())).status).toBe(200)
  const { id } = await w.write('anna', (cx) =>
    makeInvoice(cx, {}, { lines: [invoiceLine({ name: LINE, quantity: '2', unitPrice: '100' })] }),
  )
  const { status, body } = await w.request('anna', 'POST', `/api/invoices/${id}/issue`)
  expect(status).toBe(200)
  invoice = body
  xml = await get('xml')
  writeFileSync(file, await get('pdf'))
})
afterAll(async () => {
  await w?.close()
  rmSync(folder, { recursive: true, force: true })
})

it('an invoice printed on paper is read back by a scanner: all three codes, letter by letter', async () => {
  // As a laser printer prints it.
  expect(ran('pdftoppm', '-r', '300', '-gray', '-png', file, 'page').status).toBe(0)
  const { said } = ran('sh', '-c', 'zbarimg --raw --quiet -Sdisable -Sqrcode.enable page-*.png')
  const digest = createHash('sha256').update(xml).digest('base64url')
  const day = invoice.issuedOn.split('-').reverse().join('-')
  const { rows } = await sql<{
    address: string
  }>`select address from invoice_codes where invoice_id = ${invoice.id}`.execute(w.db)
  expect(said.trim().split('\n').sort()).toEqual(
    [
      `7740001454|PL|61109010140000071219812874|${String(invoice.gross).padStart(6, '0')}|Okna Wielkopolskie s|${invoice.number}|||`,
      `https://qr.ksef.mf.gov.pl/invoice/7740001454/${day}/${digest}`,
      rows[0]!.address,
    ].sort(),
  )
})

it('the file is sound for qpdf and MuPDF, and its Polish letters can be searched and copied', () => {
  expect(ran('qpdf', '--check', file)).toMatchObject({ status: 0, said: expect.stringContaining('No syntax') })
  expect(ran('mutool', 'info', file).status).toBe(0)
  const fonts = ran('pdffonts', file).said.trim().split('\n').slice(2)
  expect(fonts.length).toBeGreaterThan(0)
  // Embedded, in part, and with its letters named.
  for (const font of fonts) expect(font).toMatch(/ yes +yes +yes /)
  expect(ran('pdftotext', '-layout', file, '-').said).toContain(LINE)
  expect(ran('pdfinfo', file).said).toMatch(/Tagged: +yes/)
})
