import { normaliseEmail } from '../../../pure/email.ts'
import { splitFullName } from '../../../pure/names.ts'
import { normalisePhone } from '../../../pure/phone.ts'
import { convertLead } from '../../../server/modules/deals/commands/convert-lead.ts'
import { submit } from '../../../server/modules/forms/commands/receive-submission.ts'
import { checked, openForm, whence } from '../../../server/modules/forms/intake.ts'
import { acceptLead } from '../../../server/modules/leads/commands/accept-lead.ts'
import { assignLead } from '../../../server/modules/leads/commands/assign-lead.ts'
import { rejectLead } from '../../../server/modules/leads/commands/close-lead.ts'
import { createLead } from '../../../server/modules/leads/commands/create-lead.ts'
import { putOffLead } from '../../../server/modules/leads/commands/put-off-lead.ts'
import { updateLead } from '../../../server/modules/leads/commands/update-lead.ts'
import { leadById } from '../../../server/modules/leads/queries.ts'
import { addNote } from '../../../server/modules/workplace/notes.ts'
import type { Person } from './data/people.ts'
import { REQUESTS, type Request, type RequestChange } from './data/requests.ts'
import { dealSteps } from './deals.ts'
import { CONTACT_FORM, QUOTE_FORM } from './forms.ts'
import { inventedNip } from './random.ts'
import type { Step, Story } from './story.ts'

/** Plans the requests that come in, and how each is handled. */
export function planRequests(story: Story): void {
  const { calendar } = story
  for (const request of REQUESTS) {
    const came =
      'minutesAgo' in request.came
        ? new Date(calendar.ends.getTime() - request.came.minutesAgo * 60_000)
        : calendar.at(...request.came)
    const arrives: Step = [
      came,
      async () => {
        story.remember(`lead:${request.key}`, 'lead', await arrive(story, request))
      },
    ]
    let owner: Person = 'piotr'
    const handled = (request.later ?? []).map(([day, time, ...what]): Step => {
      if (what[0] === 'accept') owner = what[1]
      if (what[0] === 'assign') owner = what[2]
      const who = owner
      return [calendar.at(day, time), () => handle(story, request, who, what)]
    })
    story.thread([arrives, ...handled])
  }
}

async function arrive(story: Story, request: Request): Promise<string> {
  const { way } = request
  if (way === 'contact-form' || way === 'quote-form') return fillIn(story, request)
  // Support answers the general line and the general mailbox, and hands sales what is theirs.
  const { id } = await story.as(way === 'phone' ? 'monika' : 'zuzanna', (cx) =>
    createLead(cx, {
      title: request.what,
      source: way,
      departmentId: story.sales,
      mine: false,
      personName: request.person,
      companyName: request.company ?? '',
      email: request.email ? normaliseEmail(request.email) : null,
      phone: request.phone ? normalisePhone(request.phone) : null,
      message: request.message,
    }),
  )
  return id
}

/** As a visitor of the web site does it, without the HTTP around. */
async function fillIn(story: Story, request: Request): Promise<string> {
  const quote = request.way === 'quote-form'
  const form = await openForm(story.deps, { key: quote ? QUOTE_FORM : CONTACT_FORM })
  const answers = {
    name: request.person,
    company: request.company ?? '',
    email: request.email ?? '',
    phone: request.phone ?? '',
    message: request.message,
    ...(quote
      ? { what: request.what, product: request.product ?? 'inne', budget: request.budget ?? null }
      : { product: request.what }),
  }
  const consents = { privacy: 1, ...(quote && request.utm ? { newsletter: 1 } : {}) }
  const sent = checked(form, { answers, consents }, 'pl', { consentsDemanded: true })
  const from = whence({
    utm: request.utm ?? {},
    pageUrl: quote ? 'https://okna.example/wycena' : 'https://okna.example/kontakt',
    referrer: request.utm ? 'https://www.szukaj.example/' : undefined,
  })
  const { leadId } = await submit(story.deps, { kind: 'visitor', id: 'web' }, form, {
    ...sent,
    ...from,
    source: form.definition.source,
    origin: 'https://okna.example',
    addressDigest: null,
    proof: null,
  })
  return leadId!
}

async function handle(story: Story, request: Request, owner: Person, what: RequestChange): Promise<void> {
  const lead = story.record(`lead:${request.key}`)
  switch (what[0]) {
    case 'accept':
      return story.as(owner, (cx) => acceptLead(cx, lead.id))
    case 'assign':
      return story.as(what[1], (cx) => assignLead(cx, lead.id, story.people.get(what[2])!))
    case 'amount':
      return story.as(owner, (cx) => updateLead(cx, lead.id, { amount: Math.round(what[1] * 100) }, null))
    case 'note':
      await story.as(what[2] ?? owner, (cx) => addNote(cx, lead, what[1]))
      return
    case 'put-off': {
      const when = what[1]
      const until = 'days' in when ? story.calendar.ahead(when.days, when.time) : story.calendar.at(when.day, when.time)
      return story.as(owner, (cx) => putOffLead(cx, lead.id, until))
    }
    case 'reject':
      return story.as(owner, (cx) => rejectLead(cx, lead.id, what[1], what[2]))
    case 'convert':
      return convert(story, request, owner, what)
  }
}

/** What of the customer is known is taken, the rest is made from the lead; its deal then goes its own way. */
async function convert(
  story: Story,
  request: Request,
  owner: Person,
  [, party, deal, ...later]: Extract<RequestChange, ['convert', ...unknown[]]>,
): Promise<void> {
  const company = party.company ? story.record(`company:${party.company}`) : null
  const contact = party.contact ? story.record(`contact:${party.contact}`) : null
  const leadId = story.record(`lead:${request.key}`).id
  const { first, last } = splitFullName(request.person)
  const made = await story.as(owner, async (cx) => {
    const lead = await leadById(cx.db, cx.actor, leadId)
    return convertLead(cx, {
      leadId,
      company: company
        ? { id: company.id }
        : party.newCompany
          ? { ...party.newCompany, nip: party.newCompany.nip ? inventedNip(story.random) : null }
          : null,
      contact: contact
        ? { id: contact.id }
        : { firstName: first, lastName: last, email: lead.email, phone: lead.phone },
      deal: { title: deal.title, amount: lead.amount, expectedOn: story.calendar.dateAhead(deal.expected) },
    })
  })
  story.remember(`deal:${deal.key}`, 'deal', made.dealId!)
  if (made.companyId) story.remember(`company:${request.key}`, 'company', made.companyId)
  story.thread(dealSteps(story, deal.key, owner, later))
}
