import type { Mapping } from './graph.ts'

type Context = Record<string, unknown>

/** The variables that mappings write. A mapping reads what the ones before it wrote. */
export function mapped(
  mappings: Mapping[],
  context: Context,
  evaluate: (source: string, context: Context) => unknown,
): Context {
  const result: Context = {}
  const seen = { ...context }
  for (const { source, target } of mappings) {
    const [name, ...path] = target.split('.')
    result[name!] = placed(seen[name!], path, evaluate(source, seen))
    seen[name!] = result[name!]
  }
  return result
}

function placed(current: unknown, path: string[], value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  const known = typeof current === 'object' && current !== null && !Array.isArray(current) ? current : {}
  return { ...known, [key]: placed((known as Context)[key], rest, value) }
}
