import { z } from 'zod'
import { isDuration } from '../../../pure/durations.ts'
import { normaliseEmail } from '../../../pure/email.ts'
import { normaliseNip } from '../../../pure/nip.ts'
import { normalisePhone } from '../../../pure/phone.ts'
import { PRICE_MODES } from '../../../pure/vat.ts'

/** A text that a pure normaliser reads, in its normal form; `code` names the words for what it does not read. */
const normalised = (max: number, normalise: (text: string) => string | null, code: string) =>
  z
    .string()
    .max(max)
    .transform((text, context) => {
      const value = normalise(text)
      if (value !== null) return value
      context.addIssue({ code: 'custom', params: { code } })
      return z.NEVER
    })

export const email = normalised(254, normaliseEmail, 'field.email')
export const phone = normalised(60, (text) => normalisePhone(text), 'field.phone')
const nip = normalised(20, normaliseNip, 'field.invalid')
export const personName = z.string().trim().min(1).max(120)
export const locale = z.enum(['pl', 'en'])
export const role = z.enum(['owner', 'administrator', 'head', 'employee'])
/** Ten characters at least; at most 128, or a megabyte would be hashed for a stranger. */
export const newPassword = z
  .string()
  .max(128)
  .refine((text) => text.length >= 10, { params: { code: 'password.too_short' } })
export const day = z.iso.date()

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))

/** Spans of one day: each ends after it begins, and after the one before it. */
export const daySpans = z
  .array(z.strictObject({ from: time, to: time }))
  .max(6)
  .refine((spans) =>
    spans.every(
      ({ from, to }, index) =>
        minutes(from) < minutes(to) && (index === 0 || minutes(spans[index - 1]!.to) <= minutes(from)),
    ),
  )
  .meta({ id: 'DaySpans' })

export const weekHours = z
  .strictObject({ 1: daySpans, 2: daySpans, 3: daySpans, 4: daySpans, 5: daySpans, 6: daySpans, 7: daySpans })
  .meta({ id: 'WeekHours' })

const zone = z
  .string()
  .max(60)
  .refine((name) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name })
      return true
    } catch {
      return false
    }
  })

export const setUp = z.strictObject({
  company: z.strictObject({ name: z.string().trim().min(1).max(160), nip: nip.optional() }),
  owner: z.strictObject({ name: personName, email, password: newPassword }),
  departments: z.array(z.string().trim().min(1).max(80)).max(20),
  locale,
})
export type SetUp = z.output<typeof setUp>

export const updateCompanyBody = z
  .strictObject({
    name: z.string().trim().min(1).max(160),
    nip: nip.nullable(),
    zone,
    currency: z.string().regex(/^[A-Z]{3}$/),
    locale,
    workHours: weekHours,
    units: z
      .array(z.string().trim().min(1).max(20))
      .min(1)
      .max(50)
      .refine((units) => new Set(units).size === units.length)
      .describe('units of measure products are sold by'),
    dealAmount: z.enum(PRICE_MODES).describe('which total of its lines is the amount of a deal'),
  })
  .partial()
export type UpdateCompany = z.output<typeof updateCompanyBody>

export const companyAnswer = z
  .object({
    name: z.string(),
    nip: z.string().nullable(),
    zone: z.string(),
    currency: z.string(),
    locale,
    workHours: weekHours,
    units: z.array(z.string()),
    dealAmount: z.enum(PRICE_MODES),
    demo: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'OwnCompany' })

export const setDayBody = z.strictObject({
  name: z.string().trim().max(80).default(''),
  working: z.boolean(),
  /** On a working day: only within these hours. */
  hours: daySpans.nullable().default(null),
})
export type SetDay = z.output<typeof setDayBody>

export const dayAnswer = z
  .object({
    day,
    name: z.string(),
    working: z.boolean(),
    hours: daySpans.nullable(),
    /** `statutory`: a Polish holiday; `company`: set here, perhaps over a holiday. */
    source: z.enum(['statutory', 'company']),
  })
  .meta({ id: 'CompanyDay' })

