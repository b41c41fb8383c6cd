import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

type Schemas = components['schemas']
export type Profile = Schemas['Profile']
export type Employee = Schemas['Employee']
export type Department = Schemas['Department']
export type Invitation = Schemas['Invitation']
export type Absence = Schemas['Absence']
export type WeekHours = Schemas['WeekHours']
export type DaySpans = Schemas['DaySpans']
export type CompanyDay = Schemas['CompanyDay']
export type OwnCompany = Schemas['OwnCompany']
export type MailSettings = Schemas['MailSettings']
export type CustomField = Schemas['CustomField']
export type OutgoingMail = Schemas['OutgoingMail']

export const ROLES = ['owner', 'administrator', 'head', 'employee'] as const

export const profileQuery = queryOptions({
  queryKey: ['staff', 'profile'],
  queryFn: async () => await data(api.GET('/api/profile')),
})
/** Everybody, those who left last, as far as the page has been scrolled. */
export const employeesQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['staff', 'people', q],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/employees', {
          params: { query: { active: 'all', limit: 100, after: pageParam, ...(q ? { q } : {}) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
export const employeeQuery = (id: string) =>
  queryOptions({
    queryKey: ['staff', 'person', id],
    queryFn: async () => await data(api.GET('/api/employees/{id}', { params: { path: { id } } })),
  })
export const departmentsQuery = queryOptions({
  queryKey: ['staff', 'departments'],
  queryFn: async () => (await data(api.GET('/api/departments'))).items,
})
export const invitationsQuery = queryOptions({
  queryKey: ['staff', 'invitations'],
  queryFn: async () => (await data(api.GET('/api/invitations'))).items,
})
export const absencesQuery = queryOptions({
  queryKey: ['staff', 'absences'],
  queryFn: async () => (await data(api.GET('/api/absences'))).items,
})
export const tokensQuery = queryOptions({
  queryKey: ['staff', 'tokens'],
  queryFn: async () => (await data(api.GET('/api/tokens'))).items,
})
export const companyQuery = queryOptions({
  queryKey: ['staff', 'company'],
  queryFn: async () => await data(api.GET('/api/company')),
})
export const daysQuery = (year: number) =>
  queryOptions({
    queryKey: ['staff', 'days', year],
    queryFn: async () => (await data(api.GET('/api/company/days', { params: { query: { year } } }))).items,
  })
export const mailQuery = queryOptions({
  queryKey: ['mail', 'settings'],
  queryFn: async () => await data(api.GET('/api/settings/mail')),
  // As long as mails wait, to see them go.
  refetchInterval: (query) => (query.state.data?.waiting ? 10_000 : false),
})

/** After a change here: everything about people, and oneself. */
export function useStaffRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all([['staff'], ['me'], ['colleagues']].map((queryKey) => client.invalidateQueries({ queryKey })))
}

/** Against the version the person saw; without one, whatever is there. */
export const version = (seen: number | undefined) => ({ 'if-match': seen === undefined ? '*' : `"${seen}"` })
