import { defineConfig } from 'vitest/config'

/** Nothing in a module is changed by a test, so a worker loads each module once. A project does not inherit it. */
const isolate = false

/** Vitest's one second is less than a server wants at times where three browsers share two processors. */
const patient = { poll: { timeout: 30_000 } }

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: true,
    // Their hooks surround each other in this order.
    sequence: { setupFiles: 'list' },
    projects: [
      {
        test: {
          name: 'pure',
          isolate,
          include: ['pure/**/*.test.ts', 'processes/**/*.pure.test.ts', 'web/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'server',
          isolate,
          include: ['server/**/*.test.ts', 'processes/**/*.test.ts', 'test/{process,architecture}/**/*.test.ts'],
          exclude: ['processes/**/*.pure.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          setupFiles: ['test/support/databases-of-file.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          expect: patient,
        },
      },
      {
        // What the core's tests simulate, on the durable shell: both say the same (test/support/durable.ts).
        test: {
          name: 'durable',
          isolate,
          include: ['pure/bpmn/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          setupFiles: ['test/support/databases-of-file.ts', 'test/support/durable.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          isolate,
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          setupFiles: ['test/support/databases-of-file.ts', 'test/support/failed-pages.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: patient,
          // A page waits more than it works: these run by themselves, more at a time than there are processors.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Against Debian's servers: bin/interop.mjs installs them and runs these.
        test: {
          name: 'interop',
          include: process.argv.includes('interop') ? ['test/interop/**/*.test.ts'] : [],
          globalSetup: ['test/support/global-setup.ts'],
          setupFiles: ['test/support/databases-of-file.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          expect: patient,
          fileParallelism: false,
        },
      },
    ],
  },
})
