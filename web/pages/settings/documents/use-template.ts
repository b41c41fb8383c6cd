import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../../api/client.ts'
import type { Template } from '../../../components/documents/queries.ts'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { useGo } from '../../../ui/GoTo.tsx'
import { notify, notifyProblem, notifyUndo } from '../../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { version } from '../queries.ts'

/** Fields whose own place shows what is wrong with them. */
const SHOWN = ['name', 'kind', 'section', 'series', 'file']

/** How a template is saved as `set` says, and put away; what was wrong with it. */
export function useTemplate(template: Template | null, name: string, set: () => object) {
  const t = useT()
  const go = useGo()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['document_templates'] })
  const params = { path: { id: template?.id ?? '' } }
  const save = useMutation({
    mutationFn: () => {
      const body = set() as never
      return template
        ? data(api.PATCH('/api/document-templates/{id}', { params, headers: version(template.version), body }))
        : data(api.POST('/api/document-templates', { body }))
    },
    onSuccess: async (saved) => {
      notify('template', t('documents.templates.saved'))
      await refresh()
      if (!template) go(paths.settingsDocumentTemplate(saved.id), { replace: true })
    },
  })
  const archive = async () => {
    try {
      await data(api.POST('/api/document-templates/{id}/archive', { params }))
      notifyUndo({
        about: 'template',
        message: t('documents.templates.archived', { name }),
        undo: async () => {
          await data(api.POST('/api/document-templates/{id}/restore', { params })).catch(notifyProblem)
          await refresh()
        },
      })
      await refresh()
      go(paths.settingsDocuments)
    } catch (problem) {
      notifyProblem(problem, 'template')
    }
  }
  const errors = save.isError ? fieldErrors(save.error) : {}
  const heard = Object.keys(errors).some((path) => SHOWN.includes(path))
  return { save, archive, errors, message: save.isError && !heard ? (errors.body ?? wordsOfProblem(save.error)) : null }
}
