import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { findId } from '../../../db/slugs.ts'
import { assertionsInWords } from '../../domain/assertionBase.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { letterIndex } from '../../domain/letterIndex.ts'
import {
  type HitPiece,
  hitPieces,
  isSearchable,
  longestQuery,
  mostTerms,
  parseSearch,
  type SearchQuery,
  shortestQuery,
} from '../../domain/searchQuery.ts'
import { silenceInWords } from '../../domain/silence.ts'
import { hitsInSentence } from '../../domain/text/hitsInSentence.ts'
import { quotedRanges } from '../../domain/text/quotedRanges.ts'
import { quoteInSentence } from '../../domain/text/quoteInSentence.ts'
import { cappedCount, countOf, positionWords, stanceWords } from '../../domain/words.ts'
import { type PageContext, type PlacedParty, placedParties } from '../../web/pageContext.ts'
import { type Params, urls } from '../../web/urls.ts'
import type { SearchForm, SearchType } from './forms.ts'
import { type LookedUp, lookUp, type TypeResults } from './lookUp.ts'
import {
  listBearings,
  listPositions,
  listRanges,
  readClaims,
  readLetters,
  readParagraphs,
  readQuotes,
} from './queries.ts'

const typeWords: Record<SearchType, string> = { claims: 'Claims', quotes: 'Quotes', letters: 'Letters' }

/** So many paragraphs of a letter are shown, and so many of the claims that a quote bears on. */
const paragraphsShown = 3
const claimsShown = 3

/** The search page, as a template prints it and a program reads it. */
export function searchPage(db: Db, form: SearchForm, context: PageContext) {
  const query = parseSearch(form.q)
  const parties = placedParties(context.sides)
  const party = parties.find(({ slug }) => slug === form.party) ?? null
  const found = isSearchable(query)
    ? lookUp(db, {
        query,
        partyId: party?.id ?? null,
        type: form.type,
        after: form.type && form.after !== null ? (findId(db, slugged[form.type], form.after) ?? null) : null,
        before: form.type ? form.before : null,
      })
    : null

  const address = (more: Params) =>
    urls.search({ q: query.text, party: party?.slug, ...context.sidesParams, ...more })
  return {
    title: query.text ? `Search: ${query.text}` : 'Search',
    q: query.text,
    type: form.type,
    party: party && { slug: party.slug, name: party.name },
    parties: parties.map(({ slug, name, place }) => ({ slug, name, place })),
    /** What to do, where nothing could be looked for. */
    hint: hintFor(query),
    notices: [...noticesOfQuery(query), ...(found ? noticesOfSearch(found, form.type, query) : [])],
    allTypesHref: address({}),
    /** The same search without the filter, where there is one. */
    allPartiesHref: party && urls.search({ q: query.text, type: form.type, ...context.sidesParams }),
    banner: corpusBanner(context.parties),
    results: found && {
      isEmpty: Object.values(found.results).every(({ count }) => count === 0),
      claims: resultView(
        found.results.claims,
        claimItems(db, idsOf(found.results.claims), found.marked, parties),
        address,
      ),
      quotes: resultView(
        found.results.quotes,
        quoteItems(db, idsOf(found.results.quotes), found.marked, parties),
        address,
      ),
      letters: resultView(
        found.results.letters,
        letterItems(db, found.results.letters.list ?? [], found.marked, parties),
        address,
      ),
    },
  }
}

const slugged = { claims: 'claim', quotes: 'assertion', letters: 'letter' } as const

function hintFor(query: SearchQuery): string | null {
  if (query.text === '') return null
  if (query.terms.length === 0) {
    return 'There is no letter or digit in this. Type a word that a letter might use.'
  }
  return isSearchable(query) ? null : `Type at least ${shortestQuery} letters or digits.`
}

function noticesOfQuery({ isCut, beyond, stopWords }: SearchQuery): string[] {
  const notices = []
  if (isCut) notices.push(`Only the first ${longestQuery} characters were looked for.`)
  if (beyond) {
    notices.push(
      `Only the first ${mostTerms} words were looked for; ${countOf(beyond)} more were passed over.`,
    )
  }
  if (stopWords.length)
    notices.push(`Passed over, because nearly every sentence has them: ${quoted(stopWords)}.`)
  return notices
}

function noticesOfSearch(found: LookedUp, type: SearchType | null, { terms }: SearchQuery): string[] {
  const notices = []
  // Where none of the words is found, the page says so in place of results.
  if (found.missing.length && found.missing.length < terms.length)
    notices.push(`Not found anywhere in this collection: ${quoted(found.missing)}.`)
  for (const { typed, beginning } of found.completed) {
    notices.push(`No passage has “${typed}” as a word; words that begin with “${beginning}” were looked for.`)
  }
  if (found.notCompleted.length) {
    notices.push(
      `Too many words begin like ${quoted(found.notCompleted)}, so only the word itself was looked for.`,
    )
  }
  if (found.isAny) notices.push('Nothing holds all of these words. Shown is what holds any of them.')
  if (found.leftOut.length) {
    notices.push(`Left out of the search, because too many passages have it: ${quoted(found.leftOut)}.`)
  }
  if (
    Object.values(found.results).some(
      (result) => !result.isRanked && result.list?.length && (!type || type === result.type),
    )
  ) {
    notices.push('So many passages have these words that they are not ranked: those added last come first.')
  }
  return notices
}

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(', ')