export const departmentBody = z.strictObject({
  name: z.string().trim().min(1).max(80),
  parentId: z.uuid().nullable().default(null),
  headId: z.uuid().nullable().default(null),
})
export const updateDepartmentBody = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    parentId: z.uuid().nullable(),
    headId: z.uuid().nullable(),
    position: z.number().int().min(0).max(10_000),
  })
  .partial()
export type UpdateDepartment = z.output<typeof updateDepartmentBody>

export const departmentAnswer = z
  .object({
    id: z.uuid(),
    key: z.string().nullable(),
    name: z.string(),
    parentId: z.uuid().nullable(),
    headId: z.uuid().nullable(),
    headName: z.string().nullable(),
    position: z.number().int(),
    people: z.number().int(),
    version: z.number().int(),
  })
  .meta({ id: 'Department' })

export const updateEmployeeBody = z
  .strictObject({
    name: personName,
    role,
    departmentId: z.uuid().nullable(),
    supervisorId: z.uuid().nullable(),
    position: z.string().trim().max(120),
    phone: phone.nullable(),
    extension: z
      .string()
      .regex(/^\d{1,8}$/)
      .nullable()
      .describe('under which the telephone exchange rings this person'),
    skills: z.array(z.string().trim().min(1).max(60)).max(50),
    workHours: weekHours.nullable(),
    locale,
    active: z.boolean(),
  })
  .partial()
export type UpdateEmployee = z.output<typeof updateEmployeeBody>

export const preferences = z
  .record(z.string().max(60), z.unknown())
  .refine((value) => JSON.stringify(value).length <= 20_000)

export const updateProfileBody = z
  .strictObject({ name: personName, phone: phone.nullable(), locale, preferences })
  .partial()
export type UpdateProfile = z.output<typeof updateProfileBody>

export const employeeAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role,
    departmentId: z.uuid().nullable(),
    supervisorId: z.uuid().nullable(),
    position: z.string(),
    phone: z.string().nullable(),
    extension: z.string().nullable(),
    skills: z.array(z.string()),
    workHours: weekHours.nullable(),
    locale,
    active: z.boolean(),
    /** Set while the person is away: until when, and who stands in. */
    absentUntil: z.string().nullable(),
    substituteId: z.uuid().nullable(),
    version: z.number().int(),
    createdAt: z.string(),
  })
  .meta({ id: 'Employee' })
export type Employee = z.output<typeof employeeAnswer>

export const profileAnswer = employeeAnswer
  .extend({ preferences: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Profile' })

export const inviteBody = z.strictObject({
  email,
  name: personName,
  role,
  departmentId: z.uuid().nullable().default(null),
})
export type Invite = z.output<typeof inviteBody>

export const invitationAnswer = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role,
    departmentId: z.uuid().nullable(),
    invitedBy: z.uuid().nullable(),
    state: z.enum(['open', 'expired']),
    expiresAt: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'Invitation' })

export const absenceBody = z
  .strictObject({
    /** Left out: oneself. */
    employeeId: z.uuid().optional(),
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
    substituteId: z.uuid().nullable().default(null),
    note: z.string().trim().max(500).default(''),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'] })
export type CreateAbsence = z.output<typeof absenceBody>

export const absenceAnswer = z
  .object({
    id: z.uuid(),
    employeeId: z.uuid(),
    employeeName: z.string(),
    from: z.string(),
    to: z.string(),
    substituteId: z.uuid().nullable(),
    substituteName: z.string().nullable(),
    note: z.string(),
    removable: z.boolean(),
  })
  .meta({ id: 'Absence' })

export const apiTokenAnswer = z
  .object({ id: z.uuid(), name: z.string(), createdAt: z.string(), lastUsedAt: z.string().nullable() })
  .meta({ id: 'ApiToken' })

export const travelBody = z.strictObject({ by: z.string().max(40).refine(isDuration) })
