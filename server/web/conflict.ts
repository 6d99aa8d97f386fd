import { diffRecords, type FieldDiff } from '../domain/recordDiff.ts'
import { urls } from './urls.ts'

/** An object that somebody else has changed while a form about it was being filled in; views/shared/_conflict.njk prints it. */
export interface Conflict {
  change: { number: number; actor: string; summary: string; madeAt: string; href: string } | null
  isGone: boolean
  fields: FieldDiff[]
}

/** Both versions, field by field: what the form was begun with, and what stands there now. */
export function conflictView({
  was,
  now,
  latest,
}: {
  was: object | null
  now: object | null
  latest: Omit<NonNullable<Conflict['change']>, 'href'> | null
}): Conflict {
  return {
    change: latest && { ...latest, href: urls.change(latest.number) },
    isGone: now === null,
    fields: was && now ? diffRecords(was, now).changed : [],
  }
}
