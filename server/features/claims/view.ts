import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { type ScopeSlot, scopeSlots } from '../../../db/vocabulary.ts'
import { assertionBase } from '../../domain/assertionBase.ts'
import { citeClaim } from '../../domain/citation.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { dayInWords, intervalInWords } from '../../domain/dates.ts'
import { type FigureSets, figureSets } from '../../domain/figureSets.ts'
import { figureInWords } from '../../domain/figures.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { type LetterIndex, letterIndex } from '../../domain/letterIndex.ts'
import type { QuotePlace } from '../../domain/quotePages.ts'
import { scopeTable } from '../../domain/scopeTable.ts'
import { silenceInWords } from '../../domain/silence.ts'
import { capitalised, countOf, positionWords, relationWords } from '../../domain/words.ts'
import { type PageContext, placedParties } from '../../web/pageContext.ts'
import { urls } from '../../web/urls.ts'
import { type ClaimSide, type Figured, readSides } from './claimSides.ts'
import {
  type AssertionRow,
  type ChangeRow,
  type ClaimRow,
  listChanges,
  listPositions,
  listRelations,
  listSharedClaims,
  listTopics,
  listWordings,
  longestList,
  type OtherPositionRow,
  type RelationRow,
  readAssertion,
} from './queries.ts'
import { attributionView, sourceView } from './quotes.ts'

/** The page of a claim, whole. */
export function claimPage(db: Db, claim: ClaimRow, context: PageContext) {
  const { sides } = context
  const read = readSides(db, claim, context)
  const facing = read.parties.slice(0, sides.right ? 2 : 1)
  const others = read.parties.slice(facing.length)
  const index = letterIndex(datedLetters(db))
  const relations = listRelations(db, claim.id)
  const positions = listPositions(
    db,
    relations.map((relation) => relation.id),
  )
  return {
    claim: {
      ...claimHead(claim),
      topics: listTopics(db, claim.id),
      firstMade: read.firstMade.from || read.firstMade.to ? intervalInWords(read.firstMade) : null,
    },
    citation: citeClaim({
      wording: claim.wording,
      change: context.site.change,
      address: context.origin + urls.claim(claim.slug),
    }),
    banner: corpusBanner(context.parties),
    scope: scopeView(claim, read.parties),
    facing,
    others,
    withoutParty: read.withoutParty,
    figures: figuresView(read.figured),
    mirrors: relations
      .filter(({ kind, state }) => kind === 'mirrors' && state === 'current')
      .map(({ slug, wording }) => ({ slug, wording })),
    relations: relations
      .slice(0, longestList)
      .map((relation) => relationView(relation, positions, index, context)),
    hasMoreRelations: relations.length > longestList,
    sharedClaims: listSharedClaims(db, claim.id, read.shownIds),
    wordings: listWordings(db, claim.id),
    changes: listChanges(db, claim, relations).map(changeView),
  }
}

/** One page of one side's quotes on a claim; undefined where the address names no side. */
export function quotesPage(
  db: Db,
  claim: ClaimRow,
  slug: string,
  after: QuotePlace | null,
  context: PageContext,
) {
  const read = readSides(db, claim, context, { slug, after })
  const side = [...read.parties, read.withoutParty].find((one) => one?.slug === slug)
  if (!side) return undefined
  return {
    claim: claimHead(claim),
    side,
    banner: corpusBanner(context.parties),
  }
}

const claimHead = ({ slug, wording, state, retiredReason, pattern }: ClaimRow) => ({
  slug,
  wording,
  state,
  retiredReason,
  pattern,
})

/** The scope slot by slot: a column for the claim, and one for each side that says anything. */
function scopeView(claim: ClaimRow, parties: readonly ClaimSide[]) {
  const speaking = parties.filter(({ quotes }) => quotes.length > 0)
  const rows = scopeTable(
    claim,
    speaking.map(({ quotes, position }) =>
      quotes
        .filter(({ stance }) => stance !== 'reports' || position === 'only reports')
        .map(({ scope }) => scope),
    ),
  )
  return {
    columns: speaking.map(({ name, place, position }) => ({
      head: `${name} ${positionWords[position]}`,
      place,
    })),
    rows,
    /** Whether any side's words differ from the claim's in any slot. */
    hasNotes: rows.some(({ cells }) => cells.some(({ words, isOpen }) => words.length > 0 || isOpen)),
    isCut: speaking.some(({ quotes, total }) => quotes.length < total),
  }
}

const verdictWords = {
  agree: 'They say the same.',
  differ: 'They cannot all be true as given.',
  compatible: 'They may all be true.',
}

