import type { Words } from './offers.ts'

/** An event a process may begin by or wait for, in the words of the designer. */
export interface Occasion {
  event: string
  name: Words
  /** The variable of its record. */
  id: string
}

const occasion = (event: string, id: string, pl: string, en: string): Occasion => ({ event, id, name: { pl, en } })

export const OCCASIONS: Occasion[] = [
  occasion('lead.received', 'leadId', 'Przyszło zgłoszenie', 'Request received'),
  occasion('lead.accepted', 'leadId', 'Przyjęto zgłoszenie', 'Request accepted'),
  occasion('lead.converted', 'leadId', 'Lead stał się transakcją', 'Lead became a deal'),
  occasion('lead.rejected', 'leadId', 'Odrzucono leada', 'Lead rejected'),
  occasion('lead.put_off', 'leadId', 'Odłożono leada', 'Lead put off'),
  occasion('lead.resumed', 'leadId', 'Wznowiono leada', 'Lead gone on with'),
  occasion('deal.created', 'dealId', 'Nowa transakcja', 'New deal'),
  occasion('deal.stage_changed', 'dealId', 'Transakcja zmieniła etap', 'Deal changed its stage'),
  occasion('deal.owner_changed', 'dealId', 'Transakcja zmieniła opiekuna', 'Deal changed its owner'),
  occasion('deal.won', 'dealId', 'Wygrano transakcję', 'Deal won'),
  occasion('deal.lost', 'dealId', 'Przegrano transakcję', 'Deal lost'),
  occasion('deal.contracted', 'dealId', 'Podpisano umowę transakcji', 'Contract of a deal signed'),
  occasion('record.created', 'recordId', 'Nowy wpis', 'New record'),
  occasion('record.stage_changed', 'recordId', 'Wpis zmienił etap', 'Record changed its stage'),
  occasion('record.updated', 'recordId', 'Zmieniono wpis', 'Record changed'),
  occasion('ticket.received', 'ticketId', 'Nowe zgłoszenie serwisowe', 'New ticket'),
  occasion('ticket.solved', 'ticketId', 'Rozwiązano zgłoszenie serwisowe', 'Ticket solved'),
  occasion('ticket.rated', 'ticketId', 'Klient ocenił zgłoszenie', 'Customer rated the ticket'),
  occasion('invoice.issued', 'invoiceId', 'Wystawiono fakturę', 'Invoice issued'),
  occasion('invoice.paid', 'invoiceId', 'Zapłacono fakturę', 'Invoice paid'),
  occasion('contact.created', 'contactId', 'Nowy kontakt', 'New contact'),
  occasion('company.created', 'companyId', 'Nowa firma', 'New company'),
  occasion('task.created', 'taskId', 'Nowe zadanie', 'New task'),
  occasion('task.completed', 'taskId', 'Zrobiono zadanie', 'Task done'),
  occasion('appointment.planned', 'appointmentId', 'Zaplanowano spotkanie', 'Meeting planned'),
  occasion('call.missed', 'callId', 'Nieodebrane połączenie', 'Missed call'),
]
