import { useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { type Deal, dealQuery, useDealRefresh } from './queries.ts'

const path = (deal: { id: string }) => ({ params: { path: { id: deal.id } } })
export const loseDeal = (deal: { id: string }, loss: { reasonId?: string; reason?: string }) =>
  data(api.POST('/api/deals/{id}/lose', { ...path(deal), body: loss }))
const reopenDeal = (deal: { id: string }) => data(api.POST('/api/deals/{id}/reopen', path(deal)))
/** What is filled in by the same action. */
export interface Filling {
  fields?: Record<string, unknown>
  checks?: string[]
}
export const moveDeal = (deal: { id: string }, stageId: string, filling: Filling = {}) =>
  data(api.POST('/api/deals/{id}/stage', { ...path(deal), body: { stageId, ...filling } }))
export const winDeal = (deal: { id: string }, filling: Filling = {}) =>
  data(api.POST('/api/deals/{id}/win', { ...path(deal), body: filling }))
export const tickCheck = (deal: { id: string }, checkId: string, ticked: boolean) => {
  const params = { params: { path: { id: deal.id, checkId } } }
  return ticked
    ? data(api.PUT('/api/deals/{id}/checks/{checkId}', params))
    : data(api.DELETE('/api/deals/{id}/checks/{checkId}', params))
}

/** What can be done with a deal; each thing is done at once and can be taken back. */
export function useDealActions() {
  const t = useT()
  const client = useQueryClient()
  const refresh = useDealRefresh()
  const run = async (call: () => Promise<unknown>) => {
    try {
      await call()
      return true
    } catch (problem) {
      notifyProblem(problem)
      return false
    } finally {
      await refresh()
    }
  }
  const undoable = (deal: { id: string }, message: string, undo: () => Promise<unknown>) =>
    notifyUndo({ about: `deal-${deal.id}`, message, undo: () => run(undo) })
  const moved = (deal: Deal, name: string) =>
    undoable(deal, t('deals.moved', { title: deal.title, stage: name }), () => moveDeal(deal, deal.stage.id))
  const won = (deal: Deal) => undoable(deal, t('deals.won.done', { title: deal.title }), () => reopenDeal(deal))
  return {
    run,
    move: async (deal: Deal, stageId: string, name: string) => {
      if (await run(() => moveDeal(deal, stageId))) moved(deal, name)
    },
    moved,
    win: async (deal: Deal) => {
      if (await run(() => winDeal(deal))) won(deal)
    },
    won,
    lost: (deal: { id: string; title: string }) =>
      undoable(deal, t('deals.lost.done', { title: deal.title }), () => reopenDeal(deal)),
    reopen: (deal: Deal) => run(() => reopenDeal(deal)),
    /** Saves one field against the version the person saw. */
    save: async (deal: Deal, values: Record<string, unknown>, seen: number | undefined) => {
      try {
        const saved = await data(
          api.PATCH('/api/deals/{id}', {
            ...path(deal),
            headers: { 'if-match': `"${seen ?? deal.version}"` },
            body: values,
          }),
        )
        client.setQueryData(dealQuery(deal.id).queryKey, saved)
      } finally {
        await refresh()
      }
    },
  }
}
