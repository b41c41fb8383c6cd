import { Button } from '@mantine/core'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Section } from '../../ui/Section.tsx'
import css from './contracts.module.css'
import type { Contract } from './queries.ts'

/** How the customer agreed: by his link, with what is known of that, or on paper, with its scan. */
export function Signatures({ contract }: { contract: Contract }) {
  const t = useT()
  const format = useFormat()
  if (contract.signatures.length === 0) return null
  return (
    <Section title={t('contracts.signatures')} count={contract.signatures.length}>
      <ul className={css.rows}>
        {contract.signatures.map((one) => (
          <li key={one.id}>
            <span className={css.words}>
              <span className="w5">{one.signer}</span>
              <span className="t-xs ink-3">
                {t(`contracts.signed.${one.way}`, {
                  at: format.near(one.at, { time: 'always' }),
                  address: one.address ?? '',
                  name: one.by?.name ?? '',
                })}
              </span>
              <span className={css.hash}>SHA-256: {one.documentHash}</span>
            </span>
            {one.way === 'scan' && (
              <Button
                component="a"
                href={`/api/contracts/${contract.id}/signatures/${one.id}/file`}
                target="_blank"
                rel="noreferrer"
              >
                {t('contracts.scan')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
