import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import type { Cx } from './write.ts'

/** One setting of the installation, or null. */
export async function readSetting<T>(db: Db, key: string): Promise<T | null> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
  return (row?.value as T | undefined) ?? null
}

/** Writes one setting; the caller records the event that says so. */
export async function writeSetting(cx: Cx, key: string, value: unknown): Promise<void> {
  await sql`insert into settings (key, value, updated_at) values (${key}, ${JSON.stringify(value)}::jsonb, ${cx.now})
    on conflict (key) do update set value = excluded.value, version = settings.version + 1, updated_at = excluded.updated_at`.execute(
    cx.db,
  )
}

const keyOf = (secret: string) => createHash('sha256').update(`settings:${secret}`).digest()

/** AES-256-GCM, so that a copy of the database alone does not hold anybody's passwords. */
export function encrypt(secret: string, text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

export function decrypt(secret: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
