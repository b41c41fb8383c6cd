import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { flow, processOf } from '../../pure/bpmn/test-instance.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { loseDeal } from '../../server/modules/deals/commands/lose-deal.ts'
import { winDeal } from '../../server/modules/deals/commands/win-deal.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { countFigures } from '../../server/modules/figures/commands/count.ts'
import { makeCall } from '../../server/modules/telephony/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked as looksRight, ownersPage, sound } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page

beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
  for (const who of ['anna', 'anna', 'katarzyna'] as const) {
    await w.write(who, async (cx) => winDeal(cx, { dealId: (await makeDeal(cx, { amount: 100_000 })).id }))
  }
  await w.write('anna', async (cx) => loseDeal(cx, { dealId: (await makeDeal(cx)).id, reason: 'za drogo' }))
  await w.write('owner', (cx) =>
    makeCall(cx, { event: 'ended', direction: 'out', departmentId: w.departments.sales, ownerId: w.people.anna }),
  )
  // Nothing is counted above what the oldest transaction of any database of the server may still write.
  await vi.waitUntil(
    async () => {
      while (await countFigures(w.deps));
      const { rows } = await sql<{ left: boolean }>`select exists (select from event_log e, figure_position p
        where (e.era, e.xid8) >= (p.era, p.up_to_xid8)) as left`.execute(w.db)
      return !rows[0]!.left
    },
    { timeout: 60_000, interval: 100 },
  )
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const looked = (name: string) => looksRight(page, `figures-${name}`)

