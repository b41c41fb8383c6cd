import { describe, expect, it } from 'vitest'
import { matchTransfers, type OpenInvoice, type Transfer } from './bank-matching.ts'
import { isMt940, linesOfMt940, linesOfTable, readStatementTable, textOfStatement } from './bank-statement.ts'

const NRB = 'PL61109010140000071219812874'
const read = (text: string) => {
  const table = readStatementTable(text)!
  return linesOfTable(table)
}
const line = { bookedOn: '2026-11-27', amount: 123_450, currency: 'PLN', account: NRB }

describe('a statement', () => {
  it('of mBank is read, past its preamble and its foot', () => {
    const text = [
      'mBank S.A. Bankowość Detaliczna;',
      '#Klient;',
      'OKNA SP. Z O.O.;',
      '#Waluta;#Wpływy;#Wydatki;',
      'PLN;1 234,50;-10,95;',
      '#Data operacji;#Data księgowania;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;#Saldo po operacji;',
      `2026-11-26;2026-11-27;PRZELEW ZEWNĘTRZNY PRZYCHODZĄCY;"FV 12/11/2026";"PORT ""GDYNIA""   UL.DŁUGA 1";'61109010140000071219812874';1 234,50;2 000,00;`,
      `2026-11-27;2026-11-27;PRZELEW;"Czynsz; lokal";"ZARZĄD";'61109010140000071219812874';-10,95;1 989,05;`,
      ';;;;;;#Saldo końcowe;1 989,05;',
    ].join('\r\n')
    expect(read(text)).toEqual([{ ...line, payer: 'PORT "GDYNIA" UL.DŁUGA 1', title: 'FV 12/11/2026' }])
  })

  it('of PKO BP is read: commas, points, and a description of named parts', () => {
    const text = [
      '"Data operacji","Data waluty","Typ transakcji","Kwota","Waluta","Saldo po transakcji","Opis transakcji","","",""',
      '"2026-11-27","2026-11-27","Przelew na rachunek","+1234.50","PLN","+5000.00","Rachunek nadawcy: 61 1090 1014 0000 0712 1981 2874","Nazwa nadawcy: PORT GDYNIA","Adres nadawcy: UL. DŁUGA 1","Tytuł: FV 12/11/2026"',
      '"2026-11-26","2026-11-26","Płatność kartą","-35.99","PLN","+3200.00","Tytuł: Apteka","","",""',
    ].join('\n')
    expect(read(text)).toEqual([{ ...line, payer: 'PORT GDYNIA', title: 'FV 12/11/2026' }])
  })

  it('of ING is read in Windows-1250, with its many currencies; what is not booked yet waits', () => {
    const text = [
      'Lista transakcji;;;;;ING Bank Śląski',
      'Data transakcji;Data księgowania;Dane kontrahenta;Tytuł;Nr rachunku;Nazwa banku;Szczegóły;Nr transakcji;Kwota transakcji (waluta rachunku);Waluta;Kwota blokady/zwolnienie blokady;Waluta;Saldo po transakcji;Waluta',
      "2026-11-27;2026-11-27;Żółta Łódź;FV 12/11/2026;'61109010140000071219812874 ';Bank;PRZELEW;'2026';1234,50;PLN;;;5000,00;PLN",
      "2026-11-27;;Sklep;Karta;;;;'2027';;;20,00;PLN;;",
    ].join('\n')
    const bytes = Uint8Array.from(text, (letter) => {
      const at = 'ęółŻśŚźŁ'.indexOf(letter)
      return at < 0 ? letter.charCodeAt(0) : [0xea, 0xf3, 0xb3, 0xaf, 0x9c, 0x8c, 0x9f, 0xa3][at]!
    })
    expect(read(textOfStatement(bytes))).toEqual([{ ...line, payer: 'Żółta Łódź', title: 'FV 12/11/2026' }])
  })

  it('of Santander is read, which has no headers', () => {
    const text = [
      `2026-11-28,01-11-2026,'61 1090 1014 0000 0712 1981 2874,OKNA SP. Z O.O.,EUR,"10,00","1244,50",2,`,
      `27-11-2026,26-11-2026,"FV 12/11/2026, zapłata",PORT GDYNIA,61 1090 1014 0000 0712 1981 2874,"1234,50","1244,50",1,`,
    ].join('\n')
    expect(read(text)).toEqual([{ ...line, currency: 'EUR', payer: 'PORT GDYNIA', title: 'FV 12/11/2026, zapłata' }])
  })

  it('in MT940 is read: numbers cut at the end of a line grow together, a reversal is none', () => {
    const text = [
      ':20:ST261127',
      ':25:/PL61109010140000071219812874',
      ':60F:C261126PLN1000,00',
      ':61:2611271127CN1234,50NTRFNONREF',
      ':86:020~00PRZELEW~20Zaplata za FV 12/11/20~2126~32PORT GDYNIA~33 UL. DLUGA 1',
      '~38PL61109010140000071219812874~63',
      ':61:2611271127RC50,00NTRFNONREF',
      ':86:020~20Zwrot',
      ':61:2611271127D20,00NTRFNONREF',
      ':86:020~20Oplata',
      ':62F:C261127PLN2214,50',
    ].join('\r\n')
    expect(isMt940(text)).toBe(true)
    const title = 'Zaplata za FV 12/11/2026'
    expect(linesOfMt940(text)).toEqual([{ ...line, payer: 'PORT GDYNIA UL. DLUGA 1', title }])
  })

  it('of a bank not known is a table with columns not known; what is no table is none', () => {
    const table = readStatementTable('Dzień|x;Ile;Kto\n27.11.2026;10,00;Jan\n')!
    expect([table.head, table.columns]).toEqual([null, []])
    expect(linesOfTable({ ...table, columns: ['date', 'amount', 'payer'] })).toMatchObject([
      { amount: 1000, payer: 'Jan' },
    ])
    expect(readStatementTable('Drogi Dzienniku')).toBeNull()
  })
})

