import type {
  AssertionRecord,
  AttributionRecord,
  CitationRecord,
  ClaimRecord,
  Scope,
} from '../../../db/records.ts'
import {
  agents,
  assertionKinds,
  modalities,
  type NamedKind,
  type StanceKind,
  stanceKinds,
} from '../../../db/vocabulary.ts'
import { readFigure } from '../figureForm.ts'
import { type FindByName, readNamed } from '../namedByHand.ts'
import type { Range } from '../text/anchor.ts'
import { findQuote } from './findQuote.ts'
import { type LetterText, rangeRecords, tidyRanges } from './ranges.ts'
import { chosenClaim, type LinkValues, type MarkingValues, saidSlots, scopeOf, stanceOf } from './values.ts'
import { rangeOfWords, wordsOfText } from './wordsOfText.ts'

/** A letter in which words are marked. */
export interface MarkableLetter extends LetterText {
  id: string
  footnotes: readonly { marker: string }[]
}

/** What values may refer to. */
export interface Present {
  has(kind: 'topic' | 'party' | 'author' | 'authority', slug: string): boolean
  /** What is meant by a name or an address. */
  named: FindByName
  /** A claim that an assertion may bear on now, with the number of its present wording; undefined for any other. */
  claim(slug: string): { wording: number; topics: readonly string[] } | undefined
  /** A claim in use that is worded so. */
  worded(wording: string): { slug: string; wording: string } | undefined
}

/** An assertion that is not kept yet, with its bearing on claims. */
export interface Marking {
  assertion: Omit<AssertionRecord, 'id'>
  links: MarkedLink[]
}

export interface MarkedLink {
  /** An existing claim with the number of its wording, or one to be made. */
  claim: { slug: string; wording: number } | { made: Omit<ClaimRecord, 'id'> }
  stance: StanceKind
  scope: Scope | undefined
}

/** What is wrong, by field. Fields of lists are named "figure-1-unit", "attribution-2-name", "link-1-claim". */
export type MarkingErrors = Record<string, string[]>

export type ReadMarking = { ok: true; marking: Marking } | { ok: false; errors: MarkingErrors }

/** What an editor has typed, as an assertion with its links; or what is wrong with it, field by field. */
export function readMarking(values: MarkingValues, letter: MarkableLetter, present: Present): ReadMarking {
  const errors: MarkingErrors = {}
  const refuse = (field: string, message: string) => {
    errors[field] = [...(errors[field] ?? []), message]
  }
  const words = chosenWords(values, letter)
  for (const [field, message] of Object.entries(words.errors)) refuse(field, message)
  const links = readLinks(values, present, refuse)
  const author = namedByHand('author', values.otherAuthor, 'otherAuthor', present, refuse) || values.author
  const assertion: Omit<AssertionRecord, 'id'> = {
    letter: letter.id,
    ...(author && { author }),
    ranges: rangeRecords(letter.text, words.ranges),
    gist: values.gist.trim(),
    kind: oneOf(assertionKinds, values.kind, () => refuse('kind', 'Choose a kind.')),
    modality: oneOf(modalities, values.modality, () => refuse('modality', 'Choose how it is said.')),
    agent: oneOf(agents, values.agent, () => refuse('agent', 'Choose whether it is said who did it.')),
    topics: readTopics(values, links, present, refuse),
    attribution: readAttribution(values, present, refuse),
    figures: values.figures.flatMap(
      (figure, i) =>
        readFigure(figure, (field, message) => refuse(`figure-${i + 1}-${field}`, message)) ?? [],
    ),
    citations: readCitations(values, letter, present, refuse),
  }
  if (!assertion.gist) refuse('gist', 'Say in one sentence what the words state.')
  if (values.author && !present.has('author', values.author))
    refuse('author', 'There is no such author any more.')
  return Object.keys(errors).length ? { ok: false, errors } : { ok: true, marking: { assertion, links } }
}

