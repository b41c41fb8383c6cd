/** The password in every form in which it goes over the wire. */
export function secretsIn({ user, password }: { user: string | null; password: string | null }): string[] {
  if (!password) return []
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
  return [base64(`\0${user ?? ''}\0${password}`), base64(password), password]
}

/** Takes `secrets` out of a server's words, for some servers repeat what they were sent. */
export function withoutSecrets(words: string, secrets: string[]): string {
  let clean = words
  for (const secret of secrets) if (secret) clean = clean.replaceAll(secret, '•••')
  return clean
}
