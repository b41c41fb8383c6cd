import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testWorld } from '../../../test/support/world.ts'
import { makeForm } from './factory.ts'
import type { Form } from './queries.ts'

let w: Awaited<ReturnType<typeof testWorld>>
let form: Form

beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())
beforeEach(async () => {
  form = await w.write('owner', (cx) => makeForm(cx))
})

const open = async (query = '', headers: Record<string, string> = {}) => {
  const answer = await w.app.inject({ url: `/f/${form.key}${query}`, headers })
  return { status: answer.statusCode, headers: answer.headers, html: answer.body }
}

/** What a browser without JavaScript sends. */
const press = async (pairs: [string, string][], headers: Record<string, string> = {}) => {
  const answer = await w.app.inject({
    method: 'POST',
    url: `/api/public/forms/${form.key}/submissions`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html,application/xhtml+xml',
      ...headers,
    },
    payload: new URLSearchParams(pairs).toString(),
  })
  return { status: answer.statusCode, headers: answer.headers, html: answer.body }
}

const leads = async () =>
  (await sql<Record<string, unknown>>`select * from leads where form_id = ${form.id}`.execute(w.db)).rows

const EVIL = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`

describe('the page', () => {
  test('loads nothing from elsewhere and runs no script but its own', async () => {
    const { status, headers, html } = await open()
    expect(status).toBe(200)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe-inline')
    expect(html.match(/(?:src|href)="(?!\/|\?|data:,)[^"]*"/g)).toBeNull()
    expect(html).not.toMatch(/<script(?! type="module" src="\/f\/assets\/hosted\.js">)/)
    expect(html).not.toMatch(/ on[a-z]+=| style=/)
    for (const name of ['form.css', 'hosted.js', 'submit.js', 'inter-latin-wght-normal.woff2']) {
      expect((await w.app.inject({ url: `/f/assets/${name}` })).statusCode, name).toBe(200)
    }
    expect((await w.app.inject({ url: '/f/assets/..%2f..%2fmodule.ts' })).statusCode).toBe(404)
  })

  test('allows its one inline style by its digest', async () => {
    const { createHash } = await import('node:crypto')
    const { headers, html } = await open()
    const style = /<style>([^<]*)<\/style>/.exec(html)![1]!
    const digest = createHash('sha256').update(style).digest('base64')
    expect(headers['content-security-policy']).toContain(`'sha256-${digest}'`)
  })

  test('may be framed by the sites of the form, by all where it names none', async () => {
    const anywhere = await open()
    expect(anywhere.headers['content-security-policy']).toContain('frame-ancestors *')
    expect(anywhere.headers['x-frame-options']).toBeUndefined()
    form = await w.write('owner', (cx) => makeForm(cx, { definition: { allowedOrigins: ['https://firma.pl'] } }))
    expect((await open()).headers['content-security-policy']).toContain("frame-ancestors 'self' https://firma.pl")
  })

  test('speaks the language of the visitor, of the link, or of the form', async () => {
    expect((await open('', { 'accept-language': 'en-GB,en' })).html).toContain('<html lang="en">')
    expect((await open('', { 'accept-language': 'de' })).html).toContain('<html lang="pl">')
    const english = await open('?lang=en', { 'accept-language': 'pl' })
    expect(english.html).toContain('>Name <')
    expect(english.html).toContain('href="?lang=pl"')
    // A label without English words is shown in the other language rather than not at all.
    expect(english.html).toContain('>Firma<')
    form = await w.write('owner', (cx) => makeForm(cx, { definition: { language: 'pl' } }))
    expect((await open('?lang=en')).html).toContain('<html lang="pl">')
  })

  test('is filled in beforehand from its address, also where the address is meant badly', async () => {
    const { html } = await open(`?product=tank&name=${encodeURIComponent(EVIL)}&utm_source=${encodeURIComponent(EVIL)}`)
    expect(html).toContain('<option value="tank" selected>')
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img')
    expect(html).toContain('name="utm_source" value="&quot;&gt;&lt;script&gt;')
  })

  test('says plainly that there is no form, or that it is off', async () => {
    await w.request('owner', 'PATCH', `/api/forms/${form.id}`, { active: false }, { 'if-match': '1' })
    const off = await open('?lang=en')
    expect([off.status, off.headers['content-type']]).toEqual([410, 'text/html; charset=utf-8'])
    expect(off.html).toContain('This form is switched off')
    form = { ...form, key: 'nie-ma' }
    expect((await open()).status).toBe(404)
  })

  test('every text of the form is shown as text', async () => {
    const words = { pl: EVIL }
    form = await w.write('owner', (cx) =>
      makeForm(cx, {
        definition: {
          heading: words,
          intro: words,
          fields: [
            { key: 'a', type: 'text', label: words, help: words, placeholder: words },
            { key: 'b', type: 'select', label: words, options: [{ value: EVIL, label: words }] },
            { key: 'c', type: 'multi_select', label: words, options: [{ value: EVIL, label: words }] },
            { key: 'd', type: 'hidden', label: words, value: EVIL },
            { key: 'e', type: 'checkbox', label: words },
            { key: 'f', type: 'long_text', label: words },
          ],
          consents: [{ key: 'c', text: words }],
          thankYou: { heading: words, text: words },
          look: { accent: '#ffffff', radius: 0, theme: 'dark', font: 'inter', button: words },
        },
      }),
    )
    for (const page of [await open(), await open('?sent=1')]) {
      expect(page.html).not.toContain('<script>alert')
      expect(page.html).not.toContain('<img')
      expect(page.html).toContain('&lt;script&gt;alert(1)')
    }
    const shown = await w.request(null, 'GET', `/api/public/forms/${form.key}`)
    expect(shown.body.html).not.toContain('<script>alert')
  })

  test('a web address in a consent is a link, and cannot be more than one', async () => {
    const text = { pl: 'Zasady: https://firma.pl/rodo?a=1&b=2. Oraz javascript:alert(1) i https://x"onclick="y' }
    form = await w.write('owner', (cx) => makeForm(cx, { definition: { consents: [{ key: 'c', text }] } }))
    const { html } = await open()
    expect(html).toContain(
      '<a href="https://firma.pl/rodo?a=1&amp;b=2" target="_blank" rel="noopener">https://firma.pl/rodo?a=1&amp;b=2</a>.',
    )
    expect(html).not.toContain('href="javascript:')
    expect(html).not.toContain('"onclick=')
  })
})

describe('without JavaScript', () => {
  test('the form is sent, thanks, and a reload sends nothing', async () => {
    const sent = await press([
      ['name', 'Zażółć Gęślą'],
      ['budget', '1 500,50'],
      ['product', 'pump'],
      ['message', 'pierwszy\r\ndrugi'],
      ['_language', 'pl'],
      ['_page', 'http://localhost:3000/f/x'],
      ['utm_source', 'ulotka'],
      ['extra_subject', ''],
    ])
    expect([sent.status, sent.headers.location]).toEqual([303, `/f/${form.key}?sent=1&lang=pl`])
    expect((await open('?sent=1&lang=pl')).html).toContain('Dziękujemy')
    expect(await leads()).toMatchObject([
      {
        person_name: 'Zażółć Gęślą',
        amount: 150050,
        product: 'Pompa',
        message: 'pierwszy\ndrugi',
        utm: { utm_source: 'ulotka' },
      },
    ])
  })

  test('goes on to the page the form names, which its policy allows', async () => {
    const thankYou = { heading: { pl: 'D' }, text: { pl: 'T' }, redirectUrl: 'https://firma.pl/dziekujemy?a=1' }
    form = await w.write('owner', (cx) => makeForm(cx, { definition: { thankYou } }))
    expect((await open()).headers['content-security-policy']).toContain("form-action 'self' https://firma.pl;")
    expect((await press([['name', 'Jan']])).headers.location).toBe('https://firma.pl/dziekujemy?a=1')
  })

  test('a fault is shown at its field and what was typed stays, HTML as text', async () => {
    const faulty = await press([
      ['name', ''],
      ['email', 'jan@'],
      ['company', EVIL],
      ['message', `\n${EVIL}\n`],
      ['note', EVIL],
      ['product', 'tank'],
      ['_language', 'en'],
    ])
    expect(faulty.status).toBe(422)
    expect(faulty.headers['content-security-policy']).toContain("default-src 'none'")
    expect(faulty.html).not.toContain('<script>alert')
    expect(faulty.html).not.toContain('<img')
    expect(faulty.html).toMatch(/id="f-name"[^>]*aria-describedby="f-name-error"[^>]*aria-invalid="true"/)
    expect(faulty.html).toContain('id="f-name-error">Fill in this field.')
    expect(faulty.html).toContain('value="jan@"')
    expect(faulty.html).toContain('id="f-email-error">Enter an e-mail address')
    expect(faulty.html).toContain('value="&quot;&gt;&lt;script&gt;alert(1)')
    expect(faulty.html).toContain('<option value="tank" selected>')
    expect(faulty.html).toContain('<title>Correct the form – ')
    expect(await leads()).toHaveLength(0)
  })

  test('HTML in every text field is stored as typed', async () => {
    await press([
      ['name', EVIL],
      ['company', EVIL],
      ['message', EVIL],
      ['note', EVIL],
    ])
    expect(await leads()).toMatchObject([
      { person_name: EVIL, company_name: EVIL, message: EVIL, custom: { note: EVIL } },
    ])
  })

  test('several ticked boxes and a consent arrive', async () => {
    const options = ['a', 'b', 'c'].map((value) => ({ value, label: { pl: value.toUpperCase() } }))
    form = await w.write('owner', (cx) =>
      makeForm(cx, {
        definition: {
          fields: [
            { key: 'what', type: 'multi_select', label: { pl: 'Co' }, options, mapsTo: 'product' },
            { key: 'quick', type: 'checkbox', label: { pl: 'Pilne' } },
          ],
          consents: [{ key: 'privacy', text: { pl: 'Zgoda' }, required: true }],
        },
      }),
    )
    const missing = await press([
      ['what', 'a'],
      ['what', 'c'],
      ['quick', 'true'],
    ])
    expect(missing.status).toBe(422)
    expect(missing.html.match(/value="(?:a|c|true)" checked/g)).toHaveLength(3)
    expect(missing.html).toContain('id="f-consent-privacy-error">Zaznacz')
    const sent = await press([
      ['what', 'a'],
      ['what', 'c'],
      ['quick', 'true'],
      ['consent.privacy', '1'],
    ])
    expect(sent.status).toBe(303)
    expect(await leads()).toMatchObject([{ product: 'A, C', custom: { quick: true } }])
  })

  test('a form that asks for proof of work says that it needs JavaScript, and keeps what was typed', async () => {
    form = await w.write('owner', (cx) => makeForm(cx, { definition: { proofOfWork: true } }))
    expect((await open()).html).toMatch(/<noscript>.*wymaga JavaScriptu.*<\/noscript>/)
    const refused = await press([['name', 'Jan']])
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('value="Jan"')
  })

  test('a filled trap is thanked and makes no lead', async () => {
    const caught = await press([
      ['name', 'Jan'],
      ['extra_subject', 'x'],
    ])
    expect(caught.status).toBe(303)
    expect(await leads()).toHaveLength(0)
  })

  test('a program that posts the same encoding is answered in JSON', async () => {
    const answer = await press([['name', 'Jan']], { accept: '*/*' })
    expect(answer.status).toBe(201)
    expect(JSON.parse(answer.html)).toMatchObject({ thankYou: { redirectUrl: null } })
  })

  test('what a foreign form could post with our cookies is refused everywhere else', async () => {
    const answer = await w.app.inject({
      method: 'POST',
      url: `/api/forms/${form.id}/submissions`,
      headers: {
        authorization: `Bearer ${await w.tokenOf(w.people.anna)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: 'name=Jan',
    })
    expect(answer.statusCode).toBe(415)
  })
})

describe('for other web sites', () => {
  test('the script may be loaded anywhere and is valid on its own', async () => {
    const answer = await w.app.inject({ url: `/embed/${form.key}.js` })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin')
    expect(answer.body).toContain(`const KEY = "${form.key}"`)
    expect(answer.body).not.toMatch(/^(?:import|export) /m)
    // Reads the whole script without running it.
    expect(() => new Function(answer.body)).not.toThrow()
    expect((await w.app.inject({ url: '/embed/nie-ma.js' })).statusCode).toBe(404)
  })

  test('the definition comes in the chosen language, with the same markup as the page', async () => {
    const { status, body, headers } = await w.request(null, 'GET', `/api/public/forms/${form.key}?lang=en`)
    expect([status, body.language, headers['access-control-allow-origin']]).toEqual([200, 'en', '*'])
    expect(body.fields[0]).toMatchObject({ key: 'name', label: 'Name', required: true })
    expect(body.html).toContain('id="f-name"')
    // What leads are called or who may send is nobody's business outside.
    expect(JSON.stringify(body)).not.toMatch(/mapsTo|allowedOrigins|departmentId/)
  })
})
