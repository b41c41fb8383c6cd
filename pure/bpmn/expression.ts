import { dateAndTime, evaluate as evaluateFeel, parseDate, parseExpression, parseUnaryTests, unaryTest } from 'feelin'
import { DateTime } from 'luxon'

export type Evaluation = { value: unknown } | { error: string }

/** The instant that `now()` and `today()` read. FEEL's own would read the machine's clock. */
export interface FeelClock {
  now: string
  zone: string
}

interface Compiled {
  text: string
  syntaxError?: string
  /** Top-level names it reads */
  reads: string[]
  fast?: (context: Record<string, unknown>) => unknown
  constant?: Evaluation
}

/** Said by a fast path that met something only the full interpreter knows how to treat. */
const UNSURE = Symbol('unsure')
type Fast = (context: Record<string, unknown>) => unknown

interface Node {
  name: string
  from: number
  to: number
  children: Node[]
}

const CACHE_LIMIT = 5_000
const compiled = new Map<string, Compiled>()
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u
const MISSING = new Set(['NO_VARIABLE_FOUND', 'NO_CONTEXT_ENTRY_FOUND', 'NO_PROPERTY_FOUND'])

/** Evaluates a FEEL expression, with or without its leading `=`. `now()` and `today()` need a clock. Never throws. */
export function evaluate(expression: string, context: Record<string, unknown>, clock?: FeelClock): Evaluation {
  const { result } = evaluateWatchingNames(expression, context, clock)
  return result
}

/**
 * As `evaluate`, and says which variables the expression asked for that are not there: an empty value because a
 * setting is off and an empty value because of a misspelt name must not look the same.
 */
export function evaluateWatchingNames(
  expression: string,
  context: Record<string, unknown>,
  clock?: FeelClock,
): { result: Evaluation; unknownNames: string[] } {
  const program = compile(expression)
  if (program.syntaxError)
    return { result: { error: failure(program, context, program.syntaxError) }, unknownNames: [] }
  if (program.constant) return { result: program.constant, unknownNames: [] }
  if (program.fast) {
    const value = program.fast(context)
    if (value !== UNSURE) return { result: { value }, unknownNames: [] }
  }
  return interpret(program, context, clock)
}

/** What keeps an expression from parsing, null when it parses. */
export function syntaxErrorOf(expression: string): string | null {
  return compile(expression).syntaxError ?? null
}

