/** Letters as customers write them: most short, some as HTML, some with a file; every one with its own Message-ID. */
export function* letters(count: number, from = 1): Generator<Buffer> {
  for (let number = from; number < from + count; number += 1) yield Buffer.from(letter(number))
}

const WORDS = 'Dzień dobry, proszę o wycenę łożysk i uszczelek do maszyny, którą kupiliśmy u Państwa w zeszłym roku. '

function letter(number: number): string {
  const sender = `klient${number % 400}@firma-${number % 97}.pl`
  const head = [
    `From: =?utf-8?Q?Klient_${number % 400}?= <${sender}>`,
    'To: biuro@firma.pl',
    `Subject: =?utf-8?B?${Buffer.from(`Zapytanie nr ${number}`).toString('base64')}?=`,
    `Message-ID: <${number}.${number * 7919}@firma-${number % 97}.pl>`,
    ...(number % 4 === 0 && number > 4
      ? [`References: <${number - 4}.${(number - 4) * 7919}@firma-${(number - 4) % 97}.pl>`]
      : []),
    `Date: ${new Date(Date.UTC(2026, 0, 1) + number * 60_000).toUTCString()}`,
    'MIME-Version: 1.0',
  ]
  const text = WORDS.repeat(1 + (number % 8))
  if (number % 10 === 0) {
    return [
      ...head,
      'Content-Type: multipart/mixed; boundary=m',
      '',
      `--m\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`,
      `--m\r\nContent-Type: application/pdf; name="oferta-${number % 20}.pdf"\r\nContent-Disposition: attachment`,
      `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.alloc(30_000, number % 20)
        .toString('base64')
        .replace(/.{76}/g, '$&\r\n')}`,
      '--m--',
    ].join('\r\n')
  }
  if (number % 3 === 0) {
    const html = `<html><body style="font-family:Arial"><p>${text}</p><table><tr><td>Ilość</td><td>${number}</td></tr></table></body></html>`
    return [
      ...head,
      'Content-Type: multipart/alternative; boundary=a',
      '',
      `--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`,
      `--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n--a--`,
    ].join('\r\n')
  }
  return [...head, 'Content-Type: text/plain; charset=utf-8', '', text].join('\r\n')
}
