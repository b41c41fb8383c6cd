import type { Icon as TablerIcon } from '@tabler/icons-react'

export type IconType = TablerIcon

/** Drawn, never read out: the word beside it or the label of its button says the same. */
export function Icon({ of: Drawing, size = 16, className }: { of: IconType; size?: number; className?: string }) {
  return <Drawing size={size} stroke={1.75} aria-hidden className={className} />
}
