import { splitFullName } from '../../../../pure/names.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { findMatches } from '../../contacts/queries/matches.ts'
import { leadById } from '../../leads/queries.ts'
import { listPipelines } from '../../pipelines/queries/pipelines.ts'
import type { Proposal } from '../schema.ts'

/** What a conversion of this lead would make, and whom we may know already. */
export async function proposeConversion(db: Db, actor: Actor, leadId: string): Promise<Proposal> {
  const lead = await leadById(db, actor, leadId)
  const name = splitFullName(lead.personName)
  const pipelines = await listPipelines(db)
  return {
    lead: { id: lead.id, number: lead.number, title: lead.title, status: lead.status },
    contact:
      lead.personName || lead.email || lead.phone
        ? { firstName: name.first, lastName: name.last, email: lead.email, phone: lead.phone }
        : null,
    company: lead.companyName || lead.nip ? { name: lead.companyName, nip: lead.nip } : null,
    deal: {
      title: lead.title,
      pipelineId: pipelines[0]?.id ?? null,
      amount: lead.amount,
      currency: lead.currency,
      ownerId: lead.ownerId ?? (actor.kind === 'user' ? actor.id : null),
    },
    matches: await findMatches(db, actor, {
      email: lead.email ?? undefined,
      phone: lead.phone ?? undefined,
      nip: lead.nip ?? undefined,
      companyName: lead.companyName || undefined,
      personName: lead.personName || undefined,
    }),
  }
}
