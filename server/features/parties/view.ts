import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { findId } from '../../../db/slugs.ts'
import { type Position, positions } from '../../../db/vocabulary.ts'
import { assertionBase } from '../../domain/assertionBase.ts'
import { attributionInWords } from '../../domain/attribution.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { letterIndex } from '../../domain/letterIndex.ts'
import { silenceInWords } from '../../domain/silence.ts'
import { quotedRanges } from '../../domain/text/quotedRanges.ts'
import { quoteInSentence } from '../../domain/text/quoteInSentence.ts'
import { capitalised, cappedCount, positionWords, stanceWords } from '../../domain/words.ts'
import { type PageContext, type PlacedParty, placedParties } from '../../web/pageContext.ts'
import { type Params, urls } from '../../web/urls.ts'
import type { PartyForm } from './forms.ts'
import {
  type ClaimRow,
  countClaims,
  countPositions,
  countRelays,
  type HeldRow,
  listAuthorities,
  listAuthors,
  listContested,
  listHeld,
  listRelays,
  listSilent,
  type PositionCount,
  readLetters,
  readRelays,
} from './queries.ts'

/** So many of a list stand on a page. */
const pageSize = 12
const lettersListed = 50
const authoritiesListed = 60
const relayCap = 1000

/** A side: who speaks for it, in which letters, which positions it takes, and what others say it says. Never a score. */
export function partyPage(db: Db, slug: string, form: PartyForm, context: PageContext) {
  const parties = placedParties(context.sides)
  const party = parties.find((one) => one.slug === slug)
  if (!party) return undefined
  const claims = countClaims(db, party.id)
  const address = (more: Params, part = '') => urls.party(slug, { ...context.sidesParams, ...more }) + part
  const { overall, topics, byTopic } = countPositions(db, party.id)
  const topicPositions = groupBy(byTopic, ({ topicId }) => topicId)
  const authorities = listAuthorities(db, party.id, authoritiesListed)
  return {
    title: party.name,
    party: { slug: party.slug, name: party.name, place: party.place },
    letterCount: party.letters,
    /** Letters in which nothing is marked yet: they are in none of the counts. */
    unmarked: party.unmarked,
    ofLetters: context.parties.reduce((n, one) => n + one.letters, 0),
    banner: corpusBanner(context.parties),
    authors: listAuthors(db, party.id),
    authorities,
    letters: lettersOf(db, party),
    claims: {
      total: claims.all,
      positions: positionsView(overall, claims.all),
      alone: claims.alone,
      aloneHref: urls.compare({ pattern: `only-${slug}`, ...context.sidesParams }),
    },
    topics: topics
      .filter((topic) => topic.claims > 0)
      .map((topic) => ({
        slug: topic.slug,
        name: topic.name,
        total: topic.claims,
        positions: positionsView(topicPositions.get(topic.id) ?? [], topic.claims),
      })),
    contested: contestedView(db, party, parties, form, claims.contested, address, context),
    silent: silentView(db, party, parties, form, address),
    relayed: relayedView(db, party, parties, form, address),
  }
}

function lettersOf(db: Db, party: PlacedParty) {
  const index = letterIndex(datedLetters(db))
  const all = datedLetters(db)
    .filter(({ partyId }) => partyId === party.id)
    .map(({ id }) => id)
    .sort(index.compare)
  return {
    items: readLetters(db, all.slice(0, lettersListed)).map((row) => ({
      slug: row.slug,
      title: row.title,
      addressee: row.addressee,
      symbol: row.symbol,
      author: { name: row.authorName, person: row.authorPerson },
      date: intervalInWords(index.dateOf(row.id)),
      assertions: row.assertions,
      counted: row.counted,
      footnotes: row.footnotes,
    })),
    more: Math.max(0, all.length - lettersListed),
  }
}

/** Every position with how many claims it is taken on; what is left is not addressed. */
function positionsView(counts: readonly PositionCount[], total: number) {
  const claimsOf = new Map(counts.map(({ position, claims }) => [position, claims]))
  const addressed = counts.reduce((n, { claims }) => n + claims, 0)
  const claims = (position: Position) =>
    position === 'not addressed' ? total - addressed : (claimsOf.get(position) ?? 0)
  return positions.map((position) => ({
    position,
    words: positionWords[position],
    claims: claims(position),
  }))
}

