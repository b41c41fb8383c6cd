import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCompany } from '../../server/modules/contacts/factory.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked as looksRight, ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page
let deal: string

beforeAll(async () => {
  w = await testWorld()
  deal = await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await makeDeal(cx, { title: 'Brama do garażu', expectedOn: '2030-01-15' })
    return (await makeDeal(cx, { title: 'Okna do hali' })).id
  })
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const looked = (name: string) => looksRight(page, `stages-${name}`)

const dialog = () => page.getByRole('dialog')
const box = (name: string) => dialog().getByRole('checkbox', { name, exact: true })
const stageOf = async (id: string) => (await w.request('owner', 'GET', `/api/deals/${id}`)).body.stage.name.pl
const openStage = async (name: string) => {
  await page.getByRole('button', { name: `Zmień etap: ${name}` }).click()
  await dialog().getByLabel('Szansa (%)').waitFor()
}
const saveStage = async () => {
  await dialog().getByRole('button', { name: 'Zapisz' }).click()
  await dialog().waitFor({ state: 'hidden' })
}

describe('stages with guards', () => {
  it('are set in the settings: fields, a checklist, ways, what is set on leaving', async () => {
    await page.goto(`${address}/settings/pipelines`)
    await page.getByRole('heading', { name: 'Sprzedaż' }).waitFor()
    await looked('settings')
    await openStage('Oferta')
    await box('Firma').check()
    await box('Data zamknięcia').check()
    await dialog().getByRole('button', { name: 'Dodaj punkt' }).click()
    await dialog().getByRole('button', { name: 'Zapisz' }).click()
    await dialog().getByText('Uzupełnij to pole.').first().waitFor()
    await dialog().getByLabel('Punkt 1 po polsku').fill('Oferta wysłana')
    await dialog().getByLabel('Punkt 1 po angielsku').fill('Offer sent')
    await dialog().getByLabel('Ile dni może stać').fill('14')
    await dialog().getByLabel('Ustaw źródło').fill('z oferty')
    await looked('stage-form')
    await saveStage()
    await page.getByText('wymaga: Firma, Data zamknięcia').waitFor()

    await openStage('Negocjacje')
    await dialog().getByRole('switch', { name: 'Tylko wybrane przejścia z tego etapu' }).check({ force: true })
    await dialog().getByRole('combobox', { name: 'Na etap: Umowa' }).click()
    await page.getByRole('option', { name: 'zamknięte' }).click()
    await looked('stage-ways')
    await saveStage()
  })

  it('change places by the arrows, and are read out', async () => {
    let saved = 0
    page.on('response', (response) => {
      if (response.url().endsWith('/api/stages/order')) saved += 1
    })
    const first = page.getByRole('button', { name: /^Przesuń: Kwalifikacja/ })
    await first.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByText('Kwalifikacja: miejsce 2 z 4').waitFor()
    await page.keyboard.press('ArrowUp')
    await page.getByText('Kwalifikacja: miejsce 1 z 4').waitFor()
    // However quickly the one follows the other, the last is what stays.
    await expect.poll(() => saved).toBe(2)
    const { body } = await w.request('owner', 'GET', '/api/pipelines')
    const names = body.items[0].stages.map((stage: { name: { pl: string } }) => stage.name.pl)
    expect(names).toEqual(['Kwalifikacja', 'Oferta', 'Negocjacje', 'Umowa'])
  })

  it('ask in a dialog for just what is missing, and the deal goes on by the same press', async () => {
    await w.write('owner', (cx) => makeCompany(cx, { name: 'Port Łeba S.A.' }))
    await page.goto(`${address}/deals/${deal}`)
    await page.getByRole('button', { name: /^Oferta/ }).click()
    await dialog().getByRole('button', { name: 'Przenieś na: Oferta' }).click()
    await dialog().getByText('Uzupełnij to pole.').first().waitFor()
    await dialog().getByRole('combobox', { name: 'Firma' }).fill('port')
    await page.getByRole('option', { name: 'Port Łeba S.A.' }).click()
    await dialog().getByLabel('Data zamknięcia').fill('2030-02-01')
    await looked('dialog')
    await dialog().getByRole('button', { name: 'Przenieś na: Oferta' }).click()
    await dialog().waitFor({ state: 'hidden' })
    await page.getByText('Na etapie: Oferta').waitFor()
    expect(await stageOf(deal)).toBe('Oferta')
    await looked('deal')
  })

  it('want their checklist ticked before a deal goes on; what is skipped is said and stays in the history', async () => {
    await page.getByRole('button', { name: /^Umowa/ }).click()
    await dialog().getByText('Pomijasz etap: Negocjacje').waitFor()
    await dialog().getByRole('button', { name: 'Przenieś na: Umowa' }).click()
    await dialog().getByText('Odhacz wszystko, co zrobione').waitFor()
    await looked('checklist')
    await dialog().getByRole('button', { name: 'Anuluj' }).click()
    await page.getByRole('checkbox', { name: 'Oferta wysłana' }).check()
    await page.getByText(/^Maria Wójcik, /).waitFor()
    await page.getByRole('button', { name: /^Umowa/ }).click()
    await page.getByText(/z\s+pominięciem:\s+Negocjacje/).waitFor()
    expect(await w.request('owner', 'GET', `/api/deals/${deal}`)).toMatchObject({ body: { source: 'z oferty' } })
  })

  it('say in words why a way is closed', async () => {
    await page.getByRole('button', { name: /^Negocjacje/ }).click()
    await expect.poll(() => stageOf(deal)).toBe('Negocjacje')
    await page.getByRole('button', { name: /^Umowa/ }).click()
    await dialog().getByText('Z etapu „Negocjacje” nie przechodzi się na etap „Umowa”.').waitFor()
    await looked('barred')
    await dialog().getByRole('button', { name: 'Zamknij' }).last().click()
  })

  it('ask the same on the board, by the keyboard', async () => {
    await page.goto(`${address}/deals`)
    const card = page.getByRole('article', { name: 'Brama do garażu' })
    await card.focus()
    await page.keyboard.press('m')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await dialog().getByRole('combobox', { name: 'Firma' }).waitFor()
    expect(await dialog().getByLabel('Data zamknięcia').count()).toBe(0)
    await looked('board-dialog')
    await dialog().getByRole('combobox', { name: 'Firma' }).fill('port')
    await page.getByRole('option', { name: 'Port Łeba S.A.' }).click()
    await dialog().getByRole('button', { name: 'Przenieś na: Oferta' }).click()
    await dialog().waitFor({ state: 'hidden' })
    await page.getByRole('region', { name: 'Oferta' }).getByText('Brama do garażu').waitFor()
    await looked('board')
  })
})

