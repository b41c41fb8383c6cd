import { afterAll, beforeAll, expect, it } from 'vitest'
import { testWorld, type World } from '../../test/support/world.ts'
import { partPersonal, refuseStale } from './edit.ts'
import type { Field } from './fields.ts'
import { newId } from './ids.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const change = (subject: { kind: string; id: string }, version: number | null, ...fields: string[]) =>
  w.write('anna', async (cx) => {
    cx.record('note.added', {
      subject,
      payload: version === null ? {} : { version },
      changes: fields.map((field) => ({ field, from: 1, to: 2 })),
    })
  })
const subject = () => ({ kind: 'contact', id: newId() })
const stale = (about: { kind: string; id: string }, expected: number | null, version: number, ...fields: string[]) =>
  refuseStale(w.db, about, expected, version, fields).then(
    () => null,
    (error) => error.params.fields,
  )

it('an edit clashes only with later changes of the same fields of the same record', async () => {
  const [one, other] = [subject(), subject()]
  await change(one, 2, 'a')
  await change(one, 3, 'b')
  await change(other, 2, 'c')
  expect(await stale(one, 1, 3, 'a', 'b', 'c')).toEqual(['a', 'b'])
  expect(await stale(one, 2, 3, 'a', 'b')).toEqual(['b'])
  expect(await stale(one, 1, 3, 'c')).toBeNull()
  expect(await stale(one, 3, 3, 'a')).toBeNull()
  expect(await stale(one, null, 3, 'a')).toBeNull()
})

it('a version no event speaks of could have changed anything', async () => {
  const one = subject()
  await change(one, 2, 'a')
  await change(one, null, 'b')
  expect(await stale(one, 1, 3, 'z')).toEqual(['z'])
})

it('a version nobody has seen yet is refused', async () => {
  expect(await stale(subject(), 7, 3, 'a')).toEqual(['a'])
})

it('of personal fields the log keeps only that they changed', () => {
  const fields: Field[] = [
    { key: 'name', column: 'name', type: 'text', label: { pl: '', en: '' }, personal: true },
    { key: 'size', column: 'size', type: 'text', label: { pl: '', en: '' } },
  ]
  const name = { field: 'name', from: 'A', to: 'B' }
  const size = { field: 'size', from: 1, to: 2 }
  expect(partPersonal(fields, [size])).toEqual({ changes: [size] })
  expect(partPersonal(fields, [name, size])).toEqual({
    changes: [{ field: 'name', from: null, to: null }, size],
    personal: { changes: [name] },
  })
})
