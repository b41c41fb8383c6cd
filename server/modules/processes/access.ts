import { defineAccess, grant } from '../../core/access.ts'

export const processHistoryAccess = defineAccess({
  kind: 'process_history',
  actions: { update: grant('all', 'none', 'none') },
})

export const processAccess = defineAccess({
  kind: 'process',
  actions: {
    read: grant('all', 'all', 'all'),
    // Its blanks and its switch (queries.ts, mayChange).
    change: grant('all', 'department', 'none'),
    // Its cases: those about records of the department (queries/describe.ts, maySteer).
    steer: grant('all', 'department', 'none'),
    // Its model: drawn, tried and published by who may change it; a new one of a department by its head.
    design: grant('all', 'department', 'none'),
    // A case by hand, about a record one may read; a model checked.
    start: grant('all', 'department', 'none'),
    // A model of the company's own switched on.
    deploy: grant('all', 'none', 'none'),
    // Messages and signals from outside: they may reach cases of any department.
    publish: grant('all', 'none', 'none'),
    // Figures of the engine for a monitor.
    observe: grant('all', 'none', 'none'),
  },
})
