import type { Command } from 'commander'
import type { Deps } from './core/deps.ts'
import { eventsNamed, holdsSeal, sealState, verifySeals } from './modules/audit/queries/verify.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

const WORDS = {
  event_changed: 'changed after it was sealed',
  event_removed: 'removed',
  event_added: 'added to what was sealed',
  events_swapped: 'swapped with one another',
  personal_changed: 'its values about a person were changed',
  seal_changed: 'the seal is not what it was, or does not follow from the one before',
  seal_missing: 'the seal is missing',
}

/** Adds `tok audit verify`. `once` opens the installation for one command. */
export function describeAudit(audit: Command, once: (command: (deps: Deps) => Promise<void>) => Promise<void>): void {
  audit
    .command('verify')
    .description(
      'compare the event log with its seals; ends with 1 where anything was changed, removed, added or swapped',
    )
    .option('--head <seal:hash>', 'a seal noted down earlier, which must still be there')
    .action((options: { head?: string }) =>
      once(async ({ database: { db } }) => {
        let faults = 0
        const sums = { seals: 0, events: 0, erased: 0 }
        const bad = (line: string) => {
          faults += 1
          say(`  BAD   ${line}`)
        }
        for (let after: number | null = 0; after !== null; ) {
          const { next, ...verified } = await verifySeals(db, after)
          const known = await eventsNamed(
            db,
            verified.faults.flatMap(({ events }) => events),
          )
          for (const { kind, seal, events } of verified.faults) {
            const named = events.map((id) => {
              const event = known.get(id)
              return event ? `${id} (${event.name}, ${event.at})` : id
            })
            bad(`seal ${seal}: ${named.length > 0 ? `event ${named.join(' and ')}: ` : ''}${WORDS[kind]}`)
          }
          for (const sum of ['seals', 'events', 'erased'] as const) sums[sum] += verified[sum]
          after = next
        }
        if (options.head) {
          const [seq, hash = ''] = options.head.split(':')
          if (!(await holdsSeal(db, Number(seq) || 0, hash)))
            bad(`seal ${seq}: not the one that was noted down, or cut off`)
        }
        const { head, unsealed } = await sealState(db)
        say(`  ${sums.events} events in ${sums.seals} seals were compared`)
        if (sums.erased > 0) say(`  of ${sums.erased} events the values about a person have been erased`)
        say(`  ${unsealed.events} events wait for the next seal${unsealed.since ? `, since ${unsealed.since}` : ''}`)
        if (head) say(`  last seal, to note down elsewhere: --head ${head.seq}:${head.hash}`)
        say(faults === 0 ? '  the log is as it was written' : `  ${faults} faults`)
        process.exitCode = faults === 0 ? 0 : 1
      }),
    )
}
