import type { ComponentPropsWithRef } from 'react'
import { cx } from './cx.ts'
import css from './WordButton.module.css'

/** A button in running text: "Dlaczego?", "Cofnij tę zmianę". */
export function WordButton({ className, ...rest }: ComponentPropsWithRef<'button'>) {
  return <button type="button" className={cx(css.word, className)} {...rest} />
}

/** The look alone, for links. */
export const wordLink = css.word
