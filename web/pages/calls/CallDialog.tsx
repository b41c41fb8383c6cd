import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { formatPhone } from '../../../pure/phone.ts'
import { CallBody } from '../../components/calls/CallBody.tsx'
import { CallButton } from '../../components/calls/CallLink.tsx'
import { CallNote } from '../../components/calls/CallNote.tsx'
import { cardOf } from '../../components/calls/dial.ts'
import { callQuery, useCalledBack } from '../../components/calls/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { creating, paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import css from './calls.module.css'

/** One call: what there is of it, the note, and what is to be done about it. */
export function CallDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const { data: call, error, refetch } = useQuery(callQuery(id))
  const done = useCalledBack()
  if (!call) {
    return (
      <Dialog open onClose={onClose} title={t('calls.one')}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={4} />}
      </Dialog>
    )
  }
  const card = cardOf(call)
  const waits = call.callBackDueAt !== null && call.calledBackAt === null
  const number = call.number ? formatPhone(call.number) : t('calls.withheld')
  return (
    <Dialog
      open
      onClose={onClose}
      title={card?.name ?? number}
      actions={
        call.number && (
          <>
            <CallButton number={call.number} words={t(waits ? 'calls.callBack' : 'leads.do.call')} />
            {waits && (
              <Button loading={done.isPending} onClick={() => done.mutate(call.id)}>
                {t('calls.back.settle')}
              </Button>
            )}
          </>
        )
      }
    >
      <div className={css.call}>
        <CallBody call={{ ...call, note: '' }} dated />
        {waits && <p>{t('calls.back.until', { when: format.near(call.callBackDueAt!, { time: 'always' }) })}</p>}
        {call.calledBackAt && (
          <p className="ink-2">
            {t('calls.back.doneBy', {
              who: call.calledBackBy?.name ?? 'Tok',
              when: format.near(call.calledBackAt, { time: 'always' }),
            })}
          </p>
        )}
        <div className={css.links}>
          {[
            card && { name: card.unnamed ? t('calls.openCard') : card.name, to: card.to, key: 'card' },
            call.company &&
              card?.name !== call.company.name && {
                name: call.company.name,
                to: paths.company(call.company.id),
                key: 'company',
              },
            call.deal && { name: call.deal.name, to: paths.deal(call.deal.id), key: 'deal' },
          ].map(
            (link) =>
              link && (
                <GoTo key={link.key} to={link.to} className={wordLink}>
                  {link.name}
                </GoTo>
              ),
          )}
          {!card && call.number && (
            <GoTo to={`${creating(paths.contacts)}&phone=${encodeURIComponent(number)}`} className={wordLink}>
              {t('calls.newContact')}
            </GoTo>
          )}
        </div>
        <CallNote call={call} />
      </div>
    </Dialog>
  )
}
