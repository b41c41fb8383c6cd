import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'tok-simulate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The program itself, as a person calls it. */
function tok(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, ['bin/tok.mjs', 'simulate', ...args], (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

function script(content: unknown): string {
  const path = join(folder, 'script.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const model = 'pure/bpmn/elements/gateways/inclusive-gateway.bpmn'

test('the script is run and the outcome printed as JSON, warnings aside', async () => {
  const path = script({
    variables: { colour: 'red', text: null },
    do: [{ complete: 'paint', variables: { done: true } }, { complete: 'gone' }],
  })
  const { code, stdout, stderr } = await tok(model, '--script', path)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    status: 'active',
    active: ['send'],
    completed: { fork: 1, join: 1, paint: 1, start: 1 },
    cancelled: {},
    order: ['start', 'fork', 'paint', 'join'],
    ends: [],
    variables: { colour: 'red', text: null, done: true },
    incidents: [],
  })
  expect(stderr).toContain('paint: An instance may wait here for ever.')
  expect(stderr).toContain('script, entry 2: nothing waits at "gone"')
})

test('on the durable shell it says the same', async () => {
  const path = script({
    variables: { colour: 'red', text: null },
    do: [{ complete: 'paint', variables: { done: true } }],
  })
  const [memory, durable] = await Promise.all([tok(model, '--script', path), tok(model, '--script', path, '--durable')])
  expect(durable.stderr).toBe(memory.stderr)
  expect([durable.code, durable.stdout]).toEqual([0, memory.stdout])
}, 60_000)

test('a refused model ends with 2, its element and the reason', async () => {
  const path = join(folder, 'refused.bpmn')
  writeFileSync(
    path,
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p"><startEvent id="s" />
      <complexGateway id="g" name="Vote" /><sequenceFlow id="f" sourceRef="s" targetRef="g" /></process></definitions>`,
  )
  const { code, stdout, stderr } = await tok(path)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('Vote (g): "Vote" (g) is a complex gateway, which is not executed here.')
})

test('what cannot be read ends with 1 and says so', async () => {
  expect(await tok('gone.bpmn')).toMatchObject({ code: 1, stderr: expect.stringContaining('gone.bpmn') })
  const wrong = await tok(model, '--script', script({ do: [{ finish: 'x' }] }))
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('do.0: must be one of complete') })
  expect((await tok(model, '--script', script('{'))).code).toBe(1)
})