describe('a transfer', () => {
  const invoice = (given: Partial<OpenInvoice> & { id: string }): OpenInvoice => ({
    ...{
      number: `FV ${given.id}/11/2026`,
      ksefNumber: null,
      buyerName: 'Port Gdynia sp. z o.o.',
      buyerNip: '5261040828',
    },
    ...{ accounts: [], currency: 'PLN', left: 10_000 },
    ...given,
  })
  const pay = (given: Partial<Transfer>): Transfer => ({
    ...{ id: 't', amount: 10_000, currency: 'PLN', payer: '', account: null, title: '' },
    ...given,
  })
  const one = (transfer: Partial<Transfer>, ...invoices: OpenInvoice[]) =>
    matchTransfers([pay(transfer)], invoices).get('t')!

  it.each(['FV 12/11/2026', 'za fv-12-11-2026, dziękujemy', 'FV012/11/2026', 'nr fv12/11/2026.'])(
    'names an invoice as people write it: %s',
    (title) => {
      const { verdict, proposals } = one({ title }, invoice({ id: '12' }), invoice({ id: '1' }), invoice({ id: '2' }))
      expect([verdict, proposals]).toEqual(['sure', [{ invoiceId: '12', amount: 10_000, why: ['number', 'amount'] }]])
    },
  )

  it('pays several invoices it names, and of one a part, from who owes it', () => {
    const both = one(
      { title: 'FV 1/11/2026 i FV 2/11/2026', amount: 25_000 },
      invoice({ id: '1' }),
      invoice({ id: '2', left: 15_000 }),
    )
    expect([both.verdict, both.proposals.map(({ amount }) => amount)]).toEqual(['sure', [10_000, 15_000]])
    const part = { title: 'rata FV 1/11/2026', amount: 4_000 }
    expect(one({ ...part, payer: 'PORT GDYNIA SP Z O O UL DŁUGA' }, invoice({ id: '1' })).verdict).toBe('sure')
    expect(one(part, invoice({ id: '1' })).verdict).toBe('doubtful')
  })

  it('of more than is left, of the wrong amount, or that names nothing is for a person to decide', () => {
    expect(one({ title: 'FV 1/11/2026', amount: 12_000 }, invoice({ id: '1' }))).toEqual({
      verdict: 'doubtful',
      proposals: [{ invoiceId: '1', amount: 10_000, why: ['number'] }],
    })
    expect(one({ title: 'okna' }, invoice({ id: '1' })).verdict).toBe('doubtful')
    expect(one({ title: 'okna, NIP 526-104-08-28', amount: 1 }, invoice({ id: '1' })).proposals[0]!.why).toEqual([
      'nip',
    ])
    expect(
      one({ title: 'okna', account: NRB, amount: 1 }, invoice({ id: '1', accounts: [NRB] })).proposals,
    ).toHaveLength(1)
    expect(one({ title: 'okna', amount: 1 }, invoice({ id: '1' })).verdict).toBe('unknown')
    expect(one({ title: 'FV 1/11/2026', currency: 'EUR' }, invoice({ id: '1' })).verdict).toBe('unknown')
  })

  it('names an invoice by its number of KSeF, however the bank cut it', () => {
    const ksefNumber = '7740001454-20261127-0100A0B1C2D3-4F'
    const title = 'zapłata 7740001454-20261127-0100A0 B1C2D3-4F'
    expect(one({ title }, invoice({ id: '1', ksefNumber })).verdict).toBe('sure')
  })

  it('that names only the figures of a number is sure where its payer is known: a day looks the same', () => {
    expect(one({ title: 'zamówienie z 12/11/2026' }, invoice({ id: '12' })).verdict).toBe('doubtful')
    expect(one({ title: 'faktura 12/11/2026', payer: 'Port Gdynia' }, invoice({ id: '12' })).verdict).toBe('sure')
  })

  it('takes what is left: a second one for the same invoice is not sure', () => {
    const twice = ['a', 'b'].map((id) => pay({ id, title: 'FV 1/11/2026' }))
    const matches = matchTransfers(twice, [invoice({ id: '1' })])
    expect([matches.get('a')!.verdict, matches.get('b')!.verdict]).toEqual(['sure', 'unknown'])
  })
})
