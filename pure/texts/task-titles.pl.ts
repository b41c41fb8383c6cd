/** Titles of tasks that processes set, long and short, apart from the other texts: My day is drawn with them. */
export const taskTitles = {
  'task.accept_lead': 'Przyjmij zgłoszenie nr {number}: {title}',
  'task.handle_lead': 'Obsłuż leada nr {number}: {title}',
  'task.approve_record': 'Zatwierdź albo odrzuć {number}: {title}',
  'task.pay_record': 'Wypłać {number}: {title}',
  'task.issue_invoice': 'Wystaw i wyślij fakturę: {title}',
  'short.task.accept_lead': 'Przyjmij zgłoszenie',
  'short.task.handle_lead': 'Obsłuż leada',
  'short.task.approve_record': 'Zatwierdź albo odrzuć',
  'short.task.pay_record': 'Wypłać',
  'short.task.issue_invoice': 'Wystaw i wyślij fakturę',
  'task.approve_contract':
    'Zaakceptuj umowę {number}: {title}{instead, select, true { (w zastępstwie za {approverName})} other {}}',
  'task.mend_approval': 'Umowa {number} nie ma akceptującego. Popraw reguły albo dane osób i zakończ zadanie',
  'task.send_contract': 'Wyślij umowę {number} klientowi: {title}',
  'task.collect_details': 'Zbierz dane klienta: {title}',
  'task.prepare_documents': 'Przygotuj i wyślij dokumenty: {title}',
  'short.task.collect_details': 'Zbierz dane klienta',
  'short.task.prepare_documents': 'Przygotuj i wyślij dokumenty',
}
