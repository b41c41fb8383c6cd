import type { Cx } from '../../core/write.ts'
import { createContract } from './commands/create-contract.ts'

let made = 0

/** A contract for tests and seeds; what is given wins. */
export async function makeContract(
  cx: Cx,
  given: Partial<Parameters<typeof createContract>[1]> = {},
): Promise<{ id: string }> {
  made += 1
  return createContract(cx, { title: `Umowa ${made}`, value: 1_000_000, ...given })
}
