import { sql } from 'kysely'
import { newId } from '../../core/ids.ts'
import type { Cx } from '../../core/write.ts'
import { createExchange } from './commands/exchanges.ts'
import { hearCalls } from './commands/hear-calls.ts'
import type { ExchangeEvent } from './schema.ts'

let made = 0

/** An exchange that posts its events; what it is to sign them with comes along. */
export async function makeExchange(
  cx: Cx,
  given: { name?: string; departmentId?: string | null } = {},
): Promise<{ id: string; secret: string }> {
  made += 1
  const { id, secret } = await createExchange(cx, {
    kind: 'webhook',
    ...{ name: `Centrala ${made}`, departmentId: null, callBackWithin: 'PT1H', active: true },
    ...given,
  })
  return { id, secret: secret! }
}

/** A call of an exchange of its own, missed unless told otherwise. */
export async function makeCall(
  cx: Cx,
  given: Partial<ExchangeEvent> & { departmentId?: string | null; ownerId?: string | null } = {},
): Promise<{ id: string; exchangeId: string; externalId: string }> {
  const { departmentId = null, ownerId, ...event } = given
  const { id: exchangeId } = await makeExchange(cx, { departmentId })
  const externalId = newId()
  const number = `+4860199${String(1000 + made).slice(-4)}`
  await hearCalls(cx, { id: exchangeId, departmentId, callBackWithin: 'PT1H' }, [
    {
      ...{ event: 'missed', call: externalId, direction: 'in', number, extension: null, at: null, seconds: null },
      ...event,
    } as ExchangeEvent,
  ])
  const { rows } = await sql<{ id: string }>`update calls set employee_id = coalesce(${ownerId ?? null}, employee_id),
      department_id = ${departmentId} where exchange_id = ${exchangeId} returning id`.execute(cx.db)
  return { id: rows[0]!.id, exchangeId, externalId }
}
