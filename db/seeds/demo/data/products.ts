import type { ProductKind, VatCode } from '../../../../pure/vat.ts'

/** Code, name, kind, unit, net price in zloty (null: agreed each time), VAT, PKWiU. */
export type DemoProduct = [
  code: string,
  name: string,
  kind: ProductKind,
  unit: string,
  price: string | null,
  vat: VatCode,
  pkwiu: string,
]

export const PRODUCTS: DemoProduct[] = [
  ['OK-P120', 'Okno PVC 120 × 150, trzyszybowe', 'goods', 'szt.', '1249.50', '23', '22.23.14.0'],
  ['OK-P180', 'Okno PVC 180 × 150, dwuskrzydłowe', 'goods', 'szt.', '1890', '23', '22.23.14.0'],
  ['OK-PB90', 'Drzwi balkonowe PVC 90 × 220', 'goods', 'szt.', '1640', '23', '22.23.14.0'],
  ['OK-D120', 'Okno drewniane 120 × 150, sosna', 'goods', 'szt.', '2310', '23', '16.23.11.0'],
  ['OK-DACH', 'Okno dachowe 78 × 118', 'goods', 'szt.', '1985', '23', '16.23.11.0'],
  ['OK-PPOZ', 'Okno przeciwpożarowe EI30', 'goods', 'szt.', '4480', '23', '25.12.10.0'],
  ['DR-W90', 'Drzwi wejściowe 90, stalowe', 'goods', 'szt.', '2232.18', '23', '25.12.10.0'],
  ['DR-KL', 'Drzwi do klatki schodowej, aluminium', 'goods', 'szt.', '6150', '23', '25.12.10.0'],
  ['DR-AUT', 'Drzwi automatyczne przesuwne', 'goods', 'kpl.', '14900', '23', '25.12.10.0'],
  ['DR-OBR', 'Drzwi obrotowe, średnica 3 m', 'goods', 'kpl.', '98500', '23', '25.12.10.0'],
  ['BR-S300', 'Brama segmentowa 300 × 225 z napędem', 'goods', 'kpl.', '6890', '23', '25.12.10.0'],
  ['BR-PRZ', 'Brama przemysłowa 400 × 450', 'goods', 'kpl.', '15400', '23', '25.12.10.0'],
  ['FA-ALU', 'Fasada aluminiowa słupowo-ryglowa', 'goods', 'm²', '1420', '23', '25.11.23.0'],
  ['SZ-HART', 'Szyba hartowana 8 mm', 'goods', 'm²', '312.40', '23', '23.12.12.0'],
  ['RO-ZEW', 'Roleta zewnętrzna z napędem', 'goods', 'szt.', '1180', '23', '22.23.14.0'],
  ['PA-KAM', 'Parapet konglomerat, 25 cm', 'goods', 'm', '189.90', '23', '23.61.11.0'],
  ['SW-PVC', 'Świetlik dachowy 120 × 120', 'goods', 'szt.', '2780', '23', '22.23.14.0'],
  ['US-MO', 'Montaż okna w budynku mieszkalnym', 'service', 'szt.', '380', '8', '43.32.10.0'],
  ['US-MF', 'Montaż fasady', 'service', 'm²', '240', '23', '43.32.10.0'],
  ['US-MB', 'Montaż bramy', 'service', 'usł.', '1450', '23', '43.32.10.0'],
  ['US-PO', 'Pomiar na budowie', 'service', 'usł.', '250', '23', '71.12.11.0'],
  ['US-TR', 'Transport', 'service', 'km', '4.20', '23', '49.41.19.0'],
  ['US-SER', 'Serwis i regulacja okien', 'service', 'godz.', '160', '23', '43.32.10.0'],
  ['US-PROJ', 'Projekt warsztatowy', 'service', 'usł.', null, '23', '71.12.11.0'],
]

/** Code or own words with a price, how much, and perhaps a discount in percent. */
export type DemoLine = [product: string, quantity: string, discountPercent?: string]

/** What deals sell, by their key: their amounts follow from it. */
export const SOLD: Record<string, DemoLine[]> = {
  bloki: [
    ['OK-P180', '84', '4'],
    ['OK-PB90', '24', '4'],
    ['US-MO', '108'],
  ],
  drzwi14: [['DR-W90', '14']],
  hala: [
    ['SW-PVC', '22'],
    ['US-MF', '42.5'],
    ['US-TR', '310'],
  ],
  zniwna: [
    ['OK-P120', '48', '5'],
    ['OK-PB90', '12', '5'],
    ['US-MO', '60'],
  ],
  szkola: [
    ['OK-P120', '62', '6.5'],
    ['US-PO', '1'],
    ['PA-KAM', '81.6'],
  ],
  parapety: [
    ['PA-KAM', '11.5'],
    ['RO-ZEW', '5'],
    ['US-TR', '64'],
  ],
  dachowe: [
    ['OK-DACH', '12'],
    ['US-MO', '12', '10'],
  ],
  brama: [
    ['BR-S300', '2'],
    ['US-MB', '2'],
  ],
  rolety: [['RO-ZEW', '6']],
  elk: [
    ['OK-P120', '44', '8'],
    ['OK-P180', '16', '8'],
  ],
  zagiel: [
    ['DR-OBR', '1'],
    ['US-MF', '12'],
  ],
  rok: [
    ['US-SER', '84'],
    ['US-TR', '260'],
  ],
  magazyn: [
    ['BR-PRZ', '14', '3'],
    ['US-MB', '14'],
  ],
  witraze: [
    ['SZ-HART', '58.25'],
    ['US-PO', '2'],
  ],
  klatki: [['DR-KL', '6']],
  garaz: [['BR-S300', '2']],
}

/** Deals in another currency than the company's. */
export const FOREIGN: Record<string, string> = { zagiel: 'EUR' }
