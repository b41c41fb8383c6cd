import { expect, it } from 'vitest'
import { DEMO_PASSWORD, seedDemo } from '../../db/seeds/demo.ts'
import { tokenOf } from '../../server/modules/tickets/link.ts'
import { launchBrowser } from '../support/browser.ts'
import { testDeps } from '../support/deps.ts'
it('shots', async () => {
  const w = await testDeps()
  await seedDemo(w.deps)
  const db = w.deps.database.db
  const address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  const tickets = await db.selectFrom('tickets').selectAll().orderBy('number').execute()
  const by = (s: string) => tickets.find((t) => t.title.startsWith(s))!.id
  const secret = w.deps.config.secret
  for (const [name, width, height, locale, scheme] of [['desk-pl', 1440, 900, 'pl', 'light'], ['phone-en', 390, 844, 'en', 'dark']] as const) {
    const page = await browser.newPage({ viewport: { width, height }, locale: locale === 'pl' ? 'pl-PL' : 'en-GB', colorScheme: scheme })
    await db.updateTable('employees').set({ locale }).where('email', '=', 'monika@okna.example').execute()
    await page.goto(`${address}/sign-in`)
    await page.locator('input[type=email]').fill('monika@okna.example')
    await page.locator('input[type=password]').fill(DEMO_PASSWORD)
    await page.locator('button[type=submit]').click()
    await page.waitForURL(`${address}/`)
    const shot = async (path: string, as: string) => {
      await page.goto(address + path)
      await page.waitForTimeout(1200)
      await page.screenshot({ path: `/tmp/tk/shots/${as}-${name}.png` })
    }
    await shot('/tickets', 'list')
    await shot('/tickets?status=any', 'list-any')
    await shot(`/tickets/${by('Drzwi')}`, 'ticket')
    await shot(`/tickets/${by('Brak')}`, 'solved')
    await shot(`/processes/ticket_handling`, 'process')
    await shot(`/t/${tokenOf(secret, by('Okno'))}`, 'customer')
    await shot(`/t/${tokenOf(secret, by('Zaparowane'))}`, 'customer-open')
    await page.goto(`${address}/tickets/${by('Drzwi')}`)
    await page.getByRole('button', { name: /Więcej|More/ }).last().click()
    await page.getByRole('menuitem', { name: /Scal|Merge/ }).click()
    await page.waitForTimeout(600)
    await page.screenshot({ path: `/tmp/tk/shots/merge-${name}.png` })
    await page.close()
  }
  await browser.close()
  await w.close()
  expect(1).toBe(1)
}, 200_000)
