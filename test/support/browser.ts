import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  constants,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A container's /dev/shm is often 64 MB, which a page of charts outgrows.
  '--disable-dev-shm-usage',
  // The same glyph shapes on every machine, whatever its fontconfig says.
  '--font-render-hinting=none',
]

interface Program {
  executablePath: string
  env: Record<string, string>
}

const launched = new Set<Browser>()

/** What stands on the open pages: told when a test fails. */
export async function pagesInWords(): Promise<string> {
  const pages = [...launched].flatMap((browser) => browser.contexts().flatMap((context) => context.pages()))
  const texts = pages.map(async (page) => {
    const text = await page.innerText('body', { timeout: 2_000 }).catch(() => 'cannot be read')
    return `${page.url()}\n${text.replace(/\n{2,}/g, '\n').slice(0, 3_000)}`
  })
  return (await Promise.all(texts)).join('\n\n')
}

/** A headless Chromium with a fresh profile: the one on the PATH, else the one in npm. Close it when the tests are done. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = onPath() ?? (await fromNpm())
  const surroundings = { ...(process.env as Record<string, string>), ...env }
  const browser = await chromium.launch({ executablePath, args: ARGS, env: surroundings })
  launched.add(browser)
  if (process.env.TOK_LATE) answersComeLate(browser, Number(process.env.TOK_LATE))
  browser.on('disconnected', () => launched.delete(browser))
  return browser
}

/** Every answer takes its own time, up to so many milliseconds: what a page does too early, or in the wrong order, shows. */
function answersComeLate(browser: Browser, most: number): void {
  const made = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await made(options)
    await context.route(/\/api\/(?!live)/, async (route) => {
      await setTimeout(Math.random() * most)
      await route.continue().catch(() => {})
    })
    return context
  }
  browser.newPage = async (options) => (await browser.newContext(options)).newPage()
}

function onPath(): Program | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const executablePath = join(folder, name)
      try {
        accessSync(executablePath, constants.X_OK)
        return { executablePath, env: {} }
      } catch {
        // Not here.
      }
    }
  }
  return undefined
}

/** The package unpacks itself only on AWS Lambda with all its libraries, so its parts are unpacked here: once per version. */
async function fromNpm(): Promise<Program> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const root = entry.slice(0, entry.lastIndexOf(join('@sparticuz', 'chromium')) + '@sparticuz/chromium'.length)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  if (process.platform !== 'linux') {
    throw new Error(
      'no Chromium on the PATH, and the one from npm is for Linux: install Chromium or Chrome for the e2e tests',
    )
  }
  const folder = join(cacheFolder(), `chromium-${version}`)
  if (!existsSync(folder)) {
    // Two test runs may unpack at once: each beside, the first to finish wins.
    const unfinished = `${folder}.${randomBytes(4).toString('hex')}`
    mkdirSync(join(unfinished, 'libraries'), { recursive: true })
    const bin = join(root, 'bin')
    await Promise.all([
      inflate(join(bin, 'chromium.br'), join(unfinished, 'chromium'), 0o755),
      untar(join(bin, 'al2023.tar.br'), join(unfinished, 'libraries')),
      // Chromium looks for its software renderer beside itself, and a bare Debian has no font at all.
      untar(join(bin, 'swiftshader.tar.br'), unfinished),
      untar(join(bin, 'fonts.tar.br'), unfinished),
    ])
    // The package's own names folders of AWS Lambda.
    writeFileSync(
      join(unfinished, 'fonts.conf'),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir>` +
        `<dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
    )
    try {
      renameSync(unfinished, folder)
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  const libraries = [join(folder, 'libraries', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  const fonts = process.env.FONTCONFIG_FILE ?? join(folder, 'fonts.conf')
  return { executablePath: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fonts } }
}

/** Not the shared temporary folder: whoever may write there could leave a program of theirs under our name. */
function cacheFolder(): string {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir() || tmpdir(), '.cache'), 'tok')
  mkdirSync(folder, { recursive: true })
  return folder
}

async function inflate(from: string, to: string, mode = 0o644): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }))
}

async function untar(from: string, folder: string): Promise<void> {
  const tar = join(folder, `${randomBytes(4).toString('hex')}.tar`)
  await inflate(from, tar)
  execFileSync('tar', ['-xf', tar, '-C', dirname(tar), '--no-same-owner'])
  rmSync(tar)
}
