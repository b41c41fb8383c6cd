import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Page } from '../../../components/shell/Page.tsx'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'

interface TemplateFrameProps {
  title: string
  saving: boolean
  onSave: () => void
  /** Where there is one to put away. */
  onArchive?: () => void
  children: ReactNode
}

/** The page of a template, whatever it is written in. */
export function TemplateFrame({ title, saving, onSave, onArchive, children }: TemplateFrameProps) {
  const t = useT()
  return (
    <Page
      title={title}
      breadcrumbs={[{ label: t('documents.templates.title'), to: paths.settingsDocuments }]}
      actions={
        <>
          <Button variant="filled" loading={saving} onClick={onSave}>
            {t('documents.templates.save')}
          </Button>
          {onArchive && <Button onClick={onArchive}>{t('documents.archive')}</Button>}
        </>
      }
    >
      {children}
    </Page>
  )
}
