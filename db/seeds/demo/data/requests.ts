import type { DealStep } from './deals.ts'
import type { Person, Seller } from './people.ts'

/** How it came: through one of the two forms, or taken down by support. */
export type Way = 'contact-form' | 'quote-form' | 'phone' | 'mail' | 'messenger'

/** The new customer's company: a card that is there ("budmar"), a new one, or none. */
export type Party = {
  company?: string
  newCompany?: { name: string; nip?: boolean; address?: string }
  contact?: string
}

export type RequestStep = [day: number, time: string, ...what: RequestChange]
export type RequestChange =
  | [verb: 'accept', who: Seller]
  | [verb: 'assign', by: Seller, to: Seller]
  | [verb: 'amount', zloty: number]
  | [verb: 'note', body: string, author?: Person]
  | [verb: 'put-off', ahead: { days: number; time: string } | { day: number; time: string }]
  | [verb: 'reject', reason: string, note: string]
  | [verb: 'convert', party: Party, deal: { key: string; title: string; expected: number }, ...later: DealStep[]]

export interface Request {
  key: string
  way: Way
  /** A moment of the story, or minutes before its end. */
  came: [day: number, time: string] | { minutesAgo: number }
  what: string
  person: string
  company?: string
  email?: string
  phone?: string
  product?: 'okna' | 'drzwi' | 'fasady' | 'bramy' | 'inne'
  /** In zloty, as the visitor estimates it. */
  budget?: number
  message: string
  utm?: Record<string, string>
  later?: RequestStep[]
}

const ADS = { utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'okna-zima' }
const NEWSLETTER = { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: 'rabat-zimowy' }

