import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import { distributeByRules } from './commands/distribute-lead.ts'

export const distributionSteps = [
  defineStep({
    type: 'distribution.apply',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Zastosuj zasady rozdzielania', en: 'Apply the rules of distribution' },
        group: 'record',
        kinds: ['lead'],
        fixed: { leadId: '=leadId' },
        fields: {
          how: {
            type: 'choice',
            label: { pl: 'Osoba z zasad', en: 'The person of the rules' },
            optional: true,
            options: [
              { value: 'ask', label: { pl: 'przyjmuje sama', en: 'accepts it' } },
              { value: 'assign', label: { pl: 'od razu je dostaje', en: 'gets it at once' } },
            ],
          },
        },
        begins: { how: 'ask' },
      },
    ],
    // Settings filled before there were rules say nothing of it: then the person is asked.
    input: z.looseObject({ leadId: z.uuid(), how: z.enum(['ask', 'assign']).nullish() }),
    async runMany(cx, inputs) {
      const asked = inputs.map(({ cx, input: { leadId, how } }) => ({ cx, leadId, give: how === 'assign' }))
      return (await distributeByRules(cx, asked)).map((distributed) => ({ ...distributed }))
    },
  }),
]
