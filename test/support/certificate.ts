import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

const onP256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** Certificates are made on the spot: a key in the repository would set off every scanner. */
export interface Made {
  keys: { privateKey: KeyObject; publicKey: KeyObject }
  name: string
  from: number
  /** The first of January of that year. */
  until: number
  /** DER of its extensions. */
  extensions: Buffer
}

/** One for localhost. */
export function selfSigned(): { key: string; certificate: string } {
  const localhost = Buffer.concat([der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1]))])
  const alternativeNames = sequence(der(0x06, Buffer.from('551d11', 'hex')), der(0x04, sequence(localhost)))
  return certificateOf({ keys: onP256(), name: 'localhost', from: 2020, until: 2120, extensions: alternativeNames })
}

/** As KSeF gives one out: for invoices issued offline, or for signing in. */
export function ksefCertificate(given: Partial<Made> & { usage?: 'offline' | 'sign_in' } = {}) {
  const bits = given.usage === 'sign_in' ? Buffer.from([0x07, 0x80]) : Buffer.from([0x06, 0x40])
  const critical = der(0x01, Buffer.from([0xff]))
  const usage = sequence(der(0x06, Buffer.from('551d0f', 'hex')), critical, der(0x04, der(0x03, bits)))
  return certificateOf({ keys: onP256(), name: 'Jan Wystawca', from: 2026, until: 2028, extensions: usage, ...given })
}

function certificateOf({ keys: { privateKey, publicKey }, ...of }: Made): { key: string; certificate: string } {
  const isRsa = privateKey.asymmetricKeyType === 'rsa'
  const algorithm = isRsa
    ? sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05, Buffer.alloc(0)))
    : sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
  const name = sequence(der(0x31, sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from(of.name)))))
  const time = (year: number) => der(0x18, Buffer.from(`${year}0101000000Z`))
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([0x01]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(of.from), time(of.until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(of.extensions)),
  )
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const base64 = sequence(body, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificate: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  }
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts))
