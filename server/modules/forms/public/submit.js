// Sends a form that the server rendered. Plain JavaScript without a build, because it runs as it is on other people's
// sites. Whatever fails, what was typed stays; sending again is safe, the server knows the same content for 10 minutes.

const ROUNDS = Uint32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
)
const START = Uint32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
)
const schedule = new Uint32Array(64)

/** SHA-256 of one block (FIPS 180-4). crypto.subtle is missing on plain http and too slow for a call a guess. */
function hashBlock(block, digest) {
  schedule.set(block)
  for (let at = 16; at < 64; at++) {
    const early = schedule[at - 15]
    const late = schedule[at - 2]
    const low = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3)
    const high = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10)
    schedule[at] = (schedule[at - 16] + low + schedule[at - 7] + high) | 0
  }
  let [a, b, c, d, e, f, g, h] = START
  for (let at = 0; at < 64; at++) {
    const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const first = (h + high + ((e & f) ^ (~e & g)) + ROUNDS[at] + schedule[at]) | 0
    const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  const end = [a, b, c, d, e, f, g, h]
  for (let at = 0; at < 8; at++) digest[at] = START[at] + end[at]
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const wordsOf = (hex) =>
  Array.from({ length: hex.length / 8 }, (_, at) => Number.parseInt(hex.slice(at * 8, at * 8 + 8), 16))

/**
 * Solves an ALTCHA challenge (SHA-256, cost 1) in slices of 12 ms between which the page stays quick. Our own search
 * instead of ALTCHA's 80 kB element: it needs no worker and no secure context, which a foreign page may not grant.
 */
export async function solve(challenge) {
  const { salt, nonce, keyPrefix } = challenge.parameters
  const head = [...wordsOf(salt), ...wordsOf(nonce)]
  const block = new Uint32Array(16)
  block.set(head)
  block[head.length + 1] = 0x80000000
  block[15] = (head.length + 1) * 32
  const wanted = wordsOf(keyPrefix)
  const digest = new Uint32Array(8)
  let until = performance.now() + 12
  for (let counter = 0; counter <= 0xffffffff; counter++) {
    block[head.length] = counter
    hashBlock(block, digest)
    if (digest[0] === wanted[0] && wanted.every((word, at) => digest[at] === word)) {
      const derivedKey = [...digest].map((word) => word.toString(16).padStart(8, '0')).join('')
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }))
    }
    if ((counter & 255) === 0 && performance.now() > until) {
      await pause(0)
      until = performance.now() + 12
    }
  }
  throw new Error('no solution')
}

/** What the form holds, as the server's JSON. */
function contentOf(form) {
  const answers = {}
  const consents = {}
  const further = {}
  for (const input of form.elements) {
    const { name, type } = input
    if (!name || (type === 'checkbox' && !input.checked)) continue
    if (name === 'extra_subject') {
      if (input.value) further.extra_subject = input.value
    } else if (name.startsWith('consent.')) consents[name.slice(8)] = Number(input.value)
    else if (name === '_language') further.language = input.value
    else if (name.startsWith('_') || name.startsWith('utm_') || name === 'altcha') continue
    else if (type === 'checkbox' && input.closest('fieldset')) answers[name] = [...(answers[name] ?? []), input.value]
    else answers[name] = type === 'checkbox' ? true : input.value
  }
  const utm = {}
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (/^utm_[a-z0-9_]{1,40}$/.test(name)) utm[name] = value
  }
  return { answers, consents, utm, pageUrl: location.href, referrer: document.referrer, ...further }
}

/**
 * Makes a rendered form send itself. `root` is the document or the shadow root around it; `moved` is called with the
 * address of the page that follows.
 */
export function enhance(root, moved) {
  const form = root.querySelector('form.tok-form')
  if (!form) return
  const { proof, sending, again, failed, lookAt } = form.dataset
  const language = form.closest('[lang]').lang
  const status = form.querySelector('.tok-status')
  const problem = form.querySelector('.tok-problem')
  const button = form.querySelector('.tok-send')
  const send = (path, options) =>
    fetch(form.action.replace(/submissions$/, path), {
      ...options,
      mode: 'cors',
      credentials: 'omit',
      cache: 'no-store',
      headers: { 'accept-language': language, ...options?.headers },
    })
  form.noValidate = true

  let solving = null
  const newProof = async () => {
    const answer = await send('challenge')
    if (answer.status >= 500) throw new Error(`challenge: ${answer.status}`)
    const said = await answer.json()
    // A refusal (the form is off by now) goes the way of a refused submission.
    return answer.ok ? { altcha: await solve(said) } : { refused: { status: answer.status, said } }
  }
  const startSolving = () => {
    if (proof === undefined || solving) return
    const mine = newProof()
    solving = mine
    // A challenge lives 20 minutes; who writes for longer gets a new one when sending.
    const forget = () => {
      if (solving === mine) solving = null
    }
    mine.catch(forget)
    setTimeout(forget, 18 * 60_000)
  }
  form.addEventListener('focusin', startSolving, { once: true })

  const showErrors = (errors) => {
    let first = null
    for (const field of form.querySelectorAll('[data-field]')) {
      const error = errors.find((one) => one.path === field.dataset.field)
      const words = field.querySelector('.tok-error')
      const input = field.querySelector('fieldset, input, textarea, select')
      words.textContent = error?.message ?? ''
      words.hidden = !error
      if (error) input.setAttribute('aria-invalid', 'true')
      else input.removeAttribute('aria-invalid')
      if (error) first ??= input
    }
    return first
  }
  const showProblem = (text) => {
    problem.textContent = text
    problem.hidden = !text
  }

  /** 201 with the answer, or what is wrong. A lost connection and an answer 5xx are tried again, with patience. */
  const post = async (content) => {
    for (const wait of [1000, 3000, 9000, null]) {
      try {
        if (proof !== undefined) startSolving()
        const { altcha, refused } = solving ? await solving : {}
        if (refused) return refused
        const answer = await send('submissions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...content, altcha }),
        })
        if (answer.status < 500) return { status: answer.status, said: await answer.json() }
      } catch {
        // Falls through: no connection, or no whole answer.
      }
      if (wait === null) return null
      status.textContent = again
      await pause(wait)
    }
  }

  let busy = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (busy) return
    busy = true
    button.setAttribute('aria-disabled', 'true')
    status.textContent = sending
    showProblem('')
    try {
      const content = contentOf(form)
      let result = await post(content)
      if (result && ['form.proof_required', 'form.spam'].includes(result.said.code) && proof !== undefined) {
        solving = null
        result = await post(content)
      }
      if (result?.status === 201) return thank(result.said.thankYou)
      const first = showErrors(result?.said.errors ?? [])
      showProblem(result ? (first ? lookAt : result.said.title) : failed)
      ;(first ?? problem).focus()
    } finally {
      // A proof serves once.
      solving = null
      busy = false
      status.textContent = ''
      button.removeAttribute('aria-disabled')
    }
  })

  const thank = ({ heading, text, redirectUrl }) => {
    if (redirectUrl) return moved(redirectUrl)
    const thanks = document.createElement('div')
    thanks.className = 'tok-thanks'
    thanks.setAttribute('role', 'status')
    thanks.tabIndex = -1
    const title = document.createElement('h2')
    title.textContent = heading
    const words = document.createElement('p')
    words.textContent = text
    form.closest('.tok').replaceChildren(thanks)
    thanks.append(title, words)
    thanks.focus()
  }
}
