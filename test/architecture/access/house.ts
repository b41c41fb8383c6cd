import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { chatChannel } from '../../../server/channels/chat/chat.ts'
import { newId } from '../../../server/core/ids.ts'
import { createDefaultPipeline } from '../../../server/modules/deals/commands/create-default-pipeline.ts'
import { changeInvoicing } from '../../../server/modules/invoices/commands/settings.ts'
import { makeKind } from '../../../server/modules/kinds/factory.ts'
import { changeMailSettings } from '../../../server/modules/mail/commands.ts'
import { createStage } from '../../../server/modules/pipelines/commands/stages.ts'
import { addEmployee } from '../../../server/modules/staff/commands/add-employee.ts'
import { updateDepartment } from '../../../server/modules/staff/commands/update-department.ts'
import { FakeChannel } from '../../support/fake-channel.ts'
import { OWNER_PASSWORD, testWorld } from '../../support/world.ts'
import { callersOf } from './callers.ts'
import { type House, makePerson, startCases } from './records.ts'

/** A company with a caller of every role, each with a token and a password, and running cases. */
export async function buildHouse(): Promise<House> {
  const w = await testWorld()
  const { channel } = new FakeChannel(w.deps, {
    key: 'post',
    address: 'email',
    threads: 'references',
    dropsDoubles: true,
  })
  w.deps.channels = new Map([channel, chatChannel].map((one) => [one.key, one]))
  const password = await hashPassword(OWNER_PASSWORD)
  const marketingHead = { name: 'Halina Obca', email: 'halina@example.com', role: 'head' } as const
  const { halina, ...others } = await w.write('owner', async (cx) => {
    const { marketing } = w.departments
    const { id } = await addEmployee(cx, { ...marketingHead, departmentId: marketing })
    await updateDepartment(cx, { id: marketing, expected: null, set: { headId: id } })
    await createDefaultPipeline(cx, 'pl')
    await changeInvoicing(cx, { accountingId: marketing }, null)
    const { pipelineId } = await makeKind(cx, { key: 'fault' })
    await createStage(cx, { pipelineId, name: { pl: 'Naprawiona', en: 'Mended' }, probability: 100 })
    const nobody = { host: '127.0.0.1', port: 1, security: 'none', fromAddress: 'tok@example.com' } as const
    await changeMailSettings(cx, { ...nobody, fromName: '', checkCertificate: true }, null)
    return {
      halina: id,
      sales: w.people.lukasz,
      marketing: (await makePerson(cx, marketing)).id,
      none: (await makePerson(cx, null)).id,
    }
  })
  const { id: stage } = await w.db
    .selectFrom('stages')
    .innerJoin('pipelines', 'pipelines.id', 'stages.pipeline_id')
    .where('pipelines.kind', '=', 'deal')
    .select('stages.id')
    .orderBy('stages.position', 'desc')
    .executeTakeFirstOrThrow()
  const callers = callersOf(w, { id: halina, email: marketingHead.email })
  const house: House = { w, callers, others, stage, cases: new Map() }
  for (const { id } of callers) {
    if (!id) continue
    // Making a token is an event of its own.
    await w.tokenOf(id)
    await sql`insert into auth_accounts (id, user_id, account_id, provider_id, password)
      values (${newId()}, ${id}, ${id}, 'credential', ${password}) on conflict do nothing`.execute(w.db)
  }
  await startCases(house, 60)
  return house
}
