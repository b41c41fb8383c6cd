import { notifications } from '@mantine/notifications'
import { translate } from '../i18n/words.ts'
import css from './notify.module.css'
import { wordsOfProblem } from './problems.ts'
import { WordButton } from './WordButton.tsx'

const UNDO_MILLIS = 8000

type Undo = {
  /** Notes about the same thing replace each other. */
  about: string
  message: string
  undo: () => unknown
  /** Left out: eight seconds. */
  millis?: number
}

/** Instead of "are you sure?": it is done, and for a while it can be taken back. */
export function notifyUndo({ about, message, undo, millis = UNDO_MILLIS }: Undo): void {
  notifications.hide(about)
  notifications.show({
    id: about,
    autoClose: millis,
    closeButtonProps: { 'aria-label': translate('shell.close') },
    message: (
      <span className={css.line}>
        <span className="cut">{message}</span>
        <WordButton
          className={css.undo}
          onClick={() => {
            notifications.hide(about)
            void undo()
          }}
        >
          {translate('ui.undo')}
        </WordButton>
      </span>
    ),
  })
}

/** One plain line, for what cannot be seen on the screen itself. */
export function notify(about: string, message: string): void {
  notifications.hide(about)
  notifications.show({
    id: about,
    message,
    autoClose: UNDO_MILLIS,
    closeButtonProps: { 'aria-label': translate('shell.close') },
  })
}

/** What went wrong stays until it is closed. */
export function notifyProblem(error: unknown, about = 'problem'): void {
  notifications.hide(about)
  notifications.show({
    id: about,
    autoClose: false,
    role: 'alert',
    closeButtonProps: { 'aria-label': translate('shell.close') },
    message: <span className={css.problem}>{wordsOfProblem(error)}</span>,
  })
}
