import { describe, expect, it } from 'vitest'
import { readRateTable } from './rate-table.ts'

describe('a file of exchange rates', () => {
  it('has a line for each rate, its columns in any order, in either language', () => {
    const polish = 'Data;Waluta;Kurs\n27.11.2026;EUR;4,2512\n2026-11-26;usd;3,6501\n'
    expect(readRateTable(polish, 'PLN')).toEqual({
      rates: [
        { line: 2, currency: 'EUR', rateOn: '2026-11-27', rate: '4.2512' },
        { line: 3, currency: 'USD', rateOn: '2026-11-26', rate: '3.6501' },
      ],
      errors: [],
    })
    const english = '\ufeffrate,currency,date\r\n"4.2512",EUR,2026-11-27\r\n'
    expect(readRateTable(english, 'PLN').rates).toEqual([
      { line: 2, currency: 'EUR', rateOn: '2026-11-27', rate: '4.2512' },
    ])
    const byHundred = 'Nazwa waluty\tKod waluty\tKurs średni\tData\nforint\t100 HUF\t1,1523\t20261127'
    expect(readRateTable(byHundred, 'PLN').rates).toMatchObject([{ currency: 'HUF', rate: '0.011523' }])
  })

  it('or a line for each day, as the archive of the bank has it', () => {
    const archive = [
      'data;1THB;1USD;100HUF;nr tabeli;pełny numer tabeli;',
      ';bat (Tajlandia);dolar amerykański;forint (Węgry);;;',
      '20261126;0,1135;3,6501;1,1500;229;229/A/NBP/2026;',
      '20261127;0,1136;3,6455;;230;230/A/NBP/2026;',
      '',
      'kod ISO;THB;USD;HUF;;;',
      'liczba jednostek;1;1;100;;;',
    ].join('\n')
    const { rates, errors } = readRateTable(archive, 'PLN')
    expect(errors).toEqual([])
    expect(rates.map(({ line, currency, rateOn, rate }) => [line, currency, rateOn, rate])).toEqual([
      [3, 'THB', '2026-11-26', '0.1135'],
      [3, 'USD', '2026-11-26', '3.6501'],
      [3, 'HUF', '2026-11-26', '0.0115'],
      [4, 'THB', '2026-11-27', '0.1136'],
      [4, 'USD', '2026-11-27', '3.6455'],
    ])
  })

  it('tells of each line what is wrong with it, and takes the others', () => {
    const file = [
      'data;waluta;kurs',
      '31.02.2026;EUR;4,25',
      '27.11.2026;EURO;4,25',
      '27.11.2026;PLN;1',
      '27.11.2026;EUR;cztery',
      '27.11.2026;EUR;0',
      '27.11.2026;EUR;4,25',
      '27.11.2026;EUR;4,26',
      '27.11.2026;EUR;4,250',
    ].join('\n')
    const { rates, errors } = readRateTable(file, 'PLN')
    expect(rates).toEqual([{ line: 7, currency: 'EUR', rateOn: '2026-11-27', rate: '4.25' }])
    expect(errors.map(({ line, code }) => [line, code])).toEqual([
      [2, 'rates.date'],
      [3, 'rates.currency'],
      [4, 'rates.currency'],
      [5, 'rates.rate'],
      [6, 'rates.rate'],
      [8, 'rates.twice'],
    ])
  })

  it('without the columns it needs says so once', () => {
    for (const text of ['', ' \n', 'a;b;c\n1;2;3', 'waluta;kurs\nEUR;4,25', 'data;waluta\n27.11.2026;EUR'])
      expect(readRateTable(text, 'PLN')).toMatchObject({ rates: [], errors: [{ code: 'rates.columns' }] })
  })
})
