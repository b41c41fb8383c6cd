export type Words = { pl: string; en: string }

interface Labelled {
  label: Words
  optional?: boolean
}

/** What is asked of a person who puts a step into a process, one field for each input of the step. */
export type StepField = Labelled &
  (
    | { type: 'record' }
    /** Colleagues, or who they are to the record; `one`: of several the first is taken. */
    | { type: 'people'; one?: boolean }
    | { type: 'department' }
    /** Variables of the process may stand in it as {{name}}; for a message to a customer those of messages do. */
    | { type: 'text'; long?: boolean; values: 'variables' | 'message' }
    | { type: 'number' }
    | { type: 'yes_no' }
    | { type: 'duration' }
    | { type: 'choice'; options: { value: string; label: Words }[] }
    | { type: 'stage' }
    | { type: 'lost_reason' }
    /** A formula of FEEL. */
    | { type: 'value' }
  )

/** One way to use a step, as the palette of the designer offers it. */
export interface StepOffer {
  name: Words
  /** Under which heading. */
  group: 'tell' | 'customer' | 'record' | 'task' | 'other'
  /** Kinds of record it is for; any where it names none. */
  kinds?: string[]
  /** Inputs given as they are, by FEEL where they begin with "="; nobody is asked for them. */
  fixed?: Record<string, string>
  fields: Record<string, StepField>
  /** What fields have to begin with. */
  begins?: Record<string, string>
  /** Variables it leaves to the steps behind it. */
  outputs?: string[]
}

/** How one of several people is chosen, in the words of the palette. */
export const METHOD_OPTIONS: { value: string; label: Words }[] = [
  { value: 'round_robin', label: { pl: 'po kolei', en: 'in turn' } },
  { value: 'least_loaded', label: { pl: 'najmniej zajęta osoba', en: 'the least loaded' } },
  { value: 'random', label: { pl: 'losowo', en: 'at random' } },
  { value: 'by_skill', label: { pl: 'według umiejętności', en: 'by skill' } },
]
