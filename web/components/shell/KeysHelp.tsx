import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Keys } from '../../ui/Keys.tsx'
import css from './KeysHelp.module.css'
import { useNavigationEntries } from './navigation.ts'

export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useT()
  const entries = useNavigationEntries()
  const rows: [string, string][] = [
    ['Ctrl K', t('shell.palette')],
    ['N', t('shell.keys.new')],
    ['1 … 9', t('ui.claim.accept')],
    ['?', t('shell.keys.help')],
    ['Esc', t('shell.close')],
    ...entries.flatMap(({ letter, label }): [string, string][] =>
      letter ? [[`G ${letter.toUpperCase()}`, label]] : [],
    ),
  ]
  return (
    <Dialog open onClose={onClose} title={t('shell.keys')}>
      <dl className={css.keys}>
        {rows.map(([keys, words]) => (
          <div key={keys}>
            <dt>{words}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
