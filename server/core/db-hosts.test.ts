import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { freePort } from '../../test/support/served.ts'
import { connectOnce, openDatabase } from './db.ts'
import { connectionOf } from './db-hosts.ts'

it('reads one host as it stands and several as libpq writes them', () => {
  expect(connectionOf('postgresql://tok:a%40b@db1:5433/tok?sslmode=require')).toEqual({
    connectionString: 'postgresql://tok:a%40b@db1:5433/tok?sslmode=require',
  })
  expect(connectionOf('postgres://tok@db1,[::1]:5433/tok?target_session_attrs=read-write&sslmode=require')).toEqual({
    hosts: ['postgres://tok@db1/tok?sslmode=require', 'postgres://tok@[::1]:5433/tok?sslmode=require'],
  })
  expect(connectionOf('postgres://tok@/tok?host=%2Ftmp%2Fa%2Cb&target_session_attrs=primary')).toEqual({
    connectionString: 'postgres://tok@/tok?host=%2Ftmp%2Fa%2Cb',
  })
})

it.each([
  ['postgres://db1,db2/tok?target_session_attrs=standby', 'target_session_attrs=standby'],
  ['postgres://db1,/tok', '"" is not a host'],
  ['postgres://db1:x,db2/tok', '"db1:x" is not a host'],
])('refuses %s', (url, reason) => {
  expect(() => connectionOf(url)).toThrow(reason)
})

it('asks each host once and says why none was connected to', async () => {
  const ports = [await freePort(), await freePort()]
  const url = `postgres://tok@127.0.0.1:${ports[0]},127.0.0.1:${ports[1]}/tok`
  let asked = 0
  const deaf = createServer((socket) => {
    asked += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => deaf.listen(ports[1], '127.0.0.1', resolve))
  await expect(connectOnce(connectionOf(url))).rejects.toThrow()
  expect(asked).toBe(1)
  await expect(openDatabase(connectionOf(url))).rejects.toThrow()
  expect(asked).toBe(2)
  deaf.close()
})
