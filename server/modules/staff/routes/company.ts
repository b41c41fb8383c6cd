import { sql } from 'kysely'
import { z } from 'zod'
import { polishHolidays } from '../../../../pure/work-calendar.ts'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { write } from '../../../core/write.ts'
import { archiveDepartment } from '../commands/archive-department.ts'
import { createDepartment } from '../commands/create-department.ts'
import { invite } from '../commands/invite.ts'
import { revokeInvitation } from '../commands/revoke-invitation.ts'
import { clearDay, setDay } from '../commands/set-day.ts'
import { updateCompany } from '../commands/update-company.ts'
import { updateDepartment } from '../commands/update-department.ts'
import { companyOf } from '../queries.ts'
import {
  companyAnswer,
  day,
  dayAnswer,
  departmentAnswer,
  departmentBody,
  invitationAnswer,
  inviteBody,
  setDayBody,
  updateCompanyBody,
  updateDepartmentBody,
} from '../schema.ts'

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const idAnswer = z.object({ id: z.uuid() })

const departments = [
  defineRoute({
    method: 'GET',
    path: '/api/departments',
    operationId: 'departments.list',
    summary: 'Departments with their heads',
    access: { kind: 'department', action: 'read' },
    answer: items(departmentAnswer),
    async run({ deps }) {
      const { rows } = await sql<z.output<typeof departmentAnswer>>`
        select d.id, d.key, d.name, d.parent_id as "parentId", d.head_id as "headId", h.name as "headName", d.position,
          (select count(*)::int from employees e where e.department_id = d.id and e.active) as people, d.version
        from departments d left join employees h on h.id = d.head_id where d.archived_at is null order by d.position, d.name`.execute(
        deps.database.db,
      )
      return { items: rows }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/departments',
    operationId: 'departments.create',
    summary: 'Add a department',
    access: { kind: 'department', action: 'create' },
    body: departmentBody,
    answer: idAnswer,
    status: 201,
    run: ({ body, write }) => write((cx) => createDepartment(cx, body)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/departments/:id',
    operationId: 'departments.update',
    summary: 'Change a department: name, place in the tree, head',
    access: { kind: 'department', action: 'update', of: 'id' },
    params: idParams,
    body: updateDepartmentBody,
    refusals: ['staff.cycle', 'version_conflict'],
    run: ({ params, body, request, write }) => {
      const expected = ifMatch(request)
      return write((cx) => updateDepartment(cx, { id: params.id, set: body, expected }))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/departments/:id',
    operationId: 'departments.archive',
    summary: 'Put a department away',
    access: { kind: 'department', action: 'archive', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveDepartment(cx, params.id)),
  }),
]

const invitations = [
  defineRoute({
    method: 'GET',
    path: '/api/invitations',
    operationId: 'invitations.list',
    summary: 'Invitations nobody has accepted yet',
    access: { kind: 'invitation', action: 'read' },
    answer: items(invitationAnswer),
    async run({ deps }) {
      const { rows } = await sql<
        Omit<z.output<typeof invitationAnswer>, 'expiresAt' | 'createdAt'> & { expiresAt: Date; createdAt: Date }
      >`
        select id, email, name, role, department_id as "departmentId", invited_by as "invitedBy",
          case when expires_at <= clock_timestamp() then 'expired' else 'open' end as state, expires_at as "expiresAt", created_at as "createdAt"
        from invitations where accepted_at is null and revoked_at is null order by created_at desc`.execute(
        deps.database.db,
      )
      return {
        items: rows.map((row) => ({
          ...row,
          expiresAt: row.expiresAt.toISOString(),
          createdAt: row.createdAt.toISOString(),
        })),
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invitations',
    operationId: 'invitations.create',
    summary: 'Invite somebody by a link that works for seven days',
    access: { kind: 'invitation', action: 'create' },
    body: inviteBody,
    answer: z.object({ id: z.uuid(), url: z.string() }),
    status: 201,
    refusals: ['staff.email_taken'],
    // Not through the request's own write: an Idempotency-Key would keep the answer, and the link in it, for a day.
    run: ({ deps, user, body }) => write(deps, user, (cx) => invite(cx, body)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/invitations/:id',
    operationId: 'invitations.revoke',
    summary: 'Take an invitation back',
    access: { kind: 'invitation', action: 'revoke' },
    params: idParams,
    run: ({ params, write }) => write((cx) => revokeInvitation(cx, params.id)),
  }),
]

const company = [
  defineRoute({
    method: 'GET',
    path: '/api/company',
    operationId: 'own_company.get',
    summary: 'The company that runs this Tok',
    access: { kind: 'own_company', action: 'read' },
    answer: companyAnswer,
    run: ({ deps }) => companyOf(deps.database.db) as never,
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/company',
    operationId: 'own_company.update',
    summary: 'Change the company: name, NIP, zone, currency, language, working hours, units, amount of deals',
    access: { kind: 'own_company', action: 'update' },
    body: updateCompanyBody,
    refusals: ['version_conflict'],
    run: ({ body, request, write }) => {
      const expected = ifMatch(request)
      return write((cx) => updateCompany(cx, body, expected))
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/company/days',
    operationId: 'own_company.days',
    summary: 'Holidays and other special days of a year',
    access: { kind: 'own_company', action: 'read' },
    query: z.strictObject({ year: z.coerce.number().int().min(2011).max(2100) }),
    answer: items(dayAnswer),
    async run({ deps, query, locale }) {
      const { rows } = await sql<{
        day: string
        name: string
        working: boolean
        hours: z.output<typeof dayAnswer>['hours']
      }>`
        select day, name, working, hours from company_days where extract(year from day) = ${query.year}`.execute(
        deps.database.db,
      )
      const own = new Map(rows.map((row) => [row.day, { ...row, source: 'company' as const }]))
      const statutory = Object.entries(polishHolidays(query.year, locale))
        .filter(([date]) => !own.has(date))
        .map(([date, name]) => ({ day: date, name, working: false, hours: null, source: 'statutory' as const }))
      return { items: [...own.values(), ...statutory].sort((a, b) => (a.day < b.day ? -1 : 1)) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/company/days/:day',
    operationId: 'own_company.set_day',
    summary: 'Make a day free, working, or working in other hours',
    access: { kind: 'own_company', action: 'update' },
    params: z.strictObject({ day }),
    body: setDayBody,
    run: ({ params, body, write }) => write((cx) => setDay(cx, params.day, body)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/company/days/:day',
    operationId: 'own_company.clear_day',
    summary: 'Back to the usual for this day',
    access: { kind: 'own_company', action: 'update' },
    params: z.strictObject({ day }),
    run: ({ params, write }) => write((cx) => clearDay(cx, params.day)),
  }),
]

export const companyRoutes = [...departments, ...invitations, ...company]
