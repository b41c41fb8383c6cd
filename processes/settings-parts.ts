import { z } from 'zod'

export const notifyBy = z.enum(['app', 'app_and_mail'])

export const notifyByBlank = {
  type: 'choice' as const,
  label: { pl: 'Sposób', en: 'Way' },
  options: [
    { value: 'app_and_mail', label: { pl: 'w aplikacji i e-mailem', en: 'in the app and by e-mail' } },
    { value: 'app', label: { pl: 'w aplikacji', en: 'in the app' } },
  ],
}
