import type { EngineVerbs } from '../core/deps.ts'
import { deploy, problemsOf } from './deploy.ts'
import { migrateMany, rehearseMigration } from './migrate.ts'
import type { EnginePorts } from './ports.ts'
import { rehearse } from './rehearse.ts'
import { armStarts } from './starts.ts'
import {
  broadcastSignal,
  publishMessage,
  publishWithin,
  resume,
  startInstance,
  steer,
  steerMany,
  suspend,
} from './steer.ts'

/** The engine's verbs over these ports, as commands are given them. */
export const engineVerbs = (ports: EnginePorts): EngineVerbs => ({
  deploy: (cx, deployment) => deploy(cx, ports, deployment),
  check: (bpmn) => problemsOf(bpmn, ports.steps),
  steps: ports.steps,
  rehearse: (cx, process, acts) => rehearse(cx, ports, process, acts),
  armStarts: (cx, key) => armStarts(cx, ports, key),
  steer: (cx, instance, event) => steer(cx, ports, instance, event),
  steerMany: (cx, told) => steerMany(cx, ports, told),
  migrateMany: (cx, migration) => migrateMany(cx, ports, migration),
  rehearseMigration: (cx, cases, to, chosen) => rehearseMigration(cx, ports, cases, to, chosen),
  start: (cx, start) => startInstance(cx, ports, start),
  publish: (deps, actor, message, also) => publishMessage(deps, actor, ports, message, also),
  publishWithin: (cx, message) => publishWithin(cx, ports, message),
  broadcast: (cx, signal) => broadcastSignal(cx, ports, signal),
  suspend,
  resume: (cx, instance) => resume(cx, ports, instance),
})
