import { z } from 'zod'
import { lateWhom, lateWhomBlank, notifyBy, notifyByBlank, watchElements } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** A shipment that is not sent, or not delivered, by its day raises an alarm. */
export const shipmentWatch: ShippedProcess = {
  key: 'shipment_watch',
  folder: 'shipment-watch',
  department: 'logistics',
  version: 1,
  name: { pl: 'Pilnowanie przesyłek', en: 'Watching shipments' },
  sentences: [
    {
      text: {
        pl: 'Gdy przesyłka nie wyjdzie do swojego dnia albo nie dotrze w terminie, powiedz o tym {whom}, {notify_by}.',
        en: 'When a shipment is not sent by its day, or does not arrive in time, tell {whom}, {notify_by}.',
      },
      elements: ['prepared', 'sending_race', 'sending_tell', 'sent', 'delivery_race', 'delivery_tell'],
    },
  ],
  blanks: { whom: lateWhomBlank, notify_by: notifyByBlank },
  settings: z.strictObject({ whom: lateWhom, notify_by: notifyBy }),
  defaults: { whom: 'both', notify_by: 'app_and_mail' },
  elements: {
    prepared: 'New shipment',
    ...watchElements('sending'),
    sent: 'Sent',
    ...watchElements('delivery'),
  },
}
