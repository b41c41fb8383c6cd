import { sql } from 'kysely'
import { write } from '../../../server/core/write.ts'
import { answerApproval } from '../../../server/modules/contracts/commands/approvals.ts'
import { createContract, updateContract } from '../../../server/modules/contracts/commands/create-contract.ts'
import { submitContract } from '../../../server/modules/contracts/commands/put-forward.ts'
import { createRule } from '../../../server/modules/contracts/commands/rules.ts'
import { acceptByLink, sendContract } from '../../../server/modules/contracts/commands/sign-contract.ts'
import { ruleInput } from '../../../server/modules/contracts/schema.ts'
import { digestOfToken } from '../../../server/modules/documents/commands/links.ts'
import { makeDocument } from '../../../server/modules/documents/commands/make-document.ts'
import { actorOf } from '../../../server/modules/staff/queries.ts'
import type { Person } from './data/people.ts'
import type { Step, Story } from './story.ts'

interface Agreed {
  deal: string
  owner: Person
  template: 'goods_contract' | 'services_contract'
  days: number
  answers: {
    by: Person
    at: [number, string]
    answer: 'approved' | 'approved_with_comments' | 'sent_back'
    comment?: string
  }[]
  sent?: [day: number, time: string]
  signed?: { at: [number, string]; name: string }
  term?: { validUntil: string; notice: string; renewal: string }
}

/** From this value on the owner approves, too. */
const DEAR = 100_000_00

/** One waits for the owner, one was sent back, one is with the customer, one is signed and in force. */
const AGREED: Agreed[] = [
  {
    deal: 'bloki',
    owner: 'anna',
    template: 'goods_contract',
    days: -2,
    answers: [
      {
        by: 'piotr',
        at: [-1, '09:40'],
        answer: 'approved_with_comments',
        comment: 'Dopisz termin montażu: do końca kwietnia.',
      },
    ],
  },
  {
    deal: 'hala',
    owner: 'anna',
    template: 'goods_contract',
    days: -3,
    answers: [{ by: 'piotr', at: [-2, '11:15'], answer: 'sent_back', comment: 'Brakuje kar umownych za opóźnienie.' }],
  },
  {
    deal: 'zniwna',
    owner: 'anna',
    template: 'goods_contract',
    days: -7,
    answers: [{ by: 'piotr', at: [-6, '10:10'], answer: 'approved' }],
    sent: [-6, '13:05'],
  },
  {
    deal: 'rok',
    owner: 'anna',
    template: 'services_contract',
    days: -8,
    answers: [{ by: 'piotr', at: [-7, '12:30'], answer: 'approved' }],
    sent: [-7, '13:20'],
    signed: { at: [-5, '16:45'], name: 'Grażyna Sobczak' },
    term: { validUntil: '2027-12-31', notice: 'P3M', renewal: 'P1Y' },
  },
]

export function planContracts(story: Story): void {
  const { calendar, deps } = story
  const { db } = deps.database
  story.plan(calendar.at(-9, '08:35'), async () => {
    const rule = ruleInput.parse({ approver: 'role', role: 'owner', amountFrom: DEAR })
    await story.as('marek', (cx) => createRule(cx, rule))
  })
  for (const { deal, owner, template, days, answers, sent, signed, term } of AGREED) {
    const id = () => story.record(`contract:${deal}`).id
    const steps: Step[] = [
      [
        calendar.at(days, '09:30'),
        async () => {
          const dealId = story.record(`deal:${deal}`).id
          const origin = `${template}.pl`
          const { rows } = await sql<{
            id: string
          }>`select id from document_templates where origin = ${origin}`.execute(db)
          const made = await story.as(owner, (cx) => createContract(cx, { dealId, templateId: rows[0]!.id }))
          if (term) await story.as(owner, (cx) => updateContract(cx, made.id, term, null))
          story.remember(`contract:${deal}`, 'contract', made.id)
        },
      ],
      [
        calendar.at(days, '10:40'),
        async () => {
          const actor = await actorOf(db, story.people.get(owner)!)
          const { document_id } = await rowOf(id())
          await makeDocument(
            deps,
            document_id,
            (command) => write(deps, actor!, command),
            (command) => write(deps, actor!, command),
          )
          await story.as(owner, (cx) => submitContract(cx, id()))
        },
      ],
      ...answers.map(
        ({ by, at: [day, time], answer, comment = '' }): Step => [
          calendar.at(day, time),
          async () => {
            const { rows } = await sql<{
              id: string
              hash: string
            }>`select id, document_hash as hash from contract_approvals
            where contract_id = ${id()} and approver_id = ${story.people.get(by)!} and asked_at is not null
            order by round desc limit 1`.execute(db)
            if (!rows[0]) throw new Error(`the story asks nobody about the contract of ${deal}`)
            const { id: approvalId, hash } = rows[0]
            await story.as(by, (cx) => answerApproval(cx, id(), approvalId, { answer, comment, documentHash: hash }))
          },
        ],
      ),
    ]
    let token: string | null = null
    if (sent)
      steps.push([
        calendar.at(...sent),
        async () => {
          token = (await story.as(owner, (cx) => sendContract(cx, id(), 30))).token
        },
      ])
    if (signed)
      steps.push([
        calendar.at(...signed.at),
        async () => {
          const digest = digestOfToken(token!)
          const { rows } = await sql<{
            id: string
          }>`select id from document_links where token_digest = ${digest}`.execute(db)
          const { approved_hash } = await rowOf(id())
          const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/145.0'
          const from = { address: '198.51.100.27', agent, linkId: rows[0]!.id, digest: approved_hash }
          await write(deps, { kind: 'visitor', id: 'web' }, (cx) =>
            acceptByLink(cx, id(), { name: signed.name, ...from }),
          )
        },
      ])
    story.thread(steps)
  }

  async function rowOf(id: string): Promise<{ document_id: string; approved_hash: string }> {
    const { rows } = await sql<{ document_id: string; approved_hash: string }>`select document_id, approved_hash
      from contracts where id = ${id}`.execute(db)
    return rows[0]!
  }
}
