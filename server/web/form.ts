import { z } from 'zod'

/** A form as it goes back to the page: what was typed, and what is wrong with it, by field; `form` is of no single field. */
export interface Form {
  values: Record<string, unknown>
  errors: Record<string, string[]>
}
export type Submission<T> = { ok: true; data: T } | { ok: false; form: Form }

export const emptyForm = (values: Record<string, unknown> = {}): Form => ({ values, errors: {} })

/** What was typed, checked. It does not throw on what people type: the form comes back with a message for each field. */
export function parseForm<T>(schema: z.ZodType<T>, body: unknown): Submission<T> {
  const values = (body ?? {}) as Record<string, unknown>
  const parsed = schema.safeParse(values)
  if (parsed.success) return { ok: true, data: parsed.data }
  const { fieldErrors, formErrors } = z.flattenError(parsed.error)
  const errors = { ...(fieldErrors as Form['errors']), ...(formErrors.length && { form: formErrors }) }
  return { ok: false, form: { values, errors } }
}

/** The same form with one more message, for what only the database or the server can tell. */
export function refused(values: unknown, field: string, message: string): { ok: false; form: Form } {
  return { ok: false, form: { values: (values ?? {}) as Form['values'], errors: { [field]: [message] } } }
}

/** One line as people mean it: composed characters, single blanks, none around. */
export const oneLine = (value: string): string => value.normalize('NFC').replace(/\s+/g, ' ').trim()

/** What an address holds under a name: the first of several, without the blanks around it. */
export const firstValue = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value),
  z.string().trim(),
)

/** The number of a row or a change, in an address or a form. */
export const rowNumber = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

/** Such a number; null for what is none. */
export const readNumber = (value: unknown): number | null => rowNumber.nullable().catch(null).parse(value)

/** The change after which a form was begun, as it carries it; 0 where it does not say. */
export const baseOf = (body: unknown): number =>
  readNumber((body as { base?: unknown } | undefined)?.base) ?? 0

/** Every field of a form that was sent once. */
export const typedFields = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    ),
  )
