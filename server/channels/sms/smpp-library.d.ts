/** What Tok uses of the library smpp, which comes without types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  export interface Message {
    udh?: Buffer[]
    /** A text where the library knew the alphabet itself. */
    message: Buffer | string
  }

  export class PDU {
    constructor(command: string, fields?: Record<string, unknown>)
    command: string
    command_status: number
    sequence_number: number
    message_id?: string
    source_addr?: string
    destination_addr?: string
    source_addr_ton?: number
    esm_class?: number
    data_coding?: number
    registered_delivery?: number
    short_message?: Message
    message_payload?: Message
    receipted_message_id?: string
    message_state?: number
    sar_msg_ref_num?: number
    sar_total_segments?: number
    sar_segment_seqnum?: number
    system_id?: string
    password?: string
    isResponse(): boolean
    response(fields?: Record<string, unknown>): PDU
  }

  export class Session extends EventEmitter {
    socket: Socket
    send(pdu: PDU, answered?: (answer: PDU) => void, written?: () => void): boolean
    close(closed?: () => void): void
    destroy(closed?: () => void): void
  }

  const smpp: {
    connect(options: Record<string, unknown>): Session
    createServer(options: Record<string, unknown>, listener: (session: Session) => void): NetServer
    encodings: Record<string, unknown>
    PDU: typeof PDU
  }
  export default smpp
}
