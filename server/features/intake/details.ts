import { createHash } from 'node:crypto'
import type { AuthorRecord, DateRecord, LetterRecord, ReferenceRecord } from '../../../db/records.ts'
import { type AuthorKind, dateKinds } from '../../../db/vocabulary.ts'
import type { LetterText } from '../../domain/intake/letterText.ts'
import type { DetailProposal } from '../../domain/intake/metadata.ts'
import { freeSlug } from '../../domain/slug.ts'
import { newAuthor, noSide, type referenceKinds, referenceRows } from './forms.ts'

/** The details of a letter as the form has them; '' where a field says nothing. */
export type Details = Record<string, string>

/** The form as it is before anybody has filled it in: with what was read from the text. */
export function detailsFrom(
  proposals: readonly DetailProposal[],
  known: ReadonlySet<string>,
  cameBy: string,
  isTaken: (letterSlug: string) => boolean,
): Details {
  const details: Details = { provenance: cameBy }
  for (const { field, value, date } of proposals) {
    if (date) {
      details[`${field}_from`] = date.from ?? ''
      details[`${field}_to`] = date.to ?? ''
      details[`${field}_ground`] = date.ground
      details[`${field}_basis`] = date.basis
    } else if (field === 'author' && !known.has(value)) {
      details.author = newAuthor
      details.author_name = value
    } else details[field] = value
  }
  const title = details.short_title ?? details.title
  details.id = title ? freeSlug(title, 'letter', isTaken) : ''
  return details
}

/** The records of the letter, and of its author where that is new: it gets a slug that none has or had. */
export function recordsOf(
  details: Details,
  text: LetterText,
  changes: readonly string[],
  isTaken: (authorSlug: string) => boolean,
): { letter: LetterRecord; author: AuthorRecord | null } {
  const author: AuthorRecord | null =
    details.author === newAuthor
      ? {
          id: freeSlug(details.author_name!, 'author', isTaken),
          name: details.author_name!,
          ...(details.author_person && { person: details.author_person }),
          kind: details.author_kind as AuthorKind,
          ...(details.author_party !== noSide && { party: details.author_party }),
        }
      : null
  const letter: LetterRecord = {
    id: details.id!,
    title: details.title!,
    short_title: details.short_title!,
    author: author?.id ?? details.author!,
    addressee: details.addressee!,
    ...(details.symbol && { symbol: details.symbol }),
    language: details.language!,
    dates: Object.fromEntries(dateKinds.flatMap((kind) => dateOf(details, kind).map((date) => [kind, date]))),
    provenance: lines(details.provenance),
    answers: references(details, 'answers'),
    encloses: references(details, 'encloses'),
    changes: [...changes, ...lines(details.further_changes)],
    text: text.text,
    sha256: sha256Of(text.text),
    paragraphs: text.paragraphs.map(({ place: _, ...paragraph }) => paragraph),
    footnotes: text.footnotes.map(({ place: _, ...footnote }) => ({ ...footnote, authorities: [] })),
  }
  return { letter, author }
}

export const sha256Of = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

function dateOf(details: Details, kind: string): DateRecord[] {
  const [from, to, basis] = [details[`${kind}_from`], details[`${kind}_to`], details[`${kind}_basis`]]
  if (!from && !to) return []
  return [
    {
      ...(from && { from }),
      ...(to && { to }),
      ground: details[`${kind}_ground`] === 'inferred' ? 'inferred' : 'stated',
      basis: basis!,
    },
  ]
}

function references(details: Details, kind: (typeof referenceKinds)[number]): ReferenceRecord[] {
  return Array.from({ length: referenceRows }, (_, i) => i).flatMap((i) => {
    const of = (part: string) => details[`${kind}_${i}_${part}`]
    const [title, from, date, letter] = [of('title'), of('from'), of('date'), of('letter')]
    return title ? [{ title, ...(from && { from }), ...(date && { date }), ...(letter && { letter }) }] : []
  })
}

const lines = (text = '') =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')
