import { sql } from 'kysely'
import { z } from 'zod'
import { polishHolidays } from '../../../../pure/work-calendar.ts'
import { scopeOf } from '../../../core/access.ts'
import { ifMatch } from '../../../core/edit.ts'
import { notFound } from '../../../core/errors.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { archiveDepartment } from '../commands/archive-department.ts'
import { createAbsence } from '../commands/create-absence.ts'
import { createApiToken } from '../commands/create-api-token.ts'
import { createDepartment } from '../commands/create-department.ts'
import { invite } from '../commands/invite.ts'
import { removeAbsence } from '../commands/remove-absence.ts'
import { revokeApiToken } from '../commands/revoke-api-token.ts'
import { revokeInvitation } from '../commands/revoke-invitation.ts'
import { clearDay, setDay } from '../commands/set-day.ts'
import { updateCompany } from '../commands/update-company.ts'
import { updateDepartment } from '../commands/update-department.ts'
import { updateEmployee } from '../commands/update-employee.ts'
import { updateProfile } from '../commands/update-profile.ts'
import { companyOf } from '../queries.ts'
import {
  absenceAnswer,
  absenceBody,
  apiTokenAnswer,
  companyAnswer,
  day,
  dayAnswer,
  departmentAnswer,
  departmentBody,
  type Employee,
  employeeAnswer,
  invitationAnswer,
  inviteBody,
  type preferences,
  profileAnswer,
  setDayBody,
  updateCompanyBody,
  updateDepartmentBody,
  updateEmployeeBody,
  updateProfileBody,
} from '../schema.ts'

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const idAnswer = z.object({ id: z.uuid() })

const EMPLOYEES = sql`select e.id, e.name, e.email, e.role, e.department_id as "departmentId", e.supervisor_id as "supervisorId",
  e.position, e.phone, e.skills, e.work_hours as "workHours", e.locale, e.active, a.to_at as "absentUntil",
  a.substitute_id as "substituteId", e.version, e.created_at as "createdAt", e.preferences
  from employees e left join lateral (select to_at, substitute_id from absences where employee_id = e.id
    and from_at <= business_now() and to_at > business_now() order by to_at desc limit 1) a on true`

type EmployeeRow = Omit<Employee, 'absentUntil' | 'createdAt'> & {
  absentUntil: Date | null
  createdAt: Date
  preferences: Record<string, unknown>
}

