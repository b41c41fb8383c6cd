import { connect, type Socket } from 'node:net'

export interface Post {
  path: string
  token: string
  body: object
  /** Each caller keeps a connection of its own. */
  caller: number
}

/**
 * One kept connection for each caller, the least that HTTP asks: what a caller costs is taken from the machine that is
 * measured. Rejects on any answer but 2xx.
 */
export function poster(address: string): (post: Post) => Promise<void> {
  const { hostname, port, host } = new URL(address)
  const open = new Map<number, Socket>()
  return ({ path, token, body, caller }) =>
    new Promise((resolve, reject) => {
      const socket = open.get(caller) ?? connect(Number(port), hostname).setNoDelay(true)
      open.set(caller, socket)
      let answer = ''
      const listen = (chunk: Buffer) => {
        answer += chunk.toString('latin1')
        const end = answer.indexOf('\r\n\r\n')
        if (end < 0) return
        const length = answer.startsWith('HTTP/1.1 204 ') ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1])
        if (!(length >= 0)) reject(new Error(`an answer without its length: ${answer}`))
        if (answer.length < end + 4 + length) return
        socket.off('data', listen).off('error', reject)
        if (answer.startsWith('HTTP/1.1 2')) resolve()
        else reject(new Error(answer))
      }
      socket.on('data', listen).on('error', reject)
      const text = JSON.stringify(body)
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n` +
          `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
      )
    })
}
