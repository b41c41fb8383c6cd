import { foldText } from '../../../pure/search-text.ts'
import { createCompany } from '../../../server/modules/contacts/commands/create-company.ts'
import { createContact } from '../../../server/modules/contacts/commands/create-contact.ts'
import type { Seller } from './people.ts'
import { inventedNip, inventedPhone } from './random.ts'
import type { Story } from './story.ts'

type Customer = [
  key: string,
  name: string,
  address: string,
  owner: Seller,
  /** The day of the story on which the card is made; -9 is the import of the sellers' own lists. */
  day: number,
  people: [first: string, last: string, position: string][],
]

const CUSTOMERS: Customer[] = [
  [
    'stalprofil',
    'Stalprofil Żory S.A.',
    'ul. Hutnicza 8, 44-240 Żory',
    'anna',
    -9,
    [
      ['Adam', 'Sroka', 'kierownik inwestycji'],
      ['Urszula', 'Gębala', 'dział zakupów'],
    ],
  ],
  [
    'snieznik',
    'Hotel Śnieżnik',
    'ul. Górska 15, 57-550 Stronie Śląskie',
    'anna',
    -9,
    [
      ['Żaneta', 'Śliwińska', 'dyrektorka'],
      ['Hubert', 'Gołąb', 'kierownik techniczny'],
    ],
  ],
  [
    'budmar',
    'Budmar Kielce sp. z o.o.',
    'ul. Żniwna 14, 25-640 Kielce',
    'anna',
    -9,
    [
      ['Marcin', 'Głąb', 'kierownik budowy'],
      ['Halina', 'Łęcka', 'księgowość'],
    ],
  ],
  [
    'zrodlo',
    'SM Źródło w Gdyni',
    'ul. Morska 112, 81-222 Gdynia',
    'anna',
    -9,
    [
      ['Jadwiga', 'Źródlak', 'prezeska zarządu'],
      ['Kazimierz', 'Pęk', 'inspektor nadzoru'],
    ],
  ],
  [
    'dabek',
    'Zakład Remontowy Dąbek',
    'ul. Rzemieślnicza 3, 26-600 Radom',
    'katarzyna',
    -9,
    [['Ludwik', 'Dąbek', 'właściciel']],
  ],
  ['geslak', 'Piekarnia Gęślak', 'Rynek 21, 37-600 Lubaczów', 'katarzyna', -9, [['Helena', 'Gęślak', 'właścicielka']]],
  [
    'inwest',
    'Inwest-Śląsk S.A.',
    'ul. Węglowa 40, 40-105 Katowice',
    'piotr',
    -9,
    [
      ['Robert', 'Kłos', 'dyrektor inwestycji'],
      ['Iwona', 'Świerczek', 'asystentka zarządu'],
    ],
  ],
  [
    'lakowice',
    'Gmina Łąkowice',
    'ul. Kościelna 1, 08-430 Łąkowice',
    'lukasz',
    -9,
    [['Teresa', 'Ołdak', 'referat inwestycji']],
  ],
  [
    'jesien',
    'Dom Pomocy „Jesień”',
    'ul. Spokojna 9, 33-100 Tarnów',
    'anna',
    -9,
    [['Danuta', 'Kądzioła', 'dyrektorka']],
  ],
  [
    'bak',
    'Auto-Części Bąk',
    'ul. Warszawska 77, 05-300 Mińsk Mazowiecki',
    'katarzyna',
    -9,
    [['Sylwester', 'Bąk', 'właściciel']],
  ],
  ['lakowa', 'Księgarnia Łąkowa', 'ul. Łąkowa 4, 90-562 Łódź', 'piotr', -9, [['Aldona', 'Mętrak', 'właścicielka']]],
  [
    'kosciuszki',
    'Kościuszki 8 sp. k.',
    'ul. Kościuszki 8, 15-442 Białystok',
    'katarzyna',
    -9,
    [['Grzegorz', 'Wąsik', 'komplementariusz']],
  ],
  [
    'wrobel',
    'Kancelaria Wróbel i Wspólnicy',
    'pl. Wolności 2, 61-738 Poznań',
    'katarzyna',
    -9,
    [['Barbara', 'Wróbel', 'partnerka']],
  ],
  [
    'lipy',
    'Osiedle Pod Lipami sp. z o.o.',
    'ul. Lipowa 30, 20-020 Lublin',
    'anna',
    -9,
    [
      ['Dariusz', 'Mącznik', 'kierownik kontraktu'],
      ['Ewelina', 'Skrzyńska', 'dział zakupów'],
    ],
  ],
  [
    'sloneczko',
    'Przedszkole nr 12 „Słoneczko”',
    'ul. Wesoła 12, 91-321 Łódź',
    'katarzyna',
    -9,
    [['Grażyna', 'Łękawska', 'dyrektorka']],
  ],
  [
    'drewnex',
    'Drewnex Augustów sp. z o.o.',
    'ul. Tartaczna 5, 16-300 Augustów',
    'lukasz',
    -9,
    [['Zbigniew', 'Cięciwa', 'prezes zarządu']],
  ],
  [
    'zdroj',
    'Przychodnia Zdrój',
    'ul. Zdrojowa 6, 57-340 Duszniki-Zdrój',
    'lukasz',
    -9,
    [['Alicja', 'Pąk', 'kierowniczka przychodni']],
  ],
  [
    'brzozki',
    'Szkoła Podstawowa w Brzózkach Małych',
    'ul. Szkolna 1, 18-200 Brzózki Małe',
    'lukasz',
    -9,
    [['Mirosława', 'Kościk', 'dyrektorka']],
  ],
  [
    'agro',
    'Agro-Łan Krotoszyn sp. z o.o.',
    'ul. Polna 18, 63-700 Krotoszyn',
    'lukasz',
    -9,
    [['Jerzy', 'Wąchała', 'kierownik bazy']],
  ],
  [
    'zascianek',
    'Pensjonat Zaścianek',
    'ul. Kasprusie 44, 34-500 Zakopane',
    'wojciech',
    -9,
    [['Krystyna', 'Żak', 'właścicielka']],
  ],
  ['termo', 'Termo-Dom Ełk s.c.', 'ul. Jeziorna 3, 19-300 Ełk', 'wojciech', -9, [['Wiesław', 'Ćwiertnia', 'wspólnik']]],
  [
    'zagiel',
    'Galeria Żagiel',
    'ul. Jana z Kolna 11, 71-603 Szczecin',
    'piotr',
    -9,
    [['Olga', 'Ścibor', 'dyrektorka galerii']],
  ],
  [
    'wasowski',
    'Meble Wąsowski',
    'ul. Stolarska 25, 63-600 Kępno',
    'katarzyna',
    -8,
    [['Andrzej', 'Wąsowski', 'właściciel']],
  ],
  [
    'zrebie',
    'Browar Źrebię',
    'ul. Chmielna 7, 24-100 Puławy',
    'lukasz',
    -8,
    [['Kamil', 'Źrebiec', 'główny technolog']],
  ],
  ['dworek', 'Dworek Łękawa', 'Łękawa 3, 97-400 Łękawa', 'piotr', -8, [['Małgorzata', 'Dębiec', 'zarządczyni']]],
  [
    'piorko',
    'Drukarnia Piórko',
    'ul. Składowa 16, 85-030 Bydgoszcz',
    'wojciech',
    -8,
    [['Jakub', 'Piórko', 'współwłaściciel']],
  ],
  [
    'cma',
    'Magazyny Ćma sp. z o.o.',
    'ul. Logistyczna 2, 95-010 Stryków',
    'anna',
    -7,
    [
      ['Renata', 'Ćma', 'prezeska zarządu'],
      ['Patryk', 'Żyła', 'utrzymanie ruchu'],
    ],
  ],
  ['lany', 'Parafia św. Jacka w Łanach', 'Łany 22, 47-253 Łany', 'lukasz', -7, [['Tadeusz', 'Gawęda', 'proboszcz']]],
  [
    'sprezyna',
    'Klub Ruchu Sprężyna',
    'ul. Sportowa 5, 10-900 Olsztyn',
    'wojciech',
    -7,
    [['Natalia', 'Gawrońska', 'menedżerka']],
  ],
  [
    'jemiola',
    'Apteka Pod Jemiołą',
    'ul. Długa 19, 31-146 Kraków',
    'katarzyna',
    -6,
    [['Lidia', 'Jemioła', 'właścicielka']],
  ],
  [
    'rozana',
    'Wspólnota Mieszkaniowa Różana 5',
    'ul. Różana 5, 53-226 Wrocław',
    'katarzyna',
    -6,
    [['Wacław', 'Stępień', 'zarządca']],
  ],
  [
    'gaski',
    'Fundacja Zamek Gąski',
    'ul. Zamkowa 1, 19-400 Gąski',
    'piotr',
    -5,
    [['Irena', 'Gąska', 'prezeska fundacji']],
  ],
  ['jez', 'Tartak Jeżewo', 'Jeżewo 14, 86-131 Jeżewo', 'lukasz', -5, [['Szymon', 'Jeż', 'kierownik']]],
  [
    'wstega',
    'Spółdzielnia Rybacka Wstęga',
    'ul. Portowa 8, 72-600 Świnoujście',
    'anna',
    -4,
    [['Bogdan', 'Śledź', 'członek zarządu']],
  ],
  [
    'pakowski',
    'Elektro-Pąk s.j.',
    'ul. Prądzyńskiego 3, 64-920 Piła',
    'wojciech',
    -4,
    [['Artur', 'Pąkowski', 'wspólnik']],
  ],
  [
    'winnica',
    'Winnica Słoneczny Stok',
    'Stok 9, 66-100 Sulechów',
    'katarzyna',
    -3,
    [['Zofia', 'Młynarczyk', 'właścicielka']],
  ],
  ['zuraw', 'Serwis Wózków Żuraw', 'ul. Fabryczna 12, 39-300 Mielec', 'anna', -2, [['Czesław', 'Żuraw', 'właściciel']]],
]

