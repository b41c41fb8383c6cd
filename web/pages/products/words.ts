import { VAT_CODES, type VatCode } from '../../../pure/vat.ts'
import { translate } from '../../i18n/words.ts'

/** '23%', 'zw'; of an invoice also '0% WDT', 'np I'. */
export const vatWords = (vat: string): string =>
  vat === 'zw' || vat === 'oo' || vat === 'np' ? translate(`products.vat.${vat}`) : vat.replace(/^(\d+)/, '$1%')

const longVat = (vat: VatCode): string =>
  vat === 'zw' || vat === 'oo' || vat === 'np' ? translate(`products.vat.${vat}.long`) : `${vat}%`

export const vatOptions = () => VAT_CODES.map((value) => ({ value, label: longVat(value) }))

export const GTU = Array.from({ length: 13 }, (_, index) => `GTU_${String(index + 1).padStart(2, '0')}`)
