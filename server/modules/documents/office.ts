import { spawn, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Deps } from '../../core/deps.ts'
import { Refusal } from '../../core/errors.ts'

const SECONDS = 60
const MEGABYTES = 4096
const MOST_WAITING = 20

/** PDF/A-2b, tagged. */
const AS_PDF = `pdf:writer_pdf_Export:${JSON.stringify({
  SelectPdfVersion: { type: 'long', value: '2' },
  UseTaggedPDF: { type: 'boolean', value: 'true' },
})}`

let last: Promise<unknown> = Promise.resolve()
let waiting = 0

/** A PDF of a Word file, one after the other; null where no LibreOffice is installed, or it cannot make one. */
export async function pdfOfWord(
  { config, log }: Pick<Deps, 'config' | 'log'>,
  docx: Buffer,
): Promise<{ pdf: Buffer; pages: number } | null> {
  const program = config.office
  if (!program) return null
  if (waiting >= MOST_WAITING) throw new Refusal('document.busy', { status: 503 })
  waiting += 1
  const turn = last.then(() => converted(program, docx))
  last = turn.catch(() => {})
  try {
    const pdf = await turn
    return { pdf, pages: pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0 }
  } catch (error) {
    log.warn({ error: String(error) }, 'LibreOffice made no PDF of a document')
    return null
  } finally {
    waiting -= 1
  }
}

async function converted(program: string, docx: Buffer): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'tok-office-'))
  try {
    await mkdir(join(folder, 'profile/user'), { recursive: true })
    await writeFile(join(folder, 'profile/user/registrymodifications.xcu'), CAUTION)
    await writeFile(join(folder, 'document.docx'), docx, { mode: 0o600 })
    await run(program, folder)
    return await readFile(join(folder, 'document.pdf'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(program: string, folder: string): Promise<void> {
  const office = [
    ...alone(),
    ...[program, `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`],
    ...['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nofirststartwizard'],
    ...['--convert-to', AS_PDF, '--outdir', folder, join(folder, 'document.docx')],
  ]
  return new Promise((resolve, reject) => {
    // Bounded also when this process is no more.
    const child = spawn(
      'sh',
      ['-c', `ulimit -v ${MEGABYTES * 1024}; ulimit -t ${SECONDS}; exec "$@"`, 'sh', ...office],
      {
        cwd: folder,
        // Nothing of the server's surroundings is its business.
        env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8' },
        stdio: 'ignore',
        // A group of its own: it starts further processes, which end with it.
        detached: true,
      },
    )
    const end = () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // All of them have ended.
      }
    }
    const timer = setTimeout(end, SECONDS * 1000)
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(timer)
      end()
      if (code === 0) resolve()
      else reject(new Error(`it ended with ${code}`))
    })
  })
}

let apart: string[] | undefined

/** In a network of its own, in which there is nobody, where the system lets us. */
function alone(): string[] {
  const command = ['unshare', '--map-root-user', '--net']
  apart ??= spawnSync(command[0]!, [...command.slice(1), 'true'], { stdio: 'ignore' }).status === 0 ? command : []
  return apart
}

const setting = (path: string, name: string, value: string) =>
  `<item oor:path="/org.openoffice.Office.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`

/** No macros, no links followed, no questions. */
const CAUTION = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${[
  setting('Common/Security/Scripting', 'MacroSecurityLevel', '3'),
  setting('Common/Security/Scripting', 'DisableMacrosExecution', 'true'),
  setting('Common/Security/Scripting', 'DisableActiveContent', 'true'),
  setting('Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'),
  setting('Writer/Content/Update', 'Link', '0'),
  setting('Writer/Content/Update', 'Field', 'false'),
].join('')}</oor:items>
`