describe('figures', () => {
  it('show who won how many deals, and lead to the very deals', async () => {
    await page.goto(`${address}/figures?period=today`)
    await page.getByRole('button', { name: 'Wygrane transakcje 3' }).waitFor()
    await looked('activity')
    await page.getByRole('link', { name: 'Wygrane transakcje, Anna Wiśniewska: pokaż 2' }).click()
    await page.waitForURL(/\/deals\?view=list/)
    await expect.poll(() => page.getByRole('row').count()).toBe(3)
  })

  it('lead to the calls', async () => {
    await page.goto(`${address}/figures?period=today`)
    await page.getByRole('link', { name: 'Telefony wykonane, Anna Wiśniewska: pokaż 1' }).click()
    await page.waitForURL(/\/calls\?filter=/)
    await page.getByRole('button', { name: 'Tylko rozmowy z tej liczby. Pokaż wszystkie' }).waitFor()
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
  })

  it('are counted anew when something is committed', async () => {
    await page.goto(`${address}/figures?period=today`)
    await page.getByRole('button', { name: 'Wygrane transakcje 3' }).waitFor()
    await w.write('katarzyna', async (cx) => winDeal(cx, { dealId: (await makeDeal(cx, { amount: 5 })).id }))
    await expect
      .poll(async () => {
        await page.reload()
        await page.getByRole('button', { name: /Wygrane transakcje \d/ }).waitFor()
        return page.getByRole('button', { name: /Wygrane transakcje \d/ }).textContent()
      })
      .toContain('4')
  })

  it('show records in a dialog where no list can say which', async () => {
    await page.goto(`${address}/figures?period=today&report=lost`)
    await page.getByRole('button', { name: /Przegrane transakcje, Bez powodu z listy: pokaż 1/ }).click()
    await page.getByRole('dialog').getByText('1 pozycja').waitFor()
    await looked('lost')
    await page.getByRole('dialog').getByRole('link').click()
    await page.waitForURL(/\/deals\/[0-9a-f-]{36}/)
  })

  it('are compared, by month, and taken along as a workbook', async () => {
    await page.goto(`${address}/figures?period=thisYear`)
    await page.getByLabel('Według', { exact: true }).first().click()
    await page.getByRole('option', { name: 'Miesiąc' }).click()
    await page.getByLabel('Porównaj', { exact: true }).first().click()
    await page.getByRole('option', { name: 'Z rokiem wcześniej' }).click()
    await page.getByText('było 0').first().waitFor()
    await looked('months')
    await page.getByRole('button', { name: 'Pobierz' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Skoroszyt Excela (XLSX)' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^Praca-.*\.xlsx$/)
  })

  it('are held against a plan', async () => {
    await page.goto(`${address}/figures?report=plans`)
    await page.getByRole('button', { name: 'Ustaw plan' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Cel').fill('0')
    await dialog.getByRole('button', { name: 'Zapisz plan' }).click()
    await dialog.getByText('Podaj liczbę większą od zera.').waitFor()
    await dialog.getByLabel('Cel').fill('8')
    await dialog.getByRole('button', { name: 'Zapisz plan' }).click()
    await page.getByText('4 z 8').waitFor()
    await page.getByText('50%').first().waitFor()
    await looked('plans')
    await page.getByRole('button', { name: 'Zmień cel' }).click()
    await dialog.getByLabel('Cel').fill('4')
    await dialog.getByRole('button', { name: 'Zapisz plan' }).click()
    await page.getByText('Wykonany').waitFor()
    await page.getByRole('button', { name: 'Usuń plan' }).click()
    await page.getByText('Nie ma planów na ten okres.').waitFor()
  })

  it('tell of one process where its time goes, with the cases behind it', async () => {
    await w.request('owner', 'POST', '/api/processes', {
      key: 'orders',
      name: 'Zamówienia',
      bpmn: processOf(
        `<bpmn:startEvent id="start" /><bpmn:userTask id="check" name="Sprawdź zamówienie" /><bpmn:endEvent id="end" />${flow('start', 'check')}${flow('check', 'end')}`,
      ),
    })
    const { body } = await w.request('owner', 'POST', '/api/processes/orders/instances', { variables: {} })
    const { id } = await w.db
      .selectFrom('tasks')
      .select('id')
      .where('instance_id', '=', body.id)
      .executeTakeFirstOrThrow()
    await w.travel('90 minutes')
    expect((await w.request('owner', 'POST', `/api/tasks/${id}/completion`, {})).status).toBe(204)
    const state = () => w.request('owner', 'GET', `/api/instances/${body.id}`)
    await expect.poll(async () => (await state()).body.status).toBe('completed')
    // Ended cases are counted a moment later, beside everything else.
    const counted = () =>
      w.db.selectFrom('figure_cases').select('instance_id').where('instance_id', '=', body.id).execute()
    await expect.poll(counted).toHaveLength(1)
    await page.goto(`${address}/processes/orders`)
    await page.getByRole('main').getByRole('link', { name: 'Wskaźniki' }).click()
    await page.waitForURL(/report=processes&process=orders/)
    await page.getByRole('button', { name: 'Zakończone sprawy 1' }).waitFor()
    await page.getByRole('rowheader', { name: 'Sprawdź zamówienie' }).first().waitFor()
    await looked('process')
    await page.getByRole('button', { name: 'Sprawdź zamówienie: pokaż 1' }).first().click()
    await page.getByRole('dialog').getByText('1 godz. 30 min').waitFor()
    await page.getByRole('dialog').getByRole('link').click()
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/)
  })

  it('of a process are compared with the days before, taken along, and sent by mail', async () => {
    await page.goto(`${address}/figures?report=processes&process=orders&period=thisMonth`)
    await page.getByLabel('Porównaj', { exact: true }).first().click()
    await page.getByRole('option', { name: 'Z poprzednim okresem' }).click()
    await page.getByText('było 0').first().waitFor()
    await looked('process-compared')
    await page.getByRole('button', { name: 'Pobierz' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Plik CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^Zamówienia-.*\.csv$/)
    const csv = await readFile(await download.path(), 'utf8')
    expect(csv).toContain('Najważniejsze liczby;Zakończone sprawy;1;0;')

    await page.getByRole('button', { name: 'Wysyłaj pocztą' }).click()
    const dialog = page.getByRole('dialog', { name: 'Wysyłaj „Proces: Zamówienia” pocztą' })
    await dialog.getByText('Z ustawieniami: w porównaniu z poprzednim okresem').waitFor()
    await dialog.getByLabel('Jak często').first().click()
    await page.getByRole('option', { name: 'Co miesiąc' }).click()
    await looked('mailing-dialog')
    await dialog.getByLabel('O godzinie').fill('07:30')
    await dialog.getByRole('button', { name: 'Zapisz' }).click()
    await page.waitForURL(/report=mailings/)
    await page.getByText('1. dnia miesiąca o 7:30').waitFor()
    await sound(page, 'mailings')
    await looked('mailings')
    await page.getByRole('button', { name: 'Wyślij teraz' }).click()
    await page.getByText('W drodze').waitFor()
    await expect
      .poll(async () => (await w.request('owner', 'GET', '/api/outgoing-mails')).body.items[0]?.subject)
      .toMatch(/^Proces: Zamówienia: /)
    await page.getByRole('button', { name: 'Wstrzymaj' }).click()
    await page.getByText('Wstrzymane').waitFor()
    await page.getByRole('button', { name: 'Usuń', exact: true }).click()
    await page.getByText('Żadne zestawienie nie jest wysyłane pocztą.').waitFor()
  })
})
