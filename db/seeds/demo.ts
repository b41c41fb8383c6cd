import { sql } from 'kysely'
import { system } from '../../server/core/actor.ts'
import { openDatabase } from '../../server/core/db.ts'
import type { Deps } from '../../server/core/deps.ts'
import { Refusal } from '../../server/core/errors.ts'
import { type Cx, write } from '../../server/core/write.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { installTemplates } from '../../server/modules/documents/commands/install-templates.ts'
import { createMailing } from '../../server/modules/figures/commands/mailings.ts'
import { mailingInput } from '../../server/modules/figures/schema.ts'
import { forgetForms } from '../../server/modules/forms/queries.ts'
import { installKinds } from '../../server/modules/kinds/commands/install-kinds.ts'
import { markRead } from '../../server/modules/notifications/commands.ts'
import { addEmployee } from '../../server/modules/staff/commands/add-employee.ts'
import { createAbsence } from '../../server/modules/staff/commands/create-absence.ts'
import { setDay } from '../../server/modules/staff/commands/set-day.ts'
import { setUpCompany } from '../../server/modules/staff/commands/set-up-company.ts'
import { updateDepartment } from '../../server/modules/staff/commands/update-department.ts'
import { updateEmployee } from '../../server/modules/staff/commands/update-employee.ts'
import { companyIfAny, departmentByKey } from '../../server/modules/staff/queries.ts'
import { type StoryCalendar, storyCalendar } from './demo/calendar.ts'
import { planCalls } from './demo/calls.ts'
import { planChat } from './demo/chat.ts'
import { planContracts } from './demo/contracts.ts'
import { planCustomers } from './demo/customers.ts'
import { DEPARTMENTS, EMPLOYEES, OWNER, type Person } from './demo/data/people.ts'
import { planDeals } from './demo/deals.ts'
import { createDemoRules } from './demo/distribution.ts'
import { planDocuments } from './demo/documents.ts'
import { createDemoFields } from './demo/fields.ts'
import { createDemoForms } from './demo/forms.ts'
import { planInvoices } from './demo/invoices.ts'
import { planLetters } from './demo/letters.ts'
import { planMeetings } from './demo/meetings.ts'
import { planPipelines } from './demo/pipelines.ts'
import { planProducts } from './demo/products.ts'
import { planRecords } from './demo/records.ts'
import { planRequests } from './demo/requests.ts'
import { planSms } from './demo/sms.ts'
import { openStory, type Story } from './demo/story.ts'
import { planTasks } from './demo/tasks.ts'
import { planTickets } from './demo/tickets.ts'

/** All people of the demo sign in with it; the page enters them with one click. */
export const DEMO_PASSWORD = 'demo-tok-2026'

const SHORT_DAY = '12-31'

/**
 * Fills an empty database with a believable company, told through the same commands that people use: its clock is set two
 * weeks back, and the engine works while the story comes forward to the present. Refuses `setup.done` where a company is.
 */
export async function seedDemo(deps: Deps): Promise<void> {
  const { db } = deps.database
  if (await companyIfAny(db)) throw new Refusal('setup.done')
  // Some thousand small commits that nobody waits for: they need not reach the disk one by one.
  const options = [deps.connection.options, '-c synchronous_commit=off'].filter(Boolean).join(' ')
  const database = await openDatabase({ ...deps.connection, options, max: 3 })
  const telling: Deps = { ...deps, database, wake: () => {} }
  try {
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
    const calendar = storyCalendar(rows[0]!.now)
    await setClockBack(telling, calendar)
    const { people, sales } = await write(telling, system('demo'), (cx) => setUp(cx, calendar))
    const story = openStory(telling, calendar, people, sales)
    planProducts(story)
    planCustomers(story)
    planDeals(story)
    planRequests(story)
    planInvoices(story)
    planPipelines(story)
    planTasks(story)
    planMeetings(story)
    planRecords(story)
    planDocuments(story)
    planContracts(story)
    planCalls(story)
    planLetters(story)
    planSms(story)
    planTickets(story)
    planChat(story)
    planRoutine(story)
    await story.tell()
    await write(telling, system('demo'), (cx) => createDemoRules(cx, sales))
    await story.as('piotr', (cx) => createMailing(cx, mondaysReport(people)))
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'setup.done')) {
      await sql`update business_clock set ahead_ms = greatest(ahead_ms, 0)`.execute(db)
    }
    throw error
  } finally {
    await database.close()
    forgetForms(deps)
    deps.wake()
  }
}

