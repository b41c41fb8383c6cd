import { expect, test } from 'vitest'
import receive from '../elements/activities/receive-task.bpmn?raw'
import { simulated } from '../test-instance.ts'
import correlation from './correlation.bpmn?raw'

const variables = { people: ['anna', 'ewa'] }
const answer = (correlationKey: string | number) => ({ message: 'answer', correlationKey })

test('each message finds the one that waits with its key', async () => {
  const report = await simulated(correlation, {
    variables,
    do: [{ complete: 'prepare' }, answer('ewa'), answer('jan')],
  })
  expect(report).toMatchObject({ active: ['answer'], completed: { answer: 1 } })
})

test('a message that comes before anybody waits is kept, and taken once', async () => {
  const report = await simulated(correlation, {
    variables: { people: ['anna', 'anna'] },
    do: [answer('anna'), { advance: 'P6D' }, { complete: 'prepare' }],
  })
  expect(report).toMatchObject({ active: ['answer'], completed: { answer: 1 } })
})

test('it is kept for its time only', async () => {
  const gone = await simulated(correlation, {
    variables: { people: ['anna'] },
    do: [answer('anna'), { ...answer('anna'), timeToLive: 'PT1H' }, { advance: 'P8D' }, { complete: 'prepare' }],
  })
  expect(gone.active).toEqual(['answer'])
})

test('one message wakes one wait, the oldest, though several could take it', async () => {
  const report = await simulated(correlation, {
    variables: { people: ['anna', 'anna', 'anna'] },
    do: [{ complete: 'prepare' }, answer('anna')],
  })
  expect(report).toMatchObject({ active: ['answer', 'answer'], completed: { answer: 1 } })
})

test('a number and the text of it are the same key', async () => {
  const report = await simulated(receive, {
    variables: { order: 7 },
    do: [{ message: 'arrived', correlationKey: '7' }],
  })
  expect(report.active).toEqual(['open'])
})
