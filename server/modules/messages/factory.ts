import type { Cx } from '../../core/write.ts'
import { addAccount } from './commands/accounts.ts'
import type { NewAccount } from './schema.ts'

let made = 0

/** An account of a channel for tests. */
export async function makeAccount(cx: Cx, given: Partial<NewAccount> & Pick<NewAccount, 'channel'>): Promise<string> {
  made += 1
  const { id } = await addAccount(cx, {
    name: `Konto ${made}`,
    address: `konto${made}@firma.pl`,
    settings: { host: 'example.com', password: 'tajne' },
    ...given,
  })
  return id
}
