import { emailDomain, normaliseEmail } from './email.ts'

export interface MailProvider {
  imapHost: string
  imapPort: number
  imapSecurity: 'tls' | 'starttls'
  smtpHost: string
  smtpPort: number
  smtpSecurity: 'tls' | 'starttls'
  /** The account's own password is refused there: one for programs has to be made first. */
  ownPassword?: boolean
}

const tls = (imapHost: string, smtpHost: string): MailProvider => ({
  imapHost,
  imapPort: 993,
  imapSecurity: 'tls',
  smtpHost,
  smtpPort: 465,
  smtpSecurity: 'tls',
})
const starttls = (imapHost: string, smtpHost: string): MailProvider => ({
  ...tls(imapHost, smtpHost),
  smtpPort: 587,
  smtpSecurity: 'starttls',
})

const PROVIDERS: [domains: string, MailProvider][] = [
  ['gmail.com googlemail.com', { ...tls('imap.gmail.com', 'smtp.gmail.com'), ownPassword: true }],
  ['icloud.com me.com mac.com', { ...starttls('imap.mail.me.com', 'smtp.mail.me.com'), ownPassword: true }],
  ['yahoo.com ymail.com', { ...tls('imap.mail.yahoo.com', 'smtp.mail.yahoo.com'), ownPassword: true }],
  ['wp.pl', tls('imap.wp.pl', 'smtp.wp.pl')],
  ['o2.pl tlen.pl go2.pl', tls('poczta.o2.pl', 'poczta.o2.pl')],
  [
    'onet.pl poczta.onet.pl onet.eu op.pl vp.pl opoczta.pl spoko.pl autograf.pl',
    tls('imap.poczta.onet.pl', 'smtp.poczta.onet.pl'),
  ],
  ['interia.pl interia.eu poczta.fm intmail.pl', tls('poczta.interia.pl', 'poczta.interia.pl')],
  ['gazeta.pl', tls('imap.gazeta.pl', 'smtp.gazeta.pl')],
  ['gmx.net gmx.de', tls('imap.gmx.net', 'mail.gmx.net')],
  ['gmx.com', tls('imap.gmx.com', 'mail.gmx.com')],
  ['fastmail.com', { ...tls('imap.fastmail.com', 'smtp.fastmail.com'), ownPassword: true }],
  ['zoho.com', tls('imap.zoho.com', 'smtp.zoho.com')],
  ['zoho.eu', tls('imap.zoho.eu', 'smtp.zoho.eu')],
]
const byDomain = new Map(
  PROVIDERS.flatMap(([domains, provider]) => domains.split(' ').map((domain) => [domain, provider] as const)),
)

/** Where mail of that address is fetched and handed over, where its provider is a known one. */
export function mailProvider(address: string): MailProvider | null {
  const plain = normaliseEmail(address)
  return plain === null ? null : (byDomain.get(emailDomain(plain)) ?? null)
}
