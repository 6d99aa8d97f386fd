import { z } from 'zod'
import { objectKinds } from '../../../db/vocabulary.ts'
import { firstValue, rowNumber } from '../../web/form.ts'

const words = firstValue.pipe(z.string().min(1).max(200)).nullable().catch(null)
const day = firstValue.pipe(z.iso.date()).nullable().catch(null)
const wholeNumber = firstValue.pipe(rowNumber)

/** What the list of changes is narrowed down to; days are those of UTC. What cannot be read is passed over. */
const filter = z.object({
  actor: words,
  action: words,
  /** A change fits that touched any object of this kind. */
  kind: firstValue.pipe(z.enum(objectKinds)).nullable().catch(null),
  from: day,
  to: day,
})
export type Filter = z.infer<typeof filter>

/** The list as an address asks for it, with the change before which it goes on. */
export const historyForm = filter.extend({ before: wholeNumber.nullable().catch(null) })

/** The objects of one change: those after this one, by their order in the change. */
export const changeForm = z.object({ after: wholeNumber.nullable().catch(null) })

/** A place in an object's life: behind this object of this change. In an address "12.34". */
export interface LifePlace {
  change: number
  ordinal: number
}

export function readLifePlace(query: unknown): LifePlace | null {
  const { after } = z.object({ after: firstValue.catch('') }).parse(query)
  const [, change, ordinal] = /^(\d{1,15})\.(\d{1,15})$/.exec(after) ?? []
  return change && ordinal ? { change: Number(change), ordinal: Number(ordinal) } : null
}

/** The changes that an editor agrees to undo in one step, as the page listed them; null where the form names none. */
export function readAgreed(body: unknown): number[] | null {
  const { changes } = z.object({ changes: firstValue.catch('') }).parse(body ?? {})
  return changes ? changes.split(' ').map(Number) : null
}

/** The change that a path or `?as-of=` names; null for what is no number of a change. */
export function readChangeNumber(value: unknown): number | null {
  return wholeNumber.nullable().catch(null).parse(value)
}
