import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    pool: 'forks',
    // Nothing in a module is changed by a test, so a worker loads each module once.
    isolate: false,
    maxWorkers: 2,
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['pure/**/*.test.ts', 'processes/**/*.pure.test.ts', 'web/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'server',
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
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
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
