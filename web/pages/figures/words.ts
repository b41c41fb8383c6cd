import { type FigureReader, figureWords } from '../../../pure/figure-words.ts'
import { companyZone } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { sourceWords } from '../../i18n/source-words.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import type { FigureReport, FigureRow } from './queries.ts'

/** How the values, the rows and the columns of a report are written. */
export function useFigureWords() {
  const t = useT()
  const locale = useLocale()
  const { company } = useMe()
  const { currency } = company
  const words = figureWords({ locale, zone: companyZone(), currency, say: t as FigureReader['say'] })
  return {
    ...words,
    column: (key: string): string => wordsOf(`figure.column.${key}`) ?? key,
    row: (by: FigureReport['by'], row: Pick<FigureRow, 'key' | 'name' | 'range'>): string =>
      words.row(by, by === 'source' && row.name ? { ...row, name: sourceWords(row.name) } : row),
  }
}
