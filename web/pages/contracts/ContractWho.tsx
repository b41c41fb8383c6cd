import { useQuery } from '@tanstack/react-query'
import { OwnFields } from '../../components/fields/OwnFields.tsx'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { amountText, readAmount, useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Field } from '../../ui/Field.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { ContractMark } from './ContractMark.tsx'
import { type Contract, useContractActions } from './queries.ts'

type Change = Parameters<ReturnType<typeof useContractActions>['save']>[1]

const PERIODS = ['P14D', 'P30D', 'P1M', 'P2M', 'P3M', 'P6M', 'P1Y', 'P2Y', 'P3Y']

/** With whom, for how much, for how long. What was asked about stays as it was asked; the term of what binds may change. */
export function ContractWho({ contract, editable, open }: { contract: Contract; editable: boolean; open: boolean }) {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  const { save } = useContractActions()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const binds = contract.status === 'signed' || contract.status === 'in_force'
  const field = (may: boolean, set: (text: string) => Change) => ({
    version: contract.version,
    ...(editable && may ? { onSave: (text: string, seen: number | undefined) => save(contract, set(text), seen) } : {}),
  })
  const day = (key: 'validFrom' | 'validUntil') => (
    <Field
      label={t(`contracts.field.${key}`)}
      type="date"
      value={contract[key] ?? ''}
      {...field(open || binds, (value) => ({ [key]: value || null }))}
    >
      {contract[key] && format.date(contract[key])}
    </Field>
  )
  const period = (key: 'notice' | 'renewal') => {
    const known = contract[key]
    return (
      <Field
        label={t(`contracts.field.${key}`)}
        value={known ?? ''}
        options={[
          { value: '', label: t(`contracts.${key}.none`) },
          ...[...new Set([...(known ? [known] : []), ...PERIODS])].map((value) => ({
            value,
            label: periodWords(value, t),
          })),
        ]}
        {...field(open || binds, (value) => ({ [key]: value || null }))}
      >
        {known ? periodWords(known, t) : t(`contracts.${key}.none`)}
      </Field>
    )
  }
  return (
    <>
      <Section title={t('contracts.one')}>
        <Field label={t('contracts.field.status')} value={contract.status}>
          <ContractMark status={contract.status} />
        </Field>
        <Field
          label={t('contracts.field.title')}
          value={contract.title}
          check={(value) => (value.trim() ? null : t('error.field.required'))}
          {...field(open, (title) => ({ title: title.trim() }))}
        />
        <Field
          label={t('contracts.field.value')}
          value={amountText(contract.value, contract.currency)}
          check={(value) => (readAmount(value, contract.currency) === undefined ? t('error.field.amount') : null)}
          {...field(open, (value) => ({ value: readAmount(value, contract.currency) ?? null }))}
        >
          {contract.value !== null && money(contract.value, contract.currency)}
        </Field>
        <Field
          label={t('record.field.ownerId')}
          value={contract.owner?.id ?? ''}
          options={people.map((person) => ({ value: person.id, label: person.name }))}
          {...field(true, (ownerId) => ({ ownerId: ownerId || null }))}
        >
          {contract.owner && (
            <>
              <Avatar id={contract.owner.id} name={contract.owner.name} />
              {contract.owner.name}
            </>
          )}
        </Field>
        <Field label={t('deals.note')} type="lines" value={contract.note} {...field(open, (note) => ({ note }))} />
      </Section>
      <Section title={t('contracts.term')}>
        {day('validFrom')}
        {day('validUntil')}
        {period('notice')}
        {period('renewal')}
        {contract.signedOn && <Field label={t('contracts.field.signedOn')} value={format.date(contract.signedOn)} />}
        {contract.endedOn && <Field label={t('contracts.field.endedOn')} value={format.date(contract.endedOn)} />}
        {contract.endReason && (
          <Field label={t('contracts.terminate.reason')} type="lines" value={contract.endReason} />
        )}
      </Section>
      <Section title={t('contracts.customer')}>
        <Field label={t('record.field.companyName')} value={contract.company?.name ?? ''}>
          {contract.company && <GoTo to={paths.company(contract.company.id)}>{contract.company.name}</GoTo>}
        </Field>
        <Field label={t('deals.contact')} value={contract.contact?.name ?? ''}>
          {contract.contact && <GoTo to={paths.contact(contract.contact.id)}>{contract.contact.name}</GoTo>}
        </Field>
        {contract.deal && (
          <Field label={t('deals.one')} value={contract.deal.name}>
            <GoTo to={paths.deal(contract.deal.id)}>{contract.deal.name}</GoTo>
          </Field>
        )}
      </Section>
      <OwnFields
        kind="contract"
        record={contract}
        editable={editable}
        save={(values, seen) => save(contract, values, seen)}
      />
    </>
  )
}

/** "3 miesiące" of P3M. */
function periodWords(iso: string, t: ReturnType<typeof useT>): string {
  const [, count = '1', unit = 'D'] = /^P(\d+)([DWMY])$/.exec(iso) ?? []
  return t(`contracts.period.${unit as 'D'}`, { count: Number(count) })
}
