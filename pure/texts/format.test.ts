import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { formatText } from './format.ts'
import { pl } from './pl.ts'

const deals = {
  deals: '{count, plural, one {# transakcja} few {# transakcje} many {# transakcji} other {# transakcji}}',
  hello: 'Cześć, {name}. <b>{name}</b>',
  who: '{kind, select, call {telefon} other {inne {n, plural, one {#} other {# {unit}}}}}',
  broken: 'Cześć, {name',
}
const say = (code: string, params: Record<string, unknown> = {}) => formatText(deals, code, params, 'pl')

describe('coded texts', () => {
  it('knows the four Polish forms', () => {
    const forms = [1, 3, 5, 22, 112, 1.5].map((count) => say('deals', { count }).replace('\u00a0', ' '))
    expect(forms).toEqual([
      '1 transakcja',
      '3 transakcje',
      '5 transakcji',
      '22 transakcje',
      '112 transakcji',
      '1,5 transakcji',
    ])
  })

  it('treats values and tags as plain text', () => {
    expect(say('hello', { name: '<i>{x}</i>' })).toBe('Cześć, <i>{x}</i>. <b><i>{x}</i></b>')
  })

  it('shows what is missing instead of failing', () => {
    expect(say('nothing.here')).toBe('[nothing.here]')
    expect(say('constructor')).toBe('[constructor]')
    expect(say('broken', { name: 'Anna' })).toBe('[broken]')
    expect(say('hello')).toBe('Cześć, [name]. <b>[name]</b>')
    expect(say('hello', Object.create({ name: 'Anna' }))).toContain('[name]')
    expect(say('deals')).not.toBe('')
    expect(say('who', { kind: 'x', n: 5 })).toBe('inne 5 [unit]')
    expect(say('who', { kind: 'call' })).toBe('telefon')
  })

  it('takes values of every kind', () => {
    expect(say('hello', { name: true })).toContain('true')
    expect(say('hello', { name: 12n })).toContain('12')
    expect(say('hello', { name: new Date(0) })).toContain('1970-01-01T00:00:00.000Z')
    expect(say('deals', { count: 5n }).replace('\u00a0', ' ')).toBe('5 transakcji')
  })

  it('formats one message per language', () => {
    const plural = { n: '{n, plural, one {one} few {few} many {many} other {other}}' }
    expect([formatText(plural, 'n', { n: 3 }, 'pl'), formatText(plural, 'n', { n: 3 }, 'en')]).toEqual(['few', 'other'])
  })
})

describe('the catalogues', () => {
  const parameters = new Set(
    [...Object.values(pl), ...Object.values(en)].flatMap((message) =>
      [...message.matchAll(/\{(\w+)/g)].map((found) => found[1]!),
    ),
  )
  const params = Object.fromEntries(
    [...parameters].map((name) => [
      name,
      name === 'count' || name === 'max' ? 5 : name === 'time' ? '10:02' : 'Anna Nowak',
    ]),
  )

  it('reads in both languages, without brackets left over', () => {
    // Marks of number patterns are written with brackets by people, too.
    const bare = (text: string) => text.replaceAll(/\{(N|MM|YYYY)\}/g, '')
    for (const code of Object.keys(pl)) {
      expect(bare(formatText(pl, code, params, 'pl'))).not.toMatch(/[[\]{}]/)
      expect(bare(formatText(en, code, params, 'en'))).not.toMatch(/[[\]{}]/)
    }
    expect(Object.keys(en).sort()).toEqual(Object.keys(pl).sort())
  })

  it('never shouts', () => {
    for (const text of [...Object.values(pl), ...Object.values(en)]) expect(text).not.toContain('!')
  })

  it('says who has the lead and how much to cut', () => {
    expect(formatText(pl, 'error.lead.already_taken', params, 'pl')).toBe(
      'Anna Nowak ma już to zgłoszenie od 10:02. Wybierz inne.',
    )
    expect(formatText(pl, 'error.field.too_long', { max: 200 }, 'pl')).toBe('Skróć do 200 znaków.')
    expect(formatText(en, 'error.field.too_long', { max: 1 }, 'en')).toBe('Shorten this to 1 character.')
  })
})
