import { expect, test } from 'vitest'
import { columnOf, overRows, together } from './given-rows.ts'

const columns = (rows: { id: number; note: string | null }[]) => [
  columnOf(rows, 'id', 'int', ({ id }) => id),
  columnOf(rows, 'note', 'json', ({ note }) => note),
]
const insert = (name: string, rows: { id: number; note: string | null }[], more: unknown[] = []) =>
  overRows(name, columns(rows), (from) => `insert into ${name} select id, note, $3::text from ${from}`, more)

test('one row is given as constants, many as arrays, each under a name of its own', () => {
  const one = insert('a', [{ id: 1, note: '{}' }], ['x'])
  expect(one).toEqual({
    name: 'a-1',
    text: 'insert into a select id, note, $3::text from (select $1::int as "id", $2::text as "note") as r',
    values: [1, '{}', 'x'],
  })
  const many = insert(
    'a',
    [
      { id: 1, note: '{}' },
      { id: 2, note: null },
    ],
    ['x'],
  )
  expect(many.name).toBe('a')
  expect(many.values).toEqual(['{1,2}', '{}\u0001\u0002', 'x'])
})

test('statements sent together keep their parameters apart', () => {
  const [all] = together([insert('b', [{ id: 1, note: null }], ['x']), insert('c', [{ id: 2, note: null }], ['y'])])
  expect(all!.name).toBe('b-1+c-1')
  expect(all!.text).toMatch(/^with part_0 as \(insert into b .*\$1::int.*\) insert into c .*\$4::int/)
  expect(all!.text).toContain('select id, note, $6::text from')
  expect(all!.values).toEqual([1, null, 'x', 2, null, 'y'])
})

test('a name that PostgreSQL would cut off is not made', () => {
  const names = Array.from({ length: 12 }, (_, at) => `statement${at}`)
  const groups = together(names.map((name) => insert(name, [{ id: 1, note: null }])))
  expect(groups.length).toBe(3)
  for (const { name } of groups) expect(name.length).toBeLessThanOrEqual(63)
  expect(groups.map(({ name }) => name).join('+')).toBe(names.map((name) => `${name}-1`).join('+'))
})
