import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { TemplateBody } from '../../../pure/documents/template.ts'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import type { SubjectKind } from '../record/queries.ts'

export type Document = components['schemas']['Document']
export type DocumentSummary = components['schemas']['DocumentSummary']
export type DocumentLink = components['schemas']['DocumentLink']
export type Variable = components['schemas']['DocumentVariable']
export type Letterhead = components['schemas']['Letterhead']
/** The page knows the blocks of a template by what both sides share. */
export type Template = Omit<components['schemas']['DocumentTemplate'], 'body'> & { body: TemplateBody }
export type TemplateVersion = Awaited<
  ReturnType<NonNullable<ReturnType<typeof templateVersionsQuery>['queryFn']>>
>[number]
export type TemplateFile = components['schemas']['DocumentTemplateFile']
export type Lists = Document['lists']

export const SECTIONS = ['deal', 'company', 'contact', 'lead'] as const
export const KINDS = ['contract', 'offer', 'protocol', 'delivery_note', 'receipt', 'order', 'letter', 'other'] as const

/** What a template should be like. */
export type Wanted = { locale: 'pl' | 'en'; sells: string | null; kind?: Template['kind'] }

/** Templates with the most fitting first: by kind of document, by language, by what is sold. */
export function byFit(templates: readonly Template[], { locale, sells, kind }: Wanted): Template[] {
  const unfit = (template: Template) =>
    (kind && template.kind !== kind ? 6 : 0) +
    (template.locale === locale ? 0 : 3) +
    (template.sells === sells ? 0 : template.sells === null ? 1 : 2)
  return [...templates].sort((a, b) => unfit(a) - unfit(b))
}

export const templatesQuery = (section?: string) =>
  queryOptions({
    queryKey: ['document_templates', 'list', section ?? ''],
    queryFn: async (): Promise<Template[]> => {
      const items: Template[] = []
      let after: string | undefined
      do {
        const page = await data(
          api.GET('/api/document-templates', { params: { query: { section, after, limit: 100 } } }),
        )
        items.push(...(page.items as Template[]))
        after = page.next ?? undefined
      } while (after)
      return items
    },
  })

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['document_templates', 'one', id],
    queryFn: async () =>
      (await data(api.GET('/api/document-templates/{id}', { params: { path: { id } } }))) as Template,
  })

export const templateVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['document_templates', 'versions', id],
    queryFn: async () =>
      (await data(api.GET('/api/document-templates/{id}/versions', { params: { path: { id } } }))).items,
  })

export const variablesQuery = (section: string) =>
  queryOptions({
    queryKey: ['document_templates', 'variables', section],
    queryFn: async () => (await data(api.GET('/api/document-variables', { params: { query: { section } } }))).items,
    staleTime: 60_000,
  })

export const letterheadQuery = queryOptions({
  queryKey: ['letterheads'],
  queryFn: () => data(api.GET('/api/letterhead')),
})

// The key begins with "records", which every live hint refreshes.
export const documentsOfQuery = (kind: SubjectKind, id: string) =>
  queryOptions({
    queryKey: ['records', kind, id, 'documents'],
    queryFn: async () =>
      (await data(api.GET('/api/records/{kind}/{id}/documents', { params: { path: { kind, id } } }))).items,
  })

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ['documents', id],
    queryFn: () => data(api.GET('/api/documents/{id}', { params: { path: { id } } })),
  })

/** How a document looks as it is saved. */
export const documentPreviewQuery = ({ id, version }: Pick<Document, 'id' | 'version'>) =>
  queryOptions({
    queryKey: ['documents', id, 'preview', version],
    queryFn: () => data(api.POST('/api/documents/{id}/preview', { params: { path: { id } }, body: {} })),
    placeholderData: keepPreviousData,
    retry: false,
  })

export const templatePreviewQuery = (asked: {
  body: TemplateBody
  section: string
  locale: 'pl' | 'en'
  recordId: string | null
}) =>
  queryOptions({
    queryKey: ['document_templates', 'preview', asked],
    queryFn: () => data(api.POST('/api/document-templates/preview', { body: asked as never })),
    placeholderData: keepPreviousData,
    retry: false,
  })
