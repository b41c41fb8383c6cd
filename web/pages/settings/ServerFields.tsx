import { NumberInput, type NumberInputProps, Switch, Textarea } from '@mantine/core'
import { useT } from '../../i18n/words.ts'

/** The port of a server: typed, not stepped through. */
export function PortInput(props: NumberInputProps) {
  const t = useT()
  return <NumberInput label={t('settings.mail.port')} min={1} max={65535} hideControls {...props} />
}

type Input = object

/** Whether a server's certificate is checked, and by which authority besides the usual ones. */
export function CertificateFields({ check, ca, checked }: { check: Input; ca: Input; checked: boolean }) {
  const t = useT()
  return (
    <>
      <Switch label={t('settings.mail.check')} description={t('settings.mail.checkAbout')} {...check} />
      {checked && (
        <Textarea
          label={t('settings.mail.ca')}
          description={t('settings.mail.caAbout')}
          autosize
          minRows={2}
          maxRows={6}
          {...ca}
        />
      )}
    </>
  )
}
