/** One line that a benchmark is held to: `value` in `unit`, which has to reach (or, with `atMost`, not pass) `bar`. */
export interface Bar {
  what: string
  value: number
  unit: string
  bar: number
  holds: boolean
}

/** What a benchmark found. `figures` are printed beside the bars and judged by nobody. */
export interface Result {
  bench: string
  bars: Bar[]
  figures: Record<string, number | string>
}

export interface Options {
  /** A fiftieth of the size. */
  quick: boolean
  /** How many things wait, where a benchmark lets one choose. */
  size?: number
  /** A folder whose database is kept: what it holds already is not made again. */
  keep?: string
  /** Only these parts of a benchmark that has several; all when empty. */
  parts: string[]
  /** One line of progress; it goes to stderr, so that stdout ends with the result. */
  say(line: string): void
}

export type Benchmark = (options: Options) => Promise<Result>

export const atLeast = (what: string, value: number, unit: string, bar: number): Bar => ({
  what,
  value: rounded(value),
  unit,
  bar,
  holds: value >= bar,
})

export const atMost = (what: string, value: number, unit: string, bar: number): Bar => ({
  what,
  value: rounded(value),
  unit,
  bar,
  holds: value <= bar,
})

export const rounded = (value: number): number => Number(value.toPrecision(value >= 100 ? 4 : 3))

/** The smallest value that `share` (0 to 1) of the values do not pass. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Runs `task` `count` times from `callers` at once, each beginning its next one when its last is answered. */
export async function callers(
  count: number,
  callers: number,
  task: (index: number, caller: number) => Promise<void>,
): Promise<{ seconds: number; milliseconds: number[] }> {
  const milliseconds: number[] = []
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let index = next++; index < count; index = next++) {
        const sent = performance.now()
        await task(index, caller)
        milliseconds.push(performance.now() - sent)
      }
    }),
  )
  return { seconds: (performance.now() - began) / 1000, milliseconds }
}
