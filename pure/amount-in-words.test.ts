import fc from 'fast-check'
import { expect, it } from 'vitest'
import { amountInWords } from './amount-in-words.ts'

const pln = (minor: bigint | number) => amountInWords(minor, 'PLN', 'pl')

it.each([
  [0, 'zero złotych 00/100'],
  [1, 'zero złotych 01/100'],
  [100, 'jeden złoty 00/100'],
  [200, 'dwa złote 00/100'],
  [500, 'pięć złotych 00/100'],
  [1200, 'dwanaście złotych 00/100'],
  [2100, 'dwadzieścia jeden złotych 00/100'],
  [2245, 'dwadzieścia dwa złote 45/100'],
  [11200, 'sto dwanaście złotych 00/100'],
  [12345, 'sto dwadzieścia trzy złote 45/100'],
  [100_000, 'tysiąc złotych 00/100'],
  [200_000, 'dwa tysiące złotych 00/100'],
  [500_100, 'pięć tysięcy jeden złotych 00/100'],
  [1_200_000, 'dwanaście tysięcy złotych 00/100'],
  [2_200_000, 'dwadzieścia dwa tysiące złotych 00/100'],
  [100_000_000, 'milion złotych 00/100'],
  [300_000_400, 'trzy miliony cztery złote 00/100'],
  [
    123_456_789_01,
    'sto dwadzieścia trzy miliony czterysta pięćdziesiąt sześć tysięcy siedemset osiemdziesiąt dziewięć złotych 01/100',
  ],
  [-150, 'minus jeden złoty 50/100'],
])('%i grosze: %s', (minor, words) => {
  expect(pln(minor)).toBe(words)
})

it('knows other currencies, those without minor units too', () => {
  expect(amountInWords(200, 'EUR', 'pl')).toBe('dwa euro 00/100')
  expect(amountInWords(500, 'USD', 'pl')).toBe('pięć dolarów amerykańskich 00/100')
  expect(amountInWords(200, 'CZK', 'pl')).toBe('dwie korony czeskie 00/100')
  expect(amountInWords(100, 'CZK', 'pl')).toBe('jedna korona czeska 00/100')
  expect(amountInWords(2100, 'CZK', 'pl')).toBe('dwadzieścia jeden koron czeskich 00/100')
  expect(amountInWords(1234, 'JPY', 'pl')).toBe('tysiąc dwieście trzydzieści cztery JPY')
  expect(amountInWords(1_234_05, 'GBP', 'en')).toBe('one thousand two hundred thirty-four GBP 05/100')
})

it('refuses what has no name', () => {
  expect(() => pln(10n ** 20n)).toThrow('amount_too_large')
})

it('tells different amounts apart', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 17n })
  fc.assert(fc.property(amount, amount, (a, b) => (pln(a) === pln(b)) === (a === b)))
})
