import type pg from 'pg'
import { system } from '../../server/core/actor.ts'
import type { Deps } from '../../server/core/deps.ts'
import { write } from '../../server/core/write.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { addEmployee } from '../../server/modules/staff/commands/add-employee.ts'
import { setUpCompany } from '../../server/modules/staff/commands/set-up-company.ts'
import { CITIES, FIRST_NAMES, LAST_NAMES, MESSAGES, PRODUCTS, SOURCES, STREETS, TRADES } from './words.ts'

/** Leads of the full size; of every ten three became a deal, and each left its share of events. */
export const MILLION = 1_000_000
const DEALS_OF = 0.3
/** What is said of each lead and of each deal. */
export interface Events {
  lead: number
  deal: number
}
const EVENTS: Events = { lead: 7, deal: 10 }
const AT_ONCE = 50_000

const SELLING = ['Mazowsze', 'Małopolska', 'Pomorze', 'Śląsk', 'Wielkopolska', 'Łódzkie', 'Podlasie', 'Dolny Śląsk']
const SELLERS = 8
/** Where a lead comes only now and then: its people look through a million that are not theirs. */
const SELDOM = 'Księgowość'
const LEADS_FOR_ONE_SELDOM = 5000

export interface People {
  ownerId: string
  /** Of a department with an eighth of the leads. */
  sellerId: string
  /** Of a department with hardly any. */
  bookkeeperId: string
}

export const OWNER = { email: 'olga@example.com', password: 'dlugie-haslo-do-pomiaru' }

/** The company, its departments and people: by the commands that make them. */
export async function settle(deps: Deps): Promise<void> {
  await write(deps, system('bench'), async (cx) => {
    const { departmentIds } = await setUpCompany(cx, {
      company: { name: 'Okna i Drzwi Sp. z o.o.' },
      owner: { name: 'Olga Miara', ...OWNER },
      departments: [...SELLING.map((land) => `Sprzedaż ${land}`), SELDOM],
      locale: 'pl',
    })
    for (const [at, departmentId] of departmentIds.entries()) {
      for (let n = 0; n < SELLERS; n += 1) {
        const name = `${FIRST_NAMES[(at * SELLERS + n) % FIRST_NAMES.length]} ${LAST_NAMES[(at * 7 + n * 11) % LAST_NAMES.length]}`
        await addEmployee(cx, { name, email: `osoba${at}.${n}@example.com`, departmentId })
      }
    }
    await createDefaultPipeline(cx, 'pl')
  })
}

export async function peopleOf(client: pg.ClientBase): Promise<People> {
  const of = async (email: string) =>
    (await client.query<{ id: string }>('select id from employees where email = $1', [email])).rows[0]!.id
  return {
    ownerId: await of(OWNER.email),
    sellerId: await of('osoba0.3@example.com'),
    bookkeeperId: await of(`osoba${SELLING.length}.3@example.com`),
  }
}

