import type { Person } from './people.ts'

/** When a task is due: a moment of the story, later today (0 soon, 1 at its end), or on the n-th working day from today. */
export type Due = [day: number, time: string] | { today: number } | { ahead: number; time: string }

export interface Task {
  who: Person
  /** Who sets it, when that is somebody else. */
  by?: Person
  title: string
  body?: string
  /** "deal:fasada", "lead:...", "company:...", "contact:..." */
  about?: string
  set: [day: number, time: string]
  due: Due
  done?: [day: number, time: string]
  priority?: 'low' | 'high'
  repeat?: { freq: 'daily' | 'weekdays' | 'weekly' | 'monthly' | 'yearly'; interval: number }
  checklist?: string[]
  watchers?: Person[]
}

export const TASKS: Task[] = [
  // What makes more of a task than a line.
  {
    who: 'anna',
    title: 'Raport tygodniowy dla zarządu',
    set: [-3, '09:05'],
    due: { ahead: 2, time: '14:00' },
    repeat: { freq: 'weekly', interval: 1 },
    checklist: ['Nowe zapytania', 'Wysłane oferty', 'Podpisane umowy'],
    watchers: ['piotr'],
  },
  {
    who: 'anna',
    by: 'piotr',
    title: 'Przygotować ofertę dla nowego osiedla',
    body: 'Inwestor czeka do piątku.',
    set: [-1, '10:10'],
    due: { ahead: 3, time: '12:00' },
    priority: 'high',
    checklist: ['Zebrać rysunki', 'Policzyć warianty', 'Uzgodnić rabat'],
  },
  // Done.
  {
    who: 'anna',
    title: 'Wysłać zestawienie stolarki do kalkulacji',
    about: 'deal:zniwna',
    set: [-9, '13:10'],
    due: [-8, '12:00'],
    done: [-8, '10:50'],
  },
  {
    who: 'anna',
    title: 'Zadzwonić po zdjęcia dachu',
    about: 'deal:hala',
    set: [-8, '13:45'],
    due: [-7, '13:00'],
    done: [-7, '13:25'],
  },
  {
    who: 'anna',
    title: 'Przygotować ofertę: biel i antracyt',
    about: 'deal:budynek48',
    set: [-8, '12:00'],
    due: [-6, '12:00'],
    done: [-6, '10:30'],
  },
  {
    who: 'anna',
    title: 'Uzgodnić termin pomiaru tarasu',
    about: 'deal:taras',
    set: [-8, '10:40'],
    due: [-7, '15:00'],
    done: [-7, '11:10'],
  },
  {
    who: 'anna',
    by: 'piotr',
    title: 'Poprawić kalkulację fasady',
    about: 'deal:lobby',
    set: [-7, '09:40'],
    due: [-6, '15:00'],
    done: [-6, '12:20'],
  },
  {
    who: 'katarzyna',
    title: 'Odesłać próbki kolorów kurierem',
    about: 'deal:drzwi14',
    set: [-5, '09:15'],
    due: [-3, '14:00'],
    done: [-3, '13:05'],
  },
  {
    who: 'katarzyna',
    title: 'Sprawdzić harmonogram ferii',
    about: 'deal:przedszkole',
    set: [-6, '13:10'],
    due: [-4, '12:00'],
    done: [-3, '11:55'],
  },
  {
    who: 'katarzyna',
    by: 'piotr',
    title: 'Zamknąć umowę na bramę',
    about: 'deal:brama',
    set: [-5, '10:30'],
    due: [-2, '15:00'],
    done: [-2, '13:40'],
  },
  {
    who: 'lukasz',
    title: 'Pomiar w hali stolarni',
    about: 'company:kloda',
    set: [-7, '12:05'],
    due: [-5, '12:00'],
    done: [-5, '13:30'],
  },
  {
    who: 'lukasz',
    title: 'Wpłacić wadium',
    about: 'deal:szkola',
    set: [-4, '10:25'],
    due: [-2, '15:00'],
    done: [-2, '09:35'],
  },
  {
    who: 'lukasz',
    title: 'Odebrać podpisaną umowę',
    about: 'deal:biurowe',
    set: [-8, '10:10'],
    due: [-6, '15:00'],
    done: [-6, '14:30'],
  },
  {
    who: 'zaneta',
    title: 'Przesłać konserwatorowi rysunki szprosów',
    about: 'deal:zascianek',
    set: [-5, '15:30'],
    due: [-3, '15:00'],
    done: [-3, '12:35'],
  },
  {
    who: 'piotr',
    title: 'Odpowiedzieć na uwagi do kar umownych',
    about: 'deal:wrobla',
    set: [-6, '10:30'],
    due: [-3, '12:00'],
    done: [-3, '10:55'],
  },
  {
    who: 'piotr',
    by: 'marek',
    title: 'Raport sprzedaży za ubiegły miesiąc',
    set: [-8, '08:30'],
    due: [-6, '15:00'],
    done: [-6, '13:50'],
  },
  {
    who: 'stanislaw',
    by: 'marek',
    title: 'Potwierdzić moce na świetliki',
    about: 'deal:hala',
    set: [-6, '08:20'],
    due: [-4, '13:00'],
    done: [-4, '11:00'],
  },
  {
    who: 'rafal',
    by: 'marek',
    title: 'Zarezerwować dźwig na Żniwną',
    about: 'deal:zniwna',
    set: [-4, '14:40'],
    due: [-2, '12:00'],
    done: [-2, '10:25'],
  },
  { who: 'ewa', title: 'Uzgodnić saldo z hutą szkła', set: [-5, '08:45'], due: [-3, '15:00'], done: [-3, '14:40'] },
  {
    who: 'joanna',
    by: 'ewa',
    title: 'Wprowadzić faktury kosztowe z zeszłego tygodnia',
    set: [-4, '08:30'],
    due: [-2, '12:00'],
    done: [-2, '11:30'],
  },
  {
    who: 'magdalena',
    title: 'Zatwierdzić zdjęcia realizacji',
    set: [-6, '09:00'],
    due: [-5, '15:00'],
    done: [-5, '12:45'],
  },
  {
    who: 'zuzanna',
    by: 'monika',
    title: 'Odpisać na reklamację: zarysowana rama',
    set: [-3, '09:20'],
    due: [-2, '15:00'],
    done: [-2, '12:15'],
  },

  // Late.
  {
    who: 'anna',
    title: 'Oddzwonić w sprawie terminu montażu',
    about: 'company:dabek',
    set: [-2, '13:20'],
    due: [-1, '14:00'],
  },
  { who: 'anna', title: 'Uzupełnić dane kontaktu', about: 'contact:cma-2', set: [-3, '10:30'], due: [-1, '11:00'] },
  {
    who: 'katarzyna',
    title: 'Dosłać atesty okien dachowych',
    about: 'deal:dachowe',
    set: [-3, '14:10'],
    due: [-1, '12:00'],
  },
  {
    who: 'katarzyna',
    title: 'Zapytać o zgodę na rabat 6%',
    about: 'deal:dachowe',
    set: [-4, '09:30'],
    due: [-2, '15:00'],
  },
  {
    who: 'lukasz',
    title: 'Odebrać protokół pomiaru od brygady',
    about: 'deal:przychodnia',
    set: [-4, '13:30'],
    due: [-2, '14:00'],
  },
  { who: 'zaneta', title: 'Przygotować ofertę hurtową', about: 'deal:elk', set: [-4, '14:20'], due: [-1, '13:00'] },
  {
    who: 'zenon',
    by: 'stanislaw',
    title: 'Przezbroić linię na profil antracyt',
    set: [-3, '08:15'],
    due: [-1, '12:00'],
  },
  { who: 'ewa', by: 'marek', title: 'Zestawienie należności po terminie', set: [-4, '08:15'], due: [-1, '15:00'] },

  // Today.
  { who: 'anna', title: 'Wysłać ofertę po poprawkach', about: 'deal:lobby', set: [-1, '09:10'], due: { today: 0.1 } },
  {
    who: 'anna',
    title: 'Spotkanie: pomiary na budowie',
    about: 'deal:osiedle',
    set: [-2, '15:30'],
    due: { today: 0.4 },
  },
  { who: 'anna', title: 'Sprawdzić numer telefonu', about: 'contact:wegrzyn', set: [-1, '15:05'], due: { today: 0.7 } },
  {
    who: 'anna',
    by: 'piotr',
    title: 'Poprosić klienta o dane do umowy',
    about: 'deal:bloki',
    set: [-1, '10:05'],
    due: { today: 1 },
  },
  {
    who: 'katarzyna',
    title: 'Zadzwonić: drzwi wejściowe, 14 sztuk',
    about: 'deal:drzwi14',
    set: [-1, '14:25'],
    due: { today: 0.3 },
  },
  {
    who: 'katarzyna',
    title: 'Potwierdzić montaż w sobotę',
    about: 'lead:zlobek',
    set: [0, '14:45'],
    due: { today: 0.8 },
  },
  {
    who: 'lukasz',
    title: 'Odebrać podpis: świetlica wiejska',
    about: 'deal:swietlica',
    set: [-2, '11:00'],
    due: { today: 0.5 },
  },
  {
    who: 'lukasz',
    title: 'Wysłać cennik okien uchylnych',
    about: 'lead:stajnia',
    set: [-2, '15:10'],
    due: { today: 0.9 },
  },
  {
    who: 'piotr',
    title: 'Rozmowa z prawnikiem inwestora',
    about: 'deal:wrobla',
    set: [-1, '08:50'],
    due: { today: 0.6 },
  },
  { who: 'pawel', by: 'magdalena', title: 'Opis realizacji: Dworek Łękawa', set: [-3, '13:00'], due: { today: 0.9 } },
  { who: 'bozena', by: 'rafal', title: 'Ułożyć trasy na jutro', set: [-1, '09:00'], due: { today: 1 } },

  // Coming.
  {
    who: 'anna',
    title: 'Zatwierdzić protokół odbioru',
    about: 'company:jesien',
    set: [-1, '12:50'],
    due: { ahead: 1, time: '12:00' },
  },
  {
    who: 'anna',
    title: 'Przygotować ofertę na przyszły rok',
    about: 'deal:rok',
    set: [-3, '15:20'],
    due: { ahead: 4, time: '10:00' },
  },
  {
    who: 'anna',
    title: 'Podziękować za polecenie',
    about: 'contact:sloneczko',
    set: [-2, '14:50'],
    due: { ahead: 3, time: '09:30' },
  },
  {
    who: 'katarzyna',
    title: 'Spotkanie z zarządem wspólnoty',
    about: 'lead:loggia',
    set: [-2, '11:10'],
    due: { ahead: 5, time: '17:00' },
  },
  {
    who: 'katarzyna',
    title: 'Wysłać umowę do przedszkola',
    about: 'deal:przedszkole',
    set: [-1, '13:15'],
    due: { ahead: 2, time: '11:00' },
  },
  {
    who: 'katarzyna',
    title: 'Pomiar klatek schodowych',
    about: 'deal:klatki',
    set: [-2, '14:10'],
    due: { ahead: 3, time: '13:00' },
  },
  {
    who: 'lukasz',
    title: 'Wycena szyb ochronnych',
    about: 'deal:witraze',
    set: [-3, '11:40'],
    due: { ahead: 1, time: '15:00' },
  },
  {
    who: 'lukasz',
    title: 'Telefon do pani Bożeny przed montażem',
    about: 'deal:zabki',
    set: [-2, '09:50'],
    due: { ahead: 2, time: '09:00' },
  },
  {
    who: 'lukasz',
    by: 'piotr',
    title: 'Zastępstwo: oferta hurtowa Żanety',
    about: 'deal:elk',
    set: [-1, '11:45'],
    due: { ahead: 1, time: '14:00' },
  },
  {
    who: 'piotr',
    title: 'Wizja lokalna w zamku',
    about: 'deal:zamek',
    set: [-3, '10:15'],
    due: { ahead: 6, time: '10:00' },
  },
  {
    who: 'piotr',
    by: 'marek',
    title: 'Plan sprzedaży na przyszły rok',
    set: [-2, '08:25'],
    due: { ahead: 8, time: '15:00' },
  },
  {
    who: 'stanislaw',
    by: 'marek',
    title: 'Przegląd pieca do hartowania szkła',
    set: [-2, '08:35'],
    due: { ahead: 3, time: '12:00' },
  },
  { who: 'rafal', title: 'Odnowić ubezpieczenie naczep', set: [-4, '09:00'], due: { ahead: 5, time: '12:00' } },
  {
    who: 'joanna',
    by: 'ewa',
    title: 'Przygotować deklarację VAT',
    set: [-1, '08:40'],
    due: { ahead: 6, time: '11:00' },
  },
  { who: 'magdalena', title: 'Stoisko na targach budowlanych', set: [-5, '10:10'], due: { ahead: 10, time: '12:00' } },
]

