import { z } from 'zod'
import { addDuration } from '../../../pure/durations.ts'
import { METHOD_OPTIONS } from '../../../pure/process-design/offers.ts'
import { addWorkingTime } from '../../../pure/work-calendar.ts'
import { defineStep } from '../../core/define.ts'
import { Refusal } from '../../core/errors.ts'
import { calendarsOf, departmentByKey } from '../staff/queries.ts'
import { takeLead } from './commands/accept-lead.ts'
import { assignLead, distributeLead, METHODS } from './commands/assign-lead.ts'
import { rejectLead, reopenLead } from './commands/close-lead.ts'
import { leadForUpdate, named, taken } from './commands/lead-for-update.ts'
import { putOffLead, resumeLead } from './commands/put-off-lead.ts'
import { updateLead } from './commands/update-lead.ts'
import { lookUpLeads } from './queries/look-up.ts'
import { leadChangeSchema, rejectSchema } from './schema.ts'

const lead = z.looseObject({ leadId: z.uuid() })

export const leadSteps = [
  defineStep({
    type: 'leads.distribute',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Wybierz osobę do leada', en: 'Choose a person for the lead' },
        group: 'record',
        kinds: ['lead'],
        fixed: { leadId: '=leadId' },
        fields: {
          department: { type: 'department', label: { pl: 'Dział', en: 'Department' } },
          method: { type: 'choice', label: { pl: 'Jak', en: 'How' }, options: METHOD_OPTIONS },
        },
        begins: { method: 'round_robin' },
        outputs: ['acceptedBy'],
      },
    ],
    input: z.looseObject({
      leadId: z.uuid(),
      department: z.string(),
      method: z.enum(METHODS),
      difficultFrom: z.number().nullish(),
      skill: z.string().nullish(),
    }),
    async run(cx, input) {
      const department = await departmentByKey(cx.db, input.department)
      if (!department)
        throw new Refusal('notification.unknown_department', { params: { department: input.department } })
      return { acceptedBy: await distributeLead(cx, { ...input, departmentId: department.id }) }
    },
  }),
  defineStep({
    // The claim already made the taker the owner when it came through the lead; a claim through the task arrives here.
    type: 'leads.accept',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Zapisz opiekuna leada', en: 'Register the owner of the lead' },
        group: 'record',
        kinds: ['lead'],
        fixed: { leadId: '=leadId' },
        fields: { by: { type: 'value', label: { pl: 'Kto', en: 'Who' } } },
        begins: { by: '=acceptedBy' },
        outputs: ['acceptedBy'],
      },
    ],
    input: z.looseObject({ leadId: z.uuid(), by: z.uuid() }),
    async run(cx, input) {
      const lead = await leadForUpdate(cx, input.leadId)
      if (lead.owner_id === null) {
        await takeLead(cx, lead.id, input.by)
        cx.record('lead.accepted', {
          subject: { kind: 'lead', id: lead.id },
          payload: { ...named(lead), ...taken(lead), by: input.by },
        })
      }
      return { acceptedBy: lead.owner_id ?? input.by }
    },
  }),
  defineStep({
    type: 'leads.look_up',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Odczytaj leada', en: 'Read the lead' },
        group: 'record',
        kinds: ['lead'],
        fixed: { leadId: '=leadId' },
        fields: {},
        outputs: ['lead'],
      },
    ],
    input: lead.extend({ condition: z.record(z.string(), z.unknown()).nullish() }),
    async run(cx, { leadId, condition }) {
      const found = (await lookUpLeads(cx.db, cx.actor, [leadId], condition ?? null)).get(leadId)
      if (!found) throw new Refusal('not_found', { status: 404 })
      return { ...found }
    },
  }),
  defineStep({
    type: 'leads.set_fields',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Zmień pola leada', en: 'Change fields of the lead' },
        group: 'record',
        kinds: ['lead'],
        fixed: { leadId: '=leadId' },
        fields: { fields: { type: 'value', label: { pl: 'Pola i wartości', en: 'Fields and values' } } },
        begins: { fields: '={}' },
      },
    ],
    input: lead.extend({ fields: leadChangeSchema.extend({ ownerId: z.uuid().optional() }) }),
    async run(cx, { leadId, fields: { ownerId, ...fields } }) {
      if (ownerId) await assignLead(cx, leadId, ownerId)
      if (Object.keys(fields).length > 0) await updateLead(cx, leadId, fields, null)
      return {}
    },
  }),
  defineStep({
    // Until so long from now, in the company's time.
    type: 'leads.put_off',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Odłóż leada', en: 'Put the lead off' },
        group: 'record',
        kinds: ['lead'],
        fixed: { leadId: '=leadId' },
        fields: { duration: { type: 'duration', label: { pl: 'Na jak długo', en: 'For how long' } } },
        begins: { duration: 'P3D' },
      },
    ],
    input: lead.extend({ duration: z.string(), working: z.boolean().nullish() }),
    async run(cx, { leadId, duration, working }) {
      const { company, zone } = await calendarsOf(cx.db)
      const now = cx.now.toISOString()
      const until = working ? addWorkingTime(company, now, duration) : addDuration(now, duration, zone)
      await putOffLead(cx, leadId, new Date(until))
      return {}
    },
  }),
  defineStep({
    type: 'leads.reject',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Odrzuć leada', en: 'Reject the lead' },
        group: 'record',
        kinds: ['lead'],
        fixed: { leadId: '=leadId' },
        fields: {
          reason: {
            type: 'choice',
            label: { pl: 'Powód', en: 'Reason' },
            options: [
              { value: 'spam', label: { pl: 'Spam', en: 'Spam' } },
              { value: 'wrong_number', label: { pl: 'Pomyłka', en: 'Wrong number' } },
              { value: 'no_need', label: { pl: 'Brak potrzeby', en: 'No need' } },
              { value: 'no_budget', label: { pl: 'Brak budżetu', en: 'No budget' } },
              { value: 'competitor', label: { pl: 'Wybrano konkurencję', en: 'Chose a competitor' } },
              { value: 'no_contact', label: { pl: 'Brak kontaktu', en: 'No contact' } },
              { value: 'duplicate', label: { pl: 'Duplikat', en: 'Duplicate' } },
              { value: 'other', label: { pl: 'Inny powód', en: 'Another reason' } },
            ],
          },
          note: { type: 'text', label: { pl: 'Uwaga', en: 'Note' }, optional: true, values: 'variables' },
        },
      },
    ],
    input: lead.extend({ reason: rejectSchema.shape.reason, note: z.string().max(2000).nullish() }),
    async run(cx, { leadId, reason, note }) {
      await rejectLead(cx, leadId, reason, note ?? '')
      return {}
    },
  }),
  defineStep({
    type: 'leads.reopen',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Przywróć leada', en: 'Reopen the lead' },
        group: 'record',
        kinds: ['lead'],
        fixed: { leadId: '=leadId' },
        fields: {},
      },
    ],
    input: lead,
    async run(cx, { leadId }) {
      await reopenLead(cx, leadId)
      return {}
    },
  }),
  defineStep({
    type: 'leads.resume',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Wznów leada', en: 'Go on with the lead' },
        group: 'record',
        kinds: ['lead'],
        fixed: { leadId: '=leadId' },
        fields: {
          early: { type: 'yes_no', label: { pl: 'Także przed czasem', en: 'Before its time, too' }, optional: true },
        },
        outputs: ['resumed', 'ownerId', 'departmentId'],
      },
    ],
    // Early: whether or not its time has come.
    input: lead.extend({ early: z.boolean().nullish() }),
    async run(cx, input) {
      const resumed = await resumeLead(cx, input.leadId, { onlyIfDue: !input.early })
      // Whose it is now: it may have changed hands while it waited.
      const { owner_id, department_id } = await leadForUpdate(cx, input.leadId)
      return { resumed, ownerId: owner_id, departmentId: department_id }
    },
  }),
]
