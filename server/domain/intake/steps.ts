import type { Decisions } from './decisions.ts'

/**
 * What an editor has decided about a draft, as values under keys: verdicts on proposals ("verdict ID"), decisions about
 * the text ("text KEY") and the letter's details ("detail FIELD"). A step changes some of them.
 */
export type DraftValues = Record<string, string | null>

export interface StepValues {
  before: DraftValues
  after: DraftValues
}

/** The step that sets these values; undefined where they are so already. */
export function stepTo(values: DraftValues, wanted: DraftValues): StepValues | undefined {
  const changed = Object.entries(wanted).filter(([key, value]) => (values[key] ?? null) !== value)
  if (!changed.length) return undefined
  return {
    before: Object.fromEntries(changed.map(([key]) => [key, values[key] ?? null])),
    after: Object.fromEntries(changed),
  }
}

/** The values after a step. */
export const applyStep = (values: DraftValues, { after }: Pick<StepValues, 'after'>): DraftValues => ({
  ...values,
  ...after,
})

/** The keys of a step that something later has changed again: while there are any, it can't be taken back. */
export const changedSince = (values: DraftValues, { after }: Pick<StepValues, 'after'>): string[] =>
  Object.keys(after).filter((key) => (values[key] ?? null) !== after[key])

/** The values under keys that begin with `kind`, without it; what is null is not there. */
export function valuesOf(values: DraftValues, kind: 'verdict' | 'detail'): Record<string, string> {
  const prefix = `${kind} `
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      key.startsWith(prefix) && value !== null ? [[key.slice(prefix.length), value]] : [],
    ),
  )
}

export const keyed = (kind: 'verdict' | 'detail', values: DraftValues): DraftValues =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${kind} ${key}`, value]))

/** Stands for "decided: nothing", which is more than that nobody has decided: it holds against what is proposed. */
const nothing = '\u0000'

/** Decisions made by hand, from the values of a draft. */
export const decisionsIn = (values: DraftValues): Decisions =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      key.startsWith('text ') && value !== null ? [[key.slice(5), value === nothing ? null : value]] : [],
    ),
  )

export const decided = (decisions: Decisions): DraftValues =>
  Object.fromEntries(Object.entries(decisions).map(([key, value]) => [`text ${key}`, value ?? nothing]))
