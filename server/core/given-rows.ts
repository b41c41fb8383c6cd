/** One column of rows that a statement is given as parameters. */
export interface Column {
  name: string
  /** PostgreSQL's type; 'json' is a text that holds no control characters, as JSON.stringify writes it, to be cast. */
  type: 'uuid' | 'text' | 'int' | 'bigint' | 'smallint' | 'boolean' | 'timestamptz' | 'json'
  values: readonly unknown[]
}

/** A statement that is prepared once a connection under its name; its text must not vary under it. */
export interface Statement {
  name: string
  text: string
  values: unknown[]
  /** It ends with `returning 1`, and where it returns nothing all fails with 40001: what it was to change is not as it was. */
  mustChange?: true
}

export const columnOf = <T>(
  rows: readonly T[],
  name: string,
  type: Column['type'],
  of: (row: T) => unknown,
): Column => ({
  name,
  type,
  values: rows.map(of),
})

const texts = new Map<string, string>()

/**
 * A statement over rows: constants for one, arrays for many, so that one row costs no more than it must. `write` is given the
 * rows as an item of FROM, called r, and whether they are one; parameters of its own (`more`) follow those of the columns.
 */
export function overRows(
  name: string,
  columns: readonly Column[],
  write: (rows: string, isOne: boolean) => string,
  more: readonly unknown[] = [],
): Statement {
  const isOne = columns[0]!.values.length === 1
  const whole = isOne ? `${name}-1` : name
  return {
    name: whole,
    text: textOf(whole, () => write(isOne ? constants(columns) : arrays(columns), isOne)),
    values: [...columns.map((column) => (isOne ? column.values[0] : listed(column))), ...more],
  }
}

function textOf(name: string, write: () => string): string {
  const known = texts.get(name)
  if (known !== undefined) return known
  const text = write()
  texts.set(name, text)
  return text
}

const constants = (columns: readonly Column[]) =>
  `(select ${columns.map(({ name, type }, at) => `$${at + 1}::${type === 'json' ? 'text' : type} as "${name}"`).join(', ')}) as r`

const arrays = (columns: readonly Column[]) =>
  `unnest(${columns.map(({ type }, at) => (type === 'json' ? `string_to_array($${at + 1}, E'\\x01', E'\\x02')` : `$${at + 1}::${type}[]`)).join(', ')}) as r(${columns.map(({ name }) => `"${name}"`).join(', ')})`

/** PostgreSQL takes a list of long texts apart faster by a separator than as an array. */
function listed({ type, values }: Column): unknown {
  if (type === 'json') return values.map((value) => value ?? '\u0002').join('\u0001')
  if (type === 'text') return textArray(values as (string | null)[])
  return type === 'timestamptz' ? values : plainArray(values as (string | number | boolean | null)[])
}

/** As the driver writes an array of texts, in a third of its time: most hold nothing to be marked. */
function textArray(items: readonly (string | null | undefined)[]): string {
  let written = ''
  for (const item of items) {
    const text =
      item === null || item === undefined ? 'null' : `"${MARKED.test(item) ? item.replace(MARK, '\\$&') : item}"`
    written += written === '' ? text : `,${text}`
  }
  return `{${written}}`
}

const MARKED = /["\\]/
const MARK = /["\\]/g

/** An array of what needs no quotes, as PostgreSQL reads it: ids, numbers, flags. */
export const plainArray = (items: readonly (string | number | boolean | null)[]): string =>
  `{${items.map((item) => item ?? 'null').join(',')}}`

// PostgreSQL knows a prepared statement by 63 letters.
const LONGEST_NAME = 62

/**
 * Several changes of different rows as one statement, or as few as their names allow: they go and are answered together. None
 * of them sees the others.
 */
export function together(statements: readonly Statement[]): Statement[] {
  const groups: Statement[][] = []
  let length = 0
  for (const statement of statements) {
    length += statement.name.length + 1
    if (groups.length > 0 && length - 1 <= LONGEST_NAME) groups.at(-1)!.push(statement)
    else {
      groups.push([statement])
      length = statement.name.length + 1
    }
  }
  return groups.map(asOne)
}

function asOne(statements: readonly Statement[]): Statement {
  const must = statements.findIndex((each) => each.mustChange)
  if (statements.length === 1 && must < 0) return statements[0]!
  let name = must < 0 ? '' : '!'
  const values: unknown[] = []
  for (const statement of statements) {
    name += name.length > 1 ? `+${statement.name}` : statement.name
    for (const value of statement.values) values.push(value)
  }
  return { name, text: textOf(name, () => written(statements, must)), values }
}

function written(statements: readonly Statement[], must: number): string {
  let before = 0
  const parts = statements.map((each) => {
    const from = before
    before += each.values.length
    return each.text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + from}`)
  })
  // What all depends on is done first: it is what the whole asks for.
  const last = must < 0 ? parts.pop()! : `select where not exists (select from part_${must}) and lost_race() is null`
  return `with ${parts.map((part, at) => `part_${at} as (${part})`).join(', ')} ${last}`
}
