export const tasks = {
  'tasks.new': 'Nowe zadanie',
  'tasks.done': 'Zrobione',
  'tasks.emptyDone': 'Jeszcze nic nie jest zrobione.',
  'tasks.more': 'Pokaż kolejne',
}
