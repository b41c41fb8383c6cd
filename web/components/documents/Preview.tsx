import { useEffect, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './documents.module.css'

type Props = { preview: { svg: string; pages: number } | undefined; stale: boolean; error: unknown }

/** The pages of a document as they will be, in a picture: nothing in it runs, nothing is fetched. */
export function Preview({ preview, stale, error }: Props) {
  const t = useT()
  const [address, setAddress] = useState<string | null>(null)
  const svg = preview?.svg
  useEffect(() => {
    if (svg === undefined) return
    const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
    setAddress(url)
    return () => URL.revokeObjectURL(url)
  }, [svg])
  return (
    <>
      {error !== null && error !== undefined && <p role="alert">{wordsOfProblem(error)}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard, too */}
      <section className={cx(css.paper, stale && css.stale)} aria-label={t('documents.preview')} tabIndex={0}>
        {preview && address ? (
          <img src={address} alt={t('documents.preview.pages', { count: preview.pages })} />
        ) : (
          !error && <Skeleton rows={8} />
        )}
      </section>
    </>
  )
}
