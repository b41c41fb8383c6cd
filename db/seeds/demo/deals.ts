import { createDeal } from '../../../server/modules/deals/commands/create-deal.ts'
import { loseDeal } from '../../../server/modules/deals/commands/lose-deal.ts'
import { moveDeal } from '../../../server/modules/deals/commands/move-deal.ts'
import { updateDeal } from '../../../server/modules/deals/commands/update-deal.ts'
import { winDeal } from '../../../server/modules/deals/commands/win-deal.ts'
import { addNote } from '../../../server/modules/workplace/notes.ts'
import type { Person, Seller } from './people.ts'
import type { Step, Story } from './story.ts'

type StageKey = 'qualification' | 'offer' | 'negotiation' | 'contract'

/** What happens to a deal later: it moves, is won or lost, its amount changes, somebody writes something down. */
export type DealStep = [day: number, time: string, ...what: DealChange]
type DealChange =
  | [verb: 'move', stage: StageKey]
  | [verb: 'win']
  | [verb: 'lose', reason: string]
  | [verb: 'amount', zloty: number]
  | [verb: 'note', body: string, author?: Person]

interface Deal {
  key: string
  title: string
  /** Key of a company, or 'contact:...' of a person without one. */
  customer: string
  owner: Seller
  /** In zloty. */
  amount: number | null
  made: [day: number, time: string]
  stage: StageKey
  /** Working days from today to the expected end. */
  expected?: number
  note?: string
  then?: DealStep[]
}