/** Those that are ticked; where none is, those of the claims on which the words bear. */
function readTopics(
  { topics }: MarkingValues,
  links: readonly MarkedLink[],
  present: Present,
  refuse: Refuse,
): string[] {
  const ticked = topics.filter((topic) => present.has('topic', topic))
  const ofClaims = links.flatMap(({ claim }) =>
    'made' in claim ? claim.made.topics : (present.claim(claim.slug)?.topics ?? []),
  )
  const own = [...new Set(ticked.length ? ticked : ofClaims)]
  if (!own.length) refuse('topic', 'Choose at least one topic.')
  return own
}

type Refuse = (field: string, message: string) => void

function oneOf<const T extends readonly string[]>(list: T, value: string, refuse: () => void): T[number] {
  if (list.includes(value)) return value
  refuse()
  return list[0]!
}

/** Words that were typed or chosen by their numbers; the ranges that were ticked where there are none, or if they come besides. */
export interface ChosenWords {
  ranges: Range[]
  errors: { words?: string; quote?: string; first?: string }
  /** Where the typed words stand, if that is in more places than one. */
  places: Range[]
}

export function chosenWords(
  { ranges, quote, place, paragraph, first, last, beside }: MarkingValues,
  letter: LetterText,
): ChosenWords {
  const errors: ChosenWords['errors'] = {}
  const ticked = ranges.flatMap((range) => parseRange(range) ?? [])
  const typed: Range[] = []
  let places: Range[] = []
  if (quote.trim()) {
    const found = findQuote(letter.text, quote)
    const meant = found.length === 1 ? found[0] : found.find((one) => rangeInForm(one) === place)
    if (meant) typed.push(meant)
    else if (found.length) {
      places = found
      errors.quote = `These words stand in ${found.length} places. Choose the one that you mean.`
    } else {
      errors.quote =
        'The letter does not hold these words, one after the other. Copy them from it: only its own words can be marked.'
    }
  }
  if (first.trim() || last.trim()) {
    const range = numberedWords(letter, paragraph, first, last)
    if (range) typed.push(range)
    else errors.first = 'Give the numbers of the first and of the last word, as they stand in the paragraph.'
  }
  const tidy = tidyRanges(letter, typed.length && !beside ? typed : [...ticked, ...typed])
  if ('ranges' in tidy) return { ranges: tidy.ranges, errors, places }
  return { ranges: [], errors: Object.keys(errors).length ? errors : { words: tidy.refusal }, places }
}

export function parseRange(typed: string): Range | undefined {
  const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(typed) ?? []
  return start && end ? { start: Number(start), end: Number(end) } : undefined
}

export const rangeInForm = ({ start, end }: Range) => `${start}-${end}`

function numberedWords({ text, paragraphs }: LetterText, label: string, first: string, last: string) {
  const paragraph = paragraphs.find((one) => one.label === label)
  if (!paragraph) return undefined
  const words = wordsOfText(Array.from(text).slice(paragraph.start, paragraph.end).join(''))
  const range = rangeOfWords(words, Number(first.trim() || last), Number(last.trim() || first))
  return range && { start: paragraph.start + range.start, end: paragraph.start + range.end }
}

function readAttribution(
  { attribution }: MarkingValues,
  present: Present,
  refuse: Refuse,
): AttributionRecord[] {
  return attribution.flatMap(({ name, who, adopted }, i): AttributionRecord[] => {
    if (!name.trim() && !who) return []
    if (!name.trim()) refuse(`attribution-${i + 1}-name`, 'Give the name as the letter has it.')
    const [, kind, slug] = /^(party|authority):(.+)$/.exec(who) ?? []
    const isKnown = kind && slug && present.has(kind as 'party' | 'authority', slug)
    if (who && !isKnown) refuse(`attribution-${i + 1}-who`, 'This is not in the collection any more.')
    return [{ name: name.trim(), ...(kind && { [kind]: slug }), adopted }]
  })
}

