import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { type DateKind, dateKinds, type ParagraphRole } from '../../../db/vocabulary.ts'
import { citeLetter } from '../../domain/citation.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { dayInWords, intervalInWords } from '../../domain/dates.ts'
import { type FootnoteUrl, footnoteParts } from '../../domain/footnoteParts.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { type LetterIndex, letterIndex } from '../../domain/letterIndex.ts'
import { shownMark } from '../../domain/listMarks.ts'
import { foldAway, roomForNotes } from '../../domain/marginNotes.ts'
import { silenceInWords } from '../../domain/silence.ts'
import { textVersions } from '../../domain/textVersions.ts'
import { positionWords, stanceWords } from '../../domain/words.ts'
import { type PageContext, type PlacedParty, placedParties } from '../../web/pageContext.ts'
import { urls } from '../../web/urls.ts'
import type { LetterFilter } from './forms.ts'
import { markerPlaces, runsOf } from './marks.ts'
import {
  countWaiting,
  type DateRow,
  type FootnoteRow,
  type LetterAssertionRow,
  type LetterClaimRow,
  type LetterRow,
  listHeld,
  listSharing,
  listTextChanges,
  type ParagraphRow,
  type ReferenceRow,
  readLetter,
  readStatements,
} from './queries.ts'

/** The page of a letter: its text with every assertion marked, and in the margin the claims and what the other side says. */
export function letterPage(db: Db, letter: LetterRow, filter: LetterFilter, context: PageContext) {
  const index = letterIndex(datedLetters(db))
  const parties = placedParties(context.sides)
  const party = parties.find(({ id }) => id === letter.partyId) ?? null
  const own = readLetter(db, letter.id)
  const said = readStatements(db, letter.id)
  const topic = said.topics.find(({ slug }) => slug === filter.topic) ?? null
  const claims = new Map(said.claims.map((claim) => [claim.id, claim]))

  const isLit = litBy(said, claims, topic?.id ?? null, filter.contested)
  const opponents = facing(parties, party)
  const replyTo = repliesTo(db, said.claims, opponents, index)
  const date = index.dateOf(letter.id)
  const contested = said.claims.filter(({ pattern }) => pattern === 'contested').length

  const marked = new Map(said.assertions.map((assertion) => [assertion.id, assertion]))
  const marks = said.ranges.map(({ assertionId, start, end }) => ({
    id: marked.get(assertionId)!.slug,
    start,
    end,
  }))
  const markerOf = new Map(own.footnotes.map(({ id, marker }) => [id, marker]))
  const markers = markerPlaces(
    own.markers.map(({ footnoteId, offset }) => ({ marker: markerOf.get(footnoteId) ?? '', offset })),
  )
  const dimmed = new Set(said.assertions.filter(({ id }) => !isLit.assertion(id)).map(({ slug }) => slug))
  const others = new Set(
    said.assertions.filter(({ authorId }) => authorId !== letter.authorId).map(({ slug }) => slug),
  )
  const runs = runsOf(letter.text, marks, markers, {
    isDimmed: (slug) => dimmed.has(slug),
    isOthers: (slug) => others.has(slug),
  })
  const footnotes = new Map(own.footnotes.map((footnote) => [footnote.marker, footnoteView(footnote)]))

  const notesIn = noteViews(said, claims, letter.authorId, isLit.claim, replyTo)
  const rows = own.paragraphs.map((paragraph) => {
    const words = runs(paragraph)
    const notes = notesIn(paragraph)
    const folded = foldedNotes(notes, paragraph)
    return {
      label: paragraph.label,
      role: paragraph.role,
      marker: paragraph.marker,
      /** The marker as it is shown. */
      sign: shownMark(paragraph.marker, words.map(({ text }) => text).join('')),
      runs: words.map((run) => ({ ...run, note: firstNote(notes, run.opens) })),
      notes,
      /** Which of the notes are folded away beneath the others, and what they have in common, if anything. */
      folded: folded.length
        ? { notes: folded.map(({ id }) => id), words: commonTo(folded, opponents) }
        : null,
      footnotes: words
        .flatMap((run) => run.notes)
        .filter(({ marker, id }) => id === `fnref-${marker}`)
        .flatMap(({ marker }) => footnotes.get(marker) ?? []),
    }
  })
  const placed = new Set(markers.map(({ marker }) => marker))

  return {
    letter: {
      slug: letter.slug,
      title: letter.title,
      shortTitle: letter.shortTitle,
      author: { name: letter.authorName, person: letter.authorPerson, kind: letter.authorKind },
      party: party && { slug: party.slug, name: party.name, place: party.place },
      addressee: letter.addressee,
      symbol: letter.symbol,
      language: letter.language,
      languageName: languageInWords(letter.language),
      date: intervalInWords(date),
      dates: dateKinds.flatMap((kind) => own.dates.filter((row) => row.kind === kind).map(dateView)),
      answers: own.references.filter(({ kind }) => kind === 'answers').map(referenceView),
      encloses: own.references.filter(({ kind }) => kind === 'encloses').map(referenceView),
      provenance: own.provenance,
      changes: own.changes,
      sha256: letter.sha256,
      ...versionsView(db, letter, context),
    },
    counts: {
      paragraphs: own.paragraphs.filter(({ role }) => role === 'text' || role === 'list item').length,
      assertions: said.assertions.length,
      counted: said.assertions.filter(({ kind }) => kind === 'fact' || kind === 'legal').length,
      claims: said.claims.length,
      contested,
      footnotes: own.footnotes.length,
    },
    banner: corpusBanner(context.parties),
    citation: citeLetter({
      author: { name: letter.authorName, person: letter.authorPerson },
      title: letter.title,
      date,
      symbol: letter.symbol,
      address: context.origin + urls.letter(letter.slug),
    }),
    filter: {
      topic: topic?.slug ?? null,
      topicName: topic?.name ?? null,
      contested: filter.contested,
      lit: said.assertions.length - dimmed.size,
      topics: topicsOf(said),
    },
    parts: partsOf(rows, framers(letter, own.paragraphs, said)),
    otherFootnotes: own.footnotes.filter(({ marker }) => !placed.has(marker)).map(footnoteView),
    beside: listSharing(db, letter.id).map(({ slug, title, shortTitle, partyId, claims: shared }) => {
      const side = parties.find(({ id }) => id === partyId)
      return { slug, title, shortTitle, sharedClaims: shared, party: side?.name ?? null }
    }),
  }
}

