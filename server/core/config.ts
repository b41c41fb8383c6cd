import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { repositoryRoot } from './paths.ts'

export interface Config {
  port: number
  host: string
  /** The address people use; links in mails begin with it. */
  publicUrl: string
  dataDir: string
  databaseUrl: string | null
  roles: { web: boolean; worker: boolean }
  /** The program of LibreOffice, which makes PDFs of Word files; null: there is none. */
  office: string | null
  /** Encrypts secrets in the settings (SMTP password) and signs links. */
  secret: string
  /** Push services inside the company's own network, as host:port; the others must be public. */
  pushHosts: string[]
}

/** Reads the settings of this process from the environment; `secret` is read from the data folder by main.ts. */
export function readConfig(env: NodeJS.ProcessEnv, secret: string): Config {
  const port = Number(env.PORT ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT is not a port number: ${env.PORT}`)
  const roles = (env.TOK_ROLES ?? 'web,worker').split(',').map((role) => role.trim())
  for (const role of roles) if (role !== 'web' && role !== 'worker') throw new Error(`TOK_ROLES: unknown role ${role}`)
  return {
    port,
    host: env.HOST ?? '0.0.0.0',
    publicUrl: (env.TOK_URL ?? `http://localhost:${port}`).replace(/\/$/, ''),
    dataDir: dataDirOf(env),
    databaseUrl: env.DATABASE_URL || null,
    roles: { web: roles.includes('web'), worker: roles.includes('worker') },
    office: env.TOK_OFFICE === 'off' ? null : env.TOK_OFFICE || onPath(env, 'soffice'),
    secret,
    pushHosts: (env.TOK_PUSH_HOSTS ?? '').split(',').filter(Boolean),
  }
}

const onPath = ({ PATH = '' }: NodeJS.ProcessEnv, program: string): string | null =>
  PATH.split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path)) ?? null

export const dataDirOf = (env: NodeJS.ProcessEnv): string => env.TOK_DATA || join(repositoryRoot, '.tok')
