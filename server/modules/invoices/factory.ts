import type { Cx } from '../../core/write.ts'
import { addAccount } from './commands/accounts.ts'
import { draftInvoice } from './commands/draft-invoice.ts'
import { changeInvoicing } from './commands/settings.ts'
import { updateInvoice } from './commands/update-invoice.ts'
import type { DraftInput, InvoiceLineInput } from './schema.ts'

export const invoiceLine = (given: Partial<InvoiceLineInput> = {}): InvoiceLineInput => ({
  ...{ productId: null, code: null, pkwiu: null, gtu: null, discountPercent: null, discountAmount: null },
  ...{ name: 'Okno PVC', quantity: '2', unit: 'szt.', unitPrice: '1249.5', vat: '23' },
  ...given,
})

/** Who sells and where to pay: what a company fills in before its first invoice. */
export async function setUpInvoicing(cx: Cx): Promise<void> {
  const settings = { nip: '7740001454', name: 'Okna Wielkopolskie sp. z o.o.', line1: 'ul. Fabryczna 3' }
  await changeInvoicing(cx, { ...settings, line2: '61-512 Poznań', place: 'Poznań' }, null)
  await addAccount(cx, { iban: '61109010140000071219812874', bank: 'Santander', currency: 'PLN', usual: true })
}

/** A draft that may be issued; what is given wins. */
export async function makeInvoice(
  cx: Cx,
  of: Parameters<typeof draftInvoice>[1] = {},
  given: DraftInput = {},
): Promise<{ id: string }> {
  const { id } = await draftInvoice(cx, of)
  const buyer = {
    ...{ nip: '5261040828', euVat: null, otherId: null, name: 'Termika Budownictwo sp. z o.o.', email: null },
    ...{ phone: null, customerNumber: null, localGovernment: false, vatGroup: false },
    address: { country: 'PL', line1: 'ul. Prosta 12', line2: '00-850 Warszawa' },
  }
  await updateInvoice(
    cx,
    id,
    { ...(of.companyId || of.dealId ? {} : { buyer }), lines: [invoiceLine()], ...given },
    null,
  )
  return { id }
}