/** Which version of the text this is, where there is more than one, and what waits since it was corrected. */
function versionsView(db: Db, { slug, sha256, id }: LetterRow, { sidesParams }: PageContext) {
  const versions = textVersions(listTextChanges(db, slug))
  const waiting = countWaiting(db, id)
  return {
    ...(versions.length > 1 && {
      version: versions.find((one) => one.sha256 === sha256)?.number ?? versions.length,
      otherVersions: versions
        .filter((one) => one.until !== null)
        .map(({ number, until, replacedAt }) => ({
          number,
          until: dayInWords(replacedAt!.slice(0, 10)),
          href: urls.letter(slug, { ...sidesParams, 'as-of': until }),
        })),
    }),
    ...(waiting && { waiting }),
  }
}

type Said = ReturnType<typeof readStatements>
type Claims = Map<number, LetterClaimRow>

const idList = (json: string) => JSON.parse(json) as number[]

/** What the reader asked to see: an assertion through its own topics or through a claim on which it bears. */
function litBy(said: Said, claims: Claims, topicId: number | null, contestedOnly: boolean) {
  const litClaims = new Set(
    said.claims
      .filter(({ pattern, topics }) => {
        const hasTopic = topicId === null || idList(topics).includes(topicId)
        return hasTopic && (!contestedOnly || pattern === 'contested')
      })
      .map(({ id }) => id),
  )
  const claimsOf = groupBy(said.stances, ({ assertionId }) => assertionId)
  const litAssertions = new Set(
    said.assertions
      .filter(({ id, topics }) => {
        const onItsOwn = !contestedOnly && (topicId === null || idList(topics).includes(topicId))
        return onItsOwn || (claimsOf.get(id) ?? []).some(({ claimId }) => litClaims.has(claimId))
      })
      .map(({ id }) => id),
  )
  return {
    assertion: (id: number) => litAssertions.has(id),
    claim: (id: number) => litClaims.has(id) && claims.has(id),
  }
}

