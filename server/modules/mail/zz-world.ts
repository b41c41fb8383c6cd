import Fastify from 'fastify'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/support/database.ts'
import { openDatabase } from '../../core/db.ts'
import { mountRoutes } from '../../core/http.ts'
import { newId } from '../../core/ids.ts'
import { write } from '../../core/write.ts'
import { mailEvents } from './events.ts'
import { mailRoutes } from './routes.ts'
import './access.ts'
export type World = Awaited<ReturnType<typeof testWorld>>
export async function testWorld() {
  const t = await testDatabase()
  const database = await openDatabase(t.config)
  const deps: any = { config: { publicUrl: 'http://tok.test:3000', secret: 'secret' }, database, connection: t.config, log: { info() {}, warn() {}, error(...a: unknown[]) { console.error(a) } }, eventNames: new Set(mailEvents.map((e) => e.name)), wake() {} }
  const names: any = { owner: 'maria', admin: 'tomasz', salesHead: 'piotr', anna: 'anna', katarzyna: 'katarzyna', lukasz: 'lukasz', marta: 'marta' }
  const roles: any = { owner: 'owner', admin: 'administrator', salesHead: 'head' }
  const people: any = {}
  const actors: any = {}
  await sql`insert into company (name, work_hours, created_at) values ('Z', '{}', now())`.execute(database.db)
  for (const [k, n] of Object.entries(names)) {
    const id = newId()
    people[k] = id
    actors[k] = { kind: 'user', id, name: n, email: `${n}@example.com`, role: roles[k] ?? 'employee', locale: 'pl', departmentId: null, departmentIds: [], memberOf: [], standsFor: [id], grants: {} }
    await sql`insert into auth_users (id, name, email) values (${id}, 'x', ${`${n}@example.com`})`.execute(database.db)
    await sql`insert into employees (id, name, email, role, created_at, updated_at) values (${id}, ${n}, ${`${n}@example.com`}, ${roles[k] ?? 'employee'}, now(), now())`.execute(database.db)
  }
  const app = Fastify()
  mountRoutes(app, deps, mailRoutes, async (r) => actors[r.headers['x-as'] as string] ?? null)
  return {
    deps, db: database.db, people: people as Record<string, string>, as: (n: 'owner' | 'admin' | 'anna' | 'katarzyna' | 'lukasz' | 'salesHead' | 'marta') => actors[n],
    write: (who: string, c: any): Promise<any> => write(deps, actors[who], c),
    travel: async (by: string) => { await sql`update business_clock set ahead_ms = ahead_ms + extract(epoch from ${by}::interval) * 1000`.execute(database.db) },
    async request(who: string | null, method: any, url: string, body?: any, headers: any = {}): Promise<any> {
      const a = await app.inject({ method, url, headers: { ...(who ? { 'x-as': who } : {}), ...(body ? { 'content-type': 'application/json' } : {}), ...headers }, ...(body ? { payload: JSON.stringify(body) } : {}) })
      return { status: a.statusCode, body: a.body ? JSON.parse(a.body) : null }
    },
    close: async () => { await app.close(); await database.close(); await t.drop() },
  }
}
