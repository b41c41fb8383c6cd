import type pg from 'pg'

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bpchar: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  numeric: 'string',
  timestamptz: 'Timestamp',
  date: 'string',
  json: 'Json',
  jsonb: 'Json',
  bytea: 'Buffer',
  xid8: 'string',
}

interface Column {
  table: string
  column: string
  type: string
  array: boolean
  nullable: boolean
  hasDefault: boolean
  generated: string
  formatted: string
  default: string | null
}

async function columns(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query(`
    select c.relname as "table", a.attname as "column", coalesce(e.typname, t.typname) as type, t.typcategory = 'A' as "array",
      not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as "hasDefault",
      case when a.attidentity = 'a' or a.attgenerated <> '' then 'always' else '' end as generated,
      format_type(a.atttypid, a.atttypmod) || case when a.attidentity = 'a' then ' generated always as identity' else '' end as formatted,
      pg_get_expr(d.adbin, d.adrelid) as "default"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind in ('r', 'p', 'v') order by c.relname, a.attnum`)
  return rows
}

/** Kysely's types of every table, from the catalogue of a migrated database. */
export async function tableTypes(client: pg.Client): Promise<string> {
  const byTable = new Map<string, Column[]>()
  for (const column of await columns(client)) byTable.set(column.table, [...(byTable.get(column.table) ?? []), column])
  const pascal = (name: string) => name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
  const interfaces = [...byTable].map(([table, list]) => {
    const lines = list.map((column) => {
      const base = (TYPES[column.type] ?? 'unknown') + (column.array ? '[]' : '')
      const type = column.nullable ? `${base} | null` : base
      const wrapped = column.generated ? `GeneratedAlways<${type}>` : column.hasDefault ? `Generated<${type}>` : type
      return `  ${column.column}: ${wrapped}`
    })
    return `export interface ${pascal(table)} {\n${lines.join('\n')}\n}`
  })
  const all = [...byTable.keys()].map((table) => `  ${table}: ${pascal(table)}`)
  return `// Generated from the migrated database (npm run generate).
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export type Timestamp = ColumnType<Date, Date | string, Date | string>
export type Json = ColumnType<unknown, string, string>

${interfaces.join('\n\n')}

export interface DB {
${all.join('\n')}
}
`
}

/** The whole shape as SQL, to read and to review: tables, indexes, constraints, functions, triggers. */
export async function schemaSql(client: pg.Client): Promise<string> {
  const list = await columns(client)
  const constraints = (
    await client.query(`select c.conrelid::regclass::text as "table", c.conname as name, pg_get_constraintdef(c.oid) as def from pg_constraint c
      join pg_namespace n on n.oid = c.connamespace and n.nspname = 'public' where c.contype in ('p', 'u', 'f', 'c') and c.conparentid = 0
      order by 1, c.contype desc, 2`)
  ).rows as { table: string; name: string; def: string }[]
  const indexes = (
    await client.query(`select i.tablename as "table", i.indexdef as def from pg_indexes i where schemaname = 'public'
      and not exists (select 1 from pg_constraint c where c.conname = i.indexname) order by 1, i.indexname`)
  ).rows as { table: string; def: string }[]
  const functions = (
    await client.query(`select pg_get_functiondef(p.oid) as def from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'public' and p.prokind = 'f' and not exists (select 1 from pg_depend e where e.objid = p.oid and e.deptype = 'e')
      order by p.proname`)
  ).rows as { def: string }[]
  const triggers = (
    await client.query('select pg_get_triggerdef(oid) as def from pg_trigger where not tgisinternal order by tgname')
  ).rows as { def: string }[]
  const views = (
    await client.query(`select c.relname as "table", pg_get_viewdef(c.oid) as def from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' where c.relkind = 'v' order by 1`)
  ).rows as { table: string; def: string }[]
  const isView = new Set(views.map(({ table }) => table))
  const names = [...new Set(list.map((column) => column.table))].filter((table) => !isView.has(table))
  const tables = names.map((table) => {
    const lines = list
      .filter((column) => column.table === table)
      .map((column) => {
        const value =
          column.default && column.generated
            ? ` generated always as (${column.default}) stored`
            : column.default
              ? ` default ${column.default}`
              : ''
        return `  ${column.column} ${column.formatted}${value}${column.nullable ? '' : ' not null'}`
      })
    lines.push(...constraints.filter((c) => c.table === table).map((c) => `  constraint ${c.name} ${c.def}`))
    return `create table ${table} (\n${lines.join(',\n')}\n);\n${indexes
      .filter((i) => i.table === table)
      .map((i) => `${i.def};\n`)
      .join('')}`
  })
  return `-- Generated from the migrated database (npm run generate).\n\n${tables.join('\n')}\n${views.map((v) => `create view ${v.table} as\n${v.def.trim()}\n`).join('\n')}\n${functions.map((f) => `${f.def.trim()};\n`).join('\n')}\n${triggers.map((t) => `${t.def};\n`).join('')}`
}
