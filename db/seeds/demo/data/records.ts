import type { Person } from './people.ts'

/** [day of the story, time, who moves it, key of the stage, what is filled in on the way; `days` count from that day] */
export type Move = [
  day: number,
  time: string,
  who: Person,
  stage: string,
  fields?: { custom: Record<string, string>; days?: Record<string, number> },
]

export interface DemoRecord {
  kind: 'purchase' | 'shipment' | 'expense'
  who: Person
  title: string
  day: number
  time: string
  /** Fields of the kind; a name of the story, such as company:stalprofil, stands for its record. */
  custom: Record<string, string | number>
  /** Days, counted from that of the record. */
  days?: Record<string, number>
  moves?: Move[]
}

export const SUPPLIERS = [
  ['okucia', 'Okucia Śląskie Sp. z o.o.'],
  ['szklo', 'Huta Szkła Łęczna S.A.'],
] as const

export const RECORDS: DemoRecord[] = [
  {
    ...{ kind: 'purchase', who: 'zenon', title: 'Okucia obwiedniowe, 400 szt.', day: -8, time: '08:40' },
    custom: { amount: 1_840_000, reason: 'Zapas na listopad i grudzień skończył się szybciej.' },
    moves: [
      [-8, '11:10', 'stanislaw', 'approved'],
      [-7, '09:30', 'zenon', 'ordered', { custom: { supplier: 'company:okucia' }, days: { due_on: 6 } }],
      [-4, '12:15', 'zenon', 'received'],
    ],
  },
  {
    ...{ kind: 'purchase', who: 'zenon', title: 'Wynajem wózka widłowego na kwartał', day: -7, time: '13:05' },
    custom: { amount: 1_200_000 },
    moves: [[-6, '10:20', 'stanislaw', 'rejected']],
  },
  {
    ...{ kind: 'purchase', who: 'zenon', title: 'Uszczelki EPDM, 2 km', day: -6, time: '09:15' },
    custom: { amount: 64_000 },
    moves: [[-6, '14:00', 'zenon', 'ordered', { custom: { supplier: 'company:okucia' }, days: { due_on: 3 } }]],
  },
  {
    ...{ kind: 'purchase', who: 'stanislaw', title: 'Szyby zespolone 4/16/4, 60 m²', day: -3, time: '08:50' },
    custom: { amount: 980_000 },
    moves: [
      [-3, '10:05', 'marek', 'approved'],
      [-2, '09:10', 'stanislaw', 'ordered', { custom: { supplier: 'company:szklo' }, days: { due_on: 7 } }],
    ],
  },
  {
    ...{ kind: 'purchase', who: 'zenon', title: 'Wiertarka słupowa do hali B', day: -1, time: '11:45' },
    custom: { amount: 720_000, reason: 'Stara nie trzyma wymiaru, poprawki zajmują godzinę dziennie.' },
  },
  {
    ...{ kind: 'shipment', who: 'anna', title: 'Okna do pokoi 201–212', day: -6, time: '10:30' },
    ...{ custom: { company: 'company:snieznik' }, days: { send_on: 2 } },
    moves: [
      [
        -5,
        '12:40',
        'bozena',
        'sent',
        { custom: { carrier: 'Trans-Żory', tracking: 'TZ 4471/26' }, days: { due_on: 2 } },
      ],
      [-4, '15:10', 'bozena', 'delivered'],
    ],
  },
  {
    ...{ kind: 'shipment', who: 'anna', title: 'Próbki profili', day: -3, time: '11:20' },
    ...{ custom: { company: 'company:stalprofil' }, days: { send_on: 1 } },
  },
  {
    ...{ kind: 'shipment', who: 'anna', title: 'Drzwi przesuwne, druga dostawa', day: -2, time: '13:25' },
    ...{ custom: { company: 'company:stalprofil' }, days: { send_on: 2 } },
    moves: [
      [-1, '09:50', 'rafal', 'sent', { custom: { carrier: 'własny', tracking: 'SK 7712C' }, days: { due_on: 3 } }],
    ],
  },
  {
    ...{ kind: 'expense', who: 'lukasz', title: 'Paliwo, pomiary w Żorach', day: -7, time: '15:20' },
    ...{ custom: { amount: 31_240, receipt: 'FV 2218/11' }, days: { spent_on: 0 } },
    moves: [
      [-6, '08:35', 'piotr', 'approved'],
      [-5, '13:30', 'ewa', 'paid'],
    ],
  },
  {
    ...{ kind: 'expense', who: 'joanna', title: 'Szkolenie z JPK', day: -4, time: '14:10' },
    ...{ custom: { amount: 89_000, receipt: 'FV 118/2026' }, days: { spent_on: 0 } },
    moves: [[-3, '09:05', 'ewa', 'approved']],
  },
  {
    ...{ kind: 'expense', who: 'lukasz', title: 'Hotel, montaż w Stroniu', day: -1, time: '10:15' },
    ...{ custom: { amount: 45_800 }, days: { spent_on: 0 } },
  },
]
