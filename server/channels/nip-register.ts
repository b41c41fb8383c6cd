import { ChannelTrouble } from '../core/channel.ts'
import { ask } from './http-api.ts'

const PATIENCE_MS = 8000

export interface RegisteredCompany {
  name: string
  address: string
}

/**
 * A company by its NIP from the register of VAT payers of the Polish Ministry of Finance ("Wykaz podatników VAT", API of
 * art. 96b of the VAT act: GET /api/search/nip/{nip}?date=YYYY-MM-DD answers {result: {subject: {name, residenceAddress,
 * workingAddress, ...} | null}}). Null for one that is not in it; throws ChannelTrouble when there is no answer to be had.
 */
export async function lookUpNip(
  url: string,
  { nip, on }: { nip: string; on: string },
): Promise<RegisteredCompany | null> {
  const { status, json } = await ask(`${url}/api/search/nip/${nip}?date=${on}`, { patienceMs: PATIENCE_MS })
  if (status === 404) return null
  const result = json?.result as { subject?: Record<string, unknown> | null } | undefined
  if (status !== 200 || !result) throw new ChannelTrouble(status >= 500 || status === 429 ? 'busy' : 'unreadable', '')
  const { subject } = result
  if (!subject) return null
  const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
  const name = text(subject.name).slice(0, 300)
  return name
    ? { name, address: (text(subject.workingAddress) || text(subject.residenceAddress)).slice(0, 1000) }
    : null
}
