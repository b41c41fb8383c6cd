import { system } from '../../../server/core/actor.ts'
import type { Cx } from '../../../server/core/write.ts'
import { createField } from '../../../server/modules/fields/commands/manage.ts'
import { type NewField, newFieldInput } from '../../../server/modules/fields/schema.ts'

type Given = Partial<NewField> & Pick<NewField, 'kind' | 'type' | 'label'>

/** What a maker of windows wants to know of a deal and a customer beyond what every company does. */
const FIELDS: Given[] = [
  {
    kind: 'deal',
    key: 'frame',
    type: 'choice',
    label: { pl: 'Rama', en: 'Frame' },
    options: [
      { key: 'pvc', label: { pl: 'PVC', en: 'PVC' } },
      { key: 'wood', label: { pl: 'drewno', en: 'wood' } },
      { key: 'aluminium', label: { pl: 'aluminium', en: 'aluminium' } },
    ],
    indexed: true,
  },
  { kind: 'deal', key: 'area', type: 'number', label: { pl: 'Powierzchnia (m²)', en: 'Area (m²)' }, indexed: true },
  { kind: 'deal', key: 'fitting_on', type: 'date', label: { pl: 'Montaż', en: 'Fitting' }, indexed: true },
  {
    kind: 'deal',
    key: 'margin',
    type: 'number',
    label: { pl: 'Marża (%)', en: 'Margin (%)' },
    seenBy: { roles: ['owner', 'administrator', 'head'], departments: [] },
  },
  {
    kind: 'company',
    key: 'segment',
    type: 'choice',
    label: { pl: 'Segment', en: 'Segment' },
    options: [
      { key: 'developer', label: { pl: 'deweloper', en: 'developer' } },
      { key: 'builder', label: { pl: 'wykonawca', en: 'builder' } },
      { key: 'public', label: { pl: 'instytucja', en: 'public body' } },
    ],
    indexed: true,
  },
]

export async function createDemoFields(cx: Cx): Promise<void> {
  const asTok = cx.as(system('demo'), null, 0)
  for (const field of FIELDS) await createField(asTok, newFieldInput.parse(field))
}
