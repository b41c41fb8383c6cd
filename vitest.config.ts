import { defineConfig } from 'vitest/config'

/** Nothing in a module is changed by a test, so a worker loads each module once. A project does not inherit it. */
const isolate = false

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: true,
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
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // What the core's tests simulate, on the durable shell: both say the same (test/support/durable.ts).
        test: {
          name: 'durable',
          isolate,
          include: ['pure/bpmn/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          setupFiles: ['test/support/durable.ts'],
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
          setupFiles: ['test/support/failed-pages.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
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
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