describe('beside the stages', () => {
  it('the forecast sums by month', async () => {
    await page.getByRole('button', { name: 'Prognoza' }).click()
    await page.getByRole('rowheader', { name: /styczeń 2030/ }).waitFor()
    await page.getByRole('rowheader', { name: /luty 2030/ }).waitFor()
    await looked('forecast')
  })

  it('people have roles in a deal', async () => {
    await page.goto(`${address}/deals/${deal}`)
    await page.getByRole('button', { name: 'Dodaj rolę' }).click()
    await dialog().getByText('Firma', { exact: true }).first().click()
    await dialog().getByRole('combobox', { name: 'Firma' }).fill('port')
    await page.getByRole('option', { name: 'Port Łeba S.A.' }).click()
    await dialog().getByRole('combobox', { name: 'Rola' }).click()
    await page.getByRole('option', { name: 'płaci' }).click()
    await looked('role')
    await dialog().getByRole('button', { name: 'Dodaj', exact: true }).click()
    await page.getByText('dodała do transakcji: Port Łeba S.A. (płaci)').waitFor()
    await page.getByRole('button', { name: 'Usuń: Port Łeba S.A., płaci' }).waitFor()
  })

  it('a deal is lost for a reason from the list, which the settings keep', async () => {
    await page.goto(`${address}/settings/lost-reasons?new=1`)
    await dialog().getByLabel('Nazwa po polsku').fill('Za długi termin')
    await dialog().getByLabel('Nazwa po angielsku').fill('Too long to wait')
    await dialog().getByRole('button', { name: 'Dodaj', exact: true }).click()
    await page.getByText('Za długi termin', { exact: true }).waitFor()
    await looked('reasons')
    await page.goto(`${address}/deals/${deal}`)
    await page.getByRole('button', { name: 'Zamknij jako przegraną' }).first().click()
    await dialog().getByRole('button', { name: 'Zamknij jako przegraną' }).click()
    await dialog().getByText('Uzupełnij to pole.').waitFor()
    await dialog().getByRole('combobox', { name: 'Powód' }).click()
    await page.getByRole('option', { name: 'Za długi termin' }).click()
    await dialog().getByLabel('Własnymi słowami').fill('czekać do maja')
    await looked('lose')
    await dialog().getByRole('button', { name: 'Zamknij jako przegraną' }).click()
    await page.getByText('jako przegraną: Za długi termin: czekać do maja').waitFor()
  })

  it('a stage that goes asks where its deals go', async () => {
    await page.goto(`${address}/settings/pipelines`)
    await openStage('Oferta')
    await dialog().getByRole('button', { name: 'Usuń etap' }).click()
    await dialog().getByRole('button', { name: 'Do archiwum' }).click()
    await dialog().getByText('Stoi tu 1 pozycja.').waitFor()
    await dialog().getByRole('combobox', { name: 'Przenieś na etap' }).click()
    await page.getByRole('option', { name: 'Kwalifikacja' }).click()
    await looked('remove')
    await dialog().getByRole('button', { name: 'Przenieś i usuń' }).click()
    await dialog().waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Zmień etap: Oferta' }).waitFor({ state: 'detached' })
  })

  it('S7 stands among the processes, its stages chosen from a list', async () => {
    await page.goto(`${address}/processes/deal_stage_notices`)
    await page.getByRole('combobox', { name: 'Lejki i etapy' }).click()
    await page.getByRole('option', { name: 'Umowa' }).click()
    await page.keyboard.press('Escape')
    await looked('process')
    await page.getByRole('button', { name: 'Zapisz' }).first().click()
    await expect
      .poll(
        async () => (await w.request('owner', 'GET', '/api/processes/deal_stage_notices')).body.settings.stages.length,
      )
      .toBe(1)
  })

  it('all of it on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    const stage = (await w.request('owner', 'GET', '/api/pipelines')).body.items[0].stages[0].id
    for (const path of [
      'settings/pipelines',
      `settings/pipelines?stage=${stage}`,
      'settings/lost-reasons',
      'deals?view=forecast',
      'deals',
      `deals/${deal}`,
      'processes/deal_stage_notices',
    ]) {
      await page.goto(`${address}/${path}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle').catch(() => {})
      await looked(`phone-${path.replace(/\W/g, '-').replace(/[0-9a-f]{8}-.*/, 'one')}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    }
  })
})
