import type { TemplateBody } from '../../../pure/documents/template.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import { type NewTemplate, templateInput } from './schema.ts'

type Words = { pl: string; en: string }

interface Shipped {
  key: string
  name: Words
  kind: NewTemplate['kind']
  section: string
  sells?: 'goods' | 'services'
  series: Words
  blocks: (say: (pl: string, en: string) => string) => object[]
}

const heading = (text: string, level = 2) => ({
  type: 'heading',
  level,
  text,
  ...(level === 1 ? { align: 'center' } : {}),
})
const text = (words: string, more: object = {}) => ({ type: 'text', text: words, ...more })
const filled = (field: string, ...blocks: object[]) => ({ type: 'when', field, blocks })

type Say = (pl: string, en: string) => string

const placeAndDate = (say: Say) =>
  text(say('{{document.place}}, dnia {{document.date}}', '{{document.place}}, {{document.date}}'), { align: 'right' })

/** "1. Of us" and "2. of the customer", as the first words of a contract name its parties. */
const parties = (say: Say, [ours, theirs]: [string, string]) => [
  text(
    say(
      `zawarta dnia {{document.date}} pomiędzy:\n\n**{{our.name}}**, {{our.address}}, NIP {{our.nip}}, którą reprezentuje {{our.representative}}, zwaną dalej **${ours}**,\n\na`,
      `made on {{document.date}} between:\n\n**{{our.name}}**, {{our.address}}, tax no. {{our.nip}}, represented by {{our.representative}}, hereinafter the **${ours}**,\n\nand`,
    ),
    { align: 'justify' },
  ),
  text(
    say(
      `**{{customer.name}}**, {{customer.address}}, NIP {{customer.nip}}, którą reprezentuje {{customer.person}}, zwaną dalej **${theirs}**.`,
      `**{{customer.name}}**, {{customer.address}}, tax no. {{customer.nip}}, represented by {{customer.person}}, hereinafter the **${theirs}**.`,
    ),
    { align: 'justify' },
  ),
]

const lines = (say: Say, prices: boolean) => ({
  type: 'table',
  over: 'lines',
  columns: [
    { head: say('Lp.', 'No.'), cell: '{{line.no}}', width: 0, align: 'right' },
    { head: say('Nazwa', 'Item'), cell: '{{line.name}}', width: 4 },
    { head: say('Ilość', 'Quantity'), cell: '{{line.quantity}} {{line.unit}}', width: 0, align: 'right' },
    ...(prices
      ? [
          { head: say('Cena', 'Price'), cell: '{{line.unit_price}}', width: 0, align: 'right' },
          { head: 'VAT', cell: '{{line.vat}}', width: 0, align: 'right' },
          { head: say('Wartość', 'Value'), cell: '{{line.value}}', width: 0, align: 'right' },
        ]
      : []),
  ],
})

const sums = (say: Say) =>
  filled(
    'deal.gross',
    text(
      say(
        'Netto: {{deal.net}}\nVAT: {{deal.tax}}\n**Brutto: {{deal.gross}}**',
        'Net: {{deal.net}}\nVAT: {{deal.tax}}\n**Gross: {{deal.gross}}**',
      ),
      { align: 'right' },
    ),
    text(say('Słownie: {{deal.gross_words}}', 'In words: {{deal.gross_words}}'), { align: 'right', small: true }),
  )

const between = (say: Say) => ({
  type: 'columns',
  columns: [
    [
      text(say('Sprzedawca', 'Seller'), { small: true }),
      text(
        say(
          '**{{our.name}}**\n{{our.address}}\nNIP {{our.nip}}',
          '**{{our.name}}**\n{{our.address}}\nTax no. {{our.nip}}',
        ),
      ),
    ],
    [
      text(say('Klient', 'Customer'), { small: true }),
      text('**{{customer.name}}**\n{{customer.address}}'),
      filled('customer.nip', text(say('NIP {{customer.nip}}', 'Tax no. {{customer.nip}}'))),
    ],
  ],
})

