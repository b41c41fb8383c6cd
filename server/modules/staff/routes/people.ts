import { sql } from 'kysely'
import { z } from 'zod'
import { foldText } from '../../../../pure/search-text.ts'
import { may } from '../../../core/access.ts'
import { ifMatch } from '../../../core/edit.ts'
import { notFound } from '../../../core/errors.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { cursorOf, pageOf, pageQuery, readCursor } from '../../../core/paging.ts'
import { write } from '../../../core/write.ts'
import { createAbsence } from '../commands/create-absence.ts'
import { createApiToken } from '../commands/create-api-token.ts'
import { removeAbsence } from '../commands/remove-absence.ts'
import { revokeApiToken } from '../commands/revoke-api-token.ts'
import { updateEmployee } from '../commands/update-employee.ts'
import { updateProfile } from '../commands/update-profile.ts'
import { departmentsBelow } from '../queries.ts'
import {
  absenceAnswer,
  absenceBody,
  apiTokenAnswer,
  type Employee,
  employeeAnswer,
  type preferences,
  profileAnswer,
  role,
  updateEmployeeBody,
  updateProfileBody,
} from '../schema.ts'

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const idAnswer = z.object({ id: z.uuid() })

const EMPLOYEES = sql`select e.id, e.name, e.email, e.role, e.department_id as "departmentId", e.supervisor_id as "supervisorId",
  e.position, e.phone, e.extension, e.skills, e.work_hours as "workHours", e.locale, e.active, a.to_at as "absentUntil",
  a.substitute_id as "substituteId", e.version, e.created_at as "createdAt", e.preferences
  from employees e left join lateral (select to_at, substitute_id from absences where employee_id = e.id
    and from_at <= (select business_now()) and to_at > (select business_now()) order by to_at desc limit 1) a on true`

// As foldText does it. People are few enough to be read through, and too few for an index of their own.
const FOLDED = sql`translate(regexp_replace(normalize(lower(concat_ws(' ', e.name, e.email, e.position,
  array_to_string(e.skills, ' ')) collate "pl-x-icu"), NFKD), '[\\u0300-\\u036f]', '', 'g'), 'łđøðħıŧ', 'ldodhit')`

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
    summary: 'People of the company by name, those who left last',
    access: { kind: 'employee', action: 'read' },
    query: z.strictObject({
      /** With all departments below it. */
      departmentId: z.uuid().optional(),
      role: role.optional(),
      /** Words of the name, the e-mail, the position or a skill. */
      q: z.string().trim().max(100).optional(),
      active: z.enum(['true', 'false', 'all']).default('true'),
      ...pageQuery,
    }),
    answer: pageOf(employeeAnswer),
    async run({ deps, query }) {
      const { db } = deps.database
      const where = [sql`true`]
      if (query.active !== 'all') where.push(sql`e.active = ${query.active === 'true'}`)
      if (query.role) where.push(sql`e.role = ${query.role}`)
      if (query.departmentId) {
        where.push(sql`e.department_id = any(${await departmentsBelow(db, query.departmentId)}::uuid[])`)
      }
      for (const word of foldText(query.q ?? '')
        .split(' ')
        .filter(Boolean)) {
        where.push(sql`${FOLDED} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`)
      }
      if (query.after) {
        const [gone, name, id] = readCursor(query.after, 3) as [boolean, string, string]
        where.push(sql`(not e.active, e.name collate "pl-x-icu", e.id) > (${gone}, ${name}, ${id}::uuid)`)
      }
      const { rows } = await sql<EmployeeRow>`${EMPLOYEES} where ${sql.join(where, sql` and `)}
        order by not e.active, e.name collate "pl-x-icu", e.id limit ${query.limit + 1}`.execute(db)
      const page = rows.slice(0, query.limit)
      const last = page.at(-1)
      return {
        items: page.map(shown),
        next: rows.length > query.limit && last ? cursorOf(!last.active, last.name, last.id) : null,
      }
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

const absences = [
  defineRoute({
    method: 'GET',
    path: '/api/absences',
    operationId: 'absences.list',
    summary: 'Absences that are not over, with who stands in',
    access: 'signed-in',
    answer: items(absenceAnswer),
    async run({ deps, user }) {
      const mine = sql<boolean>`(a.employee_id = ${user.id} or ${may(user, 'employee', 'manage_absences', 'e')})`
      const { rows } = await sql<Omit<z.output<typeof absenceAnswer>, 'from' | 'to'> & { from: Date; to: Date }>`
        select a.id, a.employee_id as "employeeId", e.name as "employeeName", a.from_at as "from", a.to_at as "to",
          a.substitute_id as "substituteId", s.name as "substituteName",
          case when ${mine} then a.note else '' end as note, ${mine} as removable
        from absences a join employees e on e.id = a.employee_id left join employees s on s.id = a.substitute_id
        where a.to_at > (select business_now()) order by a.from_at limit 500`.execute(deps.database.db)
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
    // Not through the request's own write: an Idempotency-Key would keep the answer, and the token in it, for a day.
    run: ({ deps, user, body }) =>
      write(deps, user, (cx) => createApiToken(cx, { employeeId: user.id, name: body.name })),
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

export const peopleRoutes = [...people, ...absences, ...tokens]
