import { createHash } from 'node:crypto'
import type { ImapFlow, MessageStructureObject } from 'imapflow'
import { fileKeeper, headAlone, idOfHead, LIMITS, type Parts, RETURNED, type Reading } from './read.ts'

/** Where imapflow asks for the next piece of a part. */
const PIECE = { uid: true, chunkSize: 512 * 1024 } as const

/** Takes a long letter apart on the server: its words, and as many of its files as have room. Null when it is gone. */
export async function takeApartThere(
  client: ImapFlow,
  uid: number,
  size: number,
  { dataDir }: Pick<Reading, 'dataDir'>,
): Promise<Parts | null> {
  const found = await client.fetchOne(
    String(uid),
    { uid: true, bodyStructure: true, source: { start: 0, maxLength: LIMITS.headBytes } },
    { uid: true },
  )
  if (found === false || !found.source) return null
  const head = found.source.subarray(0, LIMITS.headBytes)
  const digest = createHash('sha256').update(head).update(String(size)).digest('hex')
  const parts: Parts = { ...(await headAlone(head)), digest }
  const files = fileKeeper(dataDir)
  const isReport = found.bodyStructure?.type === 'multipart/report'
  const words = { text: '', html: '' }
  for (const leaf of leavesOf(found.bodyStructure)) {
    const { type, part = '1', disposition, id = null } = leaf
    const name = leaf.dispositionParameters?.filename ?? leaf.parameters?.name
    const kind =
      disposition === 'attachment' || name
        ? null
        : type === 'text/plain'
          ? 'text'
          : type === 'text/html'
            ? 'html'
            : null
    if (isReport && type === 'message/delivery-status') parts.status ??= await fetched(part, 64_000)
    else if (isReport && RETURNED.test(type))
      parts.returned ??= idOfHead(Buffer.from(await fetched(part, LIMITS.headBytes), 'latin1'))
    else if (kind && words[kind].length < LIMITS.textLength) words[kind] += await fetched(part, LIMITS.textLength * 4)
    else if (!files.hasRoom(decodedSize(leaf))) files.leaveOut(name, type, decodedSize(leaf))
    else await files.keep({ name, type, contentId: disposition === 'attachment' ? null : bare(id) }, piecesOf(part))
  }
  return { ...parts, text: words.text, html: words.html || null, files: files.kept, leftOut: files.leftOut }

  async function* piecesOf(part: string): AsyncGenerator<Buffer> {
    const { content } = await client.download(String(uid), part, { ...PIECE, decodeText: false })
    if (content) yield* content
  }

  async function fetched(part: string, maxBytes: number): Promise<string> {
    const { content } = await client.download(String(uid), part, { ...PIECE, maxBytes })
    const pieces: Buffer[] = []
    for await (const piece of content ?? []) pieces.push(piece as Buffer)
    return Buffer.concat(pieces).toString('utf8')
  }
}

/** The parts that hold something, in their order; of one built to have no end only the first. */
function leavesOf(root: MessageStructureObject | undefined): MessageStructureObject[] {
  const leaves: MessageStructureObject[] = []
  const visit = (node: MessageStructureObject, depth: number) => {
    if (leaves.length >= LIMITS.parts || depth > LIMITS.depth) return
    // A letter within a letter is one file.
    if (node.childNodes && !node.type.startsWith('message/'))
      for (const child of node.childNodes) visit(child, depth + 1)
    else if (!node.type.startsWith('multipart/')) leaves.push(node)
  }
  if (root) visit(root, 0)
  return leaves
}

const decodedSize = ({ size = 0, encoding = '' }: MessageStructureObject): number =>
  // Four letters for three bytes, and a line break after each seventy-six.
  /base64/i.test(encoding) ? Math.floor((size * 57) / 78) : size

const bare = (id: string | null): string | null => id?.replace(/^<|>$/g, '') ?? null
