import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import type { Problem } from '../pure/bpmn/problem.ts'
import { simulationScript } from '../pure/bpmn/simulation/script.ts'
import { ModelRefused, simulate } from '../pure/bpmn/simulation/simulate.ts'
import { version } from './core/paths.ts'

const complain = (line: string) => process.stderr.write(`${line}\n`)

/** Reads what a person wrote for a simulation; a reason in plain words when it cannot be read. */
function readScript(path: string | undefined) {
  if (path === undefined) return simulationScript.parse({})
  const parsed = simulationScript.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  const reasons = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'script'}: ${issue.message}`)
  throw new Error([`${path} is not a script:`, ...reasons].join('\n'))
}

function lineOf({ elementId, elementName, message, suggestion }: Problem): string {
  const about = elementName ? `${elementName} (${elementId})` : elementId
  return `  ${about ? `${about}: ` : ''}${message} ${suggestion}`
}

/** `tok simulate`: no pages, and no database unless it is asked for; JSON to stdout, everything else to stderr. */
export async function simulateCommand(
  models: string[],
  options: { script?: string; durable?: boolean },
): Promise<void> {
  try {
    const script = readScript(options.script)
    const files = models.map((path) => readFileSync(path, 'utf8'))
    // Loaded only when asked for: in memory a simulation needs no database.
    const run = options.durable ? (await import('./simulate-durable.ts')).simulateDurably : simulate
    const { report, warnings, missed } = await run(files, script)
    for (const warning of warnings) complain(`warning:${lineOf(warning)}`)
    for (const { entry, what } of missed) complain(`script, entry ${entry}: ${what}`)
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  } catch (error) {
    if (error instanceof ModelRefused) {
      complain('The model is refused:')
      for (const problem of error.problems) complain(lineOf(problem))
      process.exitCode = 2
    } else {
      complain((error as Error).message)
      process.exitCode = 1
    }
  }
}

/** The command with its options, for the program's own entry and for the list of commands. */
export function describeSimulate(command: Command): Command {
  return command
    .description('run models of BPMN (and DMN) by a script and print what happened as JSON')
    .argument('<model...>', 'files; the first executable process that no other one calls is run')
    .option('--script <file>', 'what happens to it, as JSON (docs/processes/simulate.md)')
    .option(
      '--durable',
      'on the durable shell, in a database that is gone afterwards (DATABASE_URL, else an embedded one)',
    )
    .action(simulateCommand)
}

/** This entry alone is loaded for `tok simulate`, so that it starts without the server. */
export async function main(): Promise<void> {
  await describeSimulate(new Command('tok simulate').version(version)).parseAsync(process.argv.slice(3), {
    from: 'user',
  })
}
