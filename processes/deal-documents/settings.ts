import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import { lateWhom, lateWhomBlank, notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** S2: the customer's details are collected, and the documents of a deal go out in one letter. */
export const dealDocuments: ShippedProcess = {
  key: 'deal_documents',
  folder: 'deal-documents',
  department: 'sales',
  version: 1,
  name: { pl: 'Dokumenty do transakcji', en: 'Documents of a deal' },
  sentences: [
    {
      text: {
        pl: 'Gdy ktoś naciśnie „Poproś o dane i dokumenty” {start}, opiekun transakcji dostaje zadanie: zebrać dane klienta w {collect_within}.',
        en: 'When somebody presses “Ask for details and documents” {start}, the owner of the deal gets the task to collect the customer’s details within {collect_within}.',
      },
      elements: ['asked', 'staged', 'begin', 'running', 'collect'],
    },
    {
      text: { pl: 'Te etapy to: {stages}.', en: 'Those stages are: {stages}.' },
      elements: ['staged'],
      when: { blank: 'start', is: 'stage' },
    },
    {
      text: {
        pl: 'Gdy dane są przyjęte albo zadanie zamknięte, opiekun dostaje zadanie: wybrać szablony, przygotować dokumenty i wysłać je jednym listem w {send_within}. List z dokumentami zamyka zadanie.',
        en: 'When the details are accepted or the task is closed, the owner gets the task to choose templates, prepare the documents and send them in one letter within {send_within}. The letter with documents closes the task.',
      },
      elements: ['details_decided', 'prepare', 'documents_sent', 'check', 'sent'],
    },
    {
      text: {
        pl: 'Jeśli coś nie jest gotowe w tym czasie albo ktoś zamknie zadanie bez wysłania dokumentów, powiedz o tym {late_whom} {notify_by}.',
        en: 'If something is not done in that time, or somebody closes the task without sending documents, tell {late_whom} {notify_by}.',
      },
      elements: ['collect_late', 'tell_collect_late', 'prepare_late', 'tell_prepare_late', 'tell_without'],
    },
  ],
  blanks: {
    start: {
      type: 'choice',
      label: { pl: 'Co zaczyna', en: 'What begins it' },
      options: [
        { value: 'button', label: { pl: 'w transakcji', en: 'on a deal' } },
        {
          value: 'stage',
          label: { pl: 'albo transakcja wejdzie na wybrany etap', en: 'or a deal comes to a chosen stage' },
        },
      ],
    },
    stages: { type: 'stages', label: { pl: 'Etapy', en: 'Stages' } },
    collect_within: { type: 'duration', working: true, label: { pl: 'Czas na dane', en: 'Time for the details' } },
    send_within: { type: 'duration', working: true, label: { pl: 'Czas na dokumenty', en: 'Time for the documents' } },
    late_whom: lateWhomBlank,
    notify_by: notifyByBlank,
  },
  settings: z.strictObject({
    start: z.enum(['button', 'stage']),
    stages: z.array(z.uuid()).max(100),
    collect_within: duration,
    send_within: duration,
    late_whom: lateWhom,
    notify_by: notifyBy,
  }),
  defaults: {
    start: 'button',
    stages: [],
    collect_within: 'P2D',
    send_within: 'P2D',
    late_whom: 'both',
    notify_by: 'app_and_mail',
  },
  elements: {
    asked: 'Details and documents asked for',
    staged: 'Deal at the stage',
    begin: 'Look whether it runs already',
    running: 'Runs already?',
    running_end: 'Runs already',
    collect: 'Collect the customer’s details',
    details_decided: 'Details accepted',
    collect_lost: 'Lost',
    collect_late: 'Out of time',
    prepare: 'Prepare and send the documents',
    documents_sent: 'Sent',
    prepare_lost: 'Lost',
    prepare_late: 'Out of time',
    check: 'Look for documents',
    sent: 'Sent?',
    done: 'Sent',
    tell_without: 'Tell of the missing documents',
    closed_without: 'Closed without documents',
    tell_collect_late: 'Tell of the missing details',
    collect_late_told: 'Told',
    tell_prepare_late: 'Tell of the missing documents',
    prepare_late_told: 'Told',
    sent_end: 'Sent',
    collect_lost_end: 'Not needed',
    prepare_lost_end: 'Not needed',
    running_to_running_end: 'yes',
    not_running: 'no',
    sent_to_done: 'yes',
    without: 'no',
  },
}
