import { Refusal } from './errors.ts'

/** Runs a part of a larger input; its wrong fields are named as the whole names them. */
export async function atField<T>(
  part: string,
  run: () => Promise<T>,
  named: (path: string) => string = (path) => path,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Refusal) || error.fields.length === 0) throw error
    throw new Refusal(error.code, {
      status: error.status,
      params: error.params,
      fields: error.fields.map((field) => ({ ...field, path: `${part}.${named(field.path)}` })),
    })
  }
}
