import type pg from 'pg'
import { callers, median, rounded } from '../measure.ts'

export const CALLERS = 16

/** Plain work of the same database on the same machine, measured between the rounds of each row. */
export interface Reference {
  /** Single-row deletes with SKIP LOCKED, each its own transaction, a second. */
  r1(): Promise<number>
  /** The same a hundred rows at once, in rows a second. */
  r100(): Promise<number>
  figures(): Record<string, number>
}

const take = (limit: number) => `delete from bench_queue where id = any(array(
  select id from bench_queue order by id for update skip locked limit ${limit}))`
const TAKE_ONE =
  'delete from bench_queue where id = (select id from bench_queue order by id for update skip locked limit 1)'

export async function openReference(pool: pg.Pool, quick: boolean): Promise<Reference> {
  await pool.query('create table bench_queue (id bigint generated always as identity primary key, note text not null)')
  const rates = { r1: [] as number[], r100: [] as number[] }
  const measure = async (into: number[], transactions: number, limit: number, text: string) => {
    await pool.query('truncate bench_queue')
    await pool.query("insert into bench_queue (note) select 'a row to take' from generate_series(1, $1::int)", [
      transactions * limit,
    ])
    await pool.query('analyze bench_queue')
    const { seconds } = await callers(transactions, CALLERS, async () => {
      const { rowCount } = await pool.query({ name: `take-${limit}`, text })
      if (rowCount !== limit) throw new Error(`took ${rowCount} rows instead of ${limit}`)
    })
    into.push((transactions * limit) / seconds)
    return into.at(-1)!
  }
  return {
    r1: () => measure(rates.r1, quick ? 2000 : 20_000, 1, TAKE_ONE),
    r100: () => measure(rates.r100, quick ? 200 : 2000, 100, take(100)),
    figures: () => ({
      'R1, single-row transactions/s': rounded(median(rates.r1)),
      'R1, lowest': rounded(Math.min(...rates.r1)),
      'R1, highest': rounded(Math.max(...rates.r1)),
      'R100, rows/s': rounded(median(rates.r100)),
    }),
  }
}
