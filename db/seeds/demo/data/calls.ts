import type { Seller } from './people.ts'

/** Whose telephone rings under which number. */
export const EXTENSIONS = { piotr: '100', anna: '101', katarzyna: '102', lukasz: '103', zaneta: '104' } as const

type Call = {
  day: number
  time: string
  direction?: 'in' | 'out'
  /** Who talked; of a missed call nobody. */
  who?: Seller
  /** How long they talked; left out: missed. */
  seconds?: number
  note?: string
} & ({ of: string } | { number: string })

/** The calls of the last days, with customers and with numbers nobody knew. */
export const CALLS: Call[] = [
  {
    ...{ day: -5, time: '09:12', of: 'contact:stalprofil', who: 'anna', seconds: 264 },
    note: 'Pyta o termin montażu hali. Potwierdzić z produkcją.',
  },
  { day: -5, time: '11:40', of: 'contact:snieznik', direction: 'out', who: 'anna', seconds: 412 },
  // Missed, and the card Tok made of it still has no name three days later.
  { day: -4, time: '08:50', number: '+48600310427' },
  {
    ...{ day: -4, time: '10:05', of: 'contact:brzeczyk', who: 'katarzyna', seconds: 188 },
    note: 'Chce wymienić dwa okna na poddaszu, woli kontakt telefoniczny po 15.',
  },
  { day: -4, time: '13:30', of: 'contact:maczynska', direction: 'out', who: 'lukasz' },
  { day: -4, time: '14:10', of: 'contact:maczynska', direction: 'out', who: 'lukasz', seconds: 95 },
  { day: -3, time: '09:25', of: 'contact:wegrzyn', who: 'anna', seconds: 340 },
  // Answered, the card forgotten: Tok makes it.
  { day: -3, time: '11:15', number: '+48511904265', who: 'lukasz', seconds: 151 },
  { day: -3, time: '12:20', of: 'contact:stalprofil-2', who: 'katarzyna', seconds: 73 },
  { day: -2, time: '08:35', of: 'contact:ciesla' },
  { day: -2, time: '09:05', of: 'contact:ciesla', direction: 'out', who: 'lukasz', seconds: 220 },
  { day: -2, time: '13:45', of: 'contact:snieznik', who: 'anna', seconds: 505 },
  {
    ...{ day: -1, time: '10:10', of: 'contact:lojek', who: 'katarzyna', seconds: 132 },
    note: 'Prosi o ofertę na rolety do trzech okien.',
  },
  { day: -1, time: '12:55', of: 'contact:jedrzejczyk', direction: 'out', who: 'anna', seconds: 61 },
  { day: -1, time: '14:40', of: 'contact:brzeczyk' },
  { day: 0, time: '08:40', of: 'contact:stalprofil', who: 'anna', seconds: 178 },
  { day: 0, time: '11:20', number: '+48725118340' },
  { day: 0, time: '14:30', of: 'contact:wegrzyn' },
]
