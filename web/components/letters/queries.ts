import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { problemOfResponse } from '../../api/problem.ts'
import type { components } from '../../api/schema.d.ts'
import type { SubjectKind } from '../record/queries.ts'

type Schemas = components['schemas']
export type Conversation = Schemas['Conversation']
export type Message = Schemas['Message']
export type Template = Schemas['MessageTemplate']
export type Upload = Schemas['MessageUpload']
export type Address = Schemas['LetterAddress']
export type Preview = Schemas['LetterPreview']
export type Attachable = Schemas['LetterAttachable']
export type Draft = Schemas['LetterDraft']

export interface Place {
  kind: SubjectKind | 'conversation'
  id: string
}

// The first part of the keys is what live hints about conversations and messages refresh.
export const conversationsAbout = (kind: SubjectKind, id: string) =>
  queryOptions({
    queryKey: ['conversations', 'about', kind, id],
    queryFn: async () =>
      (await data(api.GET('/api/conversations', { params: { query: { aboutKind: kind, aboutId: id, limit: 50 } } })))
        .items,
  })

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversations', 'one', id],
    queryFn: () => data(api.GET('/api/conversations/{id}', { params: { path: { id } } })),
  })

export const messagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', 'messages', id],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/conversations/{id}/messages', {
          params: { path: { id }, query: { limit: 20, after: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const templatesQuery = (kind?: string) =>
  queryOptions({
    queryKey: ['message_templates', kind ?? 'all'],
    queryFn: async () =>
      (await data(api.GET('/api/message-templates', { params: { query: { kind, limit: 200 } } }))).items,
  })

export const variablesQuery = (kind: string | null) =>
  queryOptions({
    queryKey: ['message_templates', 'variables', kind],
    queryFn: async () =>
      (await data(api.GET('/api/message-variables', { params: { query: kind ? { kind } : {} } }))).items,
  })

export const addressesQuery = (kind: SubjectKind, id: string, by: 'email' | 'phone' = 'email') =>
  queryOptions({
    queryKey: ['records', kind, id, 'addresses', by],
    queryFn: async () =>
      (await data(api.GET('/api/records/{kind}/{id}/addresses', { params: { path: { kind, id }, query: { by } } })))
        .items,
  })

/** Documents a letter written there may take along; asked anew each time it is opened. */
export const attachablesQuery = (place: Place) =>
  queryOptions({
    queryKey: ['records', place.kind, place.id, 'attachables'],
    queryFn: async () =>
      (await data(api.GET('/api/letter-attachables/{kind}/{id}', { params: { path: place } }))).items,
  })

/** Accounts one may send from by a channel. */
export const accountsBy = (channel: string) =>
  queryOptions({
    queryKey: ['channel_accounts'],
    queryFn: async () => (await data(api.GET('/api/channel-accounts'))).items.filter(({ active }) => active),
    select: (accounts) => accounts.filter((account) => account.channel === channel),
    staleTime: 60_000,
  })

/** What was begun there and not sent; asked once, when the composer opens. */
export const draftOf = async (place: Place): Promise<Draft | null> =>
  (await data(api.GET('/api/letter-drafts/{kind}/{id}', { params: { path: place } }))).draft

/** Sends a file as it is, for the message being written. */
export async function sendUpload(file: File): Promise<Upload> {
  const query = new URLSearchParams({
    name: file.name,
    ...(/^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? { type: file.type } : {}),
  })
  const response = await window.fetch(`/api/message-uploads?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'accept-language': document.documentElement.lang },
    body: file,
  })
  if (!response.ok) throw await problemOfResponse(response)
  return response.json()
}
