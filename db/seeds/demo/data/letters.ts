import type { Seller } from './people.ts'

type Moment = [day: number, time: string]

/** A talk by letter with a customer, or with somebody new; what a colleague wrote is marked as ours. */
export interface DemoTalk {
  with: string | { name: string; address: string }
  subject: string
  /** Of somebody new: who took the request it became. */
  accepted?: { at: Moment; by: Seller }
  letters: { at: Moment; ours?: true; text: string }[]
}

/** What the mailbox of sales got and sent. */
export const TALKS: DemoTalk[] = [
  {
    with: 'contact:stalprofil',
    subject: 'Termin montażu hali',
    letters: [
      {
        at: [-4, '09:10'],
        text: 'Dzień dobry,\nczy montaż hali w drugiej połowie miesiąca jest pewny? Muszę zamówić podnośnik.',
      },
      {
        at: [-4, '10:25'],
        ours: true,
        text: 'Dzień dobry,\ntak, ekipa jest zaplanowana. Dokładny dzień podam pojutrze.',
      },
      {
        at: [-1, '12:40'],
        text: 'Dziękuję. Podnośnik muszę zarezerwować jutro. Czy dzień montażu jest już znany?',
      },
    ],
  },
  {
    with: 'contact:snieznik',
    subject: 'Oferta na okna od strony ogrodu',
    letters: [
      {
        at: [-3, '11:05'],
        text: 'Dzień dobry,\nproszę o wycenę wymiany 24 okien od strony ogrodu. Zestawienie wymiarów dosyłam jutro.',
      },
      {
        at: [-3, '13:30'],
        ours: true,
        text: 'Dzień dobry,\nczekam na wymiary. Wycenę wyślę w ciągu dwóch dni od ich otrzymania.',
      },
    ],
  },
  {
    with: 'contact:budmar',
    subject: 'Rabat przy powtórnym zamówieniu',
    letters: [
      {
        at: [-1, '14:20'],
        text: 'Przy poprzedniej budowie mieliśmy 6% rabatu. Czy przy osiedlu Żniwna też tak będzie?',
      },
    ],
  },
  {
    with: { name: 'Elżbieta Kruk', address: 'elzbieta.kruk@poczta.example' },
    subject: 'Okna do domu w stanie surowym',
    accepted: { at: [-1, '11:05'], by: 'lukasz' },
    letters: [
      {
        at: [-1, '10:50'],
        text: 'Dzień dobry,\nbuduję dom pod Radomiem i szukam 14 okien z montażem. Czy przyjeżdżają Państwo na pomiar?',
      },
    ],
  },
]

/** Texts people of sales write often. */
export const MESSAGE_TEMPLATES = [
  {
    name: 'Oferta po pomiarze',
    kind: 'deal',
    subject: { pl: 'Oferta: {{record.title}}', en: 'Offer: {{record.title}}' },
    body: {
      pl: '<p>Dzień dobry,</p><p>przesyłam ofertę po pomiarze. Jest ważna 30 dni. Chętnie omówię ją przez telefon.</p>',
      en: '<p>Good morning,</p><p>here is our offer after the survey. It holds for 30 days. I will gladly go through it with you by telephone.</p>',
    },
  },
  {
    name: 'Prośba o wymiary',
    kind: null,
    subject: { pl: 'Wymiary do wyceny', en: 'Sizes for our quotation' },
    body: {
      pl: '<p>Dzień dobry,</p><p>do wyceny potrzebuję szerokości i wysokości każdego okna oraz zdjęcia ściany. Jeśli wygodniej, przyjedziemy na pomiar.</p>',
      en: '<p>Good morning,</p><p>for a quotation I need the width and height of each window and a photograph of the wall. If you prefer, we come and measure.</p>',
    },
  },
]