/** The one move of the clock backward that there is; only while the database has no company. */
async function setClockBack(deps: Deps, { begins, ends }: StoryCalendar): Promise<void> {
  await write(deps, system('demo'), async (cx) => {
    await sql`update business_clock set ahead_ms = ${begins.getTime() - ends.getTime()}
      where not exists (select 1 from company)`.execute(cx.db)
  })
}

async function setUp(cx: Cx, calendar: StoryCalendar): Promise<{ people: Map<Person, string>; sales: string }> {
  const { ownerId } = await setUpCompany(cx, {
    company: { name: 'Okna Jaskólski', nip: '9990001232' },
    owner: { name: OWNER.name, email: 'marek@okna.example', password: DEMO_PASSWORD },
    departments: DEPARTMENTS,
    locale: 'pl',
    demo: true,
  })
  // Whoever owns the company sells no windows: requests are offered to the people of sales.
  await updateEmployee(cx, {
    id: ownerId,
    set: { departmentId: null, position: OWNER.position, phone: OWNER.phone },
    expected: null,
  })
  const people = new Map<Person, string>([['marek', ownerId]])
  for (const [key, person] of Object.entries(EMPLOYEES)) {
    const { department: departmentKey, ...rest } = person
    const department = departmentKey ? await departmentByKey(cx.db, departmentKey) : null
    const { id } = await addEmployee(cx, {
      ...rest,
      skills: 'skills' in person ? [...person.skills] : [],
      email: `${key}@okna.example`,
      departmentId: department?.id ?? null,
      supervisorId: person.role === 'employee' ? null : ownerId,
      password: DEMO_PASSWORD,
      locale: 'pl',
    })
    people.set(key as Person, id)
    if (person.role === 'head' && department) {
      await updateDepartment(cx, { id: department.id, set: { headId: id }, expected: null })
    }
  }
  const sales = (await departmentByKey(cx.db, 'sales'))!.id
  await createDefaultPipeline(cx, 'pl')
  await installKinds(cx)
  await installTemplates(cx)
  await createDemoFields(cx)
  await createDemoForms(cx, sales)
  // Never a day of the story itself, whose people work whole days.
  const soon = new Date(calendar.ends.getTime() + 20 * 86_400_000).getUTCFullYear()
  await setDay(cx, `${soon}-${SHORT_DAY}`, {
    name: 'Sylwester',
    working: true,
    hours: [{ from: '08:00', to: '12:00' }],
  })
  return { people, sales }
}

/** What is the same every day, and the one who goes on leave. */
/** On Mondays the head of sales and the owner get last week's figures; demo people have addresses that exist nowhere. */
const mondaysReport = (people: Map<Person, string>) =>
  mailingInput.parse({
    ...{ report: 'activity', query: { compare: 'previous' }, period: 'lastWeek', every: 'week', day: 1, at: '08:00' },
    recipients: [people.get('piotr')!, people.get('marek')!],
  })

function planRoutine(story: Story): void {
  const { calendar } = story
  // The last day's notifications are still there to be read.
  for (let day = -9; day <= -2; day += 1) {
    for (const who of ['piotr', 'anna', 'katarzyna', 'lukasz', 'zaneta'] as const) {
      story.plan(calendar.at(day, '15:41'), async () => {
        await story.as(who, (cx) => markRead(cx, null))
      })
    }
  }
  story.plan(calendar.at(-3, '08:55'), async () => {
    await story.as('zaneta', (cx) =>
      createAbsence(cx, {
        from: calendar.at(-1, '08:00').toISOString(),
        to: calendar.ahead(4, '16:00').toISOString(),
        substituteId: story.people.get('lukasz')!,
        note: 'Urlop',
      }),
    )
  })
}