function readCitations(
  { footnotes, otherFootnotes, authorities, otherAuthority }: MarkingValues,
  letter: MarkableLetter,
  present: Present,
  refuse: Refuse,
): CitationRecord[] {
  const known = letter.footnotes.map(({ marker }) => marker)
  const typed = otherFootnotes.split(/[\s,;]+/).filter(Boolean)
  const missing = [...footnotes, ...typed].filter((marker) => !known.includes(marker))
  if (missing.length) refuse('otherFootnotes', `The letter has no note ${missing.join(', ')}.`)
  const cited = new Set([...footnotes, ...typed])
  const other = namedByHand('authority', otherAuthority, 'otherAuthority', present, refuse)
  return [
    ...known.filter((marker) => cited.has(marker)).map((footnote) => ({ footnote })),
    ...[...new Set([...authorities, other])]
      .filter((slug) => present.has('authority', slug))
      .map((authority) => ({ authority })),
  ]
}

/** The slug of the one that was typed by its name or its address; "" where nothing was typed. */
function namedByHand(
  kind: NamedKind,
  typed: string,
  field: string,
  present: Present,
  refuse: Refuse,
): string {
  const named = readNamed(kind, typed, present.named)
  if ('slug' in named) return named.slug
  refuse(field, named.fault)
  return ''
}

const longestWording = 400

function readLinks({ links, topics }: MarkingValues, present: Present, refuse: Refuse): MarkedLink[] {
  const taken = new Set<string>()
  return links.flatMap((link, i): MarkedLink[] => {
    const field = (name: string) => `link-${i + 1}-${name}`
    if (link.claim === 'none' || link.claim === '') return []
    if (link.claim === 'find') {
      refuse(field('claim'), 'Find the claim and choose it, or choose “None yet”.')
      return []
    }
    const stance = stanceOf(link)
    if (!stance || !stanceKinds.includes(stance)) {
      refuse(field('claim'), 'Choose what the words do to this claim: assert, dispute, qualify or report it.')
      return []
    }
    const slug = chosenClaim(link)
    if (slug === undefined) {
      const made = madeClaim(link, topics, present, field, refuse)
      if (taken.has(`new ${made.wording}`)) refuse(field('wording'), 'This claim is made twice.')
      taken.add(`new ${made.wording}`)
      return [{ claim: { made }, stance, scope: scopeOf(link) }]
    }
    const claim = present.claim(slug)
    if (!claim) refuse(field('claim'), 'This claim is no longer in use. Choose another one.')
    if (taken.has(slug)) refuse(field('claim'), 'This claim is chosen twice.')
    taken.add(slug)
    return claim ? [{ claim: { slug, wording: claim.wording }, stance, scope: scopeOf(link) }] : []
  })
}

/** A new claim; without topics of its own it has those of the assertion. */
function madeClaim(
  { wording, claimSlots, claimTopics }: LinkValues,
  topics: readonly string[],
  present: Present,
  field: (name: string) => string,
  refuse: Refuse,
): Omit<ClaimRecord, 'id'> {
  const words = wording.replace(/\s+/g, ' ').trim()
  const own = (claimTopics.length ? claimTopics : topics).filter((topic) => present.has('topic', topic))
  if (!words)
    refuse(
      field('wording'),
      'Word the claim in one neutral sentence that either side could assert or dispute.',
    )
  const there = words ? present.worded(words) : undefined
  if (there)
    refuse(
      field('wording'),
      `There is such a claim already: “${there.wording}” It stands among the claims above: choose it there.`,
    )
  if (words.length > longestWording) refuse(field('wording'), `Use at most ${longestWording} characters.`)
  if (!own.length) refuse(field('claimTopic'), 'Choose at least one topic for the new claim.')
  return { wording: words, ...saidSlots(claimSlots), topics: [...own], earlier_wordings: [] }
}
