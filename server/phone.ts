import type { Command } from 'commander'
import { AmiSimulator } from './channels/telephony/simulator.ts'
import { askTok, sendToTok } from './channels/tok.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

interface RingOptions {
  miss?: boolean
  answer?: string
  rings?: string
  exchange?: string
  url: string
  token?: string
}

/** Adds `tok phone ring` and `tok phone exchange`. */
export function describePhone(phone: Command): void {
  phone
    .command('ring')
    .description('ring a running Tok as if this number called, by a simulated exchange')
    .argument('<number>', 'who calls, e.g. +48601224718')
    .option('--miss', 'nobody answers (unless --answer is given)')
    .option('--answer <extension>', 'the telephone that is rung and answers')
    .option('--rings <extension>', 'the telephone that is rung and not answered')
    .option('--exchange <name>', 'of several exchanges the one with this name')
    .option('--url <address>', 'where Tok runs', process.env.TOK_URL ?? `http://localhost:${process.env.PORT ?? 3000}`)
    .option(
      '--token <token>',
      'of an owner or administrator (`tok token create`); the demo needs none',
      process.env.TOK_TOKEN,
    )
    .action(async (number: string, options: RingOptions) => {
      const headers = await signedIn(options)
      const { items } = (await askTok(options.url, headers, 'GET', '/api/exchanges')) as {
        items: { id: string; name: string }[]
      }
      const exchange = options.exchange ? items.find(({ name }) => name === options.exchange) : items[0]
      if (!exchange)
        throw new Error(
          options.exchange
            ? `there is no exchange ${options.exchange}`
            : 'there is no exchange yet: add one in the settings, Telephone',
        )
      const outcome = options.answer ? 'answered' : 'missed'
      const extension = options.answer ?? options.rings ?? null
      await askTok(options.url, headers, 'POST', `/api/exchanges/${exchange.id}/try-out`, {
        number,
        outcome,
        extension,
      })
      say(`  ${number} rings at ${exchange.name}${options.answer ? `, ${options.answer} answers` : ', nobody answers'}`)
    })

  phone
    .command('exchange')
    .description(
      'a simulated Asterisk to connect Tok to (AMI): user tok, password tok; ring it by lines "NUMBER [EXTENSION]"',
    )
    .option('--port <port>', 'where it listens, on loopback', '5038')
    .action(async (options: { port: string }) => {
      const asterisk = await AmiSimulator.start({ user: 'tok', password: 'tok', port: Number(options.port) })
      say(
        `  AMI at 127.0.0.1:${asterisk.account.port}, user tok, password tok. A line "+48601224718 101" rings, and 101 answers.`,
      )
      process.stdin.setEncoding('utf8')
      for await (const lines of process.stdin) {
        for (const line of String(lines)
          .split('\n')
          .filter((one) => one.trim())) {
          const [number, extension = null] = line.trim().split(/\s+/) as [string, string?]
          void asterisk
            .ring({ number, extension, outcome: extension ? 'answered' : 'missed', ringSeconds: 4, talkSeconds: 8 })
            .then((id) => say(`  ${number}: over (${id})`))
        }
      }
      await asterisk.stop()
    })
}

/** By the token, or in the demo as its owner, who lets everybody in. */
async function signedIn(options: RingOptions): Promise<Record<string, string>> {
  if (options.token) return { authorization: `Bearer ${options.token}` }
  const start = (await askTok(options.url, {}, 'GET', '/api/start')) as {
    demo: boolean
    people?: { id: string; role: string }[]
  }
  const owner = start.people?.find(({ role }) => role === 'owner')
  if (!start.demo || !owner)
    throw new Error('say who you are: --token, or TOK_TOKEN (`tok token create --user E-MAIL`)')
  const answer = await sendToTok(options.url, {}, 'POST', '/api/demo/enter', { userId: owner.id })
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0])
  return { cookie: cookie.join('; '), origin: new URL(options.url).origin }
}
