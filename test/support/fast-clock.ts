import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Machine time that runs `times` as fast from now on, for a Tok started with `env` over a database in which `statements` were run: in
 * its database and in the engine's thread, whose timers keep to it. So pauses of minutes are walked through, not skipped.
 */
export function fastClock(folder: string, times: number): { env: Record<string, string>; statements: string[] } {
  const begun = Date.now()
  const file = join(folder, 'fast-clock.cjs')
  writeFileSync(
    file,
    `if (!require('node:worker_threads').isMainThread) {
  const { now } = Date
  const RealDate = Date
  const fast = () => ${begun} + (now() - ${begun}) * ${times}
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(fast())
      else super(...given)
    }
    static now() {
      return Math.floor(fast())
    }
  }
  const timers = require('node:timers')
  const promises = require('node:timers/promises')
  for (const name of ['setTimeout', 'setInterval']) {
    const real = globalThis[name]
    const sooner = (run, ms, ...more) => real(run, (ms ?? 0) / ${times}, ...more)
    Object.defineProperty(sooner, require('node:util').promisify.custom, { value: (ms, ...more) => promises[name](ms, ...more) })
    globalThis[name] = timers[name] = sooner
    const promised = promises[name]
    promises[name] = (ms, ...more) => promised((ms ?? 0) / ${times}, ...more)
  }
  require('node:module').syncBuiltinESMExports()
}
`,
  )
  return {
    env: { NODE_OPTIONS: `--require ${file}` },
    statements: [
      'create schema fast',
      'grant usage on schema fast to public',
      // An unqualified clock_timestamp() is looked for here before the built-in one.
      `create function fast.clock_timestamp() returns timestamptz language sql volatile as $$
        select to_timestamp(${begun / 1000}) + (pg_catalog.clock_timestamp() - to_timestamp(${begun / 1000})) * ${times} $$`,
      'alter database tok set search_path = public, fast, pg_catalog',
    ],
  }
}

/** The environment of a Tok whose machine's clock is `ms` ahead of the true time (or behind it), in all its threads. */
export function skewedClock(folder: string, ms: number): Record<string, string> {
  const file = join(folder, `clock-${ms}.cjs`)
  writeFileSync(
    file,
    `const RealDate = Date
const { now } = Date
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(now() + ${ms})
    else super(...given)
  }
  static now() {
    return now() + ${ms}
  }
}
`,
  )
  return { NODE_OPTIONS: `--require ${file}` }
}
