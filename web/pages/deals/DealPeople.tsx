import { ActionIcon, Button, SegmentedControl, Select } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { RecordSelect } from '../../components/fields/RecordSelect.tsx'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { useDealActions } from './actions.ts'
import css from './deals.module.css'
import { type Deal, type DealPerson, dealPeopleQuery, useDealRefresh } from './queries.ts'

const ROLES = ['decision_maker', 'payer', 'recipient', 'technical', 'influencer', 'other'] as const
type Role = DealPerson['role']

/** Who else has a say or a part in the deal, beside its main contact and company. */
export function DealPeople({ deal, editable }: { deal: Deal; editable: boolean }) {
  const t = useT()
  const { run } = useDealActions()
  const { data: people = [] } = useQuery(dealPeopleQuery(deal.id))
  const [adding, setAdding] = useState(false)
  if (people.length === 0 && !editable) return null
  const remove = (person: DealPerson) =>
    run(() =>
      data(
        api.DELETE('/api/deals/{id}/people/{personId}', {
          params: { path: { id: deal.id, personId: person.id } },
        }),
      ),
    )
  return (
    <Section
      title={t('deals.people')}
      count={people.length || undefined}
      end={
        editable && (
          <Button size="xs" leftSection={<Icon of={IconPlus} size={14} />} onClick={() => setAdding(true)}>
            {t('deals.people.add')}
          </Button>
        )
      }
    >
      {people.length === 0 && <p className="t-s ink-3">{t('deals.people.none')}</p>}
      <ul className={css.people}>
        {people.map((person) => (
          <li key={person.id} className={css.person}>
            <span>
              <GoTo
                to={person.kind === 'contact' ? paths.contact(person.card.id) : paths.company(person.card.id)}
                className="w5"
              >
                {person.card.name}
              </GoTo>
              <span className="t-s ink-2"> {t(`deals.role.${person.role}`)}</span>
            </span>
            {editable && (
              <ActionIcon
                aria-label={t('deals.people.remove', { name: person.card.name, role: t(`deals.role.${person.role}`) })}
                onClick={() => void remove(person)}
              >
                <Icon of={IconX} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {adding && <AddDialog deal={deal} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function AddDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const refresh = useDealRefresh()
  const [kind, setKind] = useState<DealPerson['kind']>('contact')
  const [id, setId] = useState<string | null>(null)
  const [role, setRole] = useState<Role>('decision_maker')
  const [tried, setTried] = useState(false)
  const add = useMutation({
    mutationFn: () =>
      data(api.POST('/api/deals/{id}/people', { params: { path: { id: deal.id } }, body: { kind, id: id!, role } })),
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const wrong = add.isError ? fieldErrors(add.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (id) add.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('deals.people.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={add.isPending}>
            {t('deals.people.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} noValidate className={css.form} onSubmit={submit}>
        <ErrorSummary message={add.isError && Object.keys(wrong).length === 0 ? wordsOfProblem(add.error) : null} />
        <SegmentedControl
          aria-label={t('deals.people.kind')}
          value={kind}
          onChange={(value) => {
            setKind(value as DealPerson['kind'])
            setId(null)
          }}
          data={[
            { value: 'contact', label: t('deals.contact') },
            { value: 'company', label: t('record.field.companyName') },
          ]}
        />
        <RecordSelect
          key={kind}
          kind={kind}
          label={t(kind === 'contact' ? 'deals.contact' : 'record.field.companyName')}
          value={id}
          onChange={setId}
          error={wrong.id ?? (tried && !id ? t('error.field.required') : null)}
        />
        <Select
          label={t('deals.role')}
          allowDeselect={false}
          value={role}
          error={wrong.role}
          onChange={(value) => setRole(value as Role)}
          data={ROLES.map((value) => ({ value, label: t(`deals.role.${value}`) }))}
        />
      </form>
    </Dialog>
  )
}
