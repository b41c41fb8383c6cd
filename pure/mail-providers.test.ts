import { expect, it } from 'vitest'
import { mailProvider } from './mail-providers.ts'

it('knows where mail of the usual addresses is fetched, and guesses nothing of others', () => {
  expect(mailProvider('Anna@GMAIL.com')).toMatchObject({ imapHost: 'imap.gmail.com', smtpPort: 465, ownPassword: true })
  expect(mailProvider('biuro@wp.pl')).toMatchObject({ imapHost: 'imap.wp.pl', smtpHost: 'smtp.wp.pl' })
  expect(mailProvider('biuro@firma.pl')).toBeNull()
  expect(mailProvider('nie adres')).toBeNull()
})
