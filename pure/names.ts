// Words before a name that are not part of it; matched without dots and case.
const TITLES = new Set([
  'dr',
  'hab',
  'prof',
  'mgr',
  'inż',
  'inz',
  'lek',
  'med',
  'mec',
  'pan',
  'pani',
  'mr',
  'mrs',
  'ms',
])
// Particles that belong to the surname after them.
const PARTICLES = new Set([
  'van',
  'von',
  'der',
  'den',
  'de',
  'di',
  'da',
  'del',
  'della',
  'la',
  'le',
  'du',
  'dos',
  'bin',
])

function wordsOf(name: string): string[] {
  const words = name.trim().split(/\s+/).filter(Boolean)
  let start = 0
  // A title alone is somebody's name after all ("Med", "Le").
  while (start < words.length - 1 && TITLES.has((words[start] as string).toLowerCase().replaceAll('.', ''))) start++
  return words.slice(start)
}

function firstLetter(word: string): string {
  return (/[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? '').toUpperCase()
}

/** 'Anna Wiśniewska' is 'AW', 'dr Łukasz Nowak-Kowalski' 'ŁN', 'Madonna' 'M'; empty when there is no letter. */
export function initials(name: string): string {
  const { first, last } = splitFullName(name)
  const [start, end] = first ? [first, last.split(' ').at(-1) as string] : [last, '']
  return firstLetter(start) + firstLetter(end)
}

/**
 * First and last names of a full one: the last word is the last name, with its particles ('Anna van der Berg').
 * 'Nowak, Anna' is read the other way round. A single word is a last name, which is what lists sort by.
 * A guess by nature: forms ask for both, this is for imports and senders of mails.
 */
export function splitFullName(name: string): { first: string; last: string } {
  const comma = name.split(',')
  if (comma.length === 2 && comma.every((part) => part.trim())) {
    return { first: wordsOf(comma[1] as string).join(' '), last: wordsOf(comma[0] as string).join(' ') }
  }
  const words = wordsOf(name)
  let cut = words.length - 1
  while (cut > 1 && PARTICLES.has((words[cut - 1] as string).toLowerCase())) cut--
  return { first: words.slice(0, Math.max(cut, 0)).join(' '), last: words.slice(Math.max(cut, 0)).join(' ') }
}

/** 'Anna Wiśniewska' from its parts, without stray spaces when one is missing. */
export function fullName(first: string | null | undefined, last: string | null | undefined): string {
  return [first, last]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ')
}

// Against the rule that a Polish given name ending in -a is a woman's.
const MEN_IN_A = new Set([
  'kuba',
  'barnaba',
  'bonawentura',
  'kosma',
  'jarema',
  'dyzma',
  'zawisza',
  'sasza',
  'misza',
  'nikita',
  'ilja',
  'luca',
  'andrea',
  'joshua',
  'noa',
])
const WOMEN_NOT_IN_A = new Set([
  'beatrycze',
  'miriam',
  'noemi',
  'nel',
  'nelly',
  'abigail',
  'ester',
  'rut',
  'inez',
  'ines',
  'dolores',
  'karmen',
  'carmen',
  'kim',
  'alice',
  'charlotte',
  'elizabeth',
  'emily',
  'grace',
  'jane',
  'kate',
  'mary',
  'rachel',
  'sarah',
  'susan',
  'nicole',
  'michelle',
  'nicol',
  'vivien',
  'vivian',
  'karin',
  'astrid',
  'ingrid',
])

/**
 * Which form of a past-tense verb goes with a full name: 'Anna przyjęła', 'Piotr przyjął'. A guess by the given name, for
 * sentences only; nothing is stored or decided by it.
 */
export function verbForm(name: string): 'f' | 'm' {
  const { first, last } = splitFullName(name)
  const given = (first || last).split(/[\s-]/)[0]?.toLowerCase() ?? ''
  if (WOMEN_NOT_IN_A.has(given)) return 'f'
  return given.endsWith('a') && !MEN_IN_A.has(given) ? 'f' : 'm'
}