/** The figures of all quotes on the claim, except those that are only reported. */
function figuresView({ quotes, hasMore }: Figured) {
  const figures = quotes.flatMap(({ side, quote }) =>
    quote.figures.map((figure) => ({
      ...figure,
      amount: figure.number === null ? null : countOf(figure.number),
      side: { slug: side.slug, name: side.name, place: side.place },
      quote: {
        slug: quote.slug,
        letter: quote.letter,
        paragraphs: quote.paragraphs,
        author: quote.author.name,
      },
    })),
  )
  const sets: FigureSets<(typeof figures)[number]> = figureSets(figures, (figure) => figure.side.slug)
  return {
    total: figures.length,
    /** Whether the claim has quotes with figures beyond those set against each other here. */
    isCut: hasMore,
    comparable: sets.comparable.map(({ figures: set, verdict }) => ({
      figures: set,
      verdict,
      verdictWords: verdictWords[verdict],
    })),
    alone: sets.alone,
    apart: sets.apart.map(({ one, other, reason }) => ({
      one: { words: figureInWords(one), side: one.side },
      other: { words: figureInWords(other), side: other.side },
      reason,
    })),
    apartInAll: sets.apartInAll,
  }
}

/** A related claim with every side's position on it and its base; or its silence, dated. */
function relationView(
  relation: RelationRow,
  positions: readonly OtherPositionRow[],
  index: LetterIndex,
  context: PageContext,
) {
  const held = groupBy(
    positions.filter(({ claimId }) => claimId === relation.id),
    ({ partyId }) => partyId,
  )
  const words = relationWords[relation.kind]
  const made = { from: relation.madeFrom, to: relation.madeTo }
  return {
    kind: relation.kind,
    words: capitalised(relation.isFrom ? words.from : words.to),
    reason: relation.reason,
    claim: {
      slug: relation.slug,
      wording: relation.wording,
      pattern: relation.pattern,
      state: relation.state,
    },
    positions: placedParties(context.sides).map(({ id, slug, name, place, letters }) => {
      const position = held.get(id)?.[0]
      return {
        party: { slug, name, place },
        position: position?.position ?? ('not addressed' as const),
        words: positionWords[position?.position ?? 'not addressed'],
        base: position ? assertionBase(position, letters) : null,
        silence: position ? null : silenceInWords(index.silence(id, made)),
      }
    }),
  }
}

function changeView(change: ChangeRow) {
  const touched = [
    change.claims ? 'this claim' : null,
    change.stances
      ? `what ${countOf(change.stances, 'assertion')} ${change.stances === 1 ? 'says' : 'say'} of it`
      : null,
    change.relations ? countOf(change.relations, 'relation') : null,
  ].filter((words) => words !== null)
  const isReworded =
    change.wordingBefore !== null &&
    change.wordingAfter !== null &&
    change.wordingBefore !== change.wordingAfter
  return {
    madeAt: change.madeAt,
    day: dayInWords(change.madeAt.slice(0, 10)),
    actor: change.actor,
    summary: change.summary,
    touched: touched.join(', '),
    reworded: isReworded ? { from: change.wordingBefore, to: change.wordingAfter } : null,
  }
}

/** An assertion with everything that belongs to it, for programs. */
export function assertionModel(db: Db, row: AssertionRow, context: PageContext) {
  const { ranges, topics, links, figures, citations, stances } = readAssertion(db, row.id)
  const partyOf = (partyId: number) => {
    const party = context.parties.find(({ id }) => id === partyId)
    return party ? { slug: party.slug, name: party.name, hasQuotes: party.letters > 0 } : null
  }
  return {
    slug: row.slug,
    address: context.origin + urls.assertion(row.slug),
    letter: { slug: row.letterSlug, title: row.letterTitle },
    author: { slug: row.authorSlug, name: row.authorName, person: row.authorPerson, party: row.partySlug },
    quote: row.quote,
    ranges,
    gist: row.gist,
    kind: row.kind,
    modality: row.modality,
    agent: row.agent,
    topics,
    attribution: links.length
      ? attributionView({ name: row.authorName, party: row.partySlug }, links, { partyOf })
      : null,
    figures: figures.map(({ assertionId: _, ...figure }) => ({ ...figure, words: figureInWords(figure) })),
    sources: citations.map(sourceView),
    stances: stances.map(({ claim, wording, stance, madeAgainst, scopeNote, ...slots }) => ({
      claim: { slug: claim, wording },
      stance,
      madeAgainst,
      scope: scopeNote === null && slotsEmpty(slots) ? null : { note: scopeNote, ...slots },
    })),
  }
}

const slotsEmpty = (slots: Record<ScopeSlot, string | null>) =>
  scopeSlots.every((slot) => slots[slot] === null)