/** Further notes, where a record's own story has none. */
export const NOTES: [record: string, who: Person, at: [day: number, time: string], body: string][] = [
  ['company:budmar', 'anna', [-7, '09:20'], 'Płacą w terminie. Faktury zawsze na adres księgowości, do pani Haliny.'],
  ['company:stalprofil', 'anna', [-6, '14:15'], 'Wjazd na teren huty tylko po awizacji dzień wcześniej.'],
  ['company:inwest', 'piotr', [-5, '08:50'], 'Decyzje podejmuje pan Robert, ale bez pani Iwony nie da się umówić.'],
  ['contact:snieznik', 'anna', [-4, '16:00'], 'Najlepiej dzwonić po 13:00, rano hotel ma wymianę gości.'],
  ['company:sloneczko', 'katarzyna', [-4, '12:20'], 'Prace możliwe tylko w ferie albo po 16:30.'],
  ['contact:jedrzejczyk', 'anna', [-8, '15:40'], 'Zastanawia się między dachem szklanym a poliwęglanem.'],
  ['company:geslak', 'katarzyna', [-7, '14:20'], 'Urlop w piekarni do końca przyszłego tygodnia.'],
  ['company:zrodlo', 'piotr', [-3, '08:40'], 'Referencje z dwóch poprzednich etapów są w segregatorze u Ewy.'],
  ['company:cma', 'anna', [-2, '10:50'], 'Na bramy i doki chcą jednej umowy serwisowej.'],
  ['deal:magazyn', 'piotr', [-2, '16:00'], 'Anna, weź na spotkanie Stanisława, będą pytać o nośność.'],
]
