import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { makeKind } from '../../server/modules/kinds/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked as looksRight, ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

const USTERKA = { pl: 'Usterki', en: 'Faults' }

let w: World
let browser: Browser
let page: Page
let address: string
let deal: string
let offer: string

beforeAll(async () => {
  w = await testWorld()
  deal = await w.write('anna', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    return (await makeDeal(cx, { title: 'Okna do hali' })).id
  })
  offer = (await w.request('owner', 'GET', '/api/pipelines')).body.items[0].stages[1].id
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const looked = (name: string) => looksRight(page, `rules-${name}`)

const dialog = () => page.getByRole('dialog')
const choose = async (label: string, option: string) => {
  await dialog().getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

it('a rule is written as a sentence, tried on the last days, saved, and acts', async () => {
  await w.request('anna', 'POST', `/api/deals/${deal}/stage`, { stageId: offer })
  await page.goto(`${address}/processes`)
  await page.getByRole('link', { name: 'Reguły etapów' }).click()
  await page.getByText('Nie ma jeszcze reguł').waitFor()
  await looked('none')
  await page.getByRole('button', { name: 'Dodaj regułę' }).click()
  await dialog().getByLabel('Nazwa').fill('Po ofercie')
  await choose('Etap', 'Oferta')
  await dialog().getByLabel('Treść zadania').fill('Zadzwoń do klienta')
  await dialog().getByRole('button', { name: 'Dodaj działanie' }).click()
  await choose('Działanie 2', 'ustaw pola')
  await looked('form')
  await dialog().getByRole('button', { name: 'Sprawdź na ostatnich 30 dniach' }).click()
  await dialog().getByText('W 30 dniach zdarzyło się to 1 raz').waitFor()
  await dialog().getByText('do: Anna Wiśniewska').waitFor()
  await looked('trial')
  expect((await w.request('owner', 'GET', '/api/stage-rules')).body.items).toEqual([])
  await dialog().getByRole('button', { name: 'Dodaj regułę' }).click()
  await dialog().waitFor({ state: 'hidden' })
  await page.getByText('Gdy transakcja wejdzie na etap Oferta').waitFor()
  await page.getByText('utwórz zadanie „Zadzwoń do klienta” dla: opiekun').waitFor()

  const other = (await w.write('anna', (cx) => makeDeal(cx, {}))).id
  await w.request('anna', 'POST', `/api/deals/${other}/stage`, { stageId: offer })
  await expect
    .poll(
      async () => (await w.request('anna', 'GET', `/api/tasks?subjectKind=deal&subjectId=${other}`)).body.items?.length,
    )
    .toBe(1)
  await page.reload()
  await page.getByText('1 sprawa').waitFor()
  await looked('list')
  await page.setViewportSize({ width: 390, height: 844 })
  await looked('phone')
  await page.getByRole('button', { name: 'Zmień regułę: Po ofercie' }).click()
  await dialog().getByLabel('Nazwa').waitFor()
  await looked('phone-form')
  await dialog().getByRole('button', { name: 'Usuń regułę' }).click()
  await page.getByText('Nie ma jeszcze reguł').waitFor()
  await page.setViewportSize({ width: 1440, height: 900 })
})

it('what it does not say is asked for at its blank', async () => {
  await page.goto(`${address}/processes/rules?new=1`)
  await dialog().getByRole('button', { name: 'Dodaj regułę' }).click()
  await expect.poll(() => dialog().getByLabel('Nazwa').getAttribute('aria-invalid')).toBe('true')
})

it('a rule about leads is written in the words of their statuses, one about an own kind in those of its stages', async () => {
  await w.write('owner', (cx) => makeKind(cx, { name: USTERKA, plural: USTERKA }))
  await page.goto(`${address}/processes/rules?new=1`)
  await dialog().getByLabel('Nazwa').fill('Po odłożeniu')
  await choose('Czego dotyczy', 'Leady')
  await choose('Status', 'Oczekujący')
  await choose('Działanie 1', 'odrzuć')
  await choose('Powód odrzucenia', 'brak kontaktu')
  await looked('lead-form')
  await dialog().getByRole('button', { name: 'Dodaj regułę' }).click()
  await dialog().waitFor({ state: 'hidden' })
  await page.getByText('Gdy lead otrzyma status Oczekujący').waitFor()
  await page.getByText('odrzuć: brak kontaktu').waitFor()

  await page.getByRole('button', { name: 'Dodaj regułę' }).click()
  await dialog().getByLabel('Nazwa').fill('Nowa usterka')
  await choose('Czego dotyczy', 'Usterki')
  await dialog().getByLabel('Treść zadania').fill('Obejrzyj usterkę')
  await dialog().getByRole('button', { name: 'Sprawdź na ostatnich 30 dniach' }).click()
  await dialog().getByText('W 30 dniach zdarzyło się to 0 razy').waitFor()
  await dialog().getByRole('button', { name: 'Dodaj regułę' }).click()
  await dialog().waitFor({ state: 'hidden' })
  await page.getByText('Gdy wpis wejdzie na etap').waitFor()
  await page.getByRole('heading', { name: 'Usterki' }).waitFor()
  await looked('kinds')
})
