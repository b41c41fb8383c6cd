import { z } from 'zod'

export const notifyBy = z.enum(['app', 'app_and_mail'])

export const lateWhom = z.enum(['owner', 'both'])

/** Whom an alarm about a record that is late goes to. */
export const lateWhomBlank = {
  type: 'choice' as const,
  label: { pl: 'Komu', en: 'Whom' },
  options: [
    { value: 'both', label: { pl: 'opiekunowi i jego przełożonemu', en: 'its owner and the supervisor' } },
    { value: 'owner', label: { pl: 'opiekunowi', en: 'its owner' } },
  ],
}

export const notifyByBlank = {
  type: 'choice' as const,
  label: { pl: 'Sposób', en: 'Way' },
  options: [
    { value: 'app_and_mail', label: { pl: 'w aplikacji i e-mailem', en: 'in the app and by e-mail' } },
    { value: 'app', label: { pl: 'w aplikacji', en: 'in the app' } },
  ],
}