const remarks = (say: Say) =>
  filled('document.remarks', heading(say('Uwagi', 'Remarks'), 3), text('{{document.remarks}}'))
const signatures = (...names: string[]) => ({ type: 'signatures', names })

const SHIPPED: Shipped[] = [
  {
    key: 'goods_contract',
    name: { pl: 'Umowa sprzedaży towaru', en: 'Contract of sale' },
    kind: 'contract',
    section: 'deal',
    sells: 'goods',
    series: { pl: 'US', en: 'CS' },
    blocks: (say) => [
      { type: 'logo' },
      heading(say('Umowa sprzedaży nr {{document.number}}', 'Contract of sale no. {{document.number}}'), 1),
      ...parties(say, [say('Sprzedawcą', 'Seller'), say('Kupującym', 'Buyer')]),
      heading(say('§ 1. Przedmiot umowy', '§ 1. Subject')),
      text(
        say(
          'Sprzedawca sprzedaje, a Kupujący kupuje następujące towary:',
          'The Seller sells and the Buyer buys the following goods:',
        ),
      ),
      lines(say, true),
      sums(say),
      heading(say('§ 2. Dostawa', '§ 2. Delivery')),
      filled(
        'document.due',
        text(
          say(
            'Sprzedawca wyda towar do {{document.due}}. Wydanie potwierdza dokument WZ podpisany przez obie Strony.',
            'The Seller delivers the goods by {{document.due}}. Both Parties sign a delivery note.',
          ),
          { align: 'justify' },
        ),
      ),
      text(
        say(
          'Ryzyko przypadkowej utraty lub uszkodzenia towaru przechodzi na Kupującego z chwilą jego wydania.',
          'The risk of accidental loss of or damage to the goods passes to the Buyer on delivery.',
        ),
        { align: 'justify' },
      ),
      heading(say('§ 3. Zapłata', '§ 3. Payment')),
      text(
        say(
          'Kupujący zapłaci cenę {{deal.gross}} na rachunek Sprzedawcy {{our.bank_account}} na podstawie faktury.',
          'The Buyer pays {{deal.gross}} to the account {{our.bank_account}} on the basis of an invoice.',
        ),
        { align: 'justify' },
      ),
      filled(
        'document.payment',
        text(say('Sposób płatności: {{document.payment}}.', 'Way of payment: {{document.payment}}.')),
      ),
      heading(say('§ 4. Postanowienia końcowe', '§ 4. Final provisions')),
      {
        type: 'list',
        ordered: true,
        items: [
          say(
            'Zmiany umowy wymagają formy pisemnej pod rygorem nieważności.',
            'Changes to this contract are void unless made in writing.',
          ),
          say(
            'W sprawach nieuregulowanych stosuje się Kodeks cywilny.',
            'Matters not settled here are governed by the Polish Civil Code.',
          ),
          say(
            'Umowę sporządzono w dwóch jednobrzmiących egzemplarzach, po jednym dla każdej ze Stron.',
            'This contract is made in two identical copies, one for each Party.',
          ),
        ],
      },
      remarks(say),
      signatures(say('Sprzedawca', 'Seller'), say('Kupujący', 'Buyer')),
    ],
  },
  {
    key: 'services_contract',
    name: { pl: 'Umowa o świadczenie usług', en: 'Contract for services' },
    kind: 'contract',
    section: 'deal',
    sells: 'services',
    series: { pl: 'UU', en: 'SC' },
    blocks: (say) => [
      { type: 'logo' },
      heading(
        say('Umowa o świadczenie usług nr {{document.number}}', 'Contract for services no. {{document.number}}'),
        1,
      ),
      ...parties(say, [say('Wykonawcą', 'Contractor'), say('Zamawiającym', 'Client')]),
      heading(say('§ 1. Przedmiot umowy', '§ 1. Subject')),
      text(say('Wykonawca wykona następujące usługi:', 'The Contractor provides the following services:')),
      lines(say, true),
      sums(say),
      heading(say('§ 2. Termin i odbiór', '§ 2. Time and acceptance')),
      filled(
        'document.due',
        text(say('Usługi zostaną wykonane do {{document.due}}.', 'The services are completed by {{document.due}}.')),
      ),
      text(
        say(
          'Odbiór następuje na podstawie protokołu podpisanego przez obie Strony. Zamawiający zgłasza wady w protokole.',
          'The work is accepted by a protocol signed by both Parties. The Client names defects in the protocol.',
        ),
        { align: 'justify' },
      ),
      heading(say('§ 3. Wynagrodzenie', '§ 3. Remuneration')),
      text(
        say(
          'Za wykonanie umowy Wykonawca otrzyma {{deal.gross}} brutto, płatne na rachunek {{our.bank_account}} na podstawie faktury wystawionej po odbiorze.',
          'The Contractor receives {{deal.gross}} gross, payable to the account {{our.bank_account}} on an invoice issued after acceptance.',
        ),
        { align: 'justify' },
      ),
      heading(say('§ 4. Postanowienia końcowe', '§ 4. Final provisions')),
      {
        type: 'list',
        ordered: true,
        items: [
          say(
            'Strony zachowują w poufności informacje uzyskane przy wykonywaniu umowy.',
            'The Parties keep confidential what they learn while performing this contract.',
          ),
          say(
            'Zmiany umowy wymagają formy pisemnej pod rygorem nieważności.',
            'Changes to this contract are void unless made in writing.',
          ),
          say(
            'W sprawach nieuregulowanych stosuje się Kodeks cywilny.',
            'Matters not settled here are governed by the Polish Civil Code.',
          ),
        ],
      },
      remarks(say),
      signatures(say('Wykonawca', 'Contractor'), say('Zamawiający', 'Client')),
    ],
  },
  {
    key: 'offer',
    name: { pl: 'Oferta', en: 'Offer' },
    kind: 'offer',
    section: 'deal',
    series: { pl: 'OF', en: 'OF' },
    blocks: (say) => [
      { type: 'logo' },
      placeAndDate(say),
      heading(say('Oferta nr {{document.number}}', 'Offer no. {{document.number}}'), 1),
      between(say),
      text(
        say(
          'Dziękujemy za zainteresowanie. Przedstawiamy ofertę dotyczącą: {{deal.title}}.',
          'Thank you for your interest. This is our offer for: {{deal.title}}.',
        ),
      ),
      lines(say, true),
      sums(say),
      filled(
        'document.due',
        text(say('Oferta jest ważna do {{document.due}}.', 'This offer is valid until {{document.due}}.')),
      ),
      remarks(say),
      text(
        say(
          'Ofertę przygotowuje:\n**{{author.name}}**\n{{author.position}}\n{{author.phone}}\n{{author.email}}',
          'Prepared by:\n**{{author.name}}**\n{{author.position}}\n{{author.phone}}\n{{author.email}}',
        ),
      ),
    ],
  },
  {
    key: 'acceptance_protocol',
    name: { pl: 'Protokół odbioru', en: 'Acceptance protocol' },
    kind: 'protocol',
    section: 'deal',
    series: { pl: 'PO', en: 'AP' },
    blocks: (say) => [
      placeAndDate(say),
      heading(say('Protokół odbioru nr {{document.number}}', 'Acceptance protocol no. {{document.number}}'), 1),
      between(say),
      text(say('Dotyczy: **{{deal.title}}**', 'Concerning: **{{deal.title}}**')),
      lines(say, false),
      text(
        say(
          'Strony stwierdzają, że powyższy zakres został wykonany i odebrany:\n\n[   ] bez zastrzeżeń\n[   ] z zastrzeżeniami: ____________________________________________',
          'The Parties state that the above was completed and accepted:\n\n[   ] without reservations\n[   ] with reservations: ____________________________________________',
        ),
      ),
      remarks(say),
      signatures(say('Przekazujący', 'Handed over by'), say('Odbierający', 'Accepted by')),
    ],
  },
  {
    key: 'delivery_note',
    name: { pl: 'Wydanie zewnętrzne (WZ)', en: 'Delivery note' },
    kind: 'delivery_note',
    section: 'deal',
    sells: 'goods',
    series: { pl: 'WZ', en: 'DN' },
    blocks: (say) => [
      placeAndDate(say),
      heading(say('WZ nr {{document.number}}', 'Delivery note no. {{document.number}}'), 1),
      between(say),
      lines(say, false),
      remarks(say),
      signatures(say('Wydał', 'Issued by'), say('Odebrał', 'Received by')),
    ],
  },
  {
    key: 'cash_receipt',
    name: { pl: 'Dowód wpłaty (KP)', en: 'Cash receipt' },
    kind: 'receipt',
    section: 'deal',
    series: { pl: 'KP', en: 'CR' },
    blocks: (say) => [
      placeAndDate(say),
      heading(say('KP nr {{document.number}}', 'Cash receipt no. {{document.number}}'), 1),
      between(say),
      {
        type: 'table',
        columns: [
          { head: say('Tytułem', 'For'), width: 3 },
          { head: say('Kwota', 'Amount'), align: 'right', width: 1 },
        ],
        rows: [['{{deal.title}}', '{{deal.gross}}']],
      },
      text(say('Słownie: {{deal.gross_words}}', 'In words: {{deal.gross_words}}')),
      remarks(say),
      signatures(say('Wpłacający', 'Paid by'), say('Przyjmujący', 'Received by')),
    ],
  },
  {
    key: 'purchase_order',
    name: { pl: 'Zamówienie do dostawcy', en: 'Purchase order' },
    kind: 'order',
    section: 'company',
    series: { pl: 'ZD', en: 'PO' },
    blocks: (say) => [
      { type: 'logo' },
      placeAndDate(say),
      heading(say('Zamówienie nr {{document.number}}', 'Purchase order no. {{document.number}}'), 1),
      {
        type: 'columns',
        columns: [
          [
            text(say('Zamawiający', 'Buyer'), { small: true }),
            text(
              say(
                '**{{our.name}}**\n{{our.address}}\nNIP {{our.nip}}',
                '**{{our.name}}**\n{{our.address}}\nTax no. {{our.nip}}',
              ),
            ),
          ],
          [
            text(say('Dostawca', 'Supplier'), { small: true }),
            text(
              say(
                '**{{company.name}}**\n{{company.address}}\nNIP {{company.nip}}',
                '**{{company.name}}**\n{{company.address}}\nTax no. {{company.nip}}',
              ),
            ),
          ],
        ],
      },
      text(say('Zamawiamy:\n\n{{document.remarks}}', 'We order:\n\n{{document.remarks}}')),
      filled('document.due', text(say('Termin dostawy: {{document.due}}', 'Delivery by: {{document.due}}'))),
      filled('document.payment', text(say('Płatność: {{document.payment}}', 'Payment: {{document.payment}}'))),
      text(
        say(
          'Zamawia: {{author.name}}, {{author.phone}}, {{author.email}}',
          'Ordered by: {{author.name}}, {{author.phone}}, {{author.email}}',
        ),
        { small: true },
      ),
      signatures(say('Zamawiający', 'Buyer')),
    ],
  },
]

/** The templates that come with Tok, in both languages. */
export const shippedTemplates: (NewTemplate & { origin: string })[] = SHIPPED.flatMap((shipped) =>
  (['pl', 'en'] as const).map((locale: Locale) => {
    const say = (pl: string, en: string) => (locale === 'pl' ? pl : en)
    const { body } = templateInput.parse({ body: { blocks: shipped.blocks(say) } })
    return {
      origin: `${shipped.key}.${locale}`,
      name: shipped.name[locale],
      kind: shipped.kind,
      section: shipped.section,
      sells: shipped.sells ?? null,
      locale,
      series: shipped.series[locale],
      body: body as TemplateBody,
    }
  }),
)
