import { expect, it } from 'vitest'
import { evaluate } from '../bpmn/expression.ts'
import { sourceOfText, textOfSource } from './texts.ts'

it.each([
  'Dzień dobry',
  'Nr {{number}}: {{title}}',
  '{{title}}',
  '„Cytat" i \\ ukośnik {{deal.title}}\nnowy wiersz',
  '=nie formuła',
])('%s comes back as it was written', (text) => {
  expect(textOfSource(sourceOfText(text))).toBe(text)
})

it('names stand for variables, and what is not there for nothing', () => {
  const source = sourceOfText('Nr {{number}} "{{title}}" {{missing}}!')
  expect(evaluate(source.slice(1), { number: 7, title: 'Okna' })).toEqual({ value: 'Nr 7 "Okna" !' })
})

it('a formula of another form is no text', () => {
  expect(textOfSource('=if a then "b" else "c"')).toBeNull()
})
