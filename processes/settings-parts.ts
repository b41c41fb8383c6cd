import { z } from 'zod'

/** An ISO 8601 duration as the plain form writes it: minutes, hours, days or weeks; null where a wait may be switched off. */
export const duration = z.string().regex(/^P(?:\d{1,3}W|\d{1,3}D|T(?:\d{1,4}H|\d{1,5}M))$/)

export const notifyBy = z.enum(['app', 'app_and_mail'])

export const notifyByBlank = {
  type: 'choice' as const,
  label: { pl: 'Sposób', en: 'Way' },
  options: [
    { value: 'app_and_mail', label: { pl: 'w aplikacji i e-mailem', en: 'in the app and by e-mail' } },
    { value: 'app', label: { pl: 'w aplikacji', en: 'in the app' } },
  ],
}
