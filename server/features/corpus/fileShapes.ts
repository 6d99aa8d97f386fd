import { z } from 'zod'
import {
  agents,
  assertionKinds,
  authorityKinds,
  authorKinds,
  bounds,
  dateGrounds,
  modalities,
  relationKinds,
  stanceKinds,
} from '../../../db/vocabulary.ts'

/** The YAML files of a corpus folder, field by field, as docs/corpus-format.md describes them. Unknown fields are refused. */

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Write an id as lower-case words joined by hyphens')
  .max(80, 'Make this id at most 80 characters long')
const words = z.string().trim().min(1, 'Write something here, or leave the field out')
const day = z.iso.date('Write a day as "2020-11-12"')
const slots = {
  who: words.optional(),
  what: words.optional(),
  whom: words.optional(),
  where: words.optional(),
  when: words.optional(),
}
const slugged = { id, old_ids: z.array(id).optional() }

export const corpusFile = z.strictObject({ format: z.literal(1), title: words, names_note: words.optional() })

export const partiesFile = z
  .array(z.strictObject({ ...slugged, name: words }))
  .max(6, 'A corpus has at most 6 parties')

export const authorsFile = z.array(
  z.strictObject({
    ...slugged,
    name: words,
    person: words.optional(),
    kind: z.enum(authorKinds),
    party: id.optional(),
  }),
)

export const authoritiesFile = z.array(
  z.strictObject({ ...slugged, name: words, kind: z.enum(authorityKinds), party: id.optional() }),
)

export const topicsFile = z.array(
  z.strictObject({
    ...slugged,
    name: words,
    core: z.literal(true).optional(),
    definition: words,
    includes: words.optional(),
    excludes: words.optional(),
  }),
)

const date = z
  .strictObject({ from: day.optional(), to: day.optional(), ground: z.enum(dateGrounds), basis: words })
  .refine((value) => value.from !== undefined || value.to !== undefined, 'Give from, to or both')
  .refine((value) => !value.from || !value.to || value.from <= value.to, 'from must not be later than to')

const reference = z.strictObject({
  title: words,
  from: words.optional(),
  date: day.optional(),
  letter: id.optional(),
})

export const letterFrontMatter = z.strictObject({
  ...slugged,
  title: words,
  short_title: words.max(30, 'Make the short title at most 30 characters long'),
  author: id,
  addressee: words,
  symbol: words.optional(),
  language: words.default('en'),
  dates: z
    .strictObject({
      written: date.optional(),
      circulated: date.optional(),
      published: date.optional(),
      captured: date.optional(),
    })
    .default({}),
  provenance: z.array(words).default([]),
  answers: z.array(reference).default([]),
  encloses: z.array(reference).default([]),
  changes: z.array(words).default([]),
  authorities: z.record(z.string(), z.array(id)).default({}),
})

const attribution = z
  .strictObject({ name: words, party: id.optional(), authority: id.optional(), adopted: z.boolean() })
  .refine((link) => !link.party || !link.authority, 'Give a party or an authority, not both')

const figure = z.strictObject({
  number: z.number().optional(),
  bound: z.enum(bounds),
  unit: words,
  counted: words,
  where: words.optional(),
  when: words.optional(),
})

const citation = z.union(
  [z.strictObject({ footnote: z.string() }), z.strictObject({ authority: id })],
  'Give a footnote (its marker in quotes) or an authority',
)

export const assertionsFile = z.array(
  z.strictObject({
    ...slugged,
    quote: z.union([words, z.array(words).min(1)], 'Write the words, or a list of them'),
    occurrence: z
      .union(
        [z.int().min(1), z.array(z.int().min(1))],
        'Write which occurrence: a number from 1, or a list of them',
      )
      .optional(),
    author: id.optional(),
    gist: words,
    kind: z.enum(assertionKinds),
    modality: z.enum(modalities),
    agent: z.enum(agents),
    topics: z.array(id).min(1, 'Give at least one topic'),
    attribution: z.array(attribution).default([]),
    figures: z.array(figure).default([]),
    citations: z.array(citation).default([]),
  }),
)

const stance = z.strictObject({
  assertion: id,
  stance: z.enum(stanceKinds),
  wording: z.int().min(1).optional(),
  scope: z.strictObject({ note: words.optional(), ...slots }).optional(),
})

export const claimsFile = z.array(
  z.strictObject({
    ...slugged,
    wording: words,
    ...slots,
    topics: z.array(id).min(1, 'Give at least one topic'),
    earlier_wordings: z.array(words).default([]),
    retired: words.optional(),
    merged_into: id.optional(),
    stances: z.array(stance).default([]),
  }),
)

export const relationsFile = z.array(
  z.strictObject({ from: id, kind: z.enum(relationKinds), to: id, reason: words }),
)
