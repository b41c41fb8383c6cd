import pg from 'pg'
import type { UserActor } from '../../server/core/actor.ts'
import { system } from '../../server/core/actor.ts'
import type { Deps } from '../../server/core/deps.ts'
import { write } from '../../server/core/write.ts'
import { setGuard } from '../../server/modules/processes/commands.ts'
import { addEmployee } from '../../server/modules/staff/commands/add-employee.ts'
import { createApiToken } from '../../server/modules/staff/commands/create-api-token.ts'
import { setUpCompany } from '../../server/modules/staff/commands/set-up-company.ts'
import { actorOf, departmentByKey } from '../../server/modules/staff/queries.ts'
import type { Bar, Options } from '../measure.ts'
import type { Place } from '../place.ts'
import { models } from './models.ts'
import { openReference, type Reference } from './reference.ts'

export const ROUNDS = 3
const EMPLOYEES = 12

export interface Person {
  actor: UserActor
  token: string
}

/** What every row of the benchmark stands on: a company at work, the models switched on, and the reference. */
export interface Ground extends Options {
  place: Place
  deps: Deps
  /** The benchmark's own connections, as the owner of the database. */
  pool: pg.Pool
  reference: Reference
  people: Person[]
}

export interface Row {
  bars: Bar[]
  figures: Record<string, number | string>
}

export async function makeGround(options: Options, place: Place, deps: Deps): Promise<Ground> {
  const bench = system('bench')
  const ids = await write(deps, bench, async (cx) => {
    await setUpCompany(cx, {
      company: { name: 'Zakład Pomiarowy' },
      owner: { name: 'Olga Miara', email: 'olga@example.com', password: 'dlugie-haslo-do-pomiaru' },
      departments: ['Sprzedaż'],
      locale: 'pl',
    })
    await deps.onCompanySetUp!(cx, 'pl')
    const departmentId = (await departmentByKey(cx.db, 'sales'))!.id
    const ids: string[] = []
    for (let n = 1; n <= EMPLOYEES; n += 1) {
      const { id } = await addEmployee(cx, { name: `Sprzedawca ${n}`, email: `s${n}@example.com`, departmentId })
      ids.push(id)
    }
    for (const [key, bpmn] of Object.entries(models)) {
      await deps.engine!.deploy(cx, { key, name: key, bpmn, origin: 'own', by: null })
      // More begin here than any company has in an hour: nobody is to be asked.
      await setGuard(cx, key, 10_000_000)
    }
    return ids
  })
  const people: Person[] = []
  for (const employeeId of ids) {
    const { token } = await write(deps, bench, (cx) => createApiToken(cx, { employeeId, name: 'bench' }))
    people.push({ actor: (await actorOf(deps.database.db, employeeId))!, token })
  }
  const pool = new pg.Pool({ connectionString: place.url, max: 20 })
  pool.on('error', () => {})
  return { ...options, place, deps, pool, people, reference: await openReference(pool, options.quick) }
}
