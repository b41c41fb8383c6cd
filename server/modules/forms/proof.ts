import { createHash, createHmac } from 'node:crypto'
import { type Challenge, createChallenge, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/sha'
import { z } from 'zod'
import { Refusal } from '../../core/errors.ts'

const VALID_MS = 20 * 60 * 1000
// Half a second of a visitor's processor while he types; for who sends ten thousand, hours.
const EASIEST = 100_000
const HARDEST = 300_000

const keysOf = (secret: string) => {
  const key = (use: string) => createHmac('sha256', secret).update(`forms:${use}`).digest('hex')
  return { hmacSignatureSecret: key('challenge'), hmacKeySignatureSecret: key('solution') }
}

/**
 * An ALTCHA challenge for one form. The answer is fixed beforehand (deterministic mode), so checking costs the server
 * one HMAC however hard the search was.
 */
export function newChallenge(secret: string, formKey: string): Promise<Challenge> {
  return createChallenge({
    algorithm: 'SHA-256',
    cost: 1,
    counter: randomInt(HARDEST, EASIEST),
    deriveKey,
    expiresAt: new Date(Date.now() + VALID_MS),
    data: { form: formKey },
    ...keysOf(secret),
  })
}

const hex = z
  .string()
  .regex(/^(?:[0-9a-f]{2})+$/)
  .max(128)
const payload = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal('SHA-256'),
      nonce: hex,
      salt: hex,
      cost: z.literal(1),
      keyLength: z.literal(32),
      keyPrefix: hex,
      expiresAt: z.number(),
      data: z.object({ form: z.string() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number().int(), derivedKey: hex }),
})

export interface Proof {
  digest: Buffer
  expiresAt: Date
}

/**
 * Reads a solved challenge. Nothing, another form's or an expired one asks for a new one (`form.proof_required`); one we
 * never gave out or that is not solved is a program's (`form.spam`). Whether it was used before, the transaction tells.
 */
export async function readProof(secret: string, formKey: string, sent: string | undefined): Promise<Proof> {
  const required = () => new Refusal('form.proof_required', { status: 422 })
  if (!sent) throw required()
  const read = payload.safeParse(parsed(sent))
  if (!read.success) throw new Refusal('form.spam', { status: 422 })
  const { challenge, solution } = read.data
  const verified = await verifySolution({ challenge, solution, deriveKey, ...keysOf(secret) })
  if (verified.expired) throw required()
  if (!verified.verified) throw new Refusal('form.spam', { status: 422 })
  if (challenge.parameters.data.form !== formKey) throw required()
  return {
    digest: createHash('sha256').update(challenge.signature).digest(),
    expiresAt: new Date(challenge.parameters.expiresAt * 1000),
  }
}

function parsed(sent: string): unknown {
  try {
    return JSON.parse(Buffer.from(sent, 'base64').toString('utf8'))
  } catch {
    return null
  }
}
