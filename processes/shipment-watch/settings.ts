import { z } from 'zod'
import { lateWhom, lateWhomBlank, notifyBy, notifyByBlank } from '../settings-parts.ts'
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
    sending_read: 'Read the record',
    sending_dated: 'Is there a date?',
    sending_nothing: 'Without a date',
    sending_race: 'What comes first?',
    sending_day_over: 'The day is over',
    sending_moved: 'Another stage',
    sending_in_time: 'In time',
    sending_read_again: 'Read the date',
    sending_still: 'Still late?',
    sending_tell: 'Alarm: late',
    sending_late: 'Late',
    sending_dated_to_sending_race: 'yes',
    sending_undated: 'no',
    sending_still_to_sending_tell: 'yes',
    sending_postponed: 'put off',
    sent: 'Sent',
    delivery_read: 'Read the record',
    delivery_dated: 'Is there a date?',
    delivery_nothing: 'Without a date',
    delivery_race: 'What comes first?',
    delivery_day_over: 'The day is over',
    delivery_moved: 'Another stage',
    delivery_in_time: 'In time',
    delivery_read_again: 'Read the date',
    delivery_still: 'Still late?',
    delivery_tell: 'Alarm: late',
    delivery_late: 'Late',
    delivery_dated_to_delivery_race: 'yes',
    delivery_undated: 'no',
    delivery_still_to_delivery_tell: 'yes',
    delivery_postponed: 'put off',
  },
}
