import { isFeel, syntaxErrorOf } from './expression.ts'

/** An expression as FEEL, or why it is not: `language` names what it seems to be. */
export type Understood = { feel: string } | { language: string }

/**
 * Reads an expression of any tool as FEEL. FEEL stands as it is, with or without its `=`. Of other languages plain
 * comparisons and literals are understood (`${x > 5}`, `x == 5 && !late`, `true`), nothing that calls or assigns.
 */
export function understood(source: string, declared?: string): Understood {
  const text = source.trim()
  if (isFeel(text)) return { feel: text }
  const wrapped = /^[$#]\{([\s\S]*)\}$/.exec(text)
  if (!wrapped && (declared === undefined || isFeelName(declared)) && !/[$#]\{|==|&&|\|\|/.test(text)) {
    // a broken expression is told as such later on; one with a sign FEEL does not have may be of another language
    if (syntaxErrorOf(text) === null || !/[!;{}?]/.test(text)) return { feel: `=${text}` }
  }
  const inside = (wrapped ? wrapped[1]! : text).trim()
  const translated = translate(inside)
  if (translated !== null && syntaxErrorOf(translated) === null) return { feel: `=${translated}` }
  return { language: languageName(declared, wrapped !== null) }
}

/** Whether a language that a model declares is FEEL. */
export function isFeelName(language: string): boolean {
  return /feel/i.test(language) || /omg\.org\/spec\/DMN/i.test(language)
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)|(===|!==|==|!=|<=|>=|&&|\|\||[<>!()+*/-]))/y

const WORDS: Record<string, string> = {
  and: 'and',
  or: 'or',
  eq: '=',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  not: '!',
  true: 'true',
  false: 'false',
  null: 'null',
}
const SIGNS: Record<string, string> = { '==': '=', '===': '=', '!==': '!=', '&&': 'and', '||': 'or' }

/** The same in FEEL; null where it is more than names, literals, comparisons, logic and sums. */
function translate(text: string): string | null {
  const tokens: string[] = []
  let followsOperand = false
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text)
    if (!match) return null
    const [, string, number, name, sign] = match
    // a name before a bracket is a call
    if (name !== undefined && !Object.hasOwn(WORDS, name) && /^\s*[([]/.test(text.slice(TOKEN.lastIndex))) return null
    // two operands side by side would be one name with a space in FEEL, and mean something else elsewhere
    const isOperand = sign === undefined && !isOperator(name)
    if (isOperand && followsOperand) return null
    followsOperand = isOperand || sign === ')'
    if (string !== undefined) tokens.push(JSON.stringify(unquoted(string)))
    else if (number !== undefined) tokens.push(number)
    else if (name !== undefined) tokens.push(Object.hasOwn(WORDS, name) ? WORDS[name]! : name)
    else tokens.push(SIGNS[sign!] ?? sign!)
  }
  return tokens.length === 0 ? null : negated(tokens)
}

function isOperator(name: string | undefined): boolean {
  return name !== undefined && Object.hasOwn(WORDS, name) && !['true', 'false', 'null'].includes(name)
}

/** FEEL writes `not(x)`; elsewhere `!` stands before a name or a bracket. */
function negated(tokens: string[]): string | null {
  const out: string[] = []
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at] !== '!') {
      out.push(tokens[at]!)
      continue
    }
    const end = operandEnd(tokens, at + 1)
    if (end === null) return null
    const inner = negated(tokens.slice(at + 1, end))
    if (inner === null) return null
    out.push(`not(${inner})`)
    at = end - 1
  }
  return out.join(' ')
}

function operandEnd(tokens: string[], from: number): number | null {
  if (tokens[from] === undefined) return null
  if (tokens[from] === '!') return operandEnd(tokens, from + 1)
  if (tokens[from] !== '(') return from + 1
  let depth = 0
  for (let at = from; at < tokens.length; at++) {
    if (tokens[at] === '(') depth++
    if (tokens[at] === ')' && --depth === 0) return at + 1
  }
  return null
}

function unquoted(string: string): string {
  return string.slice(1, -1).replace(/\\(.)/g, '$1')
}

function languageName(declared: string | undefined, isWrapped: boolean): string {
  if (declared !== undefined && !isFeelName(declared)) return declared
  return isWrapped ? 'JUEL' : '?'
}
