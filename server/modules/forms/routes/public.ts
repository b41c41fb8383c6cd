import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { Deps } from '../../../core/deps.ts'
import { Refusal } from '../../../core/errors.ts'
import { defineRoute, localeOf } from '../../../core/http.ts'
import { problemOf } from '../../../core/problems.ts'
import { write } from '../../../core/write.ts'
import { holdSubmission } from '../commands/hold-submission.ts'
import { submit } from '../commands/receive-submission.ts'
import { checked, digestOfAddress, languageOf, openForm, refuseForeignOrigin, thankYouOf, whence } from '../intake.ts'
import { formMarkup, lookCss } from '../page/form.ts'
import { formPage, type Page, refusalPage, thankYouPage } from '../page/page.ts'
import { newChallenge, readProof } from '../proof.ts'
import { embedScript, publicFiles, stylesheet } from '../public-files.ts'
import { type Form, formForIntake } from '../queries.ts'
import { bodyOfPost } from '../rules/form-post.ts'
import { inLanguage, type PublicSubmission, publicSubmission } from '../schema.ts'

const keyParams = z.strictObject({ key: z.string().max(40) })
const LONGEST_QUERY = 8192
const langQuery = z.strictObject({ lang: z.string().max(20).optional() })

const sendPage = (reply: FastifyReply, status: number, page: Page): FastifyReply => {
  // Set by helmet for the application; this page says by frame-ancestors who may frame it.
  reply.removeHeader('x-frame-options')
  return reply.code(status).headers(page.headers).send(page.html)
}