const shown = ({ preferences: _, ...row }: EmployeeRow): Employee => ({
  ...row,
  absentUntil: row.absentUntil?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

const people = [
  defineRoute({
    method: 'GET',
    path: '/api/employees',
    operationId: 'employees.list',
    summary: 'People of the company',
    access: { kind: 'employee', action: 'read' },
    query: z.strictObject({ departmentId: z.uuid().optional(), active: z.enum(['true', 'false']).default('true') }),
    answer: items(employeeAnswer),
    async run({ deps, query }) {
      const { rows } = await sql<EmployeeRow>`${EMPLOYEES} where e.active = ${query.active === 'true'}
        and (${query.departmentId ?? null}::uuid is null or e.department_id = ${query.departmentId ?? null}) order by e.name`.execute(
        deps.database.db,
      )
      return { items: rows.map(shown) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/employees/:id',
    operationId: 'employees.get',
    summary: 'One person',
    access: { kind: 'employee', action: 'read', of: 'id' },
    params: idParams,
    answer: employeeAnswer,
    async run({ deps, params }) {
      const { rows } = await sql<EmployeeRow>`${EMPLOYEES} where e.id = ${params.id}`.execute(deps.database.db)
      if (!rows[0]) throw notFound()
      return shown(rows[0])
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/employees/:id',
    operationId: 'employees.update',
    summary: 'Change a person: role, department, supervisor, skills, hours',
    access: { kind: 'employee', action: 'update', of: 'id' },
    params: idParams,
    body: updateEmployeeBody,
    refusals: ['staff.last_owner', 'staff.cycle', 'version_conflict'],
    run: ({ params, body, request, write }) => {
      const expected = ifMatch(request)
      return write((cx) => updateEmployee(cx, { id: params.id, set: body, expected }))
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/profile',
    operationId: 'profile.get',
    summary: 'Oneself',
    access: 'signed-in',
    answer: profileAnswer,
    async run({ deps, user }) {
      const { rows } = await sql<EmployeeRow>`${EMPLOYEES} where e.id = ${user.id}`.execute(deps.database.db)
      return { ...shown(rows[0]!), preferences: rows[0]!.preferences as z.output<typeof preferences> }
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/profile',
    operationId: 'profile.update',
    summary: 'Change oneself: name, telephone, language, preferences',
    access: 'signed-in',
    body: updateProfileBody,
    refusals: ['version_conflict'],
    run: ({ body, request, write }) => {
      const expected = request.headers['if-match'] ? ifMatch(request) : null
      return write((cx) => updateProfile(cx, body, expected))
    },
  }),
]

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
    run: ({ body, write }) => write((cx) => invite(cx, body)),
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

const absences = [
  defineRoute({
    method: 'GET',
    path: '/api/absences',
    operationId: 'absences.list',
    summary: 'Absences that are not over, with who stands in',
    access: 'signed-in',
    answer: items(absenceAnswer),
    async run({ deps, user }) {
      const everybody = scopeOf(user, 'employee', 'manage_absences') === 'all'
      const { rows } = await sql<Omit<z.output<typeof absenceAnswer>, 'from' | 'to'> & { from: Date; to: Date }>`
        select a.id, a.employee_id as "employeeId", e.name as "employeeName", a.from_at as "from", a.to_at as "to",
          a.substitute_id as "substituteId", s.name as "substituteName",
          case when ${everybody} or a.employee_id = ${user.id} then a.note else '' end as note,
          ${everybody} or a.employee_id = ${user.id} as removable
        from absences a join employees e on e.id = a.employee_id left join employees s on s.id = a.substitute_id
        where a.to_at > business_now() order by a.from_at limit 500`.execute(deps.database.db)
      return { items: rows.map((row) => ({ ...row, from: row.from.toISOString(), to: row.to.toISOString() })) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/absences',
    operationId: 'absences.create',
    summary: 'Note an absence, one’s own or of a person one heads, with a substitute',
    access: 'signed-in',
    body: absenceBody,
    answer: idAnswer,
    status: 201,
    run: ({ body, write }) => write((cx) => createAbsence(cx, body)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/absences/:id',
    operationId: 'absences.remove',
    summary: 'Take an absence back',
    access: 'signed-in',
    params: idParams,
    run: ({ params, write }) => write((cx) => removeAbsence(cx, params.id)),
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
    summary: 'Change the company: name, NIP, zone, currency, language, working hours',
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

const tokens = [
  defineRoute({
    method: 'GET',
    path: '/api/tokens',
    operationId: 'tokens.list',
    summary: "The caller's API tokens",
    access: 'signed-in',
    answer: items(apiTokenAnswer),
    async run({ deps, user }) {
      const { rows } = await sql<{ id: string; name: string; createdAt: Date; lastUsedAt: Date | null }>`
        select id, name, created_at as "createdAt", last_used_at as "lastUsedAt" from api_tokens
        where employee_id = ${user.id} and revoked_at is null order by created_at desc`.execute(deps.database.db)
      return {
        items: rows.map((row) => ({
          ...row,
          createdAt: row.createdAt.toISOString(),
          lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        })),
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/tokens',
    operationId: 'tokens.create',
    summary: 'Make an API token; it is shown only in this answer',
    access: 'signed-in',
    body: z.strictObject({ name: z.string().trim().min(1).max(80) }),
    answer: z.object({ id: z.uuid(), token: z.string() }),
    status: 201,
    run: ({ user, body, write }) => write((cx) => createApiToken(cx, { employeeId: user.id, name: body.name })),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/tokens/:id',
    operationId: 'tokens.revoke',
    summary: 'Make an API token worthless',
    access: 'signed-in',
    params: idParams,
    run: ({ params, write }) => write((cx) => revokeApiToken(cx, params.id)),
  }),
]

export const peopleRoutes = [...people, ...departments, ...invitations, ...absences, ...company, ...tokens]
