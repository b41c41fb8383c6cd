import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/support/database.ts'
import { openDatabase } from '../../core/db.ts'
import { mountRoutes } from '../../core/http.ts'
import { newId } from '../../core/ids.ts'
import { Refusal } from '../../core/errors.ts'
import { write } from '../../core/write.ts'
import { travel } from '../../core/clock.ts'
import { leadEvents } from '../leads/events.ts'
import { formsModule } from './module.ts'

export async function testWorld() {
  const t = await testDatabase()
  const database = await openDatabase(t.config)
  const deps: any = {
    config: { secret: 's'.repeat(40), publicUrl: 'http://localhost:3000' }, database, connection: t.config,
    log: { info() {}, warn: console.warn, error: console.error },
    eventNames: new Set([...leadEvents, ...formsModule.events!].map((e) => e.name)), wake() {},
  }
  const db = database.db
  const departments = { sales: newId(), marketing: newId() }
  await sql`insert into departments (id, name, created_at) values (${departments.sales}, 'S', now()), (${departments.marketing}, 'M', now())`.execute(db)
  const people: any = {}, actors: any = {}
  for (const [name, role, dep] of [['owner','owner',null],['admin','administrator',null],['salesHead','head','sales'],['anna','employee','sales'],['marta','employee','marketing']] as any) {
    people[name] = newId()
    await sql`insert into employees (id, name, email, role, department_id, created_at, updated_at) values (${people[name]}, ${name}, ${name + '@x.pl'}, ${role}, ${dep ? (departments as any)[dep] : null}, now(), now())`.execute(db)
    const d = dep ? [(departments as any)[dep]] : []
    actors[name] = { kind: 'user', id: people[name], name, email: '', role, locale: 'pl', departmentId: d[0] ?? null, departmentIds: d, memberOf: d, standsFor: [people[name]], grants: {} }
  }
  const app = Fastify()
  await app.register(helmet)
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => new Refusal('rate_limited', { status: 429 }) })
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '1' } }, transform: jsonSchemaTransform, transformObject: jsonSchemaTransformObject })
  mountRoutes(app, deps, formsModule.routes as any, async (request) => {
    const name = request.headers.authorization?.replace('Bearer ', '')
    return name ? actors[name] : null
  })
  await app.ready()
  return {
    deps, app, db, people, departments, settle: async () => {}, as: (n: string) => actors[n],
    write: (who: any, command: any) => write(deps, typeof who === 'string' ? actors[who] : who, command),
    async travel(by: string) {
      const [n, u] = by.split(' ')
      await write(deps, { kind: 'system', id: 't' }, (cx) => travel(cx, Number(n) * (u!.startsWith('min') ? 60_000 : 86_400_000)))
    },
    async request(who: any, method: any, url: string, body?: unknown, headers: any = {}) {
      const answer = await app.inject({ method, url, headers: { ...(who ? { authorization: `Bearer ${who}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) })
      let parsed: any = answer.body
      try { parsed = JSON.parse(answer.body) } catch {}
      return { status: answer.statusCode, body: parsed, headers: answer.headers }
    },
    async close() { await app.close(); await database.close(); await t.drop() },
  }
}
