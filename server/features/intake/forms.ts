import { z } from 'zod'
import { authorKinds, type DateKind, dateGrounds, dateKinds } from '../../../db/vocabulary.ts'
import { verdicts } from '../../domain/intake/proposals/proposal.ts'
import { type NamedField, namedAuthor } from '../../domain/namedByHand.ts'
import { oneLine } from '../../web/form.ts'

const line = z.string().default('').transform(oneLine)
const needed = (message: string) => line.pipe(z.string().min(1, message))
const day = line.pipe(z.union([z.literal(''), z.iso.date('Write a day as 2020-11-12, or leave it empty')]))
const area = z
  .string()
  .default('')
  .transform((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').trim())

/** How many letters or documents a form has room for, of those that a letter answers or encloses. */
export const referenceRows = 3
export const referenceKinds = ['answers', 'encloses'] as const
const referenceShape = Object.fromEntries(
  referenceKinds.flatMap((kind) =>
    Array.from({ length: referenceRows }, (_, i) => i).flatMap((i) => [
      [`${kind}_${i}_title`, line],
      [`${kind}_${i}_from`, line],
      [`${kind}_${i}_date`, day],
      [`${kind}_${i}_letter`, line],
    ]),
  ),
)
/** The author, and the letters that it answers or encloses: each is chosen from a list, or named beside it. */
export const namedFields: NamedField[] = [
  namedAuthor,
  ...referenceKinds.flatMap((kind) =>
    Array.from({ length: referenceRows }, (_, i) => ({
      kind: 'letter' as const,
      chosen: `${kind}_${i}_letter`,
      named: `${kind}_${i}_other`,
    })),
  ),
]
const dateShape = Object.fromEntries(
  dateKinds.flatMap((kind) => [
    [`${kind}_from`, day],
    [`${kind}_to`, day],
    [`${kind}_ground`, z.enum(['', ...dateGrounds]).catch('')],
    [`${kind}_basis`, line],
  ]),
)

/** What a letter's front matter says, field by field; the empty string where it says nothing. */
export const detailsForm = z
  .object({
    title: needed('Enter the title, as it stands in a list of letters'),
    short_title: needed('Enter a short title').pipe(
      z.string().max(30, 'Make the short title at most 30 characters long'),
    ),
    id: needed('Enter the letter’s address').pipe(
      z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Write the address as lower-case words joined by hyphens')
        .max(80, 'Make the address at most 80 characters long'),
    ),
    author: needed('Choose the author, or “a new author”'),
    author_name: line,
    author_person: line,
    author_kind: z.enum(['', ...authorKinds]).catch(''),
    author_party: line,
    addressee: needed('Enter to whom the letter is addressed'),
    symbol: line,
    language: needed('Enter the language').pipe(
      z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Write the language as a code, such as en or fr'),
    ),
    provenance: area,
    further_changes: area,
    ...dateShape,
    ...referenceShape,
  })
  .transform((values) => values as Record<string, string>)
  .check((context) => {
    const { value, issues } = context
    const wrong = (path: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [path], message })
    if (value.author === newAuthor) {
      if (!value.author_name) wrong('author_name', 'Enter the new author’s name')
      if (!value.author_kind) wrong('author_kind', 'Say what kind of author it is')
      if (!value.author_party)
        wrong('author_party', 'Say whose side the author speaks for, or that it is none')
    }
    for (const kind of dateKinds) {
      const [from, to, basis] = [value[`${kind}_from`], value[`${kind}_to`], value[`${kind}_basis`]]
      if (from && to && from > to) wrong(`${kind}_to`, 'The last possible day is before the first')
      if ((from || to) && !basis)
        wrong(`${kind}_basis`, 'Say where the date is stated, or from what it is inferred')
      if ((from || to) && !value[`${kind}_ground`])
        wrong(`${kind}_ground`, 'Say whether the day is stated or inferred')
      if (basis && !from && !to) wrong(`${kind}_from`, 'Enter a day, or empty what it is read from')
    }
    for (const kind of referenceKinds) {
      for (let i = 0; i < referenceRows; i++) {
        const rest = ['from', 'date', 'letter'].some((part) => value[`${kind}_${i}_${part}`])
        if (rest && !value[`${kind}_${i}_title`]) wrong(`${kind}_${i}_title`, 'Enter how the letter names it')
      }
    }
  })

/** The choice of an author that the collection does not have yet. */
export const newAuthor = '+'
/** The choice of no side. Nothing chosen is another matter: it would keep a letter from standing on its side, unseen. */
export const noSide = '-'

export const dateLabels: Record<DateKind, string> = {
  written: 'Written',
  circulated: 'Circulated',
  published: 'Published',
  captured: 'Captured',
}

const place = z.string().regex(/^\d{1,6}:\d{1,7}$/)
const revision = z.coerce.number().int().min(0)

/** A form that a program sent, not one of our pages. */
export const actForm = z.object({
  place,
  revision,
  act: z.string().max(20),
  role: z.string().max(20).default(''),
  from: z.string().max(12).default(''),
})
export const verdictForm = z.object({
  revision,
  id: z.string().max(60).default(''),
  kind: z.string().max(20).default(''),
  verdict: z.enum(verdicts),
  from: z.string().max(12).default(''),
})
export const editForm = z.object({
  revision,
  words: z.string('Enter the words').max(200_000, 'This is longer than a paragraph can be'),
  role: z.string().max(20).default('text'),
  mark: z
    .string()
    .trim()
    .regex(/^(?:-|\d{1,3}\.|)$/, 'Write a list mark as “-” or as a number with a full stop')
    .default(''),
})
export const noteForm = z.object({
  revision,
  words: z.string('Enter the words').max(200_000, 'This is longer than a note can be'),
  label: z.string().trim().default(''),
  behind: z.string().max(500, 'Write fewer words').default(''),
  broken: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => [value].flat()),
})
export const stepForm = z.object({ revision, step: z.coerce.number().int().min(1) })
export const acceptanceForm = z.object({ revision, is_another: z.string().optional() })
