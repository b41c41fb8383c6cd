import type { Person } from './people.ts'

export interface Meeting {
  who: Person
  kind: 'meeting' | 'call'
  title: string
  place?: string
  with?: Person[]
  /** As with tasks: "deal:fasada". */
  about?: string
  /** On the n-th working day from today; 0 or less lies in the story. */
  day: number
  time: string
  minutes: number
}

export const MEETINGS: Meeting[] = [
  {
    who: 'piotr',
    kind: 'meeting',
    title: 'Odprawa działu sprzedaży',
    place: 'Sala na parterze',
    with: ['anna'],
    day: -5,
    time: '08:30',
    minutes: 45,
  },
  {
    who: 'piotr',
    kind: 'meeting',
    title: 'Odprawa działu sprzedaży',
    place: 'Sala na parterze',
    with: ['anna'],
    day: 1,
    time: '08:30',
    minutes: 45,
  },
  {
    who: 'anna',
    kind: 'call',
    title: 'Rozmowa o kolorze okien',
    about: 'deal:budynek48',
    day: 1,
    time: '11:00',
    minutes: 30,
  },
  {
    who: 'anna',
    kind: 'meeting',
    title: 'Pomiary na budowie',
    place: 'Osiedle Pod Lipami, etap II',
    about: 'deal:hala',
    with: ['piotr'],
    day: 2,
    time: '09:30',
    minutes: 120,
  },
  {
    who: 'anna',
    kind: 'meeting',
    title: 'Prezentacja próbek w salonie',
    place: 'Salon, ul. Portowa 3',
    day: 4,
    time: '13:00',
    minutes: 90,
  },
]
