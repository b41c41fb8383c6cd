import { constants, createHash, createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import type { Invoice } from '../../../pure/invoices/invoice.ts'
import { type FieldError, invalid } from '../../core/errors.ts'

/** A certificate of KSeF with the key it belongs to, looked through. */
export interface IssuerCertificate {
  /** Hexadecimal, as KSeF writes it. */
  serial: string
  /** Whom it names, such as 'Jan Nowak'. */
  subject: string
  from: Date
  until: Date
  /** PEM. */
  certificate: string
  /** PEM of PKCS #8, no more behind a pass phrase. */
  key: string
}

/**
 * Reads what the ministry gives out as PEM: a certificate of type Offline, RSA of 2048 bits or more or EC on P-256, and its private
 * key, behind a pass phrase or not. Refuses, at its field, what is none, is out of date by `now`, or does not belong together.
 */
export function readCertificate(
  given: { certificate: string; key: string; passphrase: string },
  now: Date,
): IssuerCertificate {
  const certificate = attempt(() => new X509Certificate(given.certificate), 'certificate', 'ksef_certificate.none')
  const [from, until] = [new Date(certificate.validFrom), new Date(certificate.validTo)]
  const refuse = (code: string): never => {
    throw invalid({ path: 'certificate', code })
  }
  if (now < from) refuse('ksef_certificate.not_yet')
  if (now > until) refuse('ksef_certificate.expired')
  if (!isOfKsef(certificate.publicKey)) refuse('ksef_certificate.algorithm')
  if (!certifiesIssue(certificate.raw)) refuse('ksef_certificate.kind')
  const key = readKey(given)
  if (!certificate.checkPrivateKey(key)) throw invalid({ path: 'key', code: 'ksef_certificate.other_key' })
  return {
    serial: certificate.serialNumber,
    subject: subjectOf(certificate.subject),
    ...{ from, until, certificate: certificate.toString() },
    key: key.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

function readKey({ key, passphrase }: { key: string; passphrase: string }): KeyObject {
  const locked = /ENCRYPTED/.test(key)
  if (locked && !passphrase) throw invalid({ path: 'passphrase', code: 'field.required' })
  const wrong: [FieldError['path'], string] = locked
    ? ['passphrase', 'ksef_certificate.passphrase']
    : ['key', 'ksef_certificate.no_key']
  return attempt(() => createPrivateKey({ key, format: 'pem', ...(locked ? { passphrase } : {}) }), ...wrong)
}

function attempt<T>(read: () => T, path: string, code: string): T {
  try {
    return read()
  } catch {
    throw invalid({ path, code })
  }
}

function isOfKsef({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  if (type === 'rsa') return (details?.modulusLength ?? 0) >= 2048
  return type === 'ec' && details?.namedCurve === 'prime256v1'
}

/** The extension keyUsage, 2.5.29.15, as DER begins it. */
const KEY_USAGE = Buffer.from('0603551d0f', 'hex')

/**
 * Whether a certificate is one of type Offline: its keyUsage is nonRepudiation (RFC 5280, 4.2.1.3), that of one for signing in is
 * digitalSignature; so the ministry's rules tell them apart.
 */
function certifiesIssue(der: Buffer): boolean {
  const at = der.indexOf(KEY_USAGE)
  if (at < 0) return false
  let next = at + KEY_USAGE.length
  // Whether it is critical: a BOOLEAN of one byte, left out where it is not.
  if (der[next] === 0x01) next += 3
  // An OCTET STRING around a BIT STRING: two heads of two bytes, the number of bits not used, the first eight.
  return der[next] === 0x04 && der[next + 2] === 0x03 && ((der[next + 5] ?? 0) & 0x40) !== 0
}

function subjectOf(lines: string): string {
  const parts = new Map(lines.split('\n').map((line) => [line.split('=')[0], line.split('=').slice(1).join('=')]))
  return parts.get('CN') ?? parts.get('O') ?? lines.replaceAll('\n', ', ')
}

const HOST = 'qr.ksef.mf.gov.pl'

export const digestOf = (xml: string): string => createHash('sha256').update(xml).digest('base64url')

/**
 * Where anybody checks who issued an invoice: the address of KOD II (the ministry's rules for QR codes). What is signed is the address
 * without its scheme: by RSASSA-PSS with SHA-256 and a salt of 32 bytes, or by ECDSA on P-256, both halves one after the other (IEEE
 * P1363). Each call gives another signature.
 */
export function certificateAddress(model: Invoice, xml: string, { serial, key }: { serial: string; key: string }) {
  const { nip } = model.seller
  const signed = `${HOST}/certificate/Nip/${nip}/${nip}/${serial}/${digestOf(xml)}`
  const how = /^rsa/.test(createPrivateKey(key).asymmetricKeyType ?? '')
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    : { key, dsaEncoding: 'ieee-p1363' as const }
  return `https://${signed}/${sign('sha256', Buffer.from(signed), how).toString('base64url')}`
}
