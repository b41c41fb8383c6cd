import { useT } from '../../i18n/words.ts'
import { Chip } from '../../ui/Chip.tsx'
import { type Status as Mark, StatusMark } from '../../ui/StatusMark.tsx'
import type { Status } from './queries.ts'

const MARKS: Partial<Record<Status, Mark>> = {
  draft: 'draft',
  for_approval: 'soon',
  for_revision: 'late',
  approved: 'done',
  signed: 'done',
  in_force: 'done',
}

/** Where a contract stands. */
export function ContractMark({ status }: { status: Status }) {
  const t = useT()
  const words = t(`contracts.status.${status}`)
  const mark = MARKS[status]
  return mark ? <StatusMark status={mark}>{words}</StatusMark> : <Chip>{words}</Chip>
}