/** Whether a value passes unary tests of FEEL such as `> 5`, `"a", "b"` or `-`; an error says what kept it from being seen. */
export function holdsFor(
  tests: string,
  value: unknown,
  context: Record<string, unknown>,
  clock?: FeelClock,
): Evaluation {
  if (tests === '-') return { value: true }
  try {
    return { value: unaryTest(tests, { ...clockFunctions(clock), ...context, '?': value }).value === true }
  } catch (error) {
    return { error: `${tests}: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** What keeps unary tests from parsing, null when they parse. */
export function unarySyntaxErrorOf(tests: string): string | null {
  return tests === '-' ? null : faultIn(tests, (text) => parseUnaryTests(text, {}, undefined))
}

/** The message of a failed expression: the expression, what went wrong, and the values it read. */
export function expressionFailure(expression: string, context: Record<string, unknown>, reason: string): string {
  return failure(compile(expression), context, reason)
}

/** Whether a text of the model is FEEL, as Camunda 8 writes it. */
export function isFeel(text: string): boolean {
  return text.startsWith('=')
}

function compile(expression: string): Compiled {
  const known = compiled.get(expression)
  if (known) return known
  const program = compileText(expression)
  if (compiled.size >= CACHE_LIMIT) compiled.delete(compiled.keys().next().value as string)
  compiled.set(expression, program)
  return program
}

function compileText(expression: string): Compiled {
  const text = (isFeel(expression) ? expression.slice(1) : expression).trim()
  if (text === '') return { text, reads: [], syntaxError: 'it is empty' }
  let root: Node
  try {
    root = syntaxTree(text, parseExpression(text, {}, undefined))
  } catch (error) {
    return { text, reads: [], syntaxError: error instanceof Error ? error.message : String(error) }
  }
  const reads = new Set<string>()
  const broken = collect(root, text, reads)
  if (broken) {
    const where = text.slice(broken.from).trim()
    return { text, reads: [...reads], syntaxError: where ? `it cannot be read at "${where}"` : 'it ends too early' }
  }
  const program: Compiled = { text, reads: [...reads] }
  const fast = root.children[0] && fastPath(root.children[0], text)
  if (fast) program.fast = fast
  else if (reads.size === 0) program.constant = interpret(program, {}, undefined).result
  return program
}

type Tree = ReturnType<typeof parseExpression>

const ERROR_NODE = '\u26a0'

function faultIn(text: string, parse: (text: string) => Tree): string | null {
  try {
    const broken = collect(syntaxTree(text, parse(text)), text, new Set())
    if (!broken) return null
    const where = text.slice(broken.from).trim()
    return where ? `it cannot be read at "${where}"` : 'it ends too early'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function syntaxTree(text: string, tree: Tree): Node {
  const root: Node = { name: '', from: 0, to: text.length, children: [] }
  const stack = [root]
  tree.iterate({
    enter(ref) {
      const node: Node = { name: ref.type.isError ? ERROR_NODE : ref.name, from: ref.from, to: ref.to, children: [] }
      if (!ref.type.isSkipped || ref.type.isError) stack[stack.length - 1]!.children.push(node)
      stack.push(node)
    },
    leave() {
      stack.pop()
    },
  })
  return root.children[0] ?? root
}

function collect(node: Node, text: string, reads: Set<string>): Node | null {
  if (node.name === ERROR_NODE) return node
  if (node.name === 'VariableName') reads.add(text.slice(node.from, node.to))
  for (const child of node.children) {
    const broken = collect(child, text, reads)
    if (broken) return broken
  }
  return null
}

/**
 * The full interpreter parses the text anew each time (a tenth of a millisecond). What conditions mostly are - paths,
 * literals, comparisons, and, or, not, sums - runs here instead, on plain values of one type only; anything else,
 * a missing name above all, is UNSURE and left to the interpreter, so that there is one truth about FEEL.
 */
function fastPath(node: Node, text: string): Fast | null {
  const source = text.slice(node.from, node.to)
  const [first, second, third] = node.children
  switch (node.name) {
    case 'NumericLiteral': {
      if (!/^-?\d+(\.\d+)?$/.test(source)) return null
      const value = Number(source)
      return () => value
    }
    case 'StringLiteral': {
      if (source.includes('\\')) return null
      const value = source.slice(1, -1)
      return () => value
    }
    case 'BooleanLiteral': {
      const value = source === 'true'
      return () => value
    }
    case 'null':
      return () => null
    case 'VariableName':
      return PLAIN_NAME.test(source) ? (context) => ownValue(context, source) : null
    case 'PathExpression': {
      const target = first && fastPath(first, text)
      const key = third && text.slice(third.from, third.to)
      if (!target || !key || !PLAIN_NAME.test(key)) return null
      return (context) => {
        const value = target(context)
        if (!isPlainObject(value)) return UNSURE
        if (Object.hasOwn(value, key)) return ownValue(value, key)
        // FEEL also finds keys that differ in spaces only; without such keys, what is missing is empty
        return Object.keys(value).every((each) => PLAIN_NAME.test(each)) ? null : UNSURE
      }
    }
    case 'IfExpression': {
      const [, condition, , whenTrue, , whenFalse] = node.children.map((child) => fastPath(child, text))
      if (!condition || !whenTrue || !whenFalse) return null
      return (context) => {
        const holds = condition(context)
        if (typeof holds !== 'boolean') return UNSURE
        return holds ? whenTrue(context) : whenFalse(context)
      }
    }
    case 'List': {
      const items = node.children.filter((child) => child.name !== '[' && child.name !== ']')
      const fast = items.map((item) => fastPath(item, text))
      if (!fast.every((item) => item !== null)) return null
      return (context) => {
        const values = fast.map((item) => item(context))
        return values.includes(UNSURE) ? UNSURE : values
      }
    }
    case 'Context': {
      const entries = node.children.filter((child) => child.name === 'ContextEntry')
      const keys = entries.map((entry) => text.slice(entry.children[0]!.from, entry.children[0]!.to))
      const values = entries.map((entry) => entry.children.length === 2 && fastPath(entry.children[1]!, text))
      if (!keys.every((key) => PLAIN_NAME.test(key)) || !values.every((value) => value !== false && value !== null))
        return null
      // An entry can name the entries before it
      const named = entries.map((entry) => {
        const reads = new Set<string>()
        collect(entry.children[1]!, text, reads)
        return reads
      })
      if (named.some((reads, i) => keys.slice(0, i).some((key) => reads.has(key)))) return null
      return (context) => {
        const made: Record<string, unknown> = {}
        for (const [i, key] of keys.entries()) {
          const value = (values[i] as Fast)(context)
          if (value === UNSURE) return UNSURE
          made[key] = value
        }
        return made
      }
    }
    case 'ParenthesizedExpression':
      return node.children.length === 3 && second ? fastPath(second, text) : null
    case 'Conjunction':
    case 'Disjunction': {
      const left = first && fastPath(first, text)
      const right = third && fastPath(third, text)
      if (!left || !right) return null
      const isAnd = node.name === 'Conjunction'
      return (context) => {
        const a = left(context)
        const b = right(context)
        if (typeof a !== 'boolean' || typeof b !== 'boolean') return UNSURE
        return isAnd ? a && b : a || b
      }
    }
    case 'FunctionInvocation': {
      // not(x) is the one call in nearly every condition
      const argument = third?.name === 'PositionalParameters' && third.children.length === 1 && third.children[0]
      if (!first || text.slice(first.from, first.to) !== 'not' || !argument) return null
      const inner = fastPath(argument, text)
      if (!inner) return null
      return (context) => {
        const value = inner(context)
        return typeof value === 'boolean' && !Object.hasOwn(context, 'not') ? !value : UNSURE
      }
    }
    case 'Comparison': {
      if (node.children.length !== 3 || second?.name !== 'CompareOp') return null
      const left = first && fastPath(first, text)
      const right = third && fastPath(third, text)
      if (!left || !right) return null
      return compare(text.slice(second.from, second.to), left, right)
    }
    case 'ArithmeticExpression': {
      if (node.children.length !== 3 || second?.name !== 'ArithOp') return null
      const left = first && fastPath(first, text)
      const right = third && fastPath(third, text)
      if (!left || !right) return null
      return calculate(text.slice(second.from, second.to), left, right)
    }
    default:
      return null
  }
}

function compare(operator: string, left: Fast, right: Fast): Fast | null {
  if (operator === '=' || operator === '!=') {
    const whenSame = operator === '='
    return (context) => {
      const a = left(context)
      const b = right(context)
      if (a === UNSURE || b === UNSURE) return UNSURE
      if (a === null || b === null) return (a === b) === whenSame
      if (typeof a !== typeof b || typeof a === 'object') return UNSURE
      return (a === b) === whenSame
    }
  }
  const holds = {
    '<': (a: number, b: number) => a < b,
    '<=': (a: number, b: number) => a <= b,
    '>': (a: number, b: number) => a > b,
    '>=': (a: number, b: number) => a >= b,
  }[operator]
  if (!holds) return null
  return (context) => {
    const a = left(context)
    const b = right(context)
    return typeof a === 'number' && typeof b === 'number' ? holds(a, b) : UNSURE
  }
}

function calculate(operator: string, left: Fast, right: Fast): Fast | null {
  const compute = {
    '+': (a: number, b: number) => a + b,
    '-': (a: number, b: number) => a - b,
    '*': (a: number, b: number) => a * b,
  }[operator]
  if (!compute) return null
  return (context) => {
    const a = left(context)
    const b = right(context)
    if (typeof a === 'number' && typeof b === 'number') return compute(a, b)
    if (operator === '+' && typeof a === 'string' && typeof b === 'string') return a + b
    return UNSURE
  }
}

function ownValue(context: Record<string, unknown>, key: string): unknown {
  if (!Object.hasOwn(context, key)) return UNSURE
  const value = context[key]
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : UNSURE
    case 'object':
      return value === null || Array.isArray(value) || isPlainObject(value) ? value : UNSURE
    default:
      return UNSURE
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function interpret(
  program: Compiled,
  context: Record<string, unknown>,
  clock: FeelClock | undefined,
): { result: Evaluation; unknownNames: string[] } {
  const unknownNames: string[] = []
  try {
    const { value, warnings } = evaluateFeel(program.text, { ...clockFunctions(clock), ...readable(program, context) })
    for (const warning of warnings) {
      if (warning.type === 'NO_VARIABLE_FOUND') unknownNames.push(quotedName(warning.message))
    }
    const fault = value === null && warnings.find((warning) => !MISSING.has(warning.type))
    if (fault) return { result: { error: failure(program, context, fault.message) }, unknownNames }
    return { result: { value: toJson(value) }, unknownNames }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { result: { error: failure(program, context, reason) }, unknownNames }
  }
}

/** The interpreter copies and indexes the whole context at each call: it gets only what the expression can name. */
function readable(program: Compiled, context: Record<string, unknown>): Record<string, unknown> {
  const visible: Record<string, unknown> = {}
  for (const key of Object.keys(context)) {
    if (!PLAIN_NAME.test(key) || program.reads.some((name) => name === key || name.includes(' '))) {
      visible[key] = context[key]
    }
  }
  return visible
}

function clockFunctions(clock: FeelClock | undefined): Record<string, unknown> {
  const at = () => {
    if (!clock) throw new Error('now() and today() cannot be used here')
    return DateTime.fromISO(clock.now, { zone: clock.zone })
  }
  return {
    now: () => dateAndTime(at().toISO({ includeOffset: true }) ?? ''),
    today: () => parseDate(at().toISODate() ?? ''),
    // Camunda 8's own addition to FEEL, for timers
    cycle: (count: unknown, interval: unknown) => {
      if (interval === undefined) return count === null ? null : `R/${String(count)}`
      return interval === null ? null : `R${count === null ? '' : String(count)}/${String(interval)}`
    },
  }
}

function failure(program: Compiled, context: Record<string, unknown>, reason: string): string {
  const values = program.reads
    .filter((name) => Object.hasOwn(context, name))
    .map((name) => `${name} = ${shortened(context[name])}`)
  const short = reason.length > 200 ? `${reason.slice(0, 197)}...` : reason
  return `The expression "${program.text}" failed: ${short}${values.length > 0 ? ` (${values.join(', ')})` : ''}`
}

/** A value as a message shows it: one line, not the whole record. */
export function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 120 ? `${text.slice(0, 117)}...` : text
}

function quotedName(message: string): string {
  return /'(.*)'/.exec(message)?.[1] ?? message
}

/** FEEL's own dates and durations become the ISO texts that a variable can store. */
function toJson(value: unknown): unknown {
  if (value === null || value === undefined) return null
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'object':
      break
    default:
      return null
  }
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof Date) return value.toISOString()
  if (!isPlainObject(value)) return 'toJSON' in value ? (value as { toJSON(): unknown }).toJSON() : null
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]))
}
