import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage as Request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Contact, Status, WhatsappMessage } from '../../server/channels/whatsapp/read.ts'

type Answer = [status: number, body: object | Buffer]
type Given = Record<string, unknown>

/**
 * The WhatsApp Cloud API (developers.facebook.com/docs/whatsapp/cloud-api) on loopback for one phone number: checks token and
 * proof, keeps media, knows one template, takes free text at any time and fails it later where the 24 hours are over; makes and
 * signs the calls of the webhook; can go down, come up and break off.
 */
export class TestWhatsapp {
  readonly token = 'EAAtest-token-of-a-system-user-0123456789'
  readonly appSecret = '0123456789abcdef0123456789abcdef'
  readonly phoneNumberId = '106540352242922'
  readonly displayNumber = '+48 22 123 45 67'
  url = ''
  readonly sent: (Given & { id: string })[] = []
  readonly media = new Map<string, { content: Buffer; type: string }>()
  /** Answers the next sends with these errors instead. */
  readonly refusals: { status: number; code: number; message: string }[] = []
  /** Takes the next sends and breaks off without an answer. */
  breaksOff = 0
  /** Where the files of media lie; another host than the API's own is answered with this address. */
  filesAt: string | null = null
  private nextId = 1
  private port = 0
  private server: Server | null = null

  async up(): Promise<this> {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const answer = await this.answer(request, Buffer.concat(chunks))
      if (answer === null) return void request.socket.destroy()
      const [status, body] = answer
      const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json'
      response.writeHead(status, { 'content-type': type }).end(Buffer.isBuffer(body) ? body : JSON.stringify(body))
    })
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
    this.url = `http://127.0.0.1:${this.port}/v24.0`
    return this
  }

  async down(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(null))
    this.server = null
  }

  /** The body of a call of the webhook, with what it says of this number or another. */
  call(
    value: { messages?: Partial<WhatsappMessage>[]; statuses?: Partial<Status>[]; contacts?: Contact[] },
    phoneNumberId = this.phoneNumberId,
  ): string {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const of = (one: object) => ({ id: `wamid.${randomUUID()}`, timestamp, ...one })
    return JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '102290129340398',
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '48221234567', phone_number_id: phoneNumberId },
                contacts: value.contacts ?? [{ profile: { name: 'Ola Zając' }, wa_id: '48601224718' }],
                ...(value.messages
                  ? { messages: value.messages.map((one) => of({ from: '48601224718', type: 'text', ...one })) }
                  : {}),
                ...(value.statuses
                  ? { statuses: value.statuses.map((one) => of({ recipient_id: '48601224718', ...one })) }
                  : {}),
              },
            },
          ],
        },
      ],
    })
  }

  readonly signature = (body: string, secret = this.appSecret): string =>
    `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

  private async answer(request: Request, body: Buffer): Promise<Answer | null> {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
    if (request.headers.authorization !== `Bearer ${this.token}`)
      return refused(401, 190, 'Error validating access token: The access token could not be decrypted')
    const file = /^\/files\/(.+)$/.exec(pathname)?.[1]
    if (file) return this.media.has(file) ? [200, this.media.get(file)!.content] : [404, {}]
    const proof = createHmac('sha256', this.appSecret).update(this.token).digest('hex')
    if (searchParams.get('appsecret_proof') !== proof)
      return refused(400, 100, 'Invalid appsecret_proof provided in the API argument')
    const [, node = '', edge] = /^\/v24\.0\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? []
    if (request.method === 'GET' && node === this.phoneNumberId)
      return [200, { id: node, display_phone_number: this.displayNumber, verified_name: 'Zakłady' }]
    const held = this.media.get(node)
    if (request.method === 'GET' && held)
      return [
        200,
        {
          messaging_product: 'whatsapp',
          id: node,
          url: this.filesAt ?? `${new URL(this.url).origin}/files/${node}`,
          mime_type: held.type,
          file_size: held.content.length,
        },
      ]
    if (request.method === 'POST' && node === this.phoneNumberId && edge === 'media') return this.upload(request, body)
    if (request.method === 'POST' && node === this.phoneNumberId && edge === 'messages')
      return this.send(JSON.parse(body.toString('utf8')))
    return refused(400, 100, `Unsupported ${request.method} request. Object with ID '${node}' does not exist`)
  }

  private async upload({ headers }: Request, body: Buffer): Promise<Answer> {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': headers['content-type']! },
    }).formData()
    const file = form.get('file')
    if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof File))
      return refused(400, 100, '(#100) The parameter file is required.')
    const id = `media${this.nextId++}`
    this.media.set(id, { content: Buffer.from(await file.arrayBuffer()), type: String(form.get('type')) })
    return [200, { id }]
  }

  private send(given: Given): Answer | null {
    const refusal = this.refusals.shift()
    if (refusal) return refused(refusal.status, refusal.code, refusal.message)
    const wrong = this.wrongWith(given)
    if (wrong) return wrong
    const id = `wamid.out${this.nextId++}`
    this.sent.push({ ...given, id })
    if (this.breaksOff > 0) {
      this.breaksOff -= 1
      return null
    }
    return [
      200,
      {
        messaging_product: 'whatsapp',
        contacts: [{ input: given.to, wa_id: given.to }],
        messages: [{ id, message_status: 'accepted' }],
      },
    ]
  }

  private wrongWith(given: Given): Answer | null {
    if (given.messaging_product !== 'whatsapp' || !(given.to ?? given.recipient))
      return refused(400, 100, '(#100) The parameter to is required.')
    const { text, template } = given as {
      text?: { body?: string }
      template?: { name: string; language: { code: string }; components: { parameters: { text: string }[] }[] }
    }
    if (given.type === 'text' && (!text?.body || text.body.length > 4096))
      return refused(400, 100, 'Param text[body] must be between 1 and 4096 characters long.')
    if (given.type === 'template') {
      if (template!.name !== 'wiadomosc' || template!.language.code !== 'pl')
        return refused(404, 132001, '(#132001) Template name does not exist in the translation')
      if (template!.components.some(({ parameters }) => parameters.some(({ text }) => /[\n\t]| {5}/.test(text))))
        return refused(400, 132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces')
    }
    for (const type of ['image', 'document']) {
      if (given.type === type && !this.media.has((given[type] as { id: string }).id))
        return refused(400, 131053, '(#131053) Media upload error')
    }
    return null
  }
}

const refused = (status: number, code: number, message: string): Answer => [
  status,
  { error: { message, type: 'OAuthException', code, fbtrace_id: 'A' } },
]
