import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import {
  APPROVAL_ELEMENTS,
  lateWhom,
  lateWhomBlank,
  notifyBy,
  notifyByBlank,
  watchElements,
} from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** A purchase: approved by the supervisor above an amount, one that is nobody's always by a person; once ordered, its delivery is watched. */
export const purchaseHandling: ShippedProcess = {
  key: 'purchase_handling',
  folder: 'purchase-handling',
  department: 'production',
  version: 2,
  name: { pl: 'Obsługa zakupu', en: 'Handling a purchase' },
  sentences: [
    {
      text: {
        pl: 'Zakup od {approve_from} zatwierdza przełożony zgłaszającego, a gdy go nie ma, jego zastępca. Tańszy jest zatwierdzony od razu, chyba że nie ma opiekuna, jak wpis z formularza publicznego.',
        en: 'A purchase from {approve_from} on is approved by the supervisor of who asked, or by his substitute. A cheaper one is approved at once, unless it belongs to nobody, as what came by a public form.',
      },
      elements: ['asked', 'read', 'needs_approval', 'approve', 'approve_itself'],
    },
    {
      text: {
        pl: 'Na decyzję jest {approve_within}. Potem przypomnij o niej {notify_by}. Zgłaszający dowie się, jak zdecydowano.',
        en: 'The decision may take {approve_within}. After that remind {notify_by}. Who asked is told how it was decided.',
      },
      elements: ['approve', 'approval_late', 'remind', 'tell_owner'],
    },
    {
      text: {
        pl: 'Gdy zamówienie nie dotrze do dnia dostawy, powiedz o tym {whom}.',
        en: 'When an order has not arrived by its day, tell {whom}.',
      },
      elements: ['ordered', 'delivery_race', 'delivery_day_over', 'delivery_tell'],
    },
  ],
  blanks: {
    approve_from: { type: 'money', label: { pl: 'Od kwoty', en: 'From the amount' } },
    approve_within: { type: 'duration', working: true, label: { pl: 'Czas na decyzję', en: 'Time for the decision' } },
    whom: lateWhomBlank,
    notify_by: notifyByBlank,
  },
  settings: z.strictObject({
    approve_from: z.number().int().min(0),
    approve_within: duration,
    whom: lateWhom,
    notify_by: notifyBy,
  }),
  defaults: { approve_from: 100_000, approve_within: 'P1D', whom: 'both', notify_by: 'app_and_mail' },
  elements: {
    ...APPROVAL_ELEMENTS,
    ordered: 'Ordered',
    ...watchElements('delivery'),
  },
}
