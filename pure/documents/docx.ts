import { LIST_FIELDS, LISTS, type ListName } from './template.ts'

/** A variable as it stands in a Word file: {{name}}, {{#name}}, {{/name}}. */
export interface Tag {
  name: string
  at: 'open' | 'close' | 'alone'
}

/** What a Word file asks for: variables of the record, and lists that are gone through. */
export interface Asked {
  variables: string[]
  lists: ListName[]
}

const listOf = (name: string): ListName | undefined => LISTS.find((list) => list === name)
export const rowVariables = (list: ListName): string[] =>
  LIST_FIELDS[list].keys.map((key) => `${LIST_FIELDS[list].as}.${key}`)

/** {{#name}}, {{#!name}}, {{#name = value}}, {{#name != value}}: the name. */
const fieldOf = (condition: string): string =>
  /^(.*?)\s*!?=/s.exec(condition)?.[1] ?? condition.replace(/^!\s*/, '').trim()

/** Rows are known only within the list they are of. */
export function askedBy(tags: readonly Tag[]): Asked {
  const variables = new Set<string>()
  const lists = new Set<ListName>()
  const open: (ListName | undefined)[] = []
  for (const { name, at } of tags) {
    const list = at === 'open' ? listOf(name) : undefined
    if (at === 'close') open.pop()
    else if (list) lists.add(list)
    else {
      const field = at === 'open' ? fieldOf(name) : name
      const within = open.flatMap((one) => (one ? rowVariables(one) : []))
      if (!within.includes(field)) variables.add(field)
    }
    if (at === 'open') open.push(list)
  }
  return { variables: [...variables], lists: [...lists] }
}

/** Variables that stand for nothing in a document about this kind of record; lists only deals have. */
export const unknownIn = (asked: Asked, known: ReadonlySet<string>, section: string): string[] => [
  ...asked.variables.filter((name) => !known.has(name)),
  ...(section === 'deal' ? [] : asked.lists),
]

export interface Known {
  key: string
  label: { pl: string; en: string }
}

const plain = (words: string): string =>
  words
    .toLowerCase()
    .normalize('NFD')
    .replaceAll('ł', 'l')
    .replaceAll(/[^a-z\d.]/g, '')

/** The variable somebody most likely meant, by its name or its label in either language; null: none is near. */
export function nearest(name: string, known: readonly Known[]): string | null {
  const meant = plain(name)
  let best: { key: string; off: number } | null = null
  for (const { key, label } of known) {
    const last = key.slice(key.indexOf('.') + 1)
    const off = Math.min(
      distance(meant, plain(key)),
      distance(meant, plain(last)) + 0.5,
      distance(meant, plain(label.pl)),
      distance(meant, plain(label.en)),
    )
    if (best === null || off < best.off) best = { key, off }
  }
  return best && best.off <= Math.max(1, meant.length * 0.4) ? best.key : null
}

/** Letters to be changed, added, left out, or exchanged with their neighbour (optimal string alignment). */
function distance(one: string, other: string): number {
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1]
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[other.length]!
}