/** How many results one type has, and where to go on; `Item` is what is shown of one. */
function resultView<Item extends { slug: string }>(
  { type, count, isCapped, isRanked, list, next }: TypeResults,
  items: Item[],
  address: (more: Params) => string,
) {
  return {
    label: typeWords[type],
    count,
    isCapped,
    /** "1,000+" where there are more than were counted. */
    countWords: isCapped ? cappedCount(count + 1, count) : countOf(count),
    isRanked,
    /** False where another type alone was asked for. */
    isListed: list !== null,
    href: address({ type }),
    items,
    nextHref: next && address({ type, ...('after' in next ? { after: items.at(-1)?.slug } : next) }),
  }
}

const idsOf = ({ list }: TypeResults) => list?.map(({ id }) => id) ?? []

function claimItems(db: Db, ids: number[], marked: string, parties: readonly PlacedParty[]) {
  const positions = groupBy(listPositions(db, ids), ({ claimId }) => claimId)
  const index = letterIndex(datedLetters(db))
  return readClaims(db, ids, marked).map((row) => ({
    slug: row.slug,
    wording: hitPieces(row.wording),
    pattern: row.pattern,
    isMirrored: row.isMirrored === 1,
    counted: row.counted,
    letters: row.letters,
    base: `${assertionsInWords(row)} in ${countOf(row.letters, 'letter')}`,
    positions: parties.map(({ id, slug, name, place }) => {
      const held = positions.get(row.id)?.find(({ partyId }) => partyId === id)
      const position = held?.position ?? 'not addressed'
      const silence = held ? null : index.silence(id, { from: row.madeFrom, to: row.madeTo })
      return {
        party: { slug, name, place },
        position,
        words: positionWords[position],
        /** How the letters of a side that does not address the claim lie to it in time. */
        silence: silence && silenceInWords(silence),
      }
    }),
  }))
}

function quoteItems(db: Db, ids: number[], marked: string, parties: readonly PlacedParty[]) {
  const bearings = groupBy(listBearings(db, ids), ({ assertionId }) => assertionId)
  const ranges = groupBy(listRanges(db, ids), ({ assertionId }) => assertionId)
  const { dateOf } = letterIndex(datedLetters(db))
  return readQuotes(db, ids, marked).map((row) => {
    const quote = hitPieces(row.quote)
    const places = ranges.get(row.id) ?? []
    const claims = bearings.get(row.id) ?? []
    return {
      slug: row.slug,
      /** The words in their sentence: `marked` are the assertion's own, `hit` what was looked for. */
      sentence: hitsInSentence(quoteInSentence(quotedRanges(places)), quote),
      /** What we recorded it as, where only that holds what was looked for. */
      gist: quote.some(({ hit }) => hit) ? null : withHit(hitPieces(row.gist)),
      party: partyOf(parties, row.partyId),
      author: row.author,
      letter: { slug: row.letter, language: row.language, date: intervalInWords(dateOf(row.letterId)) },
      paragraphs: [...new Set(places.map(({ label }) => label))],
      claims: claims.slice(0, claimsShown).map(({ claim, wording, stance }) => ({
        slug: claim,
        wording,
        stance,
        words: stanceWords[stance],
      })),
      moreClaims: Math.max(0, claims.length - claimsShown),
    }
  })
}

function letterItems(
  db: Db,
  list: NonNullable<TypeResults['list']>,
  marked: string,
  parties: readonly PlacedParty[],
) {
  const shown = new Map(list.map(({ id, rows }) => [id, rows.slice(0, paragraphsShown)]))
  const paragraphs = new Map(
    readParagraphs(db, [...shown.values()].flat(), marked).map((row) => [row.id, row]),
  )
  const found = new Map(list.map(({ id, rows }) => [id, rows.length]))
  const { dateOf } = letterIndex(datedLetters(db))
  return readLetters(db, [...shown.keys()]).map((row) => ({
    slug: row.slug,
    title: row.title,
    language: row.language,
    author: row.author,
    party: partyOf(parties, row.partyId),
    date: intervalInWords(dateOf(row.id)),
    paragraphs: shown
      .get(row.id)!
      .toSorted((a, b) => a - b)
      .map((id) => ({ label: paragraphs.get(id)!.label, text: hitPieces(paragraphs.get(id)!.text) })),
    /** How many paragraphs hold what was looked for, shown or not. */
    paragraphCount: found.get(row.id)!,
  }))
}

const withHit = (pieces: HitPiece[]) => (pieces.some(({ hit }) => hit) ? pieces : null)

function partyOf(parties: readonly PlacedParty[], id: number | null) {
  const party = parties.find((one) => one.id === id)
  return party ? { slug: party.slug, name: party.name, place: party.place } : null
}
