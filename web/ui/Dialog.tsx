import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useT } from '../i18n/words.ts'
import css from './Dialog.module.css'

type Props = {
  open: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** Right end of the foot: the way on, then the way back. */
  actions?: ReactNode
  size?: number
}

/** For a question that needs fields. Where undo will do, do the thing and offer undo instead. */
export function Dialog({ open, onClose, title, children, actions, size = 480 }: Props) {
  const t = useT()
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={css.body}>{children}</div>
      {actions && <div className={css.actions}>{actions}</div>}
    </Modal>
  )
}
