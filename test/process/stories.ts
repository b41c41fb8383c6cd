import { callCards } from '../../processes/call-cards/settings.ts'
import { contractApproval } from '../../processes/contract-approval/settings.ts'
import { dealStageNotices } from '../../processes/deal-stage-notices/settings.ts'
import { requestHandling } from '../../processes/request-handling/settings.ts'
import { updateContract } from '../../server/modules/contracts/commands/create-contract.ts'
import { addScan } from '../../server/modules/contracts/commands/sign-contract.ts'
import { makeSentContract, signByScan } from '../../server/modules/contracts/factory.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { keepVersion, numberDocument } from '../../server/modules/documents/commands/documents.ts'
import { makeForm } from '../../server/modules/forms/factory.ts'
import { setUpInvoicing } from '../../server/modules/invoices/factory.ts'
import { makeKind } from '../../server/modules/kinds/factory.ts'
import { addAccount } from '../../server/modules/messages/commands/accounts.ts'
import { tokenOf } from '../../server/modules/outreach/queries/confirmations.ts'
import { changeSettings, pauseProcess } from '../../server/modules/processes/commands.ts'
import { hearCalls } from '../../server/modules/telephony/commands/hear-calls.ts'
import { makeExchange } from '../../server/modules/telephony/factory.ts'
import type { CastName, World } from '../support/world.ts'

type Call = (
  who: CastName,
  method: 'POST' | 'DELETE',
  url: string,
  body?: unknown,
) => Promise<{ [key: string]: string }>

/** What people do in a company, told through the API. After each part everything that follows from it has happened. */
export interface Story {
  title: string
  /** Keys of the shipped processes it takes through. */
  processes: string[]
  parts: ((tell: { w: World; call: Call; kept: Record<string, string> }) => Promise<unknown>)[]
}

const request =
  (amount: string | null = null): Story['parts'][number] =>
  async ({ w, call, kept }) => {
    kept.form ??= (await w.write('owner', (cx) => makeForm(cx, { departmentId: w.departments.sales }))).id
    const answers = { name: 'Ireneusz Świątek', email: 'ireneusz@port.example', message: 'Okna do hali' }
    const { leadId } = await call('admin', 'POST', `/api/forms/${kept.form}/submissions`, {
      answers: amount ? { ...answers, budget: amount } : answers,
    })
    kept.lead = leadId!
  }

const aMailbox = {
  channel: 'mail',
  name: 'Biuro',
  address: 'biuro@okna.example',
  settings: { host: '127.0.0.1', password: 'tajne' },
}

const SENDS_CONTRACT = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <process id="send_contract" isExecutable="true">
    <startEvent id="won"><messageEventDefinition messageRef="deal_won" /></startEvent>
    <serviceTask id="make"><extensionElements><zeebe:taskDefinition type="documents.make" /><zeebe:ioMapping>
      <zeebe:input source='={kind: "deal", id: dealId}' target="subject" /><zeebe:input source="goods_contract.pl" target="template" />
      <zeebe:input source="=ownerId" target="by" /></zeebe:ioMapping></extensionElements></serviceTask>
    <serviceTask id="send"><extensionElements><zeebe:taskDefinition type="documents.send" /><zeebe:ioMapping>
      <zeebe:input source='={kind: "deal", id: dealId}' target="subject" /><zeebe:input source="=[documentId]" target="documents" />
      <zeebe:input source="=ownerId" target="by" /><zeebe:input source="Umowa" target="heading" />
      <zeebe:input source="W załączniku umowa." target="text" /></zeebe:ioMapping></extensionElements></serviceTask>
    <endEvent id="sent" />
    <sequenceFlow id="f1" sourceRef="won" targetRef="make" />
    <sequenceFlow id="f2" sourceRef="make" targetRef="send" />
    <sequenceFlow id="f3" sourceRef="send" targetRef="sent" />
  </process>
  <message id="deal_won" name="deal.won" />
