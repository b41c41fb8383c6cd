import { OWN } from '../../../pure/kinds.ts'
import { defineFields } from '../../core/fields.ts'

/** What every record of a kind of the company's own has. The stage is changed by a verb of its own. */
export const recordFields = defineFields(OWN, [
  { key: 'number', column: 'number', type: 'text', label: { pl: 'Numer', en: 'Number' } },
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Nazwa', en: 'Title' } },
  { key: 'pipelineId', column: 'pipeline_id', type: 'pipeline', label: { pl: 'Lejek', en: 'Pipeline' } },
  { key: 'stageId', column: 'stage_id', type: 'stage', label: { pl: 'Etap', en: 'Stage' } },
  {
    key: 'stageEnteredAt',
    column: 'stage_entered_at',
    type: 'moment',
    label: { pl: 'Na etapie od', en: 'In the stage since' },
    sortable: true,
  },
  { key: 'ownerId', column: 'owner_id', type: 'employee', label: { pl: 'Opiekun', en: 'Owner' } },
  { key: 'departmentId', column: 'department_id', type: 'department', label: { pl: 'Dział', en: 'Department' } },
  { key: 'note', column: 'note', type: 'long_text', label: { pl: 'Notatka', en: 'Note' }, personal: true },
  { key: 'closedAt', column: 'closed_at', type: 'moment', label: { pl: 'Zamknięto', en: 'Closed' } },
  { key: 'createdAt', column: 'created_at', type: 'moment', label: { pl: 'Utworzono', en: 'Created' }, sortable: true },
  { key: 'updatedAt', column: 'updated_at', type: 'moment', label: { pl: 'Zmieniono', en: 'Changed' }, sortable: true },
])

/** Beside fields of the company's own, what a stage may ask for. */
export const REQUIRABLE = ['ownerId', 'note']
