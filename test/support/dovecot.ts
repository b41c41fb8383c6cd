import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PROGRAM = '/usr/sbin/dovecot'

/** Whether Dovecot can run here: its package is there, and we may change to its users. */
export const hasDovecot = (): boolean => existsSync(PROGRAM) && process.getuid?.() === 0

/** Debian's Dovecot in a folder of its own, on loopback, with one mailbox. */
export class Dovecot {
  readonly host = '127.0.0.1'
  readonly user = 'biuro@firma.pl'
  readonly password = 'haslo-do-skrzynki'
  readonly port: number
  readonly folder: string
  private child: ChildProcess | null = null
  private count = 0
  private readonly owner = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }))

  private constructor(folder: string, port: number) {
    this.folder = folder
    this.port = port
  }

  static async start(): Promise<Dovecot> {
    const folder = await mkdtemp(join(tmpdir(), 'tok-dovecot-'))
    const dovecot = new Dovecot(folder, await freePort())
    await chmod(folder, 0o755)
    for (const name of ['run', 'state', 'mail', 'mail/cur', 'mail/new', 'mail/tmp']) {
      await mkdir(join(folder, name))
      if (name.startsWith('mail')) await chown(join(folder, name), dovecot.owner, dovecot.owner)
    }
    await writeFile(
      join(folder, 'users'),
      `${dovecot.user}:{PLAIN}${dovecot.password}:${dovecot.owner}:${dovecot.owner}::${folder}\n`,
      { mode: 0o644 },
    )
    await writeFile(join(folder, 'dovecot.conf'), dovecot.settings())
    await dovecot.up()
    return dovecot
  }

  get mailFolder(): string {
    return join(this.folder, 'mail')
  }

  private settings(): string {
    const { folder, port } = this
    return `
base_dir = ${folder}/run
state_dir = ${folder}/state
protocols = imap
listen = ${this.host}
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail
mail_fsync = never
passdb {
  driver = passwd-file
  args = username_format=%u ${folder}/users
}
userdb {
  driver = passwd-file
  args = username_format=%u ${folder}/users
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
}
`
  }

  async up(): Promise<void> {
    const child = spawn(PROGRAM, ['-F', '-c', join(this.folder, 'dovecot.conf')], { stdio: 'ignore' })
    this.child = child
    for (let tries = 0; tries < 100; tries += 1) {
      if (await answers(this.host, this.port)) return
      if (child.exitCode !== null) break
      await sleep(100)
    }
    throw new Error(`Dovecot does not start; see ${this.folder}/log`)
  }

  async down(): Promise<void> {
    const child = this.child
    if (!child) return
    this.child = null
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    for (let tries = 0; tries < 50 && (await answers(this.host, this.port)); tries += 1) await sleep(100)
  }

  /** Puts letters into the inbox as a delivery agent does. */
  async deliver(letters: Iterable<string | Buffer>): Promise<void> {
    for (const letter of letters) {
      this.count += 1
      const name = `${1_700_000_000 + this.count}.M${this.count}P1.test`
      const path = join(this.mailFolder, 'tmp', name)
      await writeFile(path, letter)
      await chown(path, this.owner, this.owner)
      await rename(path, join(this.mailFolder, 'new', name))
    }
  }

  /** Numbers all letters anew under another UIDVALIDITY, as after a restore from a copy. */
  async renumber(): Promise<void> {
    await this.down()
    for (const name of await readdir(this.mailFolder)) {
      if (name.startsWith('dovecot')) await rm(join(this.mailFolder, name), { recursive: true, force: true })
    }
    await this.up()
  }

  async end(): Promise<void> {
    await this.down()
    // Its processes for each connection end a little later, and write until then.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

export const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host, port })
    const done = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.once('data', () => done(true))
    socket.once('error', () => done(false))
    socket.setTimeout(1_000, () => done(false))
  })
