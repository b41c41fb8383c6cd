import { dayOfDate } from '../../../pure/dates.ts'

const DATE = /^\d{4}-\d\d-\d\d$/
export const isDate = (text: string | undefined): text is string => {
  if (!text || !DATE.test(text)) return false
  try {
    dayOfDate(text)
    return true
  } catch {
    return false
  }
}