/** The topics that the letter touches, in the order of the data, with how many of its assertions carry each. */
function topicsOf({ topics, assertions, claims, stances }: Said) {
  const claimTopics = new Map(claims.map((claim) => [claim.id, idList(claim.topics)]))
  const touched = new Map(assertions.map(({ id, topics: own }) => [id, new Set(idList(own))]))
  for (const { assertionId, claimId } of stances) {
    for (const id of claimTopics.get(claimId) ?? []) touched.get(assertionId)?.add(id)
  }
  return topics
    .map(({ id, slug, name }) => ({
      slug,
      name,
      assertions: [...touched.values()].filter((carried) => carried.has(id)).length,
    }))
    .filter(({ assertions: count }) => count > 0)
}

/** Whose answer stands in the margin: the side that faces the letter's own; both, where it belongs to neither of the two. */
function facing(parties: readonly PlacedParty[], own: PlacedParty | null): PlacedParty[] {
  return parties.filter(({ id, place }) => place <= 2 && id !== own?.id)
}

/** What a side says on a claim: its position with the place that speaks for it, or its dated silence. */
function repliesTo(db: Db, claims: LetterClaimRow[], opponents: PlacedParty[], index: LetterIndex) {
  const held = groupBy(
    listHeld(
      db,
      claims.map(({ id }) => id),
      opponents.map(({ id }) => id),
    ),
    ({ claimId, partyId }) => `${claimId} ${partyId}`,
  )

  return ({ id, madeFrom, madeTo }: LetterClaimRow) =>
    opponents.map((party) => {
      // Where it says both yes and no, what it said first.
      const row = held.get(`${id} ${party.id}`)?.sort((a, b) => index.compare(a.letterId, b.letterId))[0]
      return {
        party: { slug: party.slug, name: party.name, place: party.place },
        position: row?.position ?? ('not addressed' as const),
        words: positionWords[row?.position ?? 'not addressed'],
        at: row
          ? {
              letter: row.letterSlug,
              assertion: row.slug,
              date: intervalInWords(index.dateOf(row.letterId)),
              paragraph: row.label,
            }
          : null,
        silence: row ? null : silenceInWords(index.silence(party.id, { from: madeFrom, to: madeTo })),
      }
    })
}

/** The notes in a paragraph's margin: each claim on which its words bear, once, in the order of the words. */
function noteViews(
  { assertions, ranges, stances }: Said,
  claims: Claims,
  authorId: number,
  isLit: (claimId: number) => boolean,
  replyTo: ReturnType<typeof repliesTo>,
) {
  const assertionOf = new Map(assertions.map((assertion) => [assertion.id, assertion]))
  const rangesIn = groupBy(ranges, ({ paragraphId }) => paragraphId)
  const stancesOf = groupBy(stances, ({ assertionId }) => assertionId)

  return ({ id, label }: ParagraphRow) => {
    const here = new Set((rangesIn.get(id) ?? []).map(({ assertionId }) => assertionId))
    const borne = groupBy(
      [...here].flatMap((assertionId) => stancesOf.get(assertionId) ?? []),
      ({ claimId }) => claimId,
    )
    return [...borne].flatMap(([claimId, list], i) => {
      const claim = claims.get(claimId)
      if (!claim) return []
      const taken = [...new Set(list.map(({ stance }) => stance))]
      const borneBy = list.map(({ assertionId }) => assertionOf.get(assertionId)!)
      const speakers = borneBy.filter((assertion) => assertion.authorId !== authorId)
      return [
        {
          id: `note-${label}-${i + 1}`,
          claim: { slug: claim.slug, wording: claim.wording, pattern: claim.pattern },
          assertions: borneBy.map(({ slug }) => slug),
          /** Who says so, where it is somebody other than the letter's author. */
          speakers: [...new Set(speakers.map(({ authorName }) => authorName))],
          isOthers: speakers.length === borneBy.length,
          stances: taken.map((stance) => ({ stance, words: stanceWords[stance] })),
          replies: replyTo(claim),
          isDimmed: !isLit(claimId),
        },
      ]
    })
  }
}

type Note = ReturnType<ReturnType<typeof noteViews>>[number]

/** Whether none of the sides whose answer stands in the margin says anything on it. */
const isUnanswered = ({ replies }: Note) =>
  replies.length > 0 && replies.every(({ silence }) => silence !== null)

