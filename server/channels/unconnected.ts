import type { ChannelTroubleCode } from '../core/channel.ts'

const CODES: Record<string, ChannelTroubleCode> = {
  ENOTFOUND: 'no_such_host',
  EAI_AGAIN: 'no_such_host',
  ECONNREFUSED: 'connection_refused',
  EHOSTUNREACH: 'no_answer',
  ENETUNREACH: 'no_answer',
  UND_ERR_CONNECT_TIMEOUT: 'no_answer',
}

/** What the code of a socket's error says where nothing was handed over: the connection never came about. Else null. */
export function unconnected(code: string): ChannelTroubleCode | null {
  if (CODES[code]) return CODES[code]
  if (/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/.test(code)) return 'certificate'
  return /SSL|TLS/.test(code) ? 'tls' : null
}
