import { namesIn } from '../../../db/choices.ts'
import { claimWorded } from '../../../db/claimWorded.ts'
import type { Db } from '../../../db/client.ts'
import type { Edit } from '../../../db/edit.ts'
import { isPresent, presentRecord } from '../../../db/present.ts'
import { type AssertionRecord, isSameRecord } from '../../../db/records.ts'
import { findId } from '../../../db/slugs.ts'
import { type Change, makeChange } from '../../../db/writes/change.ts'
import { applyEdits } from '../../../db/writes/edits.ts'
import { EditsRefused } from '../../../db/writes/obstacles.ts'
import { latestChange, Stale } from '../../../db/writes/stale.ts'
import { decide } from '../../../db/writes/suggestions.ts'
import { editsOf, type PresentAssertion, removalOf } from '../../domain/marking/editsOf.ts'
import { quoteOf } from '../../domain/marking/ranges.ts'
import type { Marking, Present } from '../../domain/marking/readMarking.ts'
import { nextAssertionSlug } from '../../domain/marking/slugs.ts'
import { signedBy, type Visitor } from '../../web/access.ts'
import { listClaims } from './claimQueries.ts'
import {
  claimsOfAssertion,
  type DeskLetter,
  lastChangeOfMarking,
  listAssertionSlugs,
  wasSlug,
} from './letterQueries.ts'

/** What may be referred to just now. */
export const presentIn = (db: Db): Present => ({
  has: (kind, slug) => findId(db, kind, slug) !== undefined,
  named: namesIn(db),
  claim(slug) {
    const [row] = listClaims(db, [slug])
    if (row?.state !== 'current') return undefined
    return { wording: row.wordings, topics: JSON.parse(row.topics) as string[] }
  },
  worded: (wording) => claimWorded(db, wording),
})

/** An assertion as it is, with its stances. */
export function presentAssertion(db: Db, slug: string): PresentAssertion | undefined {
  const assertion = presentRecord(db, 'assertion', slug)
  if (!assertion) return undefined
  const stances = claimsOfAssertion(db, slug).flatMap(
    (claim) => presentRecord(db, 'stance', `${claim} ${slug}`) ?? [],
  )
  return { assertion, stances }
}

/** The last change after `base` that touched an assertion or one of its stances, or null. */
export function changedSince(db: Db, slug: string, base: number): number | null {
  const latest = lastChangeOfMarking(db, slug)
  return latest > base ? latest : null
}

function refuseIfChanged({ db, id }: Change, slug: string, base: number) {
  const latest = changedSince(db, slug, base)
  if (latest !== null && latest < id) throw new Stale({ kind: 'assertion', key: slug }, base, latest)
}

/** A suggestion that a new assertion is made of, and how it was decided on. */
export interface DecidedSuggestion {
  id: number
  decision: 'accepted' | 'changed'
  expectedDecision: number | null
}

/**
 * Adds an assertion with its stances and new claims: one change, the decision on the suggestion within it. Gives its slug and
 * the number of the change, or what stands in the way: something that it names was taken away while it was being saved.
 * @throws StaleDecision where somebody has decided on the suggestion meanwhile
 */
export function addMarking(
  db: Db,
  visitor: Visitor,
  letter: DeskLetter,
  marking: Marking,
  suggestion: DecidedSuggestion | null,
): { slug: string; change: number } | { refusals: string[] } {
  const line = signedBy(
    visitor,
    'mark',
    `Marked ${shortQuote(letter, marking.assertion)} in ${letter.record.short_title}`,
  )
  try {
    return makeChange(db, line, (change) => {
      const slug = freeAssertionSlug(db, letter)
      applyEdits(change, editsOf(marking, slug, null, isTakenByClaim(db)))
      if (suggestion) {
        const { id, decision, expectedDecision } = suggestion
        decide(db, {
          suggestionId: id,
          decision,
          accountId: visitor.id,
          changeId: change.id,
          expectedDecision,
        })
      }
      return { slug, change: change.id }
    })
  } catch (error) {
    if (error instanceof EditsRefused) return { refusals: error.obstacles.map(({ message }) => message) }
    throw error
  }
}

/** Brings an assertion and its stances to what was typed; gives the number of the change. @throws Stale where they were changed after change `base` */
export function changeMarking(
  db: Db,
  visitor: Visitor,
  letter: DeskLetter,
  slug: string,
  marking: Marking,
  base: number,
): number {
  const summary = `Changed the assertion ${shortQuote(letter, marking.assertion)} in ${letter.record.short_title}`
  return makeChange(db, signedBy(visitor, 'change assertion', summary), (change) => {
    refuseIfChanged(change, slug, base)
    applyEdits(change, editsOf(marking, slug, foundPresent(db, slug), isTakenByClaim(db)))
    return change.id
  })
}

/** Whether the edits of a marking would change anything. */
export function changesAnything(db: Db, slug: string, marking: Marking): boolean {
  const present = foundPresent(db, slug)
  const isSame = ({ before, after }: Edit) => before !== null && after !== null && isSameRecord(before, after)
  return !editsOf(marking, slug, present, isTakenByClaim(db)).every(isSame)
}

/** Removes an assertion with its stances; gives the number of the change. @throws Stale */
export function removeMarking(
  db: Db,
  visitor: Visitor,
  letter: DeskLetter,
  slug: string,
  base: number,
): number {
  const present = foundPresent(db, slug)
  const summary = `Removed the assertion ${shortQuote(letter, present.assertion)} from ${letter.record.short_title}`
  return makeChange(db, signedBy(visitor, 'remove assertion', summary), (change) => {
    refuseIfChanged(change, slug, base)
    applyEdits(change, removalOf(present))
    return change.id
  })
}

function foundPresent(db: Db, slug: string): PresentAssertion {
  const present = presentAssertion(db, slug)
  if (!present) throw new Stale({ kind: 'assertion', key: slug }, null, latestChange(db))
  return present
}

function freeAssertionSlug(db: Db, letter: DeskLetter): string {
  const taken = listAssertionSlugs(db, letter.id)
  for (;;) {
    const slug = nextAssertionSlug(letter.record.id, taken)
    // One that waits since its letter's text was corrected keeps its slug.
    const isTaken =
      findId(db, 'assertion', slug) !== undefined || isPresent(db, { kind: 'waiting', key: slug })
    if (!isTaken && !wasSlug(db, 'assertion', slug)) return slug
    taken.push(slug)
  }
}

const isTakenByClaim = (db: Db) => (slug: string) =>
  findId(db, 'claim', slug) !== undefined || wasSlug(db, 'claim', slug)

const longestInSummary = 60

/** The first of its words, in quotation marks, for a line of history. */
function shortQuote({ record }: DeskLetter, { ranges }: Pick<AssertionRecord, 'ranges'>): string {
  const quote = Array.from(quoteOf(record.text, ranges))
  return quote.length > longestInSummary
    ? `“${quote.slice(0, longestInSummary).join('').trimEnd()}…”`
    : `“${quote.join('')}”`
}
