type Moment = [day: number, time: string]

export interface DemoTicket {
  at: Moment
  from: { name: string; address: string }
  subject: string
  text: string
  priority?: 'low' | 'high' | 'urgent'
  category?: string
  answers?: { at: Moment; text: string }[]
  /** What the customer writes once more. */
  again?: { at: Moment; text: string }
  waits?: Moment
  solved?: { at: Moment; solution: string }
  rated?: { at: Moment; rating: number; note?: string }
}

const mail = (name: string, address: string) => ({ name, address })

/** What customers wrote to the address of support. */
export const TICKETS: DemoTicket[] = [
  {
    at: [-8, '09:20'],
    from: mail('Halina Bryk', 'halina.bryk@poczta.example'),
    subject: 'Okno w kuchni nie domyka się',
    text: 'Dzień dobry,\nokno zamontowane w maju nie domyka się u góry. Co robić?',
    category: 'reklamacja',
    answers: [{ at: [-8, '10:05'], text: 'Dzień dobry,\nserwisant przyjedzie jutro między 9 a 11.' }],
    solved: { at: [-7, '11:30'], solution: 'Wyregulowano zawiasy w skrzydle.' },
    rated: { at: [-7, '18:10'], rating: 5, note: 'Szybko i uprzejmie.' },
  },
  {
    at: [-7, '13:45'],
    from: mail('Spółdzielnia Zorza', 'biuro@zorza.example'),
    subject: 'Brak klamek w dostawie',
    text: 'W dostawie z poniedziałku brakuje 12 klamek. Montaż stoi.',
    priority: 'high',
    category: 'dostawa',
    answers: [{ at: [-7, '15:50'], text: 'Klamki wyślemy jutro kurierem, przepraszamy.' }],
    solved: { at: [-6, '14:20'], solution: 'Dosłano 12 klamek kurierem.' },
    rated: { at: [-6, '15:00'], rating: 2, note: 'Montaż stał dobę.' },
  },
  {
    at: [-4, '08:35'],
    from: mail('Konrad Wilk', 'konrad.wilk@poczta.example'),
    subject: 'Zaparowane szyby między taflami',
    text: 'W dwóch oknach widać parę między szybami. Czy to gwarancja?',
    category: 'reklamacja',
    answers: [{ at: [-4, '09:40'], text: 'Tak, to gwarancja. Proszę o zdjęcia i numer umowy.' }],
    waits: [-4, '09:45'],
  },
  {
    at: [-3, '10:15'],
    from: mail('Lidia Frąc', 'lidia.frac@poczta.example'),
    subject: 'Jak zamówić moskitiery do okien z zeszłego roku?',
    text: 'Mam Państwa okna od roku i chcę dokupić moskitiery.',
    priority: 'low',
    category: 'pytanie',
    answers: [{ at: [-3, '12:00'], text: 'Podam cenę po wymiarach. Czy ma Pani numer zamówienia?' }],
    again: { at: [-2, '09:10'], text: 'Numer zamówienia to 2025/118.' },
  },
  {
    at: [-2, '14:30'],
    from: mail('Hotel Pod Lipą', 'recepcja@podlipa.example'),
    subject: 'Drzwi tarasowe nie zamykają się na noc',
    text: 'Drzwi tarasowe w restauracji nie zamykają się, a wieczorem zamykamy lokal.',
    priority: 'urgent',
    category: 'reklamacja',
    answers: [{ at: [-2, '14:50'], text: 'Serwisant jest w drodze.' }],
  },
  {
    at: [-1, '11:25'],
    from: mail('Jerzy Pająk', 'jerzy.pajak@poczta.example'),
    subject: 'Faktura na zły adres',
    text: 'Na fakturze jest stary adres firmy. Proszę o korektę.',
    category: 'faktura',
  },
  {
    at: [-1, '14:55'],
    from: mail('Wspólnota Słoneczna 4', 'zarzad@sloneczna.example'),
    subject: 'Termin przeglądu okien klatki schodowej',
    text: 'Kiedy będzie przegląd gwarancyjny okien na klatce?',
    category: 'pytanie',
  },
]
