/** Patterns of the gallery a new process may begin from; their models stand in processes/gallery.ts. */
export const PATTERNS = ['blank', 'approval', 'reminder', 'ask_customer'] as const
export type Pattern = (typeof PATTERNS)[number]
