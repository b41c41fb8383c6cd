import type { Cx } from '../../../server/core/write.ts'
import { createRule } from '../../../server/modules/distribution/commands/rules-of-distribution.ts'

/** Rules as the company has them at the end of the story; what would change every day is there to be tried, switched off. */
export async function createDemoRules(cx: Cx, sales: string): Promise<void> {
  const rules = [
    {
      name: 'Klient, którego znamy',
      conditions: { all: [{ field: 'customerOwnerId', op: 'not_empty' }] },
      target: { kind: 'customer_owner' as const },
      active: true,
    },
    {
      name: 'Duże zamówienia dla doświadczonych',
      conditions: { all: [{ field: 'amount', op: 'gte', value: 5_000_000 }] },
      target: {
        ...{ kind: 'skill' as const, skill: 'trudne', level: 2, departmentId: sales, method: 'least_loaded' as const },
      },
      active: true,
    },
    {
      name: 'Przetargi',
      conditions: {
        any: [
          { field: 'words', op: 'contains', value: 'przetarg' },
          { field: 'words', op: 'contains', value: 'zapytanie ofertowe' },
        ],
      },
      target: {
        ...{
          kind: 'skill' as const,
          skill: 'przetargi',
          level: 2,
          departmentId: null,
          method: 'first_available' as const,
        },
      },
      active: false,
    },
    {
      name: 'Pozostałe po kolei',
      conditions: { all: [] },
      target: { kind: 'department' as const, departmentId: sales, method: 'round_robin' as const },
      active: false,
    },
  ]
  for (const rule of rules) await createRule(cx, { ...rule, workingOnly: false })
}
