import { afterEach } from 'vitest'
import { pagesInWords } from './browser.ts'

/* Whoever reads of a failed test sees what the person in it saw. */
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`\n${task.name}: ${await pagesInWords()}\n\n`)
})