const DEALS: Deal[] = [
  { key: 'bloki', title: 'Wymiana okien, bloki 4–7', customer: 'zrodlo', owner: 'anna', amount: 212_400, made: [-9, '09:05'], stage: 'offer', expected: 25, note: 'Przeniesione z arkusza. Zebranie członków spółdzielni głosuje nad ofertą.', then: [[-5, '10:20', 'note', 'Pani prezes prosi o rozbicie ceny na cztery budynki. Termin montażu: wiosna.'], [-2, '11:40', 'note', 'Daj rabat 4%, ale płatność w 14 dni.', 'piotr']] },
  { key: 'ogrod', title: 'Ogród zimowy z roletami', customer: 'contact:jedrzejczyk', owner: 'anna', amount: 48_900, made: [-9, '09:20'], stage: 'qualification', expected: 18 },
  { key: 'drzwi14', title: 'Drzwi wejściowe, 14 sztuk', customer: 'dabek', owner: 'katarzyna', amount: 31_250.5, made: [-9, '09:35'], stage: 'qualification', expected: 9, then: [[-3, '13:10', 'note', 'Pan Ludwik wybiera między dwoma odcieniami szarości, próbki wysłane kurierem.']] },
  { key: 'lobby', title: 'Fasada przeszklona, lobby', customer: 'snieznik', owner: 'anna', amount: 38_400, made: [-9, '09:50'], stage: 'qualification', expected: 30, then: [[-6, '12:15', 'amount', 41_800]] },
  { key: 'hala', title: 'Hala, 22 świetliki', customer: 'stalprofil', owner: 'anna', amount: 74_560.5, made: [-9, '10:05'], stage: 'offer', expected: 12, then: [[-7, '13:30', 'note', 'Pan Adam potwierdza wymiary, czekamy na zdjęcia dachu.'], [-1, '10:30', 'move', 'negotiation']] },
  { key: 'zniwna', title: 'Blok Żniwna 2, etap I', customer: 'budmar', owner: 'anna', amount: 91_400, made: [-9, '10:20'], stage: 'contract', expected: 1, then: [[-4, '14:05', 'win']] },
  { key: 'szkola', title: 'Okna do szkoły podstawowej', customer: 'lakowice', owner: 'lukasz', amount: 96_000, made: [-9, '10:30'], stage: 'qualification', expected: 40, then: [[-4, '09:45', 'move', 'offer'], [-4, '10:10', 'note', 'Postępowanie w trybie podstawowym, wadium 1 500 zł do końca miesiąca.']] },
  { key: 'parapety', title: 'Parapety i rolety', customer: 'geslak', owner: 'katarzyna', amount: 8_749.5, made: [-9, '10:40'], stage: 'qualification', expected: 7 },
  { key: 'witryny', title: 'Witryny sklepowe', customer: 'lakowa', owner: 'piotr', amount: 22_150, made: [-9, '10:50'], stage: 'offer', expected: 8, then: [[-6, '15:10', 'move', 'negotiation'], [-1, '12:20', 'lose', 'Klientka wybrała tańszą ofertę miejscowego szklarza']] },
  { key: 'dachowe', title: 'Okna dachowe, 12 sztuk', customer: 'kosciuszki', owner: 'katarzyna', amount: 27_900, made: [-9, '11:05'], stage: 'offer', expected: 10, then: [[-5, '14:30', 'note', 'Proszą o zgodę na rabat 6% przy płatności z góry.']] },
  { key: 'przedszkole', title: 'Przedszkole nr 12, etap II', customer: 'sloneczko', owner: 'katarzyna', amount: 118_750, made: [-9, '11:20'], stage: 'negotiation', expected: 15, then: [[-3, '12:00', 'note', 'Dyrektorka chce montażu w ferie zimowe, w dwóch turach.']] },
  { key: 'wrobla', title: 'Biurowiec Wróbla 3', customer: 'inwest', owner: 'piotr', amount: 364_000, made: [-9, '11:35'], stage: 'negotiation', expected: 22, then: [[-6, '10:10', 'note', 'Prawnik inwestora przysłał uwagi do kar umownych.'], [-2, '14:50', 'move', 'contract']] },
  { key: 'zabki', title: 'Dom jednorodzinny, Ząbki', customer: 'contact:maczynska', owner: 'lukasz', amount: 35_000, made: [-9, '11:50'], stage: 'negotiation', expected: 6, then: [[-3, '11:25', 'move', 'contract']] },
  { key: 'jesien', title: 'Okna i drzwi przeciwpożarowe', customer: 'jesien', owner: 'anna', amount: 142_600, made: [-9, '12:05'], stage: 'negotiation', expected: 5, then: [[-5, '11:15', 'move', 'contract'], [-4, '12:45', 'note', 'Projekt umowy u dyrektorki, podpis po posiedzeniu rady.']] },
  { key: 'brama', title: 'Brama segmentowa', customer: 'bak', owner: 'katarzyna', amount: 18_000, made: [-9, '12:20'], stage: 'contract', expected: 1, then: [[-2, '13:35', 'win']] },
  { key: 'rolety', title: 'Rolety do biura', customer: 'wrobel', owner: 'katarzyna', amount: 7_300, made: [-9, '12:35'], stage: 'offer', expected: 4 },
  { key: 'osiedle', title: 'Osiedle Pod Lipami, etap II', customer: 'lipy', owner: 'anna', amount: 486_000, made: [-9, '12:50'], stage: 'qualification', expected: 55, then: [[-6, '11:05', 'move', 'offer'], [-2, '15:20', 'note', 'Pomiary na budowie umówione, jedzie też Łukasz.']] },
  { key: 'przychodnia', title: 'Wymiana okien w gabinetach', customer: 'zdroj', owner: 'lukasz', amount: 29_600, made: [-9, '13:10'], stage: 'offer', expected: 11, then: [[-5, '13:15', 'move', 'negotiation']] },
  { key: 'biurowe', title: 'Okna do części biurowej tartaku', customer: 'drewnex', owner: 'lukasz', amount: 16_840, made: [-9, '13:25'], stage: 'contract', expected: 2, then: [[-6, '14:40', 'win']] },
  { key: 'suszarnia', title: 'Bramy do suszarni zboża', customer: 'agro', owner: 'lukasz', amount: 54_300, made: [-9, '13:40'], stage: 'negotiation', expected: 3, then: [[-4, '15:05', 'lose', 'Klient przełożył inwestycję na przyszły rok']] },
  { key: 'zascianek', title: 'Okna drewniane, 26 sztuk', customer: 'zascianek', owner: 'wojciech', amount: 61_200, made: [-9, '13:55'], stage: 'offer', expected: 20, then: [[-5, '15:15', 'note', 'Konserwator chce szprosów jak na zdjęciu z 1931 roku.']] },
  { key: 'elk', title: 'Hurtowe okna PVC, 4 domy', customer: 'termo', owner: 'wojciech', amount: 83_700, made: [-9, '14:10'], stage: 'qualification', expected: 27 },
  { key: 'zagiel', title: 'Drzwi obrotowe przy wejściu głównym', customer: 'zagiel', owner: 'piotr', amount: 129_000, made: [-9, '14:25'], stage: 'qualification', expected: 35, then: [[-4, '11:30', 'move', 'offer']] },
  { key: 'rok', title: 'Serwis okien na przyszły rok', customer: 'budmar', owner: 'anna', amount: 14_600, made: [-8, '09:30'], stage: 'qualification', expected: 16 },
  { key: 'salon', title: 'Witryna salonu meblowego', customer: 'wasowski', owner: 'katarzyna', amount: 33_480, made: [-8, '11:10'], stage: 'qualification', expected: 14, then: [[-5, '09:50', 'move', 'offer'], [-2, '10:05', 'move', 'negotiation']] },
  { key: 'warzelnia', title: 'Okna do warzelni, szkło hartowane', customer: 'zrebie', owner: 'lukasz', amount: 47_150, made: [-8, '13:20'], stage: 'qualification', expected: 17 },
  { key: 'dworek', title: 'Okna, Dworek Łękawa', customer: 'dworek', owner: 'piotr', amount: 36_000, made: [-8, '14:30'], stage: 'contract', expected: 1, then: [[-7, '12:10', 'win']] },
  { key: 'drukarnia', title: 'Ściany szklane w drukarni', customer: 'piorko', owner: 'wojciech', amount: 24_900, made: [-8, '15:00'], stage: 'qualification', expected: 13, then: [[-4, '13:50', 'lose', 'Brak budżetu w tym roku']] },
  { key: 'magazyn', title: 'Doki i bramy przeładunkowe', customer: 'cma', owner: 'anna', amount: 268_000, made: [-7, '10:45'], stage: 'qualification', expected: 45, then: [[-3, '14:20', 'move', 'offer']] },
  { key: 'witraze', title: 'Szyby ochronne do witraży', customer: 'lany', owner: 'lukasz', amount: 19_700, made: [-7, '14:15'], stage: 'qualification', expected: 33 },
  { key: 'sala', title: 'Przeszklenie sali ćwiczeń', customer: 'sprezyna', owner: 'wojciech', amount: 22_300, made: [-6, '10:50'], stage: 'qualification', expected: 19, then: [[-3, '10:35', 'move', 'offer']] },
  { key: 'apteka', title: 'Drzwi automatyczne do apteki', customer: 'jemiola', owner: 'katarzyna', amount: 17_950, made: [-5, '12:30'], stage: 'qualification', expected: 12, then: [[-2, '12:40', 'move', 'offer']] },
  { key: 'klatki', title: 'Drzwi do klatek schodowych, 6 sztuk', customer: 'rozana', owner: 'katarzyna', amount: 41_600, made: [-5, '14:00'], stage: 'qualification', expected: 21 },
  { key: 'zamek', title: 'Rekonstrukcja okien w skrzydle wschodnim', customer: 'gaski', owner: 'piotr', amount: 175_000, made: [-4, '10:00'], stage: 'qualification', expected: 60 },
  { key: 'kutry', title: 'Okna do hali przetwórstwa', customer: 'wstega', owner: 'anna', amount: 58_200, made: [-3, '09:25'], stage: 'qualification', expected: 24, then: [[-1, '14:10', 'move', 'offer']] },
  { key: 'garaz', title: 'Bramy garażowe, dwa domy', customer: 'contact:wegrzyn', owner: 'anna', amount: 15_400, made: [-4, '15:25'], stage: 'qualification', expected: 10 },
  { key: 'warsztat', title: 'Brama i okna do warsztatu', customer: 'zuraw', owner: 'anna', amount: null, made: [-1, '13:40'], stage: 'qualification', expected: 28 },
]

