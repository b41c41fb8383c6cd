import fc from 'fast-check'
import { evaluate as evaluateFeel } from 'feelin'
import { describe, expect, test } from 'vitest'
import { evaluate, evaluateWatchingNames, syntaxErrorOf } from './expression.ts'

const lead = { source: 'web', amount: 1200, tags: ['a', 'b'], owner: { name: 'Anna' }, hot: true, note: null }

test.each([
  ['=lead.amount > 1000', true],
  ['lead.amount > 1000 and not(lead.source = "phone")', true],
  ['lead.hot and lead.amount < 1000', false],
  ['lead.hot or lead.amount < 1000', true],
  ['not(lead.hot) or lead.amount <= 1199', false],
  ['lead.amount >= 1200', true],
  ['lead.source != "web"', false],
  ['lead.none != null', false],
  ['lead.owner.name', 'Anna'],
  ['lead.note = null', true],
  ['missing = null', true],
  ['missing', null],
  ['lead.amount * 2 - 1', 2399],
  ['if lead.hot then "now" else "later"', 'now'],
  ['count(lead.tags) > 1', true],
  ['if lead.hot then ["sales", lead.owner.name] else []', ['sales', 'Anna']],
  ['lead.source in ["web", "mail"]', true],
  ['some tag in lead.tags satisfies tag = "b"', true],
  ['duration("P1D")', 'P1D'],
  ['date("2026-05-04") + duration("P1D")', '2026-05-05'],
  ['{ when: date("2026-05-04"), who: lead.owner.name }', { when: '2026-05-04', who: 'Anna' }],
  ['cycle(3, duration("PT10H"))', 'R3/PT10H'],
  ['cycle(3, lead.note)', null],
  ['cycle(duration("PT1H"))', 'R/PT1H'],
])('%s is %j', (expression, value) => {
  expect(evaluate(expression, { lead })).toEqual({ value })
})

describe('what fails', () => {
  test.each([
    ['lead.amount >', 'it ends too early'],
    ['lead.amount + "x"', "Can't add"],
    ['nothing(1)', 'Cannot invoke'],
    ['', 'it is empty'],
  ])('%s names the expression and the reason', (expression, reason) => {
    const result = evaluate(expression, { lead })
    expect(result).toHaveProperty('error')
    expect((result as { error: string }).error).toContain(expression)
    expect((result as { error: string }).error).toContain(reason)
  })

  test('says the values it read, shortened', () => {
    const { error } = evaluate('a + b', { a: 'x'.repeat(500), b: 1, c: 'not read' }) as { error: string }
    expect(error).toContain('b = 1')
    expect(error).not.toContain('not read')
    expect(error.length).toBeLessThan(400)
  })

  test('a syntax error is found without a context', () => {
    expect(syntaxErrorOf('=lead.amount > 1000')).toBeNull()
    expect(syntaxErrorOf('=lead.amount > ) 1')).not.toBeNull()
    expect(syntaxErrorOf('=(a')).not.toBeNull()
  })
})

test('the clock is the one given, never the machine\u2019s', () => {
  const clock = { now: '2026-03-28T23:30:00Z', zone: 'Europe/Warsaw' }
  expect(evaluate('today()', {}, clock)).toEqual({ value: '2026-03-29' })
  expect(evaluate('now()', {}, clock)).toEqual({ value: '2026-03-29T00:30:00+01:00' })
  expect(evaluate('now()', {})).toHaveProperty('error')
})

test('unknown variables are told from empty ones', () => {
  expect(evaluateWatchingNames('settings.within', { settings: {} }).unknownNames).toEqual([])
  expect(evaluateWatchingNames('setings.within', { settings: {} }).unknownNames).toEqual(['setings'])
})

test('names that are not plain words are left to FEEL', () => {
  expect(evaluate('order total > 5', { 'order total': 6 })).toEqual({ value: true })
  expect(evaluate('a.b', { a: [{ b: 1 }, { b: 2 }] })).toEqual({ value: [1, 2] })
})

test('inherited properties are no variables', () => {
  expect(evaluate('constructor', {})).toEqual({ value: null })
  expect(evaluate('a.toString', { a: {} })).toEqual({ value: null })
})

test('the fast path gives what the full interpreter gives', { timeout: 60_000 }, () => {
  const leaf = fc.constantFrom(
    ...[
      'a',
      'b',
      'lead.amount',
      'lead.owner.name',
      'lead.hot',
      'lead.note',
      'lead.none',
      'lead.owner.none',
      'spaced.a',
      'missing',
      'list',
      'empty',
    ],
    ...['1', '-2', '0.5', '"web"', '""', 'true', 'false', 'null'],
  )
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc
        .tuple(tie('tree'), fc.constantFrom('=', '!=', '<', '<=', '>', '>=', '+', '-', '*', 'and', 'or'), tie('tree'))
        .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
      tie('tree').map((inner) => `not(${inner})`),
      fc
        .tuple(tie('tree'), tie('tree'), tie('tree'))
        .map(([condition, yes, no]) => `if ${condition} then ${yes} else ${no}`),
      fc.tuple(tie('tree'), tie('tree')).map(([one, two]) => `[${one}, ${two}]`),
      fc.tuple(tie('tree'), tie('tree')).map(([one, two]) => `{a: ${one}, c: ${two}}`),
    ),
  }))
  const context = { a: 1, b: 'web', spaced: { ' a': 3 }, list: [1, 2], empty: '', lead }
  fc.assert(
    fc.property(tree, (expression) => {
      let expected: unknown
      try {
        expected = evaluateFeel(expression, context).value
      } catch {
        return
      }
      const result = evaluate(expression, context)
      if ('error' in result) expect(expected).toBeNull()
      else expect(result.value).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})
