export interface Skill {
  name: string
  level: number
}

/** What somebody can do and how well, as it is typed: 'przetargi 3'; without a number the first level. */
export function readSkill(text: string): Skill {
  const found = /^(.*\S)\s+([1-9])$/.exec(text.trim())
  return found ? { name: found[1]!, level: Number(found[2]) } : { name: text.trim(), level: 1 }
}

/** Whether one of these skills is the one asked for, on its level or above. */
export const hasSkill = (skills: readonly string[], name: string, level = 1): boolean =>
  skills.map(readSkill).some((one) => one.name.toLowerCase() === name.trim().toLowerCase() && one.level >= level)
