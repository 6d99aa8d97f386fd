import type { Scope } from '../../../db/records.ts'
import { type ScopeSlot, type StanceKind, scopeSlots } from '../../../db/vocabulary.ts'
import type { FigureValues } from '../figureForm.ts'

/**
 * What the form for an assertion holds, as typed: every value is text, and nothing need be right. It comes from a suggestion,
 * from an assertion or from what somebody sent, and goes back to the page as it is.
 */
export interface MarkingValues {
  /** Ranges of the letter, "120-180", in code points. */
  ranges: string[]
  /** Other words, typed; and where they stand in several places, the range that is meant … */
  quote: string
  place: string
  /** … or chosen by the numbers of the first and the last one in a paragraph. */
  paragraph: string
  first: string
  last: string
  /** Whether words that are typed or numbered come besides the ranges; otherwise they take their place. */
  beside: boolean
  gist: string
  kind: string
  modality: string
  agent: string
  /** Who speaks, where it is not the letter's author: the slug of an author, or "". */
  author: string
  /** An author that the list does not hold, by name or address; it takes the place of the one that is chosen. */
  otherAuthor: string
  topics: string[]
  attribution: AttributionValues[]
  figures: FigureValues[]
  /** Markers of footnotes that are ticked, and more of them, typed. */
  footnotes: string[]
  otherFootnotes: string
  /** Slugs of authorities. */
  authorities: string[]
  /** One more that the list does not hold, by name or address. */
  otherAuthority: string
  links: LinkValues[]
  proposed: Proposed
}

/** What was proposed in the form: as long as it is left alone, it follows the words. */
export interface Proposed {
  /** The ranges for which it was, "120-180 190-200"; "" where nothing is proposed (an assertion as it was recorded). */
  ranges: string
  /** Part by part, as a line of text to be compared. */
  parts: Partial<Record<ProposedPart, string>>
  /** The stance on each claim that was offered. */
  stances: Record<string, string>
}

/** What of an assertion is proposed for its words; an editor may change each of these by itself. */
export const proposedParts = [
  'gist',
  'kind',
  'modality',
  'agent',
  'topics',
  'attribution',
  'figures',
  'footnotes',
  'authorities',
] as const
export type ProposedPart = (typeof proposedParts)[number]

export interface AttributionValues {
  name: string
  /** "party:SLUG", "authority:SLUG" or "". */
  who: string
  adopted: boolean
}

export type SlotValues = Record<ScopeSlot, string>

export interface LinkValues {
  /** "claim:SLUG", "new", "find" or "none". */
  claim: string
  /** The stance on each claim that was offered. */
  stances: Record<string, string>
  /** The stance on a new claim. */
  newStance: string
  /** What another claim was looked for by. */
  find: string
  note: string
  slots: SlotValues
  wording: string
  claimSlots: SlotValues
  claimTopics: string[]
}

export const noSlots = (): SlotValues => ({ who: '', what: '', whom: '', where: '', when: '' })

export const emptyLink = (): LinkValues => ({
  claim: 'none',
  stances: {},
  newStance: 'asserts',
  find: '',
  note: '',
  slots: noSlots(),
  wording: '',
  claimSlots: noSlots(),
  claimTopics: [],
})

export const emptyMarking = (): MarkingValues => ({
  ranges: [],
  quote: '',
  place: '',
  paragraph: '',
  first: '',
  last: '',
  beside: false,
  gist: '',
  kind: 'fact',
  modality: 'plain',
  agent: 'named',
  author: '',
  otherAuthor: '',
  topics: [],
  attribution: [],
  figures: [],
  footnotes: [],
  otherFootnotes: '',
  authorities: [],
  otherAuthority: '',
  links: [emptyLink()],
  proposed: { ranges: '', parts: {}, stances: {} },
})

/** The slug of the existing claim that a link names, or undefined. */
export const chosenClaim = ({ claim }: LinkValues): string | undefined =>
  claim.startsWith('claim:') ? claim.slice('claim:'.length) : undefined

/** The slots that say something. */
export function saidSlots(slots: SlotValues): Partial<Record<ScopeSlot, string>> {
  return Object.fromEntries(scopeSlots.map((slot) => [slot, slots[slot].trim()]).filter(([, words]) => words))
}

/** How far a stance reaches; undefined where nothing is said about it. */
export function scopeOf({ note, slots }: Pick<LinkValues, 'note' | 'slots'>): Scope | undefined {
  const scope = { ...(note.trim() && { note: note.trim() }), ...saidSlots(slots) }
  return Object.keys(scope).length ? scope : undefined
}

/** The stance that a link takes on the claim that it names. */
export function stanceOf(link: LinkValues): StanceKind | undefined {
  const claim = chosenClaim(link)
  const stance = claim === undefined ? link.newStance : link.stances[claim]
  return stance as StanceKind | undefined
}

/** Words as a sentence to start from: with a capital and a full stop. */
export function asSentence(words: string): string {
  const trimmed = words.trim()
  const first = Array.from(trimmed)[0] ?? ''
  const capital = first.toUpperCase() + trimmed.slice(first.length)
  return !capital || /[.!?…]["”’)]?$/.test(capital) ? capital : `${capital}.`
}
