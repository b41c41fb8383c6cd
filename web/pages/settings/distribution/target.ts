import { useQuery } from '@tanstack/react-query'
import { colleaguesQuery } from '../../../components/record/queries.ts'
import { useT } from '../../../i18n/words.ts'
import { departmentsQuery } from '../queries.ts'
import type { Rule } from './queries.ts'

/** Who gets it by a rule, as the end of its sentence. */
export function useTargetWords(): (rule: Pick<Rule, 'target' | 'workingOnly'>) => string {
  const t = useT()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const department = (id: string | null) => departments.find((one) => one.id === id)?.name ?? '…'
  return ({ target, workingOnly }) => {
    const hours = workingOnly ? ` ${t('distribution.then.working')}` : ''
    switch (target.kind) {
      case 'person': {
        const name = people.find(({ id }) => id === target.personId)?.name
        return `${t('distribution.then.person', { name: name ?? t('distribution.gone') })}${hours}`
      }
      case 'customer_owner':
        return `${t('distribution.then.customer_owner')}${hours}`
      case 'department':
        return `${t(`distribution.then.${target.method}`, { whom: t('distribution.ofDepartment', { name: department(target.departmentId) }), name: department(target.departmentId) })}${hours}`
      case 'skill': {
        const { skill, level, departmentId } = target
        const whom = t('distribution.ofSkill', {
          ...{ skill, level, anywhere: departmentId ? 'no' : 'yes' },
          department: departmentId ? department(departmentId) : '',
        })
        return `${t(`distribution.then.${target.method}`, { whom })}${hours}`
      }
    }
  }
}
