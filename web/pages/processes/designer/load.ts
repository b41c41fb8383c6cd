import { needWords } from '../../../i18n/words.ts'

const part = {
  pl: async () => (await import('../../../i18n/pl/designer.ts')).designer,
  en: async () => (await import('../../../i18n/en/designer.ts')).designer,
}

/** The pages of the designer with their words, which come with nothing else. */
export async function designer() {
  const [page] = await Promise.all([import('./DesignerPage.tsx'), needWords(part)])
  return page
}
export async function newProcess() {
  const [dialog] = await Promise.all([import('./NewProcess.tsx'), needWords(part)])
  return dialog
}
export async function versions() {
  const [page] = await Promise.all([import('./VersionsPage.tsx'), needWords(part)])
  return page
}
