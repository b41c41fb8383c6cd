import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArrowBackUp, IconClockPause, IconDots, IconLayoutKanban, IconUserShare, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { CallButton } from '../../components/calls/CallLink.tsx'
import { WriteLetter } from '../../components/letters/WriteLetter.tsx'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { useGo, useHasPage } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useLeadActions } from './actions.ts'
import type { Asking } from './LeadDialogs.tsx'
import type { LeadWithRights } from './queries.ts'

type What = NonNullable<Asking>['what']

/** What can be done with the lead now by this person; the one that leads on is filled. */
export function LeadActions({ lead, onAsk }: { lead: LeadWithRights; onAsk: (what: What) => void }) {
  const t = useT()
  const go = useGo()
  const hasPage = useHasPage()
  const actions = useLeadActions()
  const may = (action: string) => lead.may.includes(action)
  const { status } = lead
  const open = status === 'new' || status === 'processing' || status === 'waiting'
  const deal = lead.dealId && hasPage(paths.deal(lead.dealId)) ? paths.deal(lead.dealId) : null
  const accepts = status === 'new' && !lead.owner?.id && may('accept')
  const more: ReactNode[] = [
    open && !accepts && may('update') && (
      <Menu.Item key="putOff" leftSection={<Icon of={IconClockPause} />} onClick={() => onAsk('putOff')}>
        {t(status === 'waiting' ? 'leads.do.putOffAgain' : 'leads.do.putOff')}
      </Menu.Item>
    ),
    open && may('assign') && (
      <Menu.Item key="assign" leftSection={<Icon of={IconUserShare} />} onClick={() => onAsk('assign')}>
        {t('leads.do.assign')}
      </Menu.Item>
    ),
    accepts && may('convert') && (
      <Menu.Item key="convert" leftSection={<Icon of={IconLayoutKanban} />} onClick={() => onAsk('convert')}>
        {t('leads.do.convert')}
      </Menu.Item>
    ),
  ].filter(Boolean)
  return (
    <>
      {lead.phone && <CallButton number={lead.phone} subject={{ kind: 'lead', id: lead.id }} />}
      <WriteLetter place={{ kind: 'lead', id: lead.id }} />
      {accepts && (
        <Button variant="filled" loading={actions.pending} onClick={() => actions.accept(lead)}>
          {t('ui.claim.accept')}
        </Button>
      )}
      {accepts && (
        <Button leftSection={<Icon of={IconClockPause} />} onClick={() => onAsk('putOff')}>
          {t('leads.do.acceptLater')}
        </Button>
      )}
      {open && !accepts && may('convert') && (
        <Button variant="filled" onClick={() => onAsk('convert')}>
          {t('leads.do.convert')}
        </Button>
      )}
      {status === 'waiting' && may('update') && (
        <Button
          leftSection={<Icon of={IconArrowBackUp} />}
          loading={actions.pending}
          onClick={() => actions.resume(lead)}
        >
          {t('leads.do.resume')}
        </Button>
      )}
      {open && may('reject') && (
        <Button leftSection={<Icon of={IconX} />} onClick={() => onAsk('reject')}>
          {t('leads.do.reject')}
        </Button>
      )}
      {status === 'rejected' && may('reject') && (
        <Button variant="filled" loading={actions.pending} onClick={() => actions.reopen(lead)}>
          {t('leads.do.reopen')}
        </Button>
      )}
      {deal && (
        <Button variant="filled" onClick={() => go(deal)}>
          {t('leads.goToDeal')}
        </Button>
      )}
      {more.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('shell.more')} variant="default">
              <Icon of={IconDots} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>{more}</Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
