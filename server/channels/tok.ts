/** Sends a request to a running Tok; throws with the words of its problem document where it refuses. */
export async function sendToTok(
  url: string,
  headers: Record<string, string>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const sent =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } }
  const answer = await fetch(new URL(path, url), { method, headers, ...sent }).catch(() => {
    throw new Error(`no Tok answers at ${url}: start it, or name another address with --url`)
  })
  if (answer.ok) return answer
  const problem = (await answer.json().catch(() => ({}))) as {
    title?: string
    errors?: { path: string; message: string }[]
  }
  const fields = (problem.errors ?? []).map(({ path: at, message }) => `${at}: ${message}`)
  throw new Error([problem.title ?? `${answer.status}`, ...fields].join('\n  '))
}

/** The same for what it answers; null where that is nothing. */
export async function askTok(...asked: Parameters<typeof sendToTok>): Promise<unknown> {
  const text = await (await sendToTok(...asked)).text()
  return text ? JSON.parse(text) : null
}
