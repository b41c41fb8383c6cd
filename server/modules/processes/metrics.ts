import { sql } from 'kysely'
import type { Db } from '../../core/db.ts'

interface Metric {
  name: string
  help: string
  type: 'gauge' | 'counter'
  values: { labels?: Record<string, string>; value: number }[]
}

/**
 * The figures of the engine in Prometheus' text format (version 0.0.4). Read from the database, so that every node says the same
 * and nothing is lost with a node.
 */
export async function metricsText(db: Db): Promise<string> {
  const [cases, incidents, outbox, timers, beats, held] = await Promise.all([
    sql<{ key: string; status: string; n: number }>`select p.key, c.status, c.n from processes p cross join lateral (
        select case when i.suspended_at is null then 'active' else 'suspended' end as status, count(*)::int as n
        from process_instances i where i.process_key = p.key and i.status = 'active' group by 1) c`.execute(db),
    sql<{
      key: string
      code: string
      n: number
    }>`select i.process_key as key, n.code, count(*)::int as n from process_incidents n
      join process_instances i on i.id = n.instance_id where n.resolved_at is null and i.status = 'active' group by 1, 2`.execute(
      db,
    ),
    sql<{
      kind: string
      state: string
      lane: string
      n: number
    }>`select kind, state, case when slow then 'flood' else 'usual' end as lane,
      count(*)::int as n from outbox group by 1, 2, 3`.execute(db),
    sql<{ due: number; late: number }>`select count(*)::int as due,
        coalesce(extract(epoch from business_now() - min(due_at)), 0)::float8 as late
      from process_waits where kind = 'timer' and due_at <= business_now()`.execute(db),
    sql<{
      node: string
      age: number
    }>`select node, extract(epoch from clock_timestamp() - beat_at)::float8 as age from worker_beats
      where roles like '%worker%'`.execute(db),
    sql<{ key: string }>`select key from processes where held_at is not null`.execute(db),
  ])
  const metrics: Metric[] = [
    {
      name: 'tok_process_instances',
      help: 'Running cases by process and state',
      type: 'gauge',
      values: cases.rows.map(({ key, status, n }) => ({ labels: { process: key, status }, value: n })),
    },
    {
      name: 'tok_process_incidents',
      help: 'Open incidents by process and code',
      type: 'gauge',
      values: incidents.rows.map(({ key, code, n }) => ({ labels: { process: key, code }, value: n })),
    },
    {
      name: 'tok_outbox_rows',
      help: 'Rows that wait in the outbox',
      type: 'gauge',
      values: outbox.rows.map(({ n, ...labels }) => ({ labels, value: n })),
    },
    {
      name: 'tok_timers_due',
      help: 'Timers that are due and have not fired',
      type: 'gauge',
      values: [{ value: timers.rows[0]!.due }],
    },
    {
      name: 'tok_timer_lateness_seconds',
      help: 'How late the oldest due timer is',
      type: 'gauge',
      values: [{ value: timers.rows[0]!.late }],
    },
    {
      name: 'tok_worker_beat_age_seconds',
      help: 'Since when each worker was last heard of',
      type: 'gauge',
      values: beats.rows.map(({ node, age }) => ({ labels: { node }, value: age })),
    },
    {
      name: 'tok_process_held',
      help: 'Processes whose starts the guard holds',
      type: 'gauge',
      values: held.rows.map(({ key }) => ({ labels: { process: key }, value: 1 })),
    },
  ]
  return metrics.map(written).join('')
}

function written({ name, help, type, values }: Metric): string {
  const lines = values.map(({ labels = {}, value }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}=${JSON.stringify(text)}`)
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`
  })
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n')
}