export const REQUESTS: Request[] = [
  // Closed: they became deals.
  {
    key: 'zniwna48',
    way: 'contact-form',
    came: [-9, '14:06'],
    what: 'Okna do budynku wielorodzinnego, 48 sztuk',
    person: 'Marcin Głąb',
    company: 'Budmar Kielce sp. z o.o.',
    email: 'marcin.glab@budmar-kielce.example',
    phone: '601 884 120',
    message:
      'Dzień dobry, proszę o wycenę 48 okien PVC trzyszybowych z parapetami. Zestawienie wyślę listem. Budowa przy Żniwnej 14.',
    later: [
      [-9, '14:14', 'accept', 'anna'],
      [-9, '15:20', 'amount', 86_400],
      [
        -8,
        '09:48',
        'note',
        'Chce dwie oferty: biel i antracyt od zewnątrz. Montaż po ich stronie albo nasz, da znać w poniedziałek.',
      ],
      [
        -8,
        '11:30',
        'convert',
        { company: 'budmar', contact: 'budmar' },
        { key: 'budynek48', title: 'Okna do budynku, 48 sztuk', expected: 14 },
        [-6, '10:40', 'move', 'offer'],
        [-3, '09:30', 'move', 'negotiation'],
      ],
    ],
  },
  {
    key: 'hotel-hs',
    way: 'mail',
    came: [-9, '12:31'],
    what: 'Prośba o wycenę drzwi przesuwnych HS',
    person: 'Żaneta Śliwińska',
    company: 'Hotel Śnieżnik',
    email: 'zaneta.sliwinska@hotel-snieznik.example',
    message:
      'Chcielibyśmy otworzyć restaurację na taras. Interesują nas dwa zestawy drzwi przesuwnych, szerokość 4,20 m.',
    later: [
      [-9, '12:44', 'accept', 'anna'],
      [-9, '13:35', 'amount', 18_450],
      [
        -8,
        '10:15',
        'convert',
        { company: 'snieznik', contact: 'snieznik' },
        { key: 'taras', title: 'Drzwi przesuwne HS na taras', expected: 6 },
        [-6, '09:25', 'move', 'offer'],
        [-4, '10:45', 'move', 'negotiation'],
        [-3, '15:05', 'move', 'contract'],
        [-1, '11:10', 'win'],
      ],
    ],
  },
  {
    key: 'kloda',
    way: 'quote-form',
    came: [-8, '08:52'],
    what: 'Wymiana okien w hali stolarni',
    person: 'Hieronim Kłoda',
    company: 'Stolarnia Kłoda',
    email: 'biuro@stolarnia-kloda.example',
    phone: '662 118 905',
    product: 'okna',
    budget: 52_000,
    message:
      'Hala z lat osiemdziesiątych, 30 okien stalowych do wymiany na ciepłe. Kiedy możecie przyjechać na pomiar?',
    utm: ADS,
    later: [
      [-8, '09:01', 'accept', 'katarzyna'],
      [-8, '13:00', 'note', 'Pomiar umówiony, jedzie Łukasz.'],
      [
        -7,
        '10:20',
        'convert',
        { newCompany: { name: 'Stolarnia Kłoda', nip: true, address: 'ul. Leśna 2, 87-800 Włocławek' } },
        { key: 'stolarnia', title: 'Okna w hali stolarni, 30 sztuk', expected: 20 },
        [-4, '11:50', 'move', 'offer'],
      ],
    ],
  },
  {
    key: 'swietlica',
    way: 'phone',
    came: [-8, '12:20'],
    what: 'Okna do świetlicy wiejskiej',
    person: 'Teresa Ołdak',
    company: 'Gmina Łąkowice',
    phone: '728 440 316',
    message:
      'Dzwoniła pani z urzędu gminy: 14 okien i drzwi do świetlicy, środki z funduszu sołeckiego, do wydania w tym roku.',
    later: [
      [-8, '12:27', 'accept', 'lukasz'],
      [-8, '14:25', 'amount', 38_000],
      [
        -7,
        '13:00',
        'convert',
        { company: 'lakowice', contact: 'lakowice' },
        { key: 'swietlica', title: 'Okna, świetlica wiejska', expected: 4 },
        [-6, '12:35', 'move', 'offer'],
        [-3, '13:40', 'move', 'contract'],
      ],
    ],
  },
  {
    key: 'wegrzyn',
    way: 'contact-form',
    came: [-6, '08:41'],
    what: 'Rolety zewnętrzne, 9 okien',
    person: 'Roman Węgrzyn',
    email: 'roman-wegrzyn@poczta.example',
    phone: '784 520 338',
    message: 'Dom pod Lublinem, 9 okien od południa. Proszę o rolety sterowane z telefonu.',
    utm: NEWSLETTER,
    later: [
      [-6, '08:58', 'accept', 'anna'],
      [-6, '13:25', 'amount', 11_900],
      [
        -4,
        '09:15',
        'convert',
        { contact: 'wegrzyn' },
        { key: 'rolety9', title: 'Rolety zewnętrzne, 9 okien', expected: 8 },
        [-2, '13:10', 'move', 'offer'],
      ],
    ],
  },
  {
    key: 'lesna',
    way: 'quote-form',
    came: [-6, '11:17'],
    what: 'Fasada szklana w leśniczówce edukacyjnej',
    person: 'Aurelia Cichoń',
    company: 'Fundacja Leśna Polana',
    email: 'aurelia@lesna-polana.example',
    phone: '512 309 447',
    product: 'fasady',
    budget: 210_000,
    message: 'Budujemy ośrodek edukacyjny. Potrzebujemy fasady 64 m², projekt w załączniku do osobnego listu.',
    utm: ADS,
    later: [
      [-6, '11:26', 'accept', 'katarzyna'],
      [-5, '10:40', 'note', 'Projekt wykonawczy odebrany, przekazany do wyceny statyki.'],
      [
        -5,
        '15:30',
        'convert',
        { newCompany: { name: 'Fundacja Leśna Polana', nip: true, address: 'Polana 1, 38-610 Polana' } },
        { key: 'lesna', title: 'Fasada szklana, ośrodek edukacyjny', expected: 38 },
        [-2, '09:40', 'move', 'offer'],
      ],
    ],
  },
  {
    key: 'cukiernia',
    way: 'messenger',
    came: [-5, '09:33'],
    what: 'Witryna do cukierni',
    person: 'Eliza Pączek',
    company: 'Cukiernia Pączek',
    phone: '691 733 058',
    message: 'Dzień dobry, ile kosztuje witryna 3 × 2,5 m z drzwiami? Cukiernia w Gnieźnie.',
    later: [
      [-5, '09:40', 'accept', 'lukasz'],
      [-5, '12:05', 'amount', 13_200],
      [
        -4,
        '14:35',
        'convert',
        { newCompany: { name: 'Cukiernia Pączek', address: 'ul. Tumska 6, 62-200 Gniezno' } },
        { key: 'cukiernia', title: 'Witryna do cukierni', expected: 9 },
        [-1, '09:35', 'move', 'offer'],
      ],
    ],
  },
  {
    key: 'cma-okna',
    way: 'mail',
    came: [-4, '10:02'],
    what: 'Okna do biura magazynu',
    person: 'Patryk Żyła',
    company: 'Magazyny Ćma sp. z o.o.',
    email: 'patryk.zyla@magazyny-cma.example',
    message: 'Przy okazji doków prosimy o 8 okien do części biurowej.',
    later: [
      [-4, '10:09', 'accept', 'anna'],
      [-4, '13:15', 'amount', 12_640],
      [
        -3,
        '10:05',
        'convert',
        { company: 'cma', contact: 'cma-2' },
        { key: 'cma-biuro', title: 'Okna do biura magazynu, 8 sztuk', expected: 13 },
      ],
    ],
  },

  // Closed: rejected.
  {
    key: 'pozycjonowanie',
    way: 'contact-form',
    came: [-8, '10:12'],
    what: 'Pierwsza strona wyszukiwarki gwarantowana',
    person: 'Dział Ofert',
    email: 'oferta@pozycje.example',
    message: 'Witam, zauważyłem Państwa stronę. Gwarantujemy pierwsze miejsce w 14 dni.',
    later: [
      [-8, '10:16', 'accept', 'zaneta'],
      [-8, '10:25', 'reject', 'spam', 'Oferta pozycjonowania.'],
    ],
  },
  {
    key: 'pomylka',
    way: 'phone',
    came: [-7, '09:14'],
    what: 'Pytanie o okna samochodowe',
    person: 'Franciszek Sałata',
    phone: '604 812 277',
    message: 'Szuka szyby do ciągnika. Poprosił o kontakt, jeśli jednak robimy.',
    later: [
      [-7, '09:19', 'accept', 'zaneta'],
      [-7, '11:40', 'reject', 'no_need', 'Nie robimy szyb do pojazdów, podałam warsztat.'],
    ],
  },
  {
    key: 'drogo',
    way: 'quote-form',
    came: [-6, '14:22'],
    what: 'Komplet okien do domku letniskowego',
    person: 'Kornelia Bąbel',
    email: 'kornelia.babel@poczta.example',
    phone: '533 604 190',
    product: 'okna',
    budget: 4_000,
    message: 'Siedem okien, najtańsze jakie są, z montażem. Proszę o cenę.',
    later: [
      [-6, '14:31', 'accept', 'lukasz'],
      [
        -5,
        '11:55',
        'reject',
        'no_budget',
        'Budżet 4 000 zł na siedem okien z montażem jest nierealny, zaproponowałem powrót wiosną.',
      ],
    ],
  },
  {
    key: 'drugi-raz',
    way: 'contact-form',
    came: [-4, '11:08'],
    what: 'Rolety zewnętrzne',
    person: 'Roman Węgrzyn',
    email: 'roman-wegrzyn@poczta.example',
    message: 'Czy moje zapytanie dotarło? Chodzi o rolety na 9 okien.',
    later: [
      [-4, '11:15', 'accept', 'anna'],
      [-4, '11:35', 'reject', 'duplicate', 'Ten sam klient, sprawa w toku jako transakcja.'],
    ],
  },
  {
    key: 'konkurencja',
    way: 'mail',
    came: [-3, '08:47'],
    what: 'Okna aluminiowe do salonu',
    person: 'Gracjan Szczęsny',
    email: 'gracjan.szczesny@poczta.example',
    message: 'Proszę o porównanie z ofertą, którą mam na biurku. Kwota 27 800 zł za sześć sztuk.',
    later: [
      [-3, '08:59', 'accept', 'katarzyna'],
      [-2, '11:15', 'note', 'Nie zejdziemy do tej ceny bez utraty marży.'],
      [-1, '09:20', 'reject', 'competitor', 'Wybrał ofertę konkurencji.'],
    ],
  },

  // Waiting for a day the customer named.
  {
    key: 'urlop',
    way: 'phone',
    came: [-7, '13:22'],
    what: 'Wymiana okien w piekarni',
    person: 'Helena Gęślak',
    company: 'Piekarnia Gęślak',
    phone: '501 377 642',
    message: 'Chce wymienić sześć okien od zaplecza, ale dopiero po przerwie urlopowej.',
    later: [
      [-7, '13:30', 'accept', 'katarzyna'],
      [-7, '14:00', 'amount', 9_100],
      [-7, '14:10', 'put-off', { days: 4, time: '09:00' }],
    ],
  },
  {
    key: 'kredyt',
    way: 'quote-form',
    came: [-5, '13:44'],
    what: 'Okna i drzwi do domu w budowie',
    person: 'Sabina Łojek',
    email: 'sabina.lojek@poczta.example',
    phone: '884 016 302',
    product: 'okna',
    budget: 46_000,
    message: 'Czekamy na decyzję banku, ale chcemy już znać cenę. 16 okien, drzwi wejściowe i brama.',
    utm: ADS,
    later: [
      [-5, '13:52', 'accept', 'katarzyna'],
      [-4, '12:00', 'note', 'Decyzja kredytowa za około dwa tygodnie.'],
      [-4, '12:10', 'put-off', { days: 7, time: '10:00' }],
    ],
  },
  {
    key: 'przetarg',
    way: 'mail',
    came: [-4, '14:03'],
    what: 'Zapowiedź przetargu: 180 okien',
    person: 'Wincenty Łopata',
    company: 'Zakład Gospodarki Mieszkaniowej w Ćmielkowie',
    email: 'w.lopata@zgm-cmielkowo.example',
    message:
      'Informujemy o planowanym postępowaniu na wymianę stolarki w 11 budynkach. Ogłoszenie w przyszłym miesiącu.',
    later: [
      [-4, '14:12', 'accept', 'piotr'],
      [-4, '15:00', 'amount', 540_000],
      [-3, '09:10', 'put-off', { days: 12, time: '08:30' }],
    ],
  },
  {
    key: 'fundusz',
    way: 'contact-form',
    came: [-3, '11:35'],
    what: 'Okna w remizie',
    person: 'Eugeniusz Kozieł',
    company: 'OSP Wólka Sucha',
    email: 'naczelnik@osp-wolka.example',
    phone: '604 551 209',
    message: 'Czekamy na rozstrzygnięcie dotacji. Pięć okien i brama garażowa.',
    later: [
      [-3, '11:47', 'accept', 'lukasz'],
      [-2, '10:20', 'put-off', { days: 9, time: '09:30' }],
    ],
  },

  // Being handled; some are late, and Tok has reminded.
  {
    key: 'loggia',
    way: 'contact-form',
    came: [-6, '12:10'],
    what: 'Zabudowa loggii, 18 mieszkań',
    person: 'Wacław Stępień',
    company: 'Wspólnota Mieszkaniowa Różana 5',
    email: 'waclaw.stepien@wspolnota-mieszkaniowa-rozana-5.example',
    phone: '662 904 517',
    message: 'Wspólnota podjęła uchwałę o zabudowie loggii. Proszę o spotkanie z zarządem.',
    later: [
      [-6, '12:19', 'accept', 'katarzyna'],
      [-5, '09:35', 'amount', 73_800],
      [-5, '13:40', 'put-off', { day: -2, time: '09:00' }],
      [-2, '11:00', 'note', 'Zarząd zbiera się w przyszłym tygodniu, wysłałam prospekt.'],
    ],
  },
  {
    key: 'cieplarnia',
    way: 'quote-form',
    came: [-4, '09:05'],
    what: 'Przeszklenie palmiarni',
    person: 'Irena Gąska',
    company: 'Fundacja Zamek Gąski',
    email: 'irena.gaska@fundacja-zamek-gaski.example',
    product: 'fasady',
    budget: 130_000,
    message: 'Palmiarnia z 1902 roku, dach i ściana południowa. Konserwator zabytków wymaga szprosów.',
    later: [
      [-4, '09:12', 'accept', 'katarzyna'],
      [-3, '13:05', 'note', 'Zdjęcia i rzut od pani prezes są w poczcie, czekam na opinię konserwatora.'],
    ],
  },
  {
    key: 'stajnia',
    way: 'phone',
    came: [-3, '09:50'],
    what: 'Okna uchylne do stajni',
    person: 'Jerzy Wąchała',
    company: 'Agro-Łan Krotoszyn sp. z o.o.',
    phone: '601 118 734',
    message: 'Prosi o 20 okien uchylnych, odpornych na mycie pod ciśnieniem.',
    later: [
      [-3, '09:57', 'accept', 'lukasz'],
      [-3, '12:50', 'amount', 21_400],
    ],
  },
  {
    key: 'kancelaria',
    way: 'mail',
    came: [-3, '14:12'],
    what: 'Okna dźwiękochłonne w kancelarii',
    person: 'Barbara Wróbel',
    company: 'Kancelaria Wróbel i Wspólnicy',
    email: 'barbara.wrobel@kancelaria-wrobel-i-wspolnicy.example',
    message: 'Po remoncie ulicy hałas jest nie do zniesienia. Sześć okien od frontu, kamienica.',
    later: [
      [-3, '14:20', 'accept', 'zaneta'],
      [-3, '15:10', 'amount', 19_900],
    ],
  },
  {
    key: 'swietliki',
    way: 'contact-form',
    came: [-1, '12:36'],
    what: 'Hala magazynowa, 22 świetliki',
    person: 'Adam Sroka',
    company: 'Stalprofil Żory S.A.',
    email: 'adam.sroka@stalprofil-zory.example',
    phone: '512 900 431',
    message: 'Druga hala, te same świetliki co przy pierwszej. Potrzebna cena z montażem do końca tygodnia.',
    later: [
      [-1, '12:44', 'accept', 'anna'],
      [-1, '14:30', 'amount', 64_000],
      [0, '10:50', 'note', 'Pan Adam prosi o zgodę na dostawę w dwóch turach.'],
    ],
  },
  {
    key: 'poddasze',
    way: 'quote-form',
    came: [0, '10:05'],
    what: 'Okna dachowe do adaptacji poddasza',
    person: 'Beata Żak',
    email: 'beata.zak@poczta.example',
    phone: '728 316 055',
    product: 'okna',
    budget: 18_900,
    message: 'Osiem okien dachowych, dach kryty dachówką. Czy robicie też obróbki?',
    utm: ADS,
    later: [
      [0, '10:12', 'accept', 'katarzyna'],
      [0, '14:05', 'note', 'Tak, z obróbkami. Pani Beata prześle rzut więźby.'],
    ],
  },
  {
    key: 'sad',
    way: 'phone',
    came: [0, '11:25'],
    what: 'Drzwi antywłamaniowe, trzy sztuki',
    person: 'Leokadia Trzcińska',
    phone: '533 207 814',
    message: 'Po włamaniu do piwnicy. Prosi o szybki termin.',
    later: [
      [0, '11:44', 'assign', 'piotr', 'lukasz'],
      [0, '13:40', 'amount', 10_800],
    ],
  },
  {
    key: 'akwarium',
    way: 'contact-form',
    came: [-1, '14:03'],
    what: 'Szyba pancerna do oceanarium',
    person: 'Bogdan Śledź',
    company: 'Spółdzielnia Rybacka Wstęga',
    email: 'bogdan.sledz@spoldzielnia-rybacka-wstega.example',
    message: 'Planujemy zbiornik pokazowy. Szyba 3,5 × 2 m, grubość do ustalenia.',
    later: [
      [-1, '14:11', 'accept', 'lukasz'],
      [0, '09:10', 'assign', 'piotr', 'anna'],
      [0, '09:15', 'note', 'To zlecenie dla kogoś z doświadczeniem, Anna prowadziła już oceanarium.', 'piotr'],
      [0, '13:20', 'amount', 88_000],
    ],
  },
  {
    key: 'zlobek',
    way: 'quote-form',
    came: [0, '12:02'],
    what: 'Okna z nawiewnikami do żłobka',
    person: 'Justyna Brzózka',
    company: 'Żłobek Pod Brzozą',
    email: 'justyna@zlobek-pod-brzoza.example',
    phone: '691 045 882',
    product: 'okna',
    budget: 33_000,
    message: 'Inspekcja zaleciła lepsze przewietrzanie. 21 okien, praca tylko w weekendy.',
    utm: NEWSLETTER,
    later: [
      [0, '12:13', 'accept', 'katarzyna'],
      [0, '14:15', 'note', 'Montaż w soboty możliwy od połowy miesiąca, potwierdzone u Rafała.'],
    ],
  },
  {
    key: 'recepcja',
    way: 'mail',
    came: [0, '08:40'],
    what: 'Wiatrołap i recepcja w pensjonacie',
    person: 'Krystyna Żak',
    company: 'Pensjonat Zaścianek',
    email: 'krystyna.zak@pensjonat-zascianek.example',
    message: 'Do rozmowy o oknach dokładam wiatrołap przy recepcji. Czy da się policzyć razem?',
    later: [
      [0, '08:52', 'accept', 'lukasz'],
      [0, '11:20', 'amount', 14_300],
    ],
  },
  {
    key: 'balkony',
    way: 'contact-form',
    came: [0, '09:45'],
    what: 'Drzwi balkonowe, 36 sztuk',
    person: 'Ewelina Skrzyńska',
    company: 'Osiedle Pod Lipami sp. z o.o.',
    email: 'ewelina.skrzynska@osiedle-pod-lipami.example',
    phone: '604 731 926',
    message: 'W etapie III zmieniamy projekt: 36 drzwi balkonowych zamiast portfenetrów. Proszę o wstępną cenę.',
    later: [
      [0, '09:51', 'accept', 'anna'],
      [0, '12:30', 'amount', 97_200],
    ],
  },

  // Not accepted in time: the head of sales has been told.
  {
    key: 'reklamacja-szyba',
    way: 'phone',
    came: [0, '14:50'],
    what: 'Parująca szyba, prośba o wymianę i wycenę reszty',
    person: 'Grażyna Łękawska',
    company: 'Przedszkole nr 12 „Słoneczko”',
    phone: '501 662 348',
    message: 'Jedna szyba paruje, pani dyrektor chce przy okazji wycenić wymianę pozostałych czterech.',
  },

  // Just in: they wait for whoever is first.
  {
    key: 'port',
    way: 'contact-form',
    came: { minutesAgo: 9 },
    what: 'Drzwi techniczne do hali, 30 sztuk',
    person: 'Ireneusz Świątek',
    company: 'Port Łeba S.A.',
    email: 'i.swiatek@port-leba.example',
    phone: '601 224 718',
    message: 'Dzień dobry, proszę o ofertę na 30 drzwi technicznych ocynkowanych z montażem. Odbiór etapami od lutego.',
  },
  {
    key: 'wycena-slaska',
    way: 'quote-form',
    came: { minutesAgo: 5 },
    what: 'Okna do biurowca, 120 sztuk',
    person: 'Iwona Świerczek',
    company: 'Inwest-Śląsk S.A.',
    email: 'iwona.swierczek@inwest-slask.example',
    phone: '512 668 340',
    product: 'okna',
    budget: 310_000,
    message: 'Drugi biurowiec przy Wróbla. Zestawienie stolarki gotowe, prosimy o termin spotkania w tym tygodniu.',
    utm: ADS,
  },
  {
    key: 'taras-dom',
    way: 'phone',
    came: { minutesAgo: 2 },
    what: 'Oddzwonić: zabudowa tarasu',
    person: 'Longin Ćwięka',
    phone: '884 390 162',
    message: 'Dzwonił z placu budowy, prosi o telefon jeszcze dziś. Zadaszenie tarasu 5 × 4 m.',
  },
]
