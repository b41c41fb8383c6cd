import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  IconBuilding,
  IconLayoutKanban,
  IconPackage,
  IconPlus,
  IconSearch,
  IconStack2,
  IconTargetArrow,
  IconUser,
} from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { foldText } from '../../../pure/search-text.ts'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { cx } from '../../ui/cx.ts'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon, type IconType } from '../../ui/Icon.tsx'
import { useCreations, useNavigationEntries } from './navigation.ts'
import css from './Palette.module.css'

interface Hit {
  kind: string
  id: string
  title: string
  detail: string
}

interface Item {
  key: string
  group: string
  icon: IconType
  title: string
  detail?: string
  to: string
}

const icons: Record<string, IconType> = {
  lead: IconTargetArrow,
  deal: IconLayoutKanban,
  contact: IconUser,
  company: IconBuilding,
  product: IconPackage,
  record: IconStack2,
}

const LEAST_LETTERS = 2

type Props = {
  onClose: () => void
  /** What was typed before the field was there to take it. */
  takeTyped: () => string
}

export default function Palette({ onClose, takeTyped }: Props) {
  const t = useT()
  const go = useGo()
  const id = useId()
  const entries = useNavigationEntries()
  const creations = useCreations()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const [asked] = useDebouncedValue(query.trim(), 120)
  const list = useRef<HTMLDivElement>(null)

  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: async ({ signal }): Promise<{ items: Hit[] }> =>
      await data(api.GET('/api/search', { params: { query: { q: asked } }, signal })),
    enabled: asked.length >= LEAST_LETTERS,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
  })

  const items = useMemo<Item[]>(() => {
    const folded = foldText(query)
    const fits = (words: string) => foldText(words).includes(folded)
    const hits = query.trim().length >= LEAST_LETTERS ? (found.data?.items ?? []) : []
    return [
      ...hits.flatMap((hit): Item[] => {
        const to = pathOf(hit.kind, hit.id)
        return to
          ? [
              {
                key: `hit-${hit.kind}-${hit.id}`,
                group: t('shell.palette.found'),
                icon: icons[hit.kind] ?? IconSearch,
                title: hit.title,
                detail: hit.detail,
                to,
              },
            ]
          : []
      }),
      ...entries
        .filter((entry) => fits(entry.label))
        .map((entry) => ({
          key: entry.to,
          group: t('shell.palette.go'),
          icon: entry.icon,
          title: entry.label,
          to: entry.to,
        })),
      ...creations
        .filter((creation) => fits(`${t('shell.new')} ${creation.label}`))
        .map((creation) => ({
          key: `new-${creation.key}`,
          group: t('shell.palette.create'),
          icon: IconPlus,
          title: creation.label,
          to: creation.to,
        })),
    ]
  }, [query, found.data, entries, creations, t])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question starts at the first answer
  useEffect(() => setChosen(0), [query])
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(`${id}-${chosen}`)}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen, id])

  const open = (item: Item | undefined) => {
    if (!item) return
    onClose()
    go(item.to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => setChosen((now) => Math.min(items.length - 1, now + 1)),
      ArrowUp: () => setChosen((now) => Math.max(0, now - 1)),
      Enter: () => open(items[chosen]),
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    step()
  }

  const waiting = asked.length >= LEAST_LETTERS && found.isFetching && !found.data
  return (
    <Modal.Root opened onClose={onClose} size={640} padding={0} yOffset="12dvh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('shell.palette')}>
        <div className={css.ask}>
          <Icon of={IconSearch} size={18} />
          <input
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls={`${id}-list`}
            aria-activedescendant={items.length > 0 ? `${id}-${chosen}` : undefined}
            aria-label={t('shell.palette')}
            placeholder={t('shell.palette.placeholder')}
            value={query}
            onFocus={() => {
              const typed = takeTyped()
              if (typed) setQuery((now) => now + typed)
            }}
            onChange={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            autoComplete="off"
            spellCheck={false}
          />
          <kbd className="desk-only">Esc</kbd>
        </div>
        <div ref={list} id={`${id}-list`} role="listbox" aria-label={t('shell.palette')} className={css.list}>
          {items.map((item, at) => (
            <div key={item.key} role="presentation">
              {item.group !== items[at - 1]?.group && (
                <p className={css.group} role="presentation">
                  {item.group}
                </p>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys */}
              <div
                id={`${id}-${at}`}
                role="option"
                tabIndex={-1}
                aria-selected={at === chosen}
                className={cx(css.item, at === chosen && css.chosen)}
                onMouseMove={() => setChosen(at)}
                onClick={() => open(item)}
              >
                <Icon of={item.icon} />
                <span className={css.words}>
                  <span className="cut">{item.title}</span>
                  {item.detail && <span className={cx(css.detail, 'cut')}>{item.detail}</span>}
                </span>
              </div>
            </div>
          ))}
        </div>
        {waiting && <p className={css.note}>{t('shell.palette.searching')}</p>}
        {!waiting && items.length === 0 && !found.isError && (
          <p className={css.note}>{t('shell.palette.none', { query: query.trim() })}</p>
        )}
        {found.isError && <p className={css.note}>{t('shell.palette.failed')}</p>}
        <div className={cx(css.foot, 'desk-only')}>
          <kbd>↑</kbd>
          <kbd>↓</kbd> {t('shell.palette.keys.move')} <kbd>Enter</kbd> {t('shell.palette.keys.open')} <kbd>Esc</kbd>{' '}
          {t('shell.palette.keys.close')}
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
