/** Stretches of days relative to today, as filters of lists name them. */
export const PERIODS = [
  'today',
  'yesterday',
  'tomorrow',
  'this_week',
  'last_week',
  'next_week',
  'this_month',
  'last_month',
  'next_month',
  'this_quarter',
  'this_year',
] as const
export type Period = (typeof PERIODS)[number]