/** People without a company: those who build their own house. */
const PRIVATE: [key: string, first: string, last: string, owner: Seller, day: number][] = [
  ['jedrzejczyk', 'Tomasz', 'Jędrzejczyk', 'anna', -9],
  ['maczynska', 'Bożena', 'Mączyńska', 'lukasz', -9],
  ['brzeczyk', 'Stefan', 'Brzęczyk', 'katarzyna', -8],
  ['ciesla', 'Dominika', 'Cieśla', 'lukasz', -6],
  ['wegrzyn', 'Roman', 'Węgrzyn', 'anna', -5],
  ['lojek', 'Sabina', 'Łojek', 'katarzyna', -3],
]

/** 'Zakład Remontowy Dąbek' -> 'zaklad-remontowy-dabek'. */
export const slug = (text: string): string =>
  foldText(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Plans that the sellers bring their customers in: most on the first day, from their own lists, the others later. */
export function planCustomers(story: Story): void {
  const { calendar } = story
  for (const [key, name, address, owner, day, people] of CUSTOMERS) {
    const time = day === -9 ? importTime(owner) : `${String(9 + (name.length % 5)).padStart(2, '0')}:20`
    story.plan(calendar.at(day, time), () => enterCompany(story, key, name, address, owner, people))
  }
  for (const [key, first, last, owner, day] of PRIVATE) {
    story.plan(calendar.at(day, day === -9 ? importTime(owner) : '12:40'), async () => {
      const { id } = await story.as(owner, (cx) =>
        createContact(cx, {
          firstName: first,
          lastName: last,
          emails: [{ value: `${slug(`${first} ${last}`)}@poczta.example` }],
          phones: [{ value: inventedPhone(story.random), label: 'prywatny' }],
        }),
      )
      story.records.set(`contact:${key}`, { kind: 'contact', id })
    })
  }
}

const importTime = (owner: Seller): string =>
  ({ anna: '08:05', katarzyna: '08:15', lukasz: '08:25', wojciech: '08:35', piotr: '08:45' })[owner]

async function enterCompany(
  story: Story,
  key: string,
  name: string,
  address: string,
  owner: Seller,
  people: Customer[5],
): Promise<void> {
  const domain = `${slug(name.replace(/ (sp\. z o\.o\.|S\.A\.|sp\. k\.|s\.c\.|s\.j\.)$/, ''))}.example`
  const { company, contacts } = await story.as(owner, async (cx) => {
    const { id } = await createCompany(cx, {
      name,
      nip: inventedNip(story.random),
      address,
      website: `https://www.${domain}`,
      emails: [{ value: `biuro@${domain}`, label: 'biuro' }],
      phones: [{ value: inventedPhone(story.random), label: 'sekretariat' }],
    })
    const made: string[] = []
    for (const [firstName, lastName, position] of people) {
      const contact = await createContact(cx, {
        firstName,
        lastName,
        position,
        companyId: id,
        emails: [{ value: `${slug(firstName)}.${slug(lastName)}@${domain}` }],
        phones: [{ value: inventedPhone(story.random), label: 'komórka' }],
      })
      made.push(contact.id)
    }
    return { company: id, contacts: made }
  })
  story.records.set(`company:${key}`, { kind: 'company', id: company })
  contacts.forEach((id, index) => {
    story.records.set(index === 0 ? `contact:${key}` : `contact:${key}-${index + 1}`, { kind: 'contact', id })
  })
}
