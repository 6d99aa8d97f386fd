import { z } from 'zod'
import { authorityKinds } from '../../../db/vocabulary.ts'
import { firstValue } from '../../web/form.ts'

export const shows = ['authorities', 'footnotes'] as const
export const sorts = ['sides', 'uses', 'name'] as const
export type Sort = (typeof sorts)[number]

const kinds = z
  .preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(z.unknown()))
  .transform((list) => authorityKinds.filter((kind) => list.includes(kind)))

/** The list of sources as an address asks for it; what is broken falls back. */
export const sourcesForm = z.object({
  show: firstValue.pipe(z.enum(shows)).catch('authorities'),
  kind: kinds,
  sort: firstValue.pipe(z.enum(sorts)).catch('sides'),
  /** The last one of the page before: an authority's slug, or a letter's slug and a footnote's marker ("letter:3"). */
  after: firstValue.nullable().catch(null),
})
export type SourcesForm = z.infer<typeof sourcesForm>

export const sourceForm = z.object({
  /** The slug of the last assertion of the page before. */
  after: firstValue.nullable().catch(null),
})
