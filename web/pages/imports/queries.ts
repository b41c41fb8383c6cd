import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { problemOfResponse } from '../../api/problem.ts'
import type { components } from '../../api/schema.d.ts'
import { FIELD_KINDS } from '../../components/fields/queries.ts'
import { useKinds } from '../../components/kinds.ts'
import { useLocale, useT } from '../../i18n/words.ts'

export type Import = components['schemas']['Import']
const WORKING: Import['phase'][] = ['checking', 'running', 'undoing']

export const isWorking = (phase: Import['phase']): boolean => WORKING.includes(phase)

/** Kinds a file can hold, the shipped ones and the company's own; into those not `open` this person writes nothing. */
export function useImportKinds(): { key: string; name: string; open: boolean }[] {
  const t = useT()
  const locale = useLocale()
  const kinds = useKinds()
  return [
    ...FIELD_KINDS.map((key) => ({ key, name: t(`imports.kind.${key}`), open: true })),
    ...kinds.map(({ key, plural, can, archived }) => ({
      ...{ key, name: plural[locale] },
      open: can.create !== 'none' && !archived,
    })),
  ]
}

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async () => (await data(api.GET('/api/imports'))).items,
})

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: () => data(api.GET('/api/imports/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data && isWorking(query.state.data.phase) ? 700 : false),
  })

/** Sends a file as it is; the answer names the import it has become. */
export async function sendImport(kind: string, file: File): Promise<{ id: string }> {
  const response = await window.fetch(`/api/imports?${new URLSearchParams({ kind, name: file.name })}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'accept-language': document.documentElement.lang },
    body: file,
  })
  if (!response.ok) throw await problemOfResponse(response)
  return response.json()
}
