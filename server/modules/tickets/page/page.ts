import type { Locale } from '../../../../pure/texts/format.ts'
import { type CustomerPage, customerPage } from '../../../core/customer-page.ts'
import { html, linked, Markup } from '../../../core/html.ts'
import { say } from '../../../core/problems.ts'
import type { Followed } from '../queries/followed.ts'

const RATINGS = [1, 2, 3, 4, 5]

export interface Shown {
  token: string
  locale: Locale
  /** What was just done: 'sent' or 'rated'. */
  done?: 'sent' | 'rated' | undefined
  /** What is wrong with what was typed, and what was typed. */
  wrong?: { field: 'text' | 'rating'; text: string }
}

/** The customer's page of a ticket. It works without JavaScript and loads nothing from anywhere. */
export function followPage(ticket: Followed, shown: Shown): CustomerPage {
  const { locale, token, done } = shown
  const words = (code: string, params: Record<string, unknown> = {}) => say(locale, `ticket.page.${code}`, params)
  const moment = new Intl.DateTimeFormat(locale === 'pl' ? 'pl-PL' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: ticket.zone,
  })
  const other: Locale = locale === 'pl' ? 'en' : 'pl'
  const over = ticket.status === 'solved' || ticket.status === 'closed'
  const messages = ticket.messages.map(
    ({ ours, text, at }) => html`<li class="${ours ? 'ours' : 'theirs'}">
<p class="who"><strong>${ours ? ticket.company : words('you')}</strong> <time datetime="${at.toISOString()}">${moment.format(at)}</time></p>
<div class="text">${linked(text)}</div></li>`,
  )
  const inside = html`<p class="house">${ticket.company}</p>
<h1>${ticket.title}</h1>
<p class="facts">${words('number', { number: ticket.number })} · <strong class="status">${words(`status.${ticket.status}`)}</strong></p>
${done ? html`<p class="done" role="status">${words(done)}</p>` : null}
${over && ticket.solution ? html`<section><h2>${words('solution')}</h2><div class="text">${linked(ticket.solution)}</div></section>` : null}
${over ? ratingForm(ticket, shown, words) : null}
<section><h2>${words('messages')}</h2>
${messages.length > 0 ? html`<ol>${messages}</ol>` : html`<p class="quiet">${words('no_messages')}</p>`}</section>
${ticket.answerable ? answerForm(shown, words, ticket.status) : null}
<p class="other"><a href="/t/${token}?lang=${other}" lang="${other}" hreflang="${other}">${other === 'pl' ? 'Polski' : 'English'}</a></p>`
  return customerPage(locale, `${ticket.title} – ${ticket.company}`, inside)
}

type Words = (code: string, params?: Record<string, unknown>) => string

function answerForm({ token, wrong, locale }: Shown, words: Words, status: Followed['status']): Markup {
  const faulty = wrong?.field === 'text'
  const title = status === 'solved' ? 'still' : status === 'closed' ? 'anew' : 'answer'
  return html`<section><h2 id="answer">${words(title)}</h2>
<form method="post" action="/t/${token}/messages?lang=${locale}">
<textarea name="text" rows="6" maxlength="20000" required aria-labelledby="answer"${faulty ? new Markup(' aria-invalid="true" aria-describedby="wrong" autofocus') : null}>${faulty ? wrong.text : ''}</textarea>
${faulty ? html`<p class="wrong" id="wrong" role="alert">${words('text_missing')}</p>` : null}
<button type="submit">${words('send')}</button></form></section>`
}

function ratingForm(ticket: Followed, { token, wrong, locale }: Shown, words: Words): Markup {
  const choices = RATINGS.map(
    (
      rating,
    ) => html`<label><input type="radio" name="rating" value="${rating}" required${ticket.rating === rating ? new Markup(' checked') : null}>
<span><b>${rating}</b> ${words(`rating.${rating}`)}</span></label>`,
  )
  return html`<section class="rating"><h2>${words(ticket.rating ? 'rated_before' : 'rate')}</h2>
<form method="post" action="/t/${token}/rating?lang=${locale}">
<fieldset><legend class="hidden">${words('rate')}</legend><div class="choices">${choices}</div></fieldset>
${wrong?.field === 'rating' ? html`<p class="wrong" role="alert">${words('rating_missing')}</p>` : null}
<label class="note">${words('rating_note')}<textarea name="note" rows="3" maxlength="2000">${ticket.ratingNote}</textarea></label>
<button type="submit">${words('rate_send')}</button></form></section>`
}

/** What is shown where the address is none of ours. */
export const strangePage = (locale: Locale): CustomerPage =>
  customerPage(
    locale,
    'Tok',
    html`<h1>${say(locale, 'ticket.page.strange')}</h1><p>${say(locale, 'ticket.page.strange_help')}</p>`,
  )