/** Plans the deals the sellers make themselves, and what becomes of them. */
export function planDeals(story: Story): void {
  const { calendar } = story
  for (const deal of DEALS) {
    const make: Step = [
      calendar.at(...deal.made),
      async () => {
        const [kind, customer] = deal.customer.startsWith('contact:')
          ? (['contact', deal.customer] as const)
          : (['company', `company:${deal.customer}`] as const)
        const party = story.records.get(customer)
        if (!party) return false
        const contact = kind === 'contact' ? party : story.records.get(`contact:${deal.customer}`)
        const stageId = await stageNamed(story, deal.stage)
        const { id } = await story.as(deal.owner, (cx) =>
          createDeal(cx, {
            title: deal.title,
            amount: deal.amount === null ? null : Math.round(deal.amount * 100),
            ...(kind === 'company' ? { companyId: party.id } : {}),
            contactId: contact?.id ?? null,
            stageId,
            ...(deal.expected === undefined ? {} : { expectedOn: calendar.dateAhead(deal.expected) }),
            ...(deal.note ? { note: deal.note } : {}),
            source: 'manual',
          }),
        )
        story.records.set(`deal:${deal.key}`, { kind: 'deal', id })
      },
    ]
    story.thread([make, ...dealSteps(story, deal.key, deal.owner, deal.then ?? [])])
  }
}

/** What becomes of a deal, as steps of a thread. */
export function dealSteps(story: Story, key: string, owner: Person, steps: DealStep[]): Step[] {
  return steps.map(([day, time, ...what]) => [
    story.calendar.at(day, time),
    () => changeDeal(story, story.records.get(`deal:${key}`)!.id, owner, what),
  ])
}

async function changeDeal(story: Story, dealId: string, owner: Person, what: DealChange): Promise<void> {
  const [verb, detail] = what
  switch (verb) {
    case 'move': {
      const stageId = await stageNamed(story, detail)
      return story.as(owner, (cx) => moveDeal(cx, { dealId, stageId }))
    }
    case 'win':
      await story.as(owner, (cx) => winDeal(cx, { dealId }))
      return
    case 'lose':
      return story.as(owner, (cx) => loseDeal(cx, { dealId, reason: detail }))
    case 'amount':
      return story.as(owner, (cx) => updateDeal(cx, dealId, { amount: Math.round(detail * 100) }, null))
    case 'note':
      await story.as(what[2] ?? owner, (cx) => addNote(cx, { kind: 'deal', id: dealId }, detail))
  }
}

async function stageNamed(story: Story, key: StageKey): Promise<string> {
  const { id } = await story.deps.database.db
    .selectFrom('stages')
    .innerJoin('pipelines', 'pipelines.id', 'stages.pipeline_id')
    .select('stages.id')
    .where('pipelines.key', '=', 'sales')
    .where('stages.key', '=', key)
    .executeTakeFirstOrThrow()
  return id
}
