import { Button } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { type ReactNode, useId } from 'react'
import { useT } from '../i18n/words.ts'
import { Dialog } from './Dialog.tsx'
import { ErrorSummary } from './ErrorSummary.tsx'
import { wordsOfProblem } from './problems.ts'

interface Props<Values extends object> {
  title: string
  /** What the button that sends it says. */
  does: string
  form: UseFormReturnType<Values>
  sending: { mutate: (values: Values) => void; isPending: boolean; isError: boolean; error: unknown }
  onClose: () => void
  children: ReactNode
}

/** A dialog around one form: what is wrong with no field in particular stands above its fields. */
export function FormDialog<Values extends object>({ title, does, form, sending, onClose, children }: Props<Values>) {
  const t = useT()
  const id = useId()
  const general = sending.isError && Object.keys(form.errors).length === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={sending.isPending}>
            {does}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        style={{ display: 'grid', gap: 16 }}
        onSubmit={form.onSubmit((values) => sending.mutate(values))}
      >
        <ErrorSummary message={general ? wordsOfProblem(sending.error) : null} />
        {children}
      </form>
    </Dialog>
  )
}
