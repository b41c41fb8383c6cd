import { isIP } from 'node:net'
import { type ConnectionOptions, rootCertificates } from 'node:tls'

export interface TlsSettings {
  host: string
  checkCertificate: boolean
  /** Certificates of an own authority (PEM), trusted besides the usual ones. */
  ca: string | null
}

export const tlsOptions = ({ host, checkCertificate, ca }: TlsSettings): ConnectionOptions => ({
  rejectUnauthorized: checkCertificate,
  minVersion: 'TLSv1.2',
  ...(ca ? { ca: [...rootCertificates, ca] } : {}),
  ...(isIP(host) ? {} : { servername: host }),
})
