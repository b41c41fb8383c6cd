import { expect, test } from 'vitest'
import { modelProblemsEn } from '../texts/model-problems.en.ts'
import { modelProblemsPl } from '../texts/model-problems.pl.ts'
import { parseModel } from './parse.ts'
import { wordsOf } from './problem.ts'

const codes = Object.keys(modelProblemsPl)
  .filter((key) => key.startsWith('error.process.problem.'))
  .map((key) => key.replace('error.process.problem.', ''))

test.each(codes)('%s says what is wrong and what to do, in both languages', (code) => {
  for (const texts of [modelProblemsPl, modelProblemsEn] as Record<string, string>[]) {
    const [said, advised] = [texts[`error.process.problem.${code}`]!, texts[`error.process.advice.${code}`]!]
    expect(said.length).toBeGreaterThan(5)
    expect(advised.length).toBeGreaterThan(5)
  }
  // both name the same things
  const choice = /\{(\w+), select,(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g
  const names = (text: string) =>
    [...new Set([...text.replace(choice, '{$1}').matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort()
  for (const part of ['problem', 'advice']) {
    const key = `error.process.${part}.${code}` as keyof typeof modelProblemsPl
    expect(names(modelProblemsEn[key])).toEqual(names(modelProblemsPl[key]))
  }
})

test('a problem is told in the reader’s language', async () => {
  const { problems } = await parseModel(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p"><startEvent id="s" />
      <complexGateway id="g" name="Głosy" /><sequenceFlow id="f" sourceRef="s" targetRef="g" /></process></definitions>`,
  )
  const refused = problems.find(({ elementId }) => elementId === 'g')!
  expect(wordsOf(refused, 'pl')).toEqual({
    message: '"Głosy" (g) to bramka złożona, czego tu nie wykonujemy.',
    suggestion: 'Zastąp go elementem, który jest wykonywany.',
  })
  expect(wordsOf(refused, 'en')).toEqual({ message: refused.message, suggestion: refused.suggestion })
})