export const publicRoutes = [
  defineRoute({
    method: 'GET',
    path: '/f/:key',
    operationId: 'forms.page',
    summary: 'The page of a form (HTML)',
    description: '`?lang=pl|en` chooses the language; a parameter named like a field fills it in beforehand.',
    access: 'public',
    params: keyParams,
    query: z.record(
      z.string().max(LONGEST_QUERY),
      z.union([z.string().max(LONGEST_QUERY), z.array(z.string().max(LONGEST_QUERY)).max(500)]),
    ),
    answer: z.string(),
    refusals: ['form.not_found', 'form.switched_off'],
    run: async ({ deps, params, query, request, reply }) => {
      const asked = typeof query.lang === 'string' ? query.lang : undefined
      try {
        const form = await openForm(deps, { key: params.key })
        const locale = languageOf(form.definition, asked, localeOf(request, null))
        if (query.sent === '1') return sendPage(reply, 200, thankYouPage(form.name, form.definition, locale))
        const utm = Object.entries(query).filter(
          (pair): pair is [string, string] => pair[0].startsWith('utm_') && typeof pair[1] === 'string',
        )
        const page = formPage(form.name, {
          key: form.key,
          definition: form.definition,
          locale,
          base: '',
          values: query,
          utm: Object.fromEntries(utm),
          pageUrl: `${deps.config.publicUrl}${request.url}`,
          referrer: request.headers.referer ?? '',
        })
        return sendPage(reply, 200, page)
      } catch (error) {
        return refuse(reply, error, asked === 'pl' || asked === 'en' ? asked : localeOf(request, null))
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/f/assets/:file',
    operationId: 'forms.asset',
    summary: "A file of the form's page",
    access: 'public',
    crossOrigin: true,
    params: z.strictObject({ file: z.string().max(60) }),
    answer: z.string(),
    run: async ({ params, reply }) => {
      const file = publicFiles.get(params.file)
      if (!file) throw new Refusal('not_found', { status: 404 })
      return reply.headers({ 'content-type': file.type, 'cache-control': 'public, max-age=3600' }).send(file.bytes)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/embed/:key.js',
    operationId: 'forms.embed',
    summary: 'The script that shows a form on any web site',
    access: 'public',
    crossOrigin: true,
    params: keyParams,
    answer: z.string(),
    run: async ({ deps, params, reply }) => {
      // Also for a form that is off: the script then says so in its place, and works again when it is on.
      const form = await formForIntake(deps, { key: params.key })
      if (!form?.public) throw new Refusal('form.not_found', { status: 404 })
      return reply
        .headers({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=300' })
        .send(embedScript(params.key, deps.config.publicUrl))
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/public/forms/:key',
    operationId: 'forms.definition',
    summary: 'A form for a web site to show',
    description: 'Its fields in the chosen language, and the same form as finished markup and stylesheet.',
    access: 'public',
    crossOrigin: true,
    params: keyParams,
    query: langQuery,
    answer: z.object({
      key: z.string(),
      language: z.enum(['pl', 'en']),
      fields: z.array(
        z.object({
          key: z.string(),
          type: z.string(),
          label: z.string(),
          help: z.string(),
          placeholder: z.string(),
          required: z.boolean(),
          options: z.array(z.object({ value: z.string(), label: z.string() })),
        }),
      ),
      consents: z.array(
        z.object({ key: z.string(), version: z.number().int(), text: z.string(), required: z.boolean() }),
      ),
      proofOfWork: z.boolean(),
      html: z.string(),
      css: z.string(),
    }),
    refusals: ['form.not_found', 'form.switched_off', 'form.origin_refused'],
    run: async ({ deps, params, query, request, reply }) => {
      const { key, definition } = await formFor(deps, params.key, request)
      const locale = languageOf(definition, query.lang, localeOf(request, null))
      reply.header('cache-control', 'no-cache')
      return {
        key,
        language: locale,
        fields: definition.fields.map((field) => ({
          key: field.key,
          type: field.type,
          label: inLanguage(field.label, locale),
          help: inLanguage(field.help, locale),
          placeholder: inLanguage(field.placeholder, locale),
          required: field.required,
          options: (field.options ?? []).map(({ value, label }) => ({ value, label: inLanguage(label, locale) })),
        })),
        consents: definition.consents.map((one) => ({ ...one, text: inLanguage(one.text, locale) })),
        proofOfWork: definition.proofOfWork,
        html: formMarkup({ key, definition, locale, base: deps.config.publicUrl }).text,
        css: `${stylesheet}\n${lookCss(definition)}`,
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/public/forms/:key/challenge',
    operationId: 'forms.challenge',
    summary: 'An ALTCHA challenge (proof of work) for one submission',
    access: 'public',
    crossOrigin: true,
    rate: 60,
    params: keyParams,
    answer: z.object({ parameters: z.record(z.string(), z.unknown()), signature: z.string() }),
    refusals: ['form.not_found', 'form.switched_off', 'form.origin_refused'],
    run: async ({ deps, params, request, reply }) => {
      const form = await formFor(deps, params.key, request)
      reply.header('cache-control', 'no-store')
      const { parameters, signature } = await newChallenge(deps.config.secret, form.key)
      return { parameters: { ...parameters }, signature: signature as string }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/public/forms/:key/submissions',
    operationId: 'forms.receive',
    summary: 'What a visitor of a web site sends',
    description:
      'From any origin the form allows. An HTML form may post here directly: the names of its inputs are the keys of the fields, `consent.<key>` carries the version of a consent; it is answered with a page.',
    access: 'public',
    crossOrigin: true,
    rate: 30,
    cleansText: true,
    bodyLimit: 64 * 1024,
    params: keyParams,
    body: publicSubmission,
    formBody: bodyOfPost,
    answer: z.object({
      id: z.uuid(),
      thankYou: z.object({ heading: z.string(), text: z.string(), redirectUrl: z.string().nullable() }),
    }),
    status: 201,
    refusals: [
      'form.not_found',
      'form.switched_off',
      'form.origin_refused',
      'form.consent_required',
      'form.proof_required',
      'form.spam',
      'rate_limited',
    ],
    run: async ({ deps, params, body, request, reply }) => {
      const byPage = wantsPage(request)
      let form: Form | null = null
      let locale = body.language ?? localeOf(request, null)
      try {
        form = await formFor(deps, params.key, request)
        locale = languageOf(form.definition, body.language, locale)
        const id = await receive(deps, form, body, locale, request)
        const thankYou = thankYouOf(form.definition, locale)
        if (byPage) return reply.redirect(thankYou.redirectUrl ?? `/f/${form.key}?sent=1&lang=${locale}`, 303)
        return { id, thankYou }
      } catch (error) {
        if (!byPage) throw error
        return refuse(reply, error, locale, form, body)
      }
    },
  }),
]

async function formFor(deps: Deps, key: string, request: FastifyRequest): Promise<Form> {
  const form = await openForm(deps, { key })
  refuseForeignOrigin(deps, form, request.headers)
  return form
}

async function receive(
  deps: Deps,
  form: Form,
  body: PublicSubmission,
  locale: Locale,
  request: FastifyRequest,
): Promise<string> {
  const sent = checked(form, body, locale, { consentsDemanded: true })
  const proof = form.definition.proofOfWork ? await readProof(deps.config.secret, form.key, body.altcha) : null
  // Always a visitor's, also when somebody of the company is signed in in the same browser.
  const visitor = { kind: 'visitor', id: 'web' } as const
  const received = {
    ...sent,
    ...whence(body),
    source: form.definition.source,
    origin: request.headers.origin?.slice(0, 300) ?? null,
    addressDigest: digestOfAddress(deps, request.ip),
    proof,
  }
  // The program is to believe it got through, or it would learn; a person whose browser filled the trap is not lost.
  if (body.extra_subject) return await write(deps, visitor, (cx) => holdSubmission(cx, form, received, 'trap'))
  const { id } = await submit(deps, visitor, form, received)
  return id
}

const wantsPage = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded') &&
  (request.headers.accept ?? '').includes('text/html')

/** A refusal as a page: the form again with what was typed and what is wrong, or only the words where there is none. */
function refuse(
  reply: FastifyReply,
  error: unknown,
  locale: Locale,
  form: Form | null = null,
  body?: PublicSubmission,
): FastifyReply {
  if (!(error instanceof Refusal)) throw error
  const problem = problemOf(error, locale)
  if (!form || !body) return sendPage(reply, error.status, refusalPage(problem.title, locale))
  const view = {
    key: form.key,
    definition: form.definition,
    locale,
    base: '',
    values: body.answers,
    consents: body.consents,
    errors: error.fields,
    problem: problem.title,
    utm: body.utm,
    pageUrl: body.pageUrl ?? '',
    referrer: body.referrer ?? '',
  }
  return sendPage(reply, error.status, formPage(form.name, view))
}
