import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { businessNow } from '../../../server/core/clock.ts'
import { repositoryRoot } from '../../../server/core/paths.ts'
import { write } from '../../../server/core/write.ts'
import { answerRequest } from '../../../server/modules/details/commands/answer.ts'
import { askForDetails } from '../../../server/modules/details/commands/ask.ts'
import { collectDocuments } from '../../../server/modules/documents/commands/collect.ts'
import { prepareDocument, updateDocument } from '../../../server/modules/documents/commands/documents.ts'
import { updateLetterhead } from '../../../server/modules/documents/commands/letterhead.ts'
import { createLink, digestOfToken, openLink } from '../../../server/modules/documents/commands/links.ts'
import { type Act, makeDocument } from '../../../server/modules/documents/commands/make-document.ts'
import { receiveWord } from '../../../server/modules/documents/commands/receive-word.ts'
import { createTemplate } from '../../../server/modules/documents/commands/templates.ts'
import { createUpload } from '../../../server/modules/documents/commands/uploads.ts'
import { linkByDigest } from '../../../server/modules/documents/queries/links.ts'
import { actorOf } from '../../../server/modules/staff/queries.ts'
import { DEALS } from './data/deals.ts'
import { SOLD } from './data/products.ts'
import type { Story } from './story.ts'

const OURS = {
  address: 'ul. Stolarska 14, 25-033 Kielce',
  email: 'biuro@okna.example',
  phone: '41 222 33 44',
  bankAccount: '61 1090 1014 0000 0712 1981 2874',
  representative: 'Marek Jaskólski, właściciel',
}
const MADE = 3

/** The company had it in Word before it had Tok. */
const WORD = { name: 'protokol-odbioru.docx', title: 'Protokół odbioru (Word)' }

/** What a customer filled in, to be looked over. */
const ANSWERED = {
  companyName: 'Dom i Ogród Kielce sp. z o.o.',
  nip: '1234563218',
  address: 'ul. Krakowska 11\n25-029 Kielce',
  bankAccount: 'PL61109010140000071219812874',
}

/** Offers for deals that sell something; the customer has opened the first, one waits to be looked through. */
export function planDocuments(story: Story): void {
  const { calendar, deps } = story
  story.plan(calendar.at(-9, '08:20'), () => story.as('marek', (cx) => updateLetterhead(cx, OURS, null)))
  let protocol = ''
  story.plan(calendar.at(-8, '09:40'), async () => {
    const source = createReadStream(join(repositoryRoot, 'db/seeds/demo/data', WORD.name))
    const file = await receiveWord(deps, { source, name: WORD.name }, (kept) =>
      story.as('marek', (cx) => createUpload(cx, kept)),
    )
    const about = { name: WORD.title, kind: 'protocol', section: 'deal', locale: 'pl', series: 'PO' } as const
    protocol = (await story.as('marek', (cx) => createTemplate(cx, { ...about, file }))).id
  })
  const sold = DEALS.filter(
    ({ key, later = [] }) => SOLD[key] && !later.some(([, , verb]) => verb === 'win' || verb === 'lose'),
  ).slice(0, MADE + 1)
  for (const [at, { key, owner }] of sold.entries()) {
    story.plan(calendar.at(-1, `1${at}:25`), async () => {
      const subject = { kind: 'deal' as const, id: story.record(`deal:${key}`).id }
      const { rows } = await sql<{ id: string }>`select id from document_templates where origin = 'offer.pl'`.execute(
        deps.database.db,
      )
      const { id } = await story.as(owner, (cx) => prepareDocument(cx, { templateId: rows[0]!.id, subject }))
      await story.as(owner, (cx) => updateDocument(cx, id, { fields: { 'document.place': 'Kielce' } }, null))
      if (at === MADE) return
      const actor = await actorOf(deps.database.db, story.people.get(owner)!)
      const act: Act = (command) => write(deps, actor!, command)
      await makeDocument(deps, id, act, act)
      if (at !== 0) return
      const { token } = await story.as(owner, (cx) => createLink(cx, id, 30))
      const link = await linkByDigest(deps.database.db, digestOfToken(token), await businessNow(deps.database.db))
      await write(deps, { kind: 'visitor', id: 'web' }, (cx) => openLink(cx, link!, link!.document))
    })
  }
  const [, second] = sold
  if (second)
    story.plan(calendar.at(-1, '15:10'), async () => {
      const subject = { kind: 'deal' as const, id: story.record(`deal:${second.key}`).id }
      await story.as(second.owner, (cx) => prepareDocument(cx, { templateId: protocol, subject }))
    })
  // The details for the first of them are asked for, and have been filled in.
  const [first] = sold
  if (!first) return
  story.plan(calendar.at(-1, '14:05'), async () => {
    const about = { kind: 'deal' as const, id: story.record(`deal:${first.key}`).id }
    await story.as('piotr', (cx) => collectDocuments(cx, about.id))
    const { id } = await story.as(first.owner, (cx) => askForDetails(cx, about, 14))
    await write(deps, { kind: 'visitor', id: 'web' }, (cx) => answerRequest(cx, id, ANSWERED))
  })
}
