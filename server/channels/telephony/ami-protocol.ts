/** One message of the Asterisk Manager Interface: its fields in order; names may come more than once. */
export type AmiFields = [name: string, value: string][]

export class AmiMessage {
  readonly fields: AmiFields

  constructor(fields: AmiFields) {
    this.fields = fields
  }

  /** The first value under this name, whatever its letters' case; an empty text where there is none. */
  get(name: string): string {
    const wanted = name.toLowerCase()
    return this.fields.find(([key]) => key.toLowerCase() === wanted)?.[1] ?? ''
  }

  get event(): string {
    return this.get('Event')
  }
}

const LONGEST = 1024 * 1024

/** Puts messages together from bytes as they come; a banner before the first one is told apart. */
export class AmiReader {
  private rest = ''
  private fields: AmiFields = []
  private readonly told: (message: AmiMessage) => void
  private readonly greeted: (banner: string) => void

  constructor(told: (message: AmiMessage) => void, greeted: (banner: string) => void = () => {}) {
    this.told = told
    this.greeted = greeted
  }

  take(bytes: string): void {
    this.rest += bytes
    if (this.rest.length > LONGEST) throw new Error('a line without an end')
    for (let end = this.rest.indexOf('\n'); end >= 0; end = this.rest.indexOf('\n')) {
      const line = this.rest.slice(0, end).replace(/\r$/, '')
      this.rest = this.rest.slice(end + 1)
      this.line(line)
    }
  }

  private line(line: string): void {
    if (line === '') {
      if (this.fields.length > 0) this.told(new AmiMessage(this.fields))
      this.fields = []
      return
    }
    const colon = line.indexOf(':')
    if (colon > 0) this.fields.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
    else if (this.fields.length === 0) this.greeted(line)
  }
}

/** A message as it goes over the line. Whatever would begin another field or message in it is refused. */
export function writeAmi(fields: AmiFields): string {
  for (const [name, value] of fields) {
    if (/[\r\n\0]/.test(name + value)) throw new Error(`AMI: ${name} holds a line break`)
  }
  return `${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}
