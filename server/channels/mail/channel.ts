import { ChannelTrouble, defineChannel, type OpenAccount, type OutgoingMessage } from '../../core/channel.ts'
import { pathOfFile } from '../../core/files.ts'
import { imapTroubleOf, openImap } from './imap.ts'
import { listenToMailbox } from './listen.ts'
import { secretsIn } from './secrets.ts'
import { type MailboxSettings, mailboxSettings } from './settings.ts'
import { openSmtp, type Smtp, type SmtpSettings } from './smtp.ts'
import { channelTroubleOf } from './trouble.ts'

type Account = OpenAccount<MailboxSettings>

function smtpOf({ address, name, settings }: Account): SmtpSettings {
  const { smtpHost, smtpPort, smtpSecurity, user, password, smtpUser, smtpPassword, checkCertificate, ca } = settings
  return {
    host: smtpHost,
    port: smtpPort,
    security: smtpSecurity,
    user: smtpUser || user,
    password: (smtpUser && smtpPassword) || password,
    fromAddress: address,
    fromName: name,
    checkCertificate,
    ca: ca ?? null,
  }
}

/** Connections kept between letters, as long as the settings of their account stay the same. */
const connections = new Map<string, { settings: string; smtp: Smtp }>()

function connectionOf(account: Account): Smtp {
  const smtp = smtpOf(account)
  const settings = JSON.stringify(smtp)
  const kept = connections.get(account.id)
  if (kept?.settings === settings) return kept.smtp
  kept?.smtp.close()
  const opened = openSmtp(smtp)
  connections.set(account.id, { settings, smtp: opened })
  return opened
}

async function send(account: Account, message: OutgoingMessage): Promise<{ externalId: string; answer: string }> {
  const { key: messageId, to, cc, subject, text, html, references, files, automatic, toMany, date } = message
  try {
    const { answer } = await connectionOf(account).send({
      ...{ messageId, to, cc, subject, text, html, references, automatic, date },
      unsubscribeAt: toMany ? account.address : null,
      files: files.map(({ name, type, digest, contentId }) => ({
        ...{ name, type, contentId },
        path: pathOfFile({ config: { dataDir: account.dataDir } }, digest),
      })),
    })
    return { externalId: messageId, answer }
  } catch (error) {
    throw channelTroubleOf(error, secretsIn(smtpOf(account)))
  }
}

/** The setting that a trouble of signing in speaks of. */
function atField(
  { code, words, final }: ChannelTrouble,
  side: 'imap' | 'smtp',
  settings: MailboxSettings,
): ChannelTrouble {
  const ofSmtp = side === 'smtp' && settings.smtpUser
  const field = {
    no_such_host: `${side}Host`,
    connection_refused: `${side}Port`,
    no_answer: `${side}Port`,
    tls: `${side}Security`,
    certificate: 'checkCertificate',
    wrong_password: ofSmtp ? 'smtpPassword' : 'password',
    not_allowed: ofSmtp ? 'smtpUser' : 'user',
  }[code as string]
  return new ChannelTrouble(code, words, final, field ?? `${side}Host`)
}

/** Signs in where letters are fetched and where they are handed over. */
async function check(account: Account): Promise<void> {
  const client = await openImap(account.settings, { patient: false })
  try {
    await client.connect()
    await client.mailboxOpen('INBOX', { readOnly: true })
  } catch (error) {
    throw atField(imapTroubleOf(error, account.settings), 'imap', account.settings)
  } finally {
    client.close()
  }
  const smtp = openSmtp(smtpOf(account), { patient: false })
  try {
    await smtp.check()
  } catch (error) {
    throw atField(channelTroubleOf(error, secretsIn(smtpOf(account))), 'smtp', account.settings)
  } finally {
    smtp.close()
  }
}

export const mailChannel = defineChannel<MailboxSettings>({
  key: 'mail',
  settings: mailboxSettings,
  secrets: ['password', 'smtpPassword'],
  secretsGoTo: ['imapHost', 'smtpHost'],
  address: 'email',
  threads: 'references',
  // Receivers drop a letter whose Message-ID they have.
  dropsDoubles: true,
  send,
  check,
  listen: listenToMailbox,
  async close(accountId) {
    connections.get(accountId)?.smtp.close()
    connections.delete(accountId)
  },
})
