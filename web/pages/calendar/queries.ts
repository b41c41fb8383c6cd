import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'

const readCalendar = (from: string, to: string, people: string) =>
  data(api.GET('/api/calendar', { params: { query: { from, to, people } } }))
const readAppointment = (id: string) => data(api.GET('/api/appointments/{id}', { params: { path: { id } } }))

export type Calendar = Awaited<ReturnType<typeof readCalendar>>
export type Item = Calendar['items'][number]
export type Day = Calendar['days'][number]
export type Appointment = Awaited<ReturnType<typeof readAppointment>>

export const calendarQuery = (from: string, to: string, people: string) =>
  queryOptions({
    queryKey: ['calendar', from, to, people],
    queryFn: () => readCalendar(from, to, people),
    placeholderData: keepPreviousData,
  })

export const appointmentQuery = (id: string) =>
  queryOptions({ queryKey: ['calendar', 'one', id], queryFn: () => readAppointment(id) })

export const feedQuery = queryOptions({
  queryKey: ['calendar', 'feed'],
  queryFn: () => data(api.GET('/api/calendar/feed')),
})

export const contactsFound = (q: string) =>
  queryOptions({
    queryKey: ['contacts', 'found', q],
    queryFn: async () => (await data(api.GET('/api/contacts', { params: { query: { q, limit: 20 } } }))).items,
    placeholderData: keepPreviousData,
  })
