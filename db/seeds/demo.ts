import { system } from '../../server/core/actor.ts'
import type { Deps } from '../../server/core/deps.ts'
import { write } from '../../server/core/write.ts'
import { createDeal } from '../../server/modules/deals/commands/create-deal.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { createDefaultForm } from '../../server/modules/forms/shipped.ts'
import { createLead } from '../../server/modules/leads/commands/create-lead.ts'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { addEmployee } from '../../server/modules/staff/commands/add-employee.ts'
import { setUpCompany } from '../../server/modules/staff/commands/set-up-company.ts'
import { updateDepartment } from '../../server/modules/staff/commands/update-department.ts'
import { actorOf, departmentByKey } from '../../server/modules/staff/queries.ts'
import { createTask } from '../../server/modules/tasks/commands.ts'

/** All people of the demo sign in with it; the page enters them with one click. */
export const DEMO_PASSWORD = 'demo-tok-2026'

const PEOPLE = [
  ['Piotr Zieliński', 'piotr', 'head', 'sales', 'Kierownik sprzedaży', ['trudne']],
  ['Anna Wiśniewska', 'anna', 'employee', 'sales', 'Doradczyni klienta', ['trudne']],
  ['Katarzyna Wójcik', 'katarzyna', 'employee', 'sales', 'Doradczyni klienta', []],
  ['Łukasz Dąbrowski', 'lukasz', 'employee', 'sales', 'Doradca klienta', []],
  ['Magdalena Krawczyk', 'magdalena', 'head', 'marketing', 'Kierowniczka marketingu', []],
  ['Paweł Kaczmarek', 'pawel', 'employee', 'marketing', 'Specjalista', []],
  ['Stanisław Grabowski', 'stanislaw', 'head', 'production', 'Kierownik produkcji', []],
  ['Ewa Pawłowska', 'ewa', 'head', 'finance', 'Główna księgowa', []],
  ['Joanna Michalska', 'joanna', 'employee', 'finance', 'Księgowa', []],
  ['Rafał Zając', 'rafal', 'head', 'logistics', 'Kierownik logistyki', []],
  ['Monika Król', 'monika', 'head', 'support', 'Kierowniczka wsparcia', []],
  ['Tomasz Wrona', 'tomasz', 'administrator', null, 'Administrator', []],
] as const

const REQUESTS = [
  ['Drzwi techniczne do hali, 30 sztuk', 'Ireneusz Świątek', 'Port Łeba S.A.', 18_600_000],
  ['Prośba o wycenę drzwi przesuwnych', 'Żaneta Śliwińska', 'Hotel Śnieżnik', 4_820_000],
  ['Okna do budynku wielorodzinnego, 48 sztuk', 'Marcin Głąb', 'Budmar Kielce sp. z o.o.', 8_640_000],
] as const

const OWN_LEADS = [
  ['Hala magazynowa, 22 świetliki', 'Adam Sroka', 'Stalprofil Żory S.A.', 6_400_000],
  ['Wznowienie po przerwie urlopowej', 'Helena Gęślak', 'Piekarnia Gęślak', 910_000],
  ['Rolety zewnętrzne do przedszkola', 'Grażyna Łękawska', 'Przedszkole Słoneczko', 1_250_000],
  ['Parapety i montaż, dom jednorodzinny', 'Jan Źrebiec', '', 640_000],
  ['Wymiana drzwi wejściowych', 'Ludwik Ćwik', 'Zakład Remontowy Dąbek', 3_125_050],
  ['Okna dachowe, 12 sztuk', 'Beata Żak', '', 1_890_000],
] as const

const DEALS = [
  ['Wymiana okien, bloki 4–7', 21_240_000],
  ['Ogród zimowy', 4_890_000],
  ['Drzwi wejściowe, 14 sztuk', 3_125_050],
  ['Rolety do biura', 730_000],
  ['Fasada szklana, etap II', 38_900_000],
  ['Serwis okien na rok 2027', 1_460_000],
] as const

/** Fills an empty database with a believable company, told through the same commands that people use. */
export async function seedDemo(deps: Deps): Promise<void> {
  const { people, sales } = await write(deps, system('demo'), async (cx) => {
    const { ownerId } = await setUpCompany(cx, {
      company: { name: 'Okna Jaskólski' },
      owner: { name: 'Marek Jaskólski', email: 'marek@okna.example', password: DEMO_PASSWORD },
      departments: ['Sprzedaż', 'Marketing', 'Produkcja', 'Finanse', 'Logistyka', 'Wsparcie'],
      locale: 'pl',
      demo: true,
    })
    const found = new Map<string, string>([['marek', ownerId]])
    for (const [name, mail, role, key, position, skills] of PEOPLE) {
      const department = key ? await departmentByKey(cx.db, key) : null
      const { id } = await addEmployee(cx, {
        name,
        email: `${mail}@okna.example`,
        role,
        departmentId: department?.id ?? null,
        password: DEMO_PASSWORD,
        position,
        skills: [...skills],
      })
      found.set(mail, id)
      if (role === 'head' && department)
        await updateDepartment(cx, { id: department.id, expected: null, set: { headId: id } })
    }
    const department = (await departmentByKey(cx.db, 'sales'))!
    await createDefaultPipeline(cx, 'pl')
    await createDefaultForm(cx, { departmentId: department.id, locale: 'pl' })
    return { people: found, sales: department.id }
  })
  const sellers = ['anna', 'katarzyna', 'lukasz']
  const as = async (name: string) => (await actorOf(deps.database.db, people.get(name)!))!
  for (const [i, [title, personName, companyName, amount]] of OWN_LEADS.entries()) {
    await write(deps, await as(sellers[i % 3]!), async (cx) => {
      const { id } = await createLead(cx, {
        title,
        personName,
        companyName,
        amount,
        source: 'manual',
        departmentId: sales,
        mine: true,
      })
      const due = new Date(cx.now.getTime() + (i - 2) * 20 * 3_600_000).toISOString()
      await createTask(cx, {
        title: 'Oddzwonić do klienta',
        assigneeId: null,
        subject: { kind: 'lead', id },
        dueAt: due,
      })
    })
  }
  for (const [i, [title, amount]] of DEALS.entries()) {
    await write(deps, await as(sellers[i % 3]!), (cx) => createDeal(cx, { title, amount } as never))
  }
  await write(deps, system('demo'), async (cx) => {
    for (const [title, personName, companyName, amount] of REQUESTS) {
      await receiveLead(cx, {
        title,
        personName,
        companyName,
        amount,
        source: 'form',
        formId: null,
        departmentId: sales,
      })
    }
  })
}