/**
 * The notes of a paragraph for which there is no room beside its words, so that the letter can be read through: first those
 * outside what the reader has chosen to see, then those to which nobody says anything.
 */
const foldedNotes = (notes: readonly Note[], { start, end }: ParagraphRow): Note[] =>
  foldAway(notes, roomForNotes(end - start), (note) => (note.isDimmed ? 2 : 0) + (isUnanswered(note) ? 1 : 0))

/** What folded notes have in common, if anything. */
function commonTo(folded: readonly Note[], opponents: readonly PlacedParty[]): string | null {
  if (folded.every(({ isDimmed }) => isDimmed)) return 'outside your choice'
  return folded.every(isUnanswered) ? `not addressed by ${namesOf(opponents)}` : null
}

const namesOf = (parties: readonly PlacedParty[]) => parties.map(({ name }) => `the ${name}`).join(' or ')

/** The first note that speaks of one of these assertions: where a mark leads. */
function firstNote(
  notes: readonly { id: string; assertions: string[] }[],
  opens: readonly string[],
): string | null {
  return notes.find(({ assertions }) => assertions.some((slug) => opens.includes(slug)))?.id ?? null
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' })

/** "en" is "English"; what is no language tag stays as it is. */
function languageInWords(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag
  } catch {
    return tag
  }
}

const dateWords: Record<DateKind, string> = {
  written: 'Written',
  circulated: 'Circulated',
  published: 'Published',
  captured: 'Captured',
}

const dateView = ({ kind, earliest, latest, ground, basis }: DateRow) => ({
  kind,
  name: dateWords[kind],
  earliest,
  latest,
  words: intervalInWords({ from: earliest, to: latest }),
  ground,
  basis,
})

const referenceView = ({ title, sender, dated, letterSlug }: ReferenceRow) => ({
  title,
  from: sender,
  date: dated && dayInWords(dated),
  letter: letterSlug,
})

const footnoteView = ({ marker, text, urls: addresses }: FootnoteRow) => ({
  marker,
  parts: footnoteParts(text, JSON.parse(addresses) as FootnoteUrl[]),
})

const roleNames: Record<ParagraphRole, string> = {
  frame: 'Masthead, headline or lead: not the letter’s own words',
  address: 'Address',
  heading: 'Heading',
  text: 'Text',
  'list item': 'List',
  signature: 'Signature',
  enclosure: 'Enclosure',
}

/** What is set apart from the letter's text, and told so. */
const apart: readonly ParagraphRole[] = ['frame', 'address', 'signature', 'enclosure']

/** Runs of paragraphs of one role, so that a list is a list and what is not the letter's own text is told from it. */
function partsOf<Row extends { role: ParagraphRole; label: string; notes: unknown[] }>(
  rows: readonly Row[],
  framersOf: (labels: string[]) => string[],
) {
  const parts: { role: ParagraphRole; rows: Row[] }[] = []
  for (const row of rows) {
    const last = parts.at(-1)
    if (last?.role === row.role) last.rows.push(row)
    else parts.push({ role: row.role, rows: [row] })
  }
  return parts.map(({ role, rows: list }) => ({
    role,
    name: roleNames[role],
    isApart: apart.includes(role),
    /** Whose words they are, where a statement in them is made by somebody other than the letter's author. */
    wordsOf: role === 'frame' ? framersOf(list.map(({ label }) => label)) : [],
    /** Addressees or signatories by the dozen, which need not stand one beneath the other. */
    isLong: apart.includes(role) && list.length > 8 && list.every(({ notes }) => notes.length === 0),
    rows: list,
  }))
}

/** Who, other than the letter's author, makes the statements in these paragraphs. */
function framers(letter: LetterRow, paragraphs: readonly ParagraphRow[], { assertions, ranges }: Said) {
  const others = new Map<number, LetterAssertionRow>(
    assertions.filter(({ authorId }) => authorId !== letter.authorId).map((row) => [row.id, row]),
  )
  const labels = new Map(paragraphs.map(({ id, label }) => [id, label]))
  return (wanted: string[]) => [
    ...new Set(
      ranges.flatMap(({ assertionId, paragraphId }) => {
        const isHere = wanted.includes(labels.get(paragraphId) ?? '')
        return isHere ? (others.get(assertionId)?.authorName ?? []) : []
      }),
    ),
  ]
}
