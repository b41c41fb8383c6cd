export const SMS_NUMBER = '+48222901180'

interface DemoTexts {
  with: string
  texts: { at: [day: number, time: string]; ours?: true; text: string }[]
}

/** What was written by SMS to customers of the demo company, and what they answered. */
export const TEXTS: DemoTexts[] = [
  {
    with: 'contact:stalprofil',
    texts: [
      { at: [-3, '09:05'], ours: true, text: 'Okna Jaskólski: przypominamy o pomiarze jutro o 10:00. Czy pasuje?' },
      { at: [-3, '09:20'], text: 'Tak, będę na miejscu. Proszę wjechać bramą od Kolejowej.' },
    ],
  },
  {
    with: 'contact:snieznik',
    texts: [
      {
        at: [-2, '13:10'],
        ours: true,
        text: 'Okna Jaskólski: okna są już w drodze, kierowca zadzwoni godzinę wcześniej.',
      },
      { at: [-2, '13:42'], text: 'STOP' },
    ],
  },
]