</definitions>`

const anSmsAccount = {
  channel: 'sms',
  name: 'SMS',
  address: 'ALFA',
  settings: { provider: 'smsapi', url: 'http://127.0.0.1:9', token: 'tajne', callbackKey: 'k'.repeat(32) },
}

const lead =
  (who: CastName, method: 'POST' | 'DELETE', what: string, body?: unknown): Story['parts'][number] =>
  ({ call, kept }) =>
    call(who, method, `/api/leads/${kept.lead}/${what}`, body)

const later =
  (by: string): Story['parts'][number] =>
  ({ w }) =>
    w.travel(by)

const settings =
  (change: Record<string, unknown>): Story['parts'][number] =>
  ({ w }) =>
    w.write('owner', (cx) => changeSettings(cx, 'request_handling', { ...requestHandling.defaults, ...change }))

const toStage =
  (who: CastName, position: number): Story['parts'][number] =>
  async ({ w, call, kept }) => {
    const { id: stageId } = await w.db
      .selectFrom('stages as s')
      .innerJoin('pipelines as p', 'p.id', 's.pipeline_id')
      .where('p.kind', '=', 'deal')
      .where('s.position', '=', position)
      .select('s.id')
      .executeTakeFirstOrThrow()

    await call(who, 'POST', `/api/deals/${kept.deal}/stage`, { stageId })
  }

/** A record of a shipped kind, kept under the kind's name, to the stage with this key. */
const keyed =
  (who: CastName, kind: string, key: string, fields?: object): Story['parts'][number] =>
  async ({ w, call, kept }) => {
    const { id: stageId } = await w.db
      .selectFrom('stages as s')
      .innerJoin('pipelines as p', 'p.id', 's.pipeline_id')
      .where('p.kind', '=', kind)
      .where('s.key', '=', key)
      .select('s.id')
      .executeTakeFirstOrThrow()
    await call(who, 'POST', `/api/records/${kind}/${kept[kind]}/stage`, { stageId, ...(fields ? { fields } : {}) })
  }

const contractTemplate = async (w: World) =>
  (
    await w.db
      .selectFrom('document_templates')
      .select('id')
      .where('origin', '=', 'services_contract.pl')
      .executeTakeFirstOrThrow()
  ).id

/** A PDF of a contract's document that nobody drew, the same in each telling. */
async function newVersion(w: World, contractId: string, no: number): Promise<void> {
  const { document_id: id } = await w.db
    .selectFrom('contracts')
    .select('document_id')
    .where('id', '=', contractId)
    .executeTakeFirstOrThrow()
  const file = { digest: String(no).repeat(64), size: 10, pages: 1 }
  await w.write('anna', async (cx) => keepVersion(cx, await numberDocument(cx, id!), file))
}

const contract =
  (who: CastName, verb: string, body?: unknown): Story['parts'][number] =>
  ({ call, kept }) =>
    call(who, 'POST', `/api/contracts/${kept.contract}/${verb}`, body)

const contractAnswer =
  (who: CastName, answer: string): Story['parts'][number] =>
  async ({ w, call, kept }) => {
    const { id, document_hash: documentHash } = await w.db
      .selectFrom('contract_approvals')
      .select(['id', 'document_hash'])
      .where('contract_id', '=', kept.contract!)
      .where('approver_id', '=', w.people[who])
      .orderBy('round', 'desc')
      .executeTakeFirstOrThrow()
    const body = { answer, comment: 'Tak', documentHash }
    await call(who, 'POST', `/api/contracts/${kept.contract}/approvals/${id}/answer`, body)
  }

const dayIn = async (w: World, days: number) => (await inDays(w, days)).slice(0, 10)

const inDays = async (w: World, days: number) =>
  new Date((await w.now()).getTime() + days * 24 * 3_600_000).toISOString()

export const stories: Story[] = [
  {
    title: 'a request nobody accepts in time, then accepted, forgotten, and won over to a deal',
    processes: ['request_handling'],
    parts: [
      request(),
      later('16 minutes'),
      lead('katarzyna', 'POST', 'acceptance'),
      later('1 day'),
      later('3 hours'),
      async (story) => {
        const { id: pipelineId } = await story.w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
        await lead('katarzyna', 'POST', 'conversion', {
          contact: { firstName: 'Ireneusz', lastName: 'Świątek', email: 'ireneusz@port.example' },
          company: { name: 'Port Łeba S.A.' },
          deal: { title: 'Okna do hali', amount: 120_000_00, pipelineId },
        })(story)
      },
      later('3 days'),
    ],
  },
  {
    title: 'a request rejected before anybody accepted it',
    processes: ['request_handling'],
    parts: [request(), lead('salesHead', 'POST', 'rejection', { reason: 'spam' }), later('1 day')],
  },
  {
    title: 'requests given to people in turn, one to whom it is given absent-mindedly passed on',
    processes: ['request_handling'],
    parts: [
      settings({ mode: 'direct', distribution: 'round_robin' }),
      request(),
      request('5000'),
      async ({ w, call, kept }) =>
        call('salesHead', 'POST', `/api/leads/${kept.lead}/owner`, { ownerId: w.people.lukasz }),
      later('2 hours'),
      lead('lukasz', 'POST', 'rejection', { reason: 'no_budget' }),
    ],
  },
  {
    title: 'a request nobody accepts, given to the one who knows the subject',
    processes: ['request_handling'],
    parts: [
      settings({ when_nobody: 'assign', distribution: 'by_skill', difficult_from: 1000, skill: 'trudne' }),
      request('5000'),
      later('1 day'),
    ],
  },
  {
    title: 'a lead put off that comes back at its time',
    processes: ['request_handling', 'lead_waking'],
    parts: [
      request(),
      lead('anna', 'POST', 'acceptance'),
      async ({ w, call, kept }) =>
        call('anna', 'POST', `/api/leads/${kept.lead}/waiting`, { until: await inDays(w, 2) }),
      later('1 day'),
      later('2 days'),
      lead('anna', 'POST', 'rejection', { reason: 'no_budget' }),
    ],
  },
  {
    title: 'a task with a date, reminded of, passed, moved and done',
    processes: ['task_reminders'],
    parts: [
      async ({ w, call, kept }) => {
        const task = await call('salesHead', 'POST', '/api/tasks', {
          title: 'Zadzwoń w sprawie oferty',
          assigneeId: w.people.anna,
          dueAt: new Date((await w.now()).getTime() + 2 * 3_600_000).toISOString(),
        })
        kept.task = task.id!
      },
      later('75 minutes'),
      later('1 hour'),
      ({ call, kept }) => call('anna', 'POST', `/api/tasks/${kept.task}/completion`, {}),
      later('1 day'),
    ],
  },
  {
    title: 'a deal that changes stage, told at once, then with the others of the day',
    processes: ['deal_stage_notices'],
    parts: [
      async ({ w, call, kept }) => {
        await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
        kept.deal = (await call('anna', 'POST', '/api/deals', { title: 'Okna do hali' })).id!
      },
      toStage('anna', 1),
      ({ w }) =>
        w.write('owner', (cx) =>
          changeSettings(cx, 'deal_stage_notices', { ...dealStageNotices.defaults, when: 'daily', digest_at: '16:00' }),
        ),
      toStage('anna', 2),
      toStage('salesHead', 3),
      later('2 days'),
    ],
  },
  {
    title: 'a meeting reminded of, moved and called off',
    processes: ['meeting_reminders'],
    parts: [
      async ({ w, call, kept }) => {
        const at = async (hours: number) => new Date((await w.now()).getTime() + hours * 3_600_000).toISOString()
        const times = { startsAt: await at(2), endsAt: await at(3) }
        const meeting = await call('anna', 'POST', '/api/appointments', { title: 'Pomiary', ...times })
        kept.meeting = meeting.id!
      },
      later('115 minutes'),
      ({ call, kept }) => call('anna', 'DELETE', `/api/appointments/${kept.meeting}`),
      ({ call, kept }) => call('anna', 'POST', `/api/appointments/${kept.meeting}/restoration`),
      later('1 day'),
    ],
  },
  {
    title: 'a customer reminded of a meeting who confirms it, one who does not, and one nobody can write to',
    processes: ['visit_reminders'],
    parts: [
      async ({ w, call, kept }) => {
        await w.write('owner', (cx) => pauseProcess(cx, 'visit_reminders', false))
        await w.write('owner', (cx) => addAccount(cx, anSmsAccount))
        const startsAt = new Date((await w.now()).getTime() + 48 * 3_600_000).toISOString()
        const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString()
        for (const phones of [[{ value: '+48601224718' }], [{ value: '+48602224718' }], []]) {
          const { id } = await call('anna', 'POST', '/api/contacts', { lastName: `Gość ${phones.length}`, phones })
          const meeting = { title: 'Pomiary', startsAt, endsAt, contactIds: [id] }
          kept.meeting ??= (await call('anna', 'POST', '/api/appointments', meeting)).id!
          if (kept.contact) await call('anna', 'POST', '/api/appointments', meeting)
          kept.contact ??= id!
        }
      },
      later('1 day'),
      async ({ w, call, kept }) => {
        const { id } = await w.db
          .selectFrom('outreaches')
          .select('id')
          .where('subject_id', '=', kept.meeting!)
          .executeTakeFirstOrThrow()
        await call('anna', 'POST', `/c/${tokenOf(w.deps.config.secret, id)}`)
      },
      later('1 day'),
    ],
  },
  {
    title: 'deals that rules of stages set, move, remind of, win and lose',
    processes: ['stage_rule'],
    parts: [
      async ({ w, call, kept }) => {
        const { id: pipelineId } = await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
        const stages = await w.db
          .selectFrom('stages')
          .select('id')
          .where('pipeline_id', '=', pipelineId)
          .orderBy('position')
          .execute()
        const lost = await w.db.selectFrom('lost_reasons').select('id').orderBy('position').executeTakeFirstOrThrow()
        const rule = (stage: number, given: object) =>
          call('owner', 'POST', '/api/stage-rules', {
            ...{
              name: `Etap ${stage}`,
              departmentId: w.departments.sales,
              kind: 'deal',
              stage: stages[stage]!.id,
              trigger: 'enter',
            },
            ...given,
          })
        await rule(1, {
          condition: { all: [{ field: 'amount', op: 'gte', value: 100 }] },
          actions: [
            { do: 'set', fields: { source: 'Targi', expectedInDays: 14 } },
            { do: 'task', title: 'Przygotuj umowę', to: 'owner' },
            { do: 'move', stageId: stages[2]!.id },
          ],
        })
        const stay = { duration: 'P1D' }
        await rule(2, { trigger: 'stay', stay, actions: [{ do: 'notify', to: ['head'], text: 'Stoi' }, { do: 'win' }] })
        await rule(3, {
          actions: [
            { do: 'wait', duration: 'PT2H' },
            { do: 'lose', reasonId: lost.id },
          ],
        })
        kept.deal = (await call('anna', 'POST', '/api/deals', { title: 'Okna do hali', amount: 5_000_00 })).id!
      },
      toStage('anna', 1),
      later('25 hours'),
      async ({ call, kept }) => {
        kept.deal = (await call('anna', 'POST', '/api/deals', { title: 'Drzwi', amount: 1 })).id!
      },
      toStage('anna', 1),
      toStage('anna', 3),
      later('3 hours'),
    ],
  },
  {
    title: 'calls from unknown numbers: one missed twice, one answered and forgotten, one never named',
    processes: ['call_cards'],
    parts: [
      async ({ w, kept }) => {
        await w.write('owner', (cx) =>
          changeSettings(cx, 'call_cards', { ...callCards.defaults, distribution: 'round_robin' }),
        )
        kept.exchange = (await w.write('owner', (cx) => makeExchange(cx, { departmentId: w.departments.sales }))).id
        const exchange = { id: kept.exchange, departmentId: w.departments.sales, callBackWithin: 'PT1H' }
        const told = { direction: 'in', extension: null, at: null, seconds: null } as const
        await w.write({ kind: 'system', id: 'test' }, (cx) =>
          hearCalls(cx, exchange, [
            { ...told, event: 'missed', call: '1', number: '+48601224718' },
            { ...told, event: 'missed', call: '2', number: '+48601224718' },
            { ...told, event: 'ended', call: '3', number: '+48601224719', seconds: 30 },
          ]),
        )
      },
      later('20 minutes'),
      later('3 days'),
    ],
  },
  {
    title: 'won deals: one invoiced and paid late, one whose invoice was forgotten',
    processes: ['invoice_issuing', 'invoice_payments'],
    parts: [
      async ({ w, call, kept }) => {
        await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
        await w.write('owner', (cx) => setUpInvoicing(cx))
        kept.company = (await call('anna', 'POST', '/api/companies', { name: 'Stalprodukt' })).id!
        const won = async (title: string) => {
          const { id } = await call('anna', 'POST', '/api/deals', { title, amount: 5_000_00, companyId: kept.company })
          await call('anna', 'POST', `/api/deals/${id}/win`)
          return id!
        }
        kept.deal = await won('Okna do hali')
        await won('Drzwi')
      },
      async ({ w, call, kept }) => {
        const { id } = await w.db
          .selectFrom('invoices')
          .select('id')
          .where('deal_id', '=', kept.deal!)
          .executeTakeFirstOrThrow()
        kept.invoice = id
        await call('anna', 'POST', `/api/invoices/${id}/issue`)
        await call('anna', 'POST', `/api/invoices/${id}/sent`)
      },
      later('4 days'),
      later('12 days'),
      later('8 days'),
      async ({ w, call, kept }) => {
        const paidOn = await dayIn(w, 0)
        await call('anna', 'POST', `/api/invoices/${kept.invoice}/payments`, { paidOn, amount: 6_150_00 })
      },
      later('1 day'),
    ],
  },
  {
    title:
      'signed contracts: one of a deal that is won at the same moment and opened again, one without a deal that is invoiced',
    processes: ['invoice_issuing', 'contract_terms'],
    parts: [
      async ({ w, call, kept }) => {
        await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
        await w.write('owner', (cx) => setUpInvoicing(cx))
        const company = { name: 'Stalprodukt', nip: '5261040828', address: 'Prosta 1, 00-850 Warszawa' }
        const { id: companyId } = await call('anna', 'POST', '/api/companies', company)
        const deal = await call('anna', 'POST', '/api/deals', { title: 'Serwis', amount: 5_000_00, companyId })
        kept.deal = deal.id!
        await w.write('anna', async (cx) => {
          kept.ofDeal = (await makeSentContract(cx, { title: 'Serwis', dealId: kept.deal })).id
          kept.contract = (await makeSentContract(cx, { title: 'Przegląd', companyId })).id
        })
      },
      async ({ w, call, kept }) => {
        await w.write('anna', async (cx) => {
          await signByScan(cx, kept.ofDeal!)
          await signByScan(cx, kept.contract!)
        })
        await call('anna', 'POST', `/api/deals/${kept.deal}/win`)
      },
      ({ call, kept }) => call('salesHead', 'POST', `/api/deals/${kept.deal}/reopen`),
      async ({ w, call, kept }) => {
        const { id } = await w.db
          .selectFrom('invoices')
          .select('id')
          .where('contract_id', '=', kept.contract!)
          .executeTakeFirstOrThrow()
        await call('anna', 'POST', `/api/invoices/${id}/issue`)
        await call('anna', 'POST', `/api/invoices/${id}/sent`)
      },
      later('4 days'),
      ({ call, kept }) =>
        call('salesHead', 'POST', `/api/contracts/${kept.ofDeal}/terminate`, {
          reason: 'Koniec',
          endedOn: '2027-12-31',
        }),
    ],
  },
  {
    title: 'documents of deals: one whose details are late and whose tasks are closed by hand, one that is lost',
    processes: ['deal_documents'],
    parts: [
      async ({ w, call, kept }) => {
        await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
        const asked = async (title: string) => {
          const { id } = await call('anna', 'POST', '/api/deals', { title })
          await call('salesHead', 'POST', `/api/deals/${id}/documents-request`)
          return id!
        }
        kept.deal = await asked('Okna do hali')
        kept.other = await asked('Drzwi')
      },
      async ({ call, kept }) => {
        const path = `/api/records/deal/${kept.deal}/detail-requests`
        const { request, url } = (await call('anna', 'POST', path, {})) as { request: unknown; url: string }
        kept.request = (request as { id: string }).id
        await call('admin', 'POST', new URL(url).pathname, { companyName: 'Stalprodukt', address: 'Prosta 1, Bochnia' })
      },
      later('4 days'),
      ({ call, kept }) => call('anna', 'POST', `/api/deals/${kept.other}/lose`, { reason: 'Za drogo' }),
      ({ call, kept }) =>
        call('anna', 'POST', `/api/detail-requests/${kept.request}/decision`, { take: ['companyName', 'address'] }),
      async ({ w, call, kept }) => {
        const { id } = await w.db
          .selectFrom('tasks')
          .select('id')
          .where('subject_id', '=', kept.deal!)
          .where('status', '=', 'open')
          .executeTakeFirstOrThrow()
        await call('anna', 'POST', `/api/tasks/${id}/completion`, {})
      },
      later('4 days'),
    ],
  },
  {
    title: 'a won deal whose contract a process of the company’s own makes and sends',
    processes: [],
    parts: [
      async ({ w, call, kept }) => {
        await w.write('owner', async (cx) => {
          await createDefaultPipeline(cx, 'pl')
          await addAccount(cx, aMailbox)
        })
        await call('owner', 'POST', '/api/processes', {
          key: 'send_contract',
          name: 'Wysłanie umowy',
          bpmn: SENDS_CONTRACT,
        })
        const emails = [{ value: 'marcin@budmar.example' }]
        const { id: contactId } = await call('anna', 'POST', '/api/contacts', { lastName: 'Głąb', emails })
        kept.deal = (await call('anna', 'POST', '/api/deals', { title: 'Okna', amount: 5_000_00, contactId })).id!
      },
      ({ call, kept }) => call('anna', 'POST', `/api/deals/${kept.deal}/win`),
      later('1 minute'),
    ],
  },
  {
    title: 'leads that rules give an owner, put off, reject, reopen and go on with',
    processes: ['stage_rule'],
    parts: [
      async ({ w, call, kept }) => {
        const rule = (stage: string, given: object) =>
          call('owner', 'POST', '/api/stage-rules', {
            ...{ name: `Lead: ${stage}`, departmentId: w.departments.sales, kind: 'lead', stage, trigger: 'enter' },
            ...given,
          })
        await rule('new', { actions: [{ do: 'set', fields: { ownerId: w.people.anna } }] })
        const stay = { duration: 'P1D' }
        await rule('processing', { trigger: 'stay', stay, actions: [{ do: 'put_off', duration: 'P5D' }] })
        await rule('waiting', {
          actions: [{ do: 'wait', duration: 'P1D' }, { do: 'resume' }, { do: 'reject', reason: 'no_contact' }],
        })
        await rule('rejected', {
          actions: [
            { do: 'notify', to: ['head'], text: 'Odrzucony' },
            { do: 'wait', duration: 'PT2H' },
            { do: 'reopen' },
          ],
        })
        kept.lead = (await call('marta', 'POST', '/api/leads', { title: 'Okna', departmentId: w.departments.sales }))
          .id!
      },
      later('25 hours'),
      later('25 hours'),
      later('3 hours'),
    ],
  },
  {
    title: 'faults that rules of stages set, move and remind of',
    processes: ['stage_rule'],
    parts: [
      async ({ w, call, kept }) => {
        const { key, pipelineId, stageId } = await w.write('owner', (cx) => makeKind(cx))
        const stage = { name: { pl: 'Naprawione', en: 'Repaired' }, probability: 0, final: 'done' }
        kept.done = (await call('owner', 'POST', `/api/pipelines/${pipelineId}/stages`, stage)).id!
        const rule = (given: object) =>
          call('owner', 'POST', '/api/stage-rules', { name: 'Usterka', departmentId: null, kind: key, ...given })
        const stay = { duration: 'P1D' }
        await rule({ stage: stageId, trigger: 'enter', actions: [{ do: 'set', fields: { ownerId: w.people.anna } }] })
        await rule({
          ...{ stage: stageId, trigger: 'stay', stay },
          actions: [
            { do: 'notify', to: ['owner', 'supervisor'], text: 'Stoi' },
            { do: 'move', stageId: kept.done },
          ],
        })
        await rule({ stage: kept.done, trigger: 'enter', actions: [{ do: 'task', title: 'Obejrzyj', to: 'owner' }] })
        await call('marta', 'POST', `/api/records/${key}`, { title: 'Cieknie rynna' })
      },
      later('25 hours'),
    ],
  },
  {
    title: 'a purchase approved, ordered and late, a shipment nobody sends, an expense approved and paid',
    processes: ['purchase_handling', 'shipment_watch', 'expense_handling'],
    parts: [
      async ({ w, call, kept }) => {
        kept.company = (await call('anna', 'POST', '/api/companies', { name: 'Stalprodukt' })).id!
        const record = async (kind: string, custom: object) =>
          (await call('anna', 'POST', `/api/records/${kind}`, { title: 'Profile', custom })).id!
        kept.small = await record('purchase', { amount: 100 })
        kept.purchase = await record('purchase', { amount: 900_000 })
        kept.expense = await record('expense', { amount: 12_000, spent_on: '2026-11-23' })
        kept.shipment = await record('shipment', { company: kept.company, send_on: await dayIn(w, 1) })
      },
      later('3 days'),
      keyed('salesHead', 'purchase', 'approved'),
      keyed('salesHead', 'expense', 'approved'),
      async (story) => {
        const custom = { supplier: story.kept.company, due_on: await dayIn(story.w, 1) }
        await keyed('owner', 'purchase', 'ordered', { custom })(story)
      },
      later('20 days'),
      keyed('owner', 'expense', 'paid'),
      keyed('owner', 'purchase', 'received'),
      later('1 day'),
    ],
  },
  {
    title: 'a ticket answered too late, waited with, solved, opened again, solved and closed, and one merged away',
    processes: ['ticket_handling'],
    parts: [
      async ({ call, kept }) => {
        kept.ticket = (await call('anna', 'POST', '/api/tickets', { title: 'Brama się nie zamyka' })).id!
        kept.other = (await call('anna', 'POST', '/api/tickets', { title: 'Brama jeszcze raz', priority: 'urgent' }))
          .id!
      },
      later('4 hours'),
      ({ call, kept }) => call('salesHead', 'POST', `/api/tickets/${kept.other}/merge`, { intoId: kept.ticket }),
      ({ call, kept }) => call('salesHead', 'POST', `/api/tickets/${kept.ticket}/wait`),
      later('1 day'),
      ({ call, kept }) => call('salesHead', 'POST', `/api/tickets/${kept.ticket}/resume`),
      later('4 days'),
      ({ call, kept }) => call('salesHead', 'POST', `/api/tickets/${kept.ticket}/solve`, { solution: 'Nowy czujnik' }),
      later('1 day'),
      ({ call, kept }) => call('salesHead', 'POST', `/api/tickets/${kept.ticket}/reopen`),
      ({ call, kept }) => call('salesHead', 'POST', `/api/tickets/${kept.ticket}/solve`, {}),
      later('6 days'),
    ],
  },
  {
    title:
      'a contract without an approver, sent back, changed, withdrawn, approved late, sent late, signed, renewed and terminated',
    processes: ['contract_approval', 'contract_terms'],
    parts: [
      async ({ w, call, kept }) => {
        await w.write('owner', (cx) =>
          changeSettings(cx, 'contract_approval', { ...contractApproval.defaults, order: 'in_order' }),
        )
        await call('admin', 'POST', '/api/approval-rules', { approver: 'person', personId: w.people.katarzyna })
        await call('admin', 'POST', '/api/approval-rules', { approver: 'head_of', headOf: w.departments.production })
        await w.db.updateTable('departments').set({ head_id: null }).where('key', '=', 'production').execute()
        await w.db.updateTable('departments').set({ head_id: null }).where('parent_id', 'is', null).execute()
        await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
        const deal = await w.write('anna', (cx) => makeDeal(cx, { title: 'Serwis', amount: 100_000 }))
        kept.contract = (
          await call('anna', 'POST', '/api/contracts', {
            ...{ title: 'Serwis', dealId: deal.id, value: 100_000, validUntil: await dayIn(w, 60), renewal: 'P30D' },
            templateId: await contractTemplate(w),
          })
        ).id!
        await newVersion(w, kept.contract, 1)
      },
      contract('anna', 'submit'),
      async ({ w, call, kept }) => {
        await w.db
          .updateTable('approval_rules')
          .set({ archived_at: await w.now() })
          .where('approver', '<>', 'person')
          .execute()
        const { id } = await w.db
          .selectFrom('tasks')
          .select('id')
          .where('subject_id', '=', kept.contract!)
          .where('status', '=', 'open')
          .executeTakeFirstOrThrow()
        await call('anna', 'POST', `/api/tasks/${id}/completion`, {})
      },
      contractAnswer('katarzyna', 'sent_back'),
      ({ w, kept }) => newVersion(w, kept.contract!, 2),
      contract('anna', 'submit'),
      ({ w, kept }) => newVersion(w, kept.contract!, 3),
      contract('anna', 'withdraw'),
      contract('anna', 'submit'),
      later('2 days'),
      contractAnswer('katarzyna', 'approved'),
      ({ w, kept }) => newVersion(w, kept.contract!, 4),
      contract('anna', 'submit'),
      contractAnswer('katarzyna', 'approved_with_comments'),
      later('2 days'),
      contract('anna', 'send', { days: null }),
      ({ w, kept }) =>
        w.write('anna', (cx) =>
          addScan(cx, kept.contract!, {
            ...{ signer: 'Jan', signedOn: '2026-11-23' },
            file: { digest: '0'.repeat(64), name: 'umowa.pdf', size: 10 },
          }),
        ),
      later('70 days'),
      async ({ w, kept }) =>
        w.write('owner', async (cx) => updateContract(cx, kept.contract!, { validUntil: await dayIn(w, 20) }, null)),
      later('1 day'),
      contract('salesHead', 'terminate', { reason: 'Koniec', endedOn: '2027-12-31' }),
      later('40 days'),
    ],
  },
]
