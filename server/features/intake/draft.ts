import type { Db } from '../../../db/client.ts'
import { changesMade } from '../../domain/intake/changesMade.ts'
import { compose, type Draft } from '../../domain/intake/compose.ts'
import type { Decisions } from '../../domain/intake/decisions.ts'
import { type LetterText, letterText } from '../../domain/intake/letterText.ts'
import { likeness, nearlySame } from '../../domain/intake/likeness.ts'
import { type DetailProposal, proposeDetails } from '../../domain/intake/metadata.ts'
import type { Verdict } from '../../domain/intake/proposals/proposal.ts'
import { inEffect } from '../../domain/intake/propose.ts'
import { decisionsIn, valuesOf } from '../../domain/intake/steps.ts'
import { type Details, detailsFrom, sha256Of } from './details.ts'
import { isSlugTaken, lettersWithPhrases, letterWithText, listAuthors, type OpenIntake } from './queries.ts'

/** A draft as it stands: what is in effect, the text that it makes, and the letter's details. */
export interface DraftState {
  decisions: Decisions
  draft: Draft
  letter: LetterText
  verdictOf(proposalId: string): Verdict | 'open'
  details: Details
  /** Whether an editor has confirmed the details. */
  isConfirmed: boolean
  detailProposals: DetailProposal[]
  changes: string[]
}

export function draftOf(db: Db, { source, proposals, values, ...intake }: OpenIntake): DraftState {
  const verdicts = valuesOf(values, 'verdict')
  const said = (id: string) => verdicts[id] as Verdict | undefined
  const verdictOf = (id: string) => said(id) ?? 'open'
  const decisions = inEffect(proposals, said, decisionsIn(values))
  const draft = compose(source, decisions)
  const authors = listAuthors(db)
  const detailProposals = proposeDetails(source, draft, authors)
  const confirmed = valuesOf(values, 'detail')
  const isConfirmed = Object.keys(confirmed).length > 0
  const cameBy = intake.isPasted ? 'Pasted as text.' : `Brought in as the file “${intake.fileName}”.`
  const known = new Set(authors.map(({ slug }) => slug))
  const isTaken = (slug: string) => isSlugTaken(db, 'letter', slug)
  const details = isConfirmed ? confirmed : detailsFrom(detailProposals, known, cameBy, isTaken)
  return {
    decisions,
    draft,
    letter: letterText(draft, decisions),
    verdictOf,
    details,
    isConfirmed,
    detailProposals,
    changes: changesMade(source, draft, decisions, proposals),
  }
}

/** A letter of the collection that has this text, or nearly: 1 where it is the same to the letter. */
export function sameTextAs(db: Db, text: string): { slug: string; title: string; share: number } | undefined {
  const same = letterWithText(db, sha256Of(text))
  if (same) return { ...same, share: 1 }
  const [best] = lettersWithPhrases(db, phrasesOf(text))
    .map(({ slug, title, text: other }) => ({ slug, title, share: likeness(text, other) }))
    .sort((a, b) => b.share - a.share)
  return best && best.share >= nearlySame ? { ...best, share: Math.min(best.share, 0.99) } : undefined
}

/** Some runs of words from all over a text, long enough to stand in no other. */
function phrasesOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  const length = 6
  const step = Math.max(length, Math.floor(words.length / 12))
  const phrases: string[] = []
  for (let i = 0; i + length <= words.length; i += step) phrases.push(words.slice(i, i + length).join(' '))
  return phrases
}