export async function countOf(client: pg.ClientBase, table: string): Promise<number> {
  return (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n
}

// Everything follows from the number of a row: two runs make the same records.
const TOOLS = `
create temp table words (what text primary key, list text[]);
create function pg_temp.chance(what text, n bigint) returns float8 language sql immutable as
  $$ select (hashtextextended(what, n) & 1073741823) / 1073741824.0 $$;
create function pg_temp.below(what text, n bigint, most int) returns int language sql immutable as
  $$ select ((hashtextextended(what, n) & 1073741823) % most)::int $$;
create function pg_temp.an_id(what text, n bigint, at timestamptz) returns uuid language sql immutable as
  $$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(what || n), 1, 3) || '8' || substr(md5(what || n), 4, 15))::uuid $$;
create function pg_temp.folded(given text) returns text language sql immutable as
  $$ select translate(lower(given), 'ąćęłńóśźż', 'acelnoszz') $$;
create function pg_temp.a_nip(n bigint) returns text language sql immutable as $$
  select case when s % 11 < 10 then d || (s % 11) end from (select d, (6 * substr(d, 1, 1)::int + 5 * substr(d, 2, 1)::int
    + 7 * substr(d, 3, 1)::int + 2 * substr(d, 4, 1)::int + 3 * substr(d, 5, 1)::int + 4 * substr(d, 6, 1)::int
    + 5 * substr(d, 7, 1)::int + 6 * substr(d, 8, 1)::int + 7 * substr(d, 9, 1)::int) as s
    from (select (100000000 + (n * 7919 + 12345) % 899999999)::text as d) x) y $$;
create temp table sellers as select e.id, e.department_id, row_number() over (partition by e.department_id order by e.email) - 1 as seat,
    dense_rank() over (order by d.position) - 1 as land
  from employees e join departments d on d.id = e.department_id where e.email like 'osoba%';
create temp table ladder as select s.id, s.pipeline_id, s.position as rung, s.name, s.probability from stages s;
`

const word = (list: string, hash: string) =>
  `(select list[1 + pg_temp.below('${hash}', n, cardinality(list))] from words where what = '${list}')`

/** Customers from the first on: a few buy all the time (see `often`). */
const CUSTOMERS = `
with given as (
  select n, ${word('first', 'c.first')} as first, ${word('last', 'c.last')} as last, ${word('trades', 'f.trade')} as trade,
    ${word('last', 'f.last')} as named, ${word('streets', 'f.street')} as street, ${word('cities', 'f.city')} as city,
    '+48' || (500000000 + (n * 104729) % 399999999) as phone, pg_temp.a_nip(n) as nip,
    $3::timestamptz + n * interval '1 second' as at, s.id as owner_id, s.department_id
  from generate_series($1::bigint, $2::bigint) n
  join sellers s on s.land = pg_temp.below('c.land', n, ${SELLING.length}) and s.seat = pg_temp.below('c.seller', n, ${SELLERS})
), firms as (
  insert into companies (id, name, nip, address, owner_id, department_id, created_at, updated_at)
  select pg_temp.an_id('company', n, at), trade || ' ' || named || ' sp. z o.o.', nip, street || ' ' || n % 120 || ', ' || city, owner_id,
    department_id, at, at from given returning 1
), cards as (
  insert into contacts (id, first_name, last_name, company_id, owner_id, department_id, created_at, updated_at)
  select pg_temp.an_id('contact', n, at), first, last, pg_temp.an_id('company', n, at), owner_id, department_id, at, at from given returning 1
), points as (
  insert into contact_points (id, contact_id, kind, value, created_at)
  select pg_temp.an_id('point', n, at), pg_temp.an_id('contact', n, at), 'phone', phone, at from given returning 1
)
insert into search_entries (kind, id, title, detail, folded, digits, owner_id, department_id, at)
select 'company', pg_temp.an_id('company', n, at), trade || ' ' || named || ' sp. z o.o.', street || ' ' || n % 120 || ', ' || city,
  pg_temp.folded(trade || ' ' || named || ' sp. z o.o. ' || street || ' ' || n % 120 || ', ' || city), coalesce(nip, ''), owner_id, department_id, at
from given
union all
select 'contact', pg_temp.an_id('contact', n, at), first || ' ' || last, trade || ' ' || named || ' sp. z o.o.',
  pg_temp.folded(first || ' ' || last || ' ' || trade || ' ' || named || ' sp. z o.o.'), substr(phone, 2), owner_id, department_id, at from given`

/** When lead n came: three years, evenly, the last one now. */
const CAME = `($3::timestamptz + n * $4::interval)`
const SELDOM_LEAD = `n % ${LEADS_FOR_ONE_SELDOM} = 0`

/** Leads n = $1..$2, those they became included; $3 when the first came, $4 how long until the next, $5 how many, $6 how many customers. */
const WHOLE = `
create temp table batch on commit drop as
select n, $5::bigint - n as age, ${CAME} as at, ${word('first', 'l.first')} as first,
  case when n % 6007 = 0 then 'Żółć' else ${word('last', 'l.last')} end as last,
  ${word('trades', 'l.trade')} as trade, ${word('last', 'l.firm')} as firm, ${word('products', 'l.product')} as product,
  ${word('cities', 'l.city')} as city, ${word('sources', 'l.source')} as source, ${word('messages', 'l.message')} as message,
  '+48' || (500000000 + (n * 104729 + 77) % 399999999) as phone, case when pg_temp.chance('l.nip', n) < 0.5 then pg_temp.a_nip(n + 50000000) end as nip,
  case when pg_temp.chance('l.amount', n) < 0.7 then (exp(9 + 4 * pg_temp.chance('l.much', n)))::bigint end as amount,
  case when $5 - n < 0.01 * $5 then 'new' when $5 - n < 0.04 * $5 then 'processing' when $5 - n < 0.06 * $5 then 'waiting'
    when n % 10 < ${DEALS_OF * 10} then 'converted' else 'rejected' end as status,
  n % 10 < ${DEALS_OF * 10} as becomes, 'Sprzedaż' as area, s.id as seller, s.department_id,
  pg_temp.below('d.buyer', n, case when pg_temp.chance('d.often', n) < 0.1 then 20 else $6 end) + 1 as buyer
from generate_series($1::bigint, $2::bigint) n
join sellers s on s.land = case when ${SELDOM_LEAD} then ${SELLING.length} else pg_temp.below('l.land', n, ${SELLING.length}) end
  and s.seat = pg_temp.below('l.seller', n, ${SELLERS});
`
const statements = (customersSince: string, events: Events) => [
  `create temp table deal_batch on commit drop as
  select b.*, pg_temp.an_id('lead', n, at) as lead_id, pg_temp.an_id('deal', n, at + interval '1 day') as id, at + interval '1 day' as made,
    case when pg_temp.chance('d.state', n) < 0.34 then 'open' when pg_temp.chance('d.state', n) < 0.7 then 'won' else 'lost' end as state,
    case when pg_temp.chance('d.currency', n) < 0.9 then 'PLN' when pg_temp.chance('d.currency', n) < 0.98 then 'EUR' else 'USD' end as currency,
    y.id as stage_id, y.pipeline_id, y.name as stage_name, y.probability,
    pg_temp.an_id('contact', buyer, ${customersSince} + buyer * interval '1 second') as contact_id,
    pg_temp.an_id('company', buyer, ${customersSince} + buyer * interval '1 second') as company_id
  from batch b join ladder y on y.rung = pg_temp.below('d.stage', n, 4) where b.becomes`,
  'analyze deal_batch',
  `insert into leads (id, title, status, source, department_id, owner_id, person_name, company_name, email, phone, nip, message, product, amount,
    waiting_until, rejected_reason, closed_at, deal_id, accepted_at, created_at, updated_at)
  select pg_temp.an_id('lead', n, at), product || ' – ' || city, status, source, department_id, case when status <> 'new' then seller end,
    first || ' ' || last, trade || ' ' || firm, pg_temp.folded(first || '.' || last) || n % 1000 || '@example.com', phone, nip, message, product, amount,
    case when status = 'waiting' then at + interval '40 days' end, case when status = 'rejected' then 'not_interested' end,
    case when status in ('converted', 'rejected') then at + interval '1 day' end,
    case when status = 'converted' then pg_temp.an_id('deal', n, at + interval '1 day') end,
    case when status <> 'new' then at + interval '1 hour' end, at, at + interval '1 day' * pg_temp.chance('l.touched', n)
  from batch order by n`,
  `insert into search_entries (kind, id, title, detail, folded, digits, owner_id, department_id, at)
  select 'lead', pg_temp.an_id('lead', n, at), product || ' – ' || city, first || ' ' || last || ', ' || trade || ' ' || firm,
    pg_temp.folded(product || ' – ' || city || ' ' || first || ' ' || last || ' ' || trade || ' ' || firm || ' ' || first || '.' || last || n % 1000 || '@example.com ' || product),
    substr(phone, 2) || coalesce(' ' || nip, ''), case when status <> 'new' then seller end, department_id, at
  from batch order by n`,
  `insert into tasks (id, kind, status, title, assignee_id, candidate_department_ids, subject_kind, subject_id, department_id, owner_id, due_at, created_at, updated_at)
  select pg_temp.an_id('task', n, at), case when status = 'new' then 'claim' else 'task' end, 'open', 'Zajmij się zgłoszeniem',
    case when status <> 'new' then seller end, case when status = 'new' then array[department_id] else '{}' end, 'lead', pg_temp.an_id('lead', n, at),
    department_id, case when status <> 'new' then seller end, at + interval '2 days', at, at
  from batch where status in ('new', 'processing')`,
  `insert into deals (id, title, status, pipeline_id, stage_id, stage_entered_at, owner_id, department_id, contact_id, company_id, lead_id, source, amount,
    currency, rate, amount_base, expected_on, closed_at, closed_by, created_at, updated_at)
  select d.id, product || ' – ' || city, state, pipeline_id, stage_id, made + interval '1 day' * (10 * pg_temp.chance('d.entered', n)), seller, department_id,
    contact_id, company_id, lead_id, source, amount, currency,
    case currency when 'PLN' then 1 when 'EUR' then 4.255 end, case currency when 'PLN' then amount when 'EUR' then round(amount * 4.255) end,
    (made + interval '1 day' * (20 + pg_temp.below('d.expected', n, 200)))::date, case when state <> 'open' then least($7::timestamptz, made + interval '30 days') end,
    case when state <> 'open' then seller end, made, made + interval '1 day' * (20 * pg_temp.chance('d.touched', n))
  from deal_batch d order by n`,
  `insert into search_entries (kind, id, title, detail, folded, digits, owner_id, department_id, at)
  select 'deal', d.id, d.title, concat_ws(', ', f.name, c.name), pg_temp.folded(d.title || ' ' || concat_ws(', ', f.name, c.name)), d.number::text, d.owner_id,
    d.department_id, d.updated_at
  from deal_batch b join deals d on d.id = b.id join companies f on f.id = d.company_id join contacts c on c.id = d.contact_id`,
  `insert into event_log (id, at, name, actor_kind, actor_id, department_id, subject_kind, subject_id, changes, payload)
  select pg_temp.an_id('lead.event' || step, n, at), at, name, case when step = 0 then 'visitor' else 'user' end, case when step > 0 then seller::text end,
    department_id, 'lead', lead_id, changes,
    jsonb_build_object('leadId', lead_id, 'number', n, 'title', title, 'version', step + 1) || more
  from (select n, seller, department_id, pg_temp.an_id('lead', n, at) as lead_id, product || ' – ' || city as title, step,
      b.at + step * interval '7 hours' as at,
      (array['lead.received', 'lead.accepted', 'lead.updated', 'lead.updated', 'lead.put_off', 'lead.resumed', case when becomes then 'lead.converted' else 'lead.rejected' end])[step + 1] as name,
      case when step in (2, 3) then jsonb_build_array(jsonb_build_object('field', 'amount', 'from', coalesce(amount, 0) / 2, 'to', amount)) end as changes,
      case step when 0 then jsonb_build_object('source', source, 'departmentId', department_id, 'amount', amount, 'ownerId', null)
        when 1 then jsonb_build_object('by', seller) when 4 then jsonb_build_object('until', b.at + interval '9 days', 'ownerId', seller)
        when 6 then jsonb_build_object('reason', 'not_interested') else '{}' end as more
    from batch b, generate_series(0, ${events.lead - 1}) step) e
  order by 1`,
  `insert into event_log (id, at, name, actor_kind, actor_id, department_id, subject_kind, subject_id, changes, payload)
  select pg_temp.an_id('deal.event' || step, n, at), at, name, 'user', seller, department_id, 'deal', id, changes,
    jsonb_build_object('dealId', id, 'number', n, 'title', title, 'version', step + 1) || more
  from (select n, seller, department_id, id, product || ' – ' || city as title, step, made + step * interval '9 hours' as at,
      case step when 0 then 'deal.created' when ${events.deal - 1} then case state when 'won' then 'deal.won' when 'lost' then 'deal.lost' else 'deal.updated' end else 'deal.updated' end as name,
      case when step in (3, 7) then jsonb_build_array(jsonb_build_object('field', 'expectedOn', 'from', null, 'to', (made + interval '60 days')::date)) end as changes,
      case step when 0 then jsonb_build_object('amount', amount, 'currency', currency, 'amountBase', amount, 'stage',
          jsonb_build_object('id', stage_id, 'pipelineId', pipeline_id, 'name', stage_name, 'probability', probability),
          'ownerId', seller, 'departmentId', department_id, 'leadId', lead_id, 'contactId', contact_id, 'companyId', company_id, 'custom', '{}'::jsonb)
        else jsonb_build_object('fields', '["expectedOn"]'::jsonb, 'ownerId', seller) end as more
    from deal_batch, generate_series(0, ${events.deal - 1}) step) e
  order by 1`,
  `insert into event_subjects (event_id, kind, id)
  select pg_temp.an_id('deal.event' || step, n, made + step * interval '9 hours'), k.kind, k.id
  from deal_batch, generate_series(0, ${events.deal - 1}, ${events.deal - 1}) step,
    lateral (values ('contact', contact_id), ('company', company_id)) as k(kind, id)`,
]

const TABLES = [
  'leads',
  'deals',
  'search_entries',
  'event_log',
  'event_subjects',
  'tasks',
  'contacts',
  'companies',
  'contact_points',
]

/**
 * Leads, what they became, whom it was about and what happened to them, in statements over whole pieces. The client must
 * be a superuser's: the rows are made to fit, so that nobody looks at each of their references, and the indexes are built afterwards.
 */
export async function fill(
  client: pg.ClientBase,
  leads: number,
  say: (line: string) => void,
  events: Events = EVENTS,
): Promise<void> {
  await client.query(
    "set session_replication_role = replica; set work_mem = '256MB'; set maintenance_work_mem = '1GB'; set synchronous_commit = off",
  )
  await client.query(TOOLS)
  const lists = {
    first: FIRST_NAMES,
    last: LAST_NAMES,
    trades: TRADES,
    streets: STREETS,
    cities: CITIES,
    products: PRODUCTS,
    sources: SOURCES,
    messages: MESSAGES,
  }
  for (const [what, list] of Object.entries(lists))
    await client.query('insert into words values ($1, $2)', [what, list])
  const { rows: indexes } = await client.query<{ name: string; def: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as def from pg_index
     where indrelid::regclass::text = any($1) and not indisunique`,
    [TABLES],
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)

  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
  const now = rows[0]!.now.toISOString()
  const since = new Date(rows[0]!.now.getTime() - 3 * 365 * 86_400_000).toISOString()
  const apart = `${(3 * 365 * 86_400) / leads} seconds`
  const customers = Math.max(100, Math.round(leads / 10))
  const began = performance.now()
  const so = () => `${Math.round((performance.now() - began) / 1000)} s`
  for (let from = 1; from <= customers; from += AT_ONCE) {
    await client.query(CUSTOMERS, [from, Math.min(customers, from + AT_ONCE - 1), since])
  }
  say(`  ${customers} companies and as many contacts, ${so()}`)
  for (let from = 1; from <= leads; from += AT_ONCE) {
    const to = Math.min(leads, from + AT_ONCE - 1)
    const values = [from, to, since, apart, leads, customers, now].map((value) =>
      typeof value === 'number' ? String(value) : `'${value}'`,
    )
    const given = (text: string) => text.replace(/\$(\d)/g, (_, n) => values[Number(n) - 1]!)
    await client.query('begin')
    await client.query(given(WHOLE))
    await client.query('analyze batch')
    for (const statement of statements(`'${since}'::timestamptz`, events)) await client.query(given(statement))
    await client.query('commit')
    say(`  ${to} of ${leads} leads with their deals and events, ${so()}`)
  }
  for (const { name, def } of indexes) {
    await client.query(def)
    say(`  index ${name}, ${so()}`)
  }
  await client.query('reset session_replication_role')
  await client.query(`vacuum (analyze) ${TABLES.join(', ')}`)
  say(`  analysed, ${so()}`)
}