/** One page of a list of claims with every side's position, in the order of the data: core topics first. */
function claimList(
  db: Db,
  parties: readonly PlacedParty[],
  afterSlug: string | null,
  read: (after: number, limit: number) => ClaimRow[],
  address: (after: string | null) => string,
) {
  const after = afterSlug === null ? 0 : (findId(db, 'claim', afterSlug) ?? 0)
  const rows = read(after, pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const held = groupBy(
    listHeld(
      db,
      shown.map(({ id }) => id),
    ),
    ({ claimId }) => claimId,
  )
  return {
    rows: shown,
    items: shown.map((row) => ({
      slug: row.slug,
      wording: row.wording,
      pattern: row.pattern,
      positions: parties.map((party) => positionOn(held.get(row.id) ?? [], party)),
    })),
    firstHref: after ? address(null) : null,
    nextHref: rows.length > pageSize ? address(shown.at(-1)!.slug) : null,
  }
}

function positionOn(held: readonly HeldRow[], { id, slug, name, place, letters }: PlacedParty) {
  const row = held.find(({ partyId }) => partyId === id)
  return {
    party: { slug, name, place },
    position: row?.position ?? ('not addressed' as const),
    words: positionWords[row?.position ?? 'not addressed'],
    base: row ? assertionBase(row, letters) : null,
  }
}

type Address = (more: Params, part?: string) => string

function contestedView(
  db: Db,
  party: PlacedParty,
  parties: readonly PlacedParty[],
  form: PartyForm,
  count: number,
  address: Address,
  { sidesParams }: PageContext,
) {
  const { rows: _, ...list } = claimList(
    db,
    parties,
    form.contestedAfter,
    (after, limit) => listContested(db, { partyId: party.id, after, limit }),
    (after) => address({ contestedAfter: after }, '#contested'),
  )
  return { count, compareHref: urls.compare({ pattern: 'contested', ...sidesParams }), ...list }
}

function silentView(
  db: Db,
  party: PlacedParty,
  parties: readonly PlacedParty[],
  form: PartyForm,
  address: Address,
) {
  const index = letterIndex(datedLetters(db))
  const { rows, items, ...list } = claimList(
    db,
    parties,
    form.silentAfter,
    (after, limit) => listSilent(db, { partyId: party.id, after, limit }),
    (after) => address({ silentAfter: after }, '#silent'),
  )
  return {
    ...list,
    items: items.map((item, i) => {
      const made = { from: rows[i]!.madeFrom, to: rows[i]!.madeTo }
      return {
        ...item,
        made: intervalInWords(made),
        silence: silenceInWords(index.silence(party.id, made)),
        /** The others; this side takes none. */
        positions: item.positions.filter(
          (one) => one.party.slug !== party.slug && one.position !== 'not addressed',
        ),
      }
    }),
  }
}

/** What others say that this side says, each leading to its own words on the same claim. */
function relayedView(
  db: Db,
  party: PlacedParty,
  parties: readonly PlacedParty[],
  form: PartyForm,
  address: Address,
) {
  const after = form.relayedAfter === null ? 0 : (findId(db, 'assertion', form.relayedAfter) ?? 0)
  const rows = listRelays(db, { partyId: party.id, after, limit: pageSize + 1 })
  const shown = rows.slice(0, pageSize)
  const { stances, links, ranges } = readRelays(
    db,
    shown.map(({ id }) => id),
    party.id,
  )
  const count = countRelays(db, party.id, relayCap + 1)
  const stancesOf = groupBy(stances, ({ assertionId }) => assertionId)
  const linksOf = groupBy(links, ({ assertionId }) => assertionId)
  const rangesOf = groupBy(ranges, ({ assertionId }) => assertionId)
  const index = letterIndex(datedLetters(db))
  return {
    count,
    countWords: cappedCount(count, relayCap),
    items: shown.map((row) => {
      const words = rangesOf.get(row.id) ?? []
      const chain = linksOf.get(row.id) ?? []
      const speaker = parties.find(({ id }) => id === row.partyId)
      return {
        slug: row.slug,
        sentence: quoteInSentence(quotedRanges(words)),
        paragraphs: [...new Set(words.map(({ label }) => label))],
        author: row.author,
        party: speaker ? { slug: speaker.slug, name: speaker.name, place: speaker.place } : null,
        letter: {
          slug: row.letter,
          shortTitle: row.shortTitle,
          language: row.language,
          date: intervalInWords(index.dateOf(row.letterId)),
        },
        attribution: {
          author: row.author,
          links: attributionInWords(
            row.author,
            chain.map(({ name, isAdopted }) => ({ name, isAdopted: isAdopted === 1 })),
          ).parts.map(({ words, name, index }) => ({ words, name, source: chain[index]!.authority })),
        },
        claims: (stancesOf.get(row.id) ?? []).map((stance) => ({
          slug: stance.slug,
          wording: stance.wording,
          stance: stance.stance,
          words: stanceWords[stance.stance],
          /** The party's own position; null where it has no words of its own on this claim here. */
          ownPosition: stance.position,
          ownWords: stance.position && capitalised(positionWords[stance.position]),
        })),
      }
    }),
    firstHref: after ? address({ relayedAfter: null }, '#relayed') : null,
    nextHref: rows.length > pageSize ? address({ relayedAfter: shown.at(-1)!.slug }, '#relayed') : null,
  }
}
