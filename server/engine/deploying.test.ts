import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CaseWorld, caseWorld, chain, processOf, task } from '../../test/support/cases.ts'

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld()
})
afterAll(() => w.close())

it('models deployed at once under one key are versions of it, one after the other', async () => {
  const deploy = () =>
    w.request('owner', 'POST', '/api/processes', {
      key: 'hurried',
      name: 'hurried',
      bpmn: processOf(chain(task('work'))),
    })
  const answers = await Promise.all([deploy(), deploy(), deploy(), deploy()])
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
  expect(answers.map(({ body }) => body.version).sort()).toEqual([1, 2, 3, 4])
})

it('a running case stays with its version; the next begins with the new one', async () => {
  await w.deploy('changing', chain(task('old')))
  const before = await w.start('changing')
  await w.deploy('changing', chain(task('new')))
  const after = await w.start('changing')
  expect([await w.at(before), await w.at(after)]).toEqual([['old'], ['new']])
})
