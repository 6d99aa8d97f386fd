import type { Statement } from 'better-sqlite3'
import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { Pattern, Position, StanceKind } from '../../../db/vocabulary.ts'
import type { SearchType } from './forms.ts'
import { excerptHits, markHits } from './markHits.ts'

/**
 * All SQL of the search. Ranking by bm25 reads every hit of every term, and better-sqlite3 is synchronous: at a million
 * quotes a word in half of them keeps everybody waiting for a second. So hits are counted first, with a cap; what may be
 * ranked is decided by `affordableTerms`; the rest is listed newest first from a window of rows. Drizzle does not know FTS5.
 */

/** What one type is looked through by. `partyId` null is any. */
export interface Asked {
  match: string
  partyId: number | null
}

/** A result: an id of its type, and the rows of the index that it was found by, best first. */
export interface Found {
  id: number
  rank: number
  rows: number[]
}

/** How many rows are looked through at once where nothing is ranked. */
export const windowRows = 5000

interface TypeSql {
  fts: string
  /** The table whose rows the index knows. */
  table: string
  /** Joins the rows found (`hit.id`) to what the filter needs. */
  join: string
  /** What is listed for a row found: itself, or for a paragraph its letter. */
  item: string
  /** Whether the row may be shown, with a party filter in @partyId. */
  where: string
  weights: string
}

const ofParty = (column: string) =>
  `(@partyId IS NULL OR ${column} IN (SELECT id FROM authors WHERE party_id = @partyId))`

const sqlOf: Record<SearchType, TypeSql> = {
  claims: {
    fts: 'claims_fts',
    table: 'claims',
    join: 'CROSS JOIN claims c ON c.id = hit.id',
    item: 'c.id',
    where: `c.state = 'current' AND (@partyId IS NULL OR EXISTS (
      SELECT 1 FROM claim_parties cp WHERE cp.claim_id = c.id AND cp.party_id = @partyId))`,
    weights: '1.0',
  },
  quotes: {
    fts: 'quotes_fts',
    table: 'assertions',
    join: 'CROSS JOIN assertions a ON a.id = hit.id',
    item: 'a.id',
    where: ofParty('a.author_id'),
    // The letter's own words weigh more than our summary of them.
    weights: '2.0, 1.0',
  },
  letters: {
    fts: 'paragraphs_fts',
    table: 'paragraphs',
    join: 'CROSS JOIN paragraphs p ON p.id = hit.id CROSS JOIN letters l ON l.id = p.letter_id',
    item: 'p.letter_id',
    where: ofParty('l.author_id'),
    weights: '1.0',
  },
}

type Parameters = Record<string, string | number | null>
type FoundRow = Omit<Found, 'rows'> & { rows: string }

interface TypeStatements {
  hits: Statement<[string, number], number>
  count: Statement<[Parameters], number>
  ranked: Statement<[Parameters], FoundRow>
  rankOf: Statement<[Parameters], number>
  newest: Statement<[Parameters], FoundRow>
  lastRow: Statement<[], number>
}

function prepareType({ $client }: Db, type: SearchType): TypeStatements {
  const { fts, table, join, item, where, weights } = sqlOf[type]
  const isGrouped = type === 'letters'
  const ranking = `${fts} MATCH @match AND rank MATCH 'bm25(${weights})'`
  // With a LIMIT, because SQLite drops the order of a part of a statement that has none.
  const best = `SELECT rowid AS id, rank FROM ${fts} WHERE ${ranking} ORDER BY rank, rowid LIMIT 100000`
  const isBehind = '(@id IS NULL OR (rank, id) > (@rank, @id))'
  return {
    hits: $client
      .prepare<[string, number], number>(
        `SELECT count(*) FROM (SELECT 1 FROM ${fts} WHERE ${fts} MATCH ? LIMIT ?)`,
      )
      .pluck(),
    count: $client
      .prepare<[Parameters], number>(`
      SELECT count(*) FROM (
        SELECT ${isGrouped ? 'DISTINCT' : ''} ${item}
        FROM (SELECT rowid AS id FROM ${fts} WHERE ${fts} MATCH @match) hit ${join}
        WHERE ${where} LIMIT @limit)`)
      .pluck(),
    ranked: $client.prepare<[Parameters], FoundRow>(
      isGrouped
        ? `
      SELECT id, rank, rows FROM (
        SELECT ${item} AS id, min(hit.rank) AS rank, json_group_array(hit.id ORDER BY hit.rank, hit.id) AS rows
        FROM (${best}) hit ${join} WHERE ${where} GROUP BY 1)
      WHERE ${isBehind} ORDER BY rank, id LIMIT @limit`
        : `
      WITH hit AS MATERIALIZED (SELECT id, rank FROM (${best}) WHERE ${isBehind})
      SELECT hit.id, hit.rank, json_array(hit.id) AS rows FROM hit ${join} WHERE ${where} LIMIT @limit`,
    ),
    rankOf: $client
      .prepare<[Parameters], number>(
        isGrouped
          ? `SELECT min(hit.rank) FROM (${best}) hit ${join} WHERE ${item} = @id HAVING count(*) > 0`
          : `SELECT rank FROM ${fts} WHERE ${ranking} AND rowid = CAST(@id AS INTEGER)`,
      )
      .pluck(),
    // Upwards through the window, whatever is wanted first: FTS5 seeks the bound from which it starts, but tests the
    // other one only where a row matches. A bound must be an integer for it, and better-sqlite3 binds numbers as reals.
    newest: $client.prepare<[Parameters], FoundRow>(`
      SELECT ${item} AS id, 0 AS rank, json_group_array(hit.id ORDER BY hit.id) AS rows
      FROM (SELECT rowid AS id FROM ${fts} WHERE ${fts} MATCH @match AND rowid >= CAST(@from AS INTEGER)
        AND rowid < CAST(@before AS INTEGER)) hit ${join}
      WHERE ${where} GROUP BY 1 ORDER BY 1 DESC LIMIT @limit`),
    lastRow: $client.prepare<[], number>(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck(),
  }
}

const listStatements = prepareOnce((db) => ({
  claims: prepareType(db, 'claims'),
  quotes: prepareType(db, 'quotes'),
  letters: prepareType(db, 'letters'),
}))

/** How many rows match, counted up to `cap` + 1. */
export const countHits = (db: Db, type: SearchType, match: string, cap: number): number =>
  listStatements(db)[type].hits.get(match, cap + 1)!

/** How many results there are, counted up to `cap` + 1. */
export const countResults = (db: Db, type: SearchType, asked: Asked, cap: number): number =>
  listStatements(db)[type].count.get({ ...asked, limit: cap + 1 })!

/** The results, best first; behind one that was listed before, if its rank and id are given. */
export const listRanked = (
  db: Db,
  type: SearchType,
  asked: Asked,
  limit: number,
  last: { id: number; rank: number } | null,
): Found[] =>
  listStatements(db)
    [type].ranked.all({ ...asked, limit, id: last?.id ?? null, rank: last?.rank ?? null })
    .map(withRows)

/** The rank of a result, to go on behind it; undefined where it is none any more. */
export const findRank = (db: Db, type: SearchType, match: string, id: number): number | undefined =>
  listStatements(db)[type].rankOf.get({ match, id, partyId: null })

/** The results in a window of rows that ends before the row `before`, those that were added last first. */
export const listNewest = (db: Db, type: SearchType, asked: Asked, limit: number, before: number): Found[] =>
  listStatements(db)
    [type].newest.all({ ...asked, limit, before, from: before - windowRows })
    .map(withRows)

/** The row that the next one added would follow. */
export const lastRow = (db: Db, type: SearchType): number => listStatements(db)[type].lastRow.get()!

const withRows = ({ rows, ...found }: FoundRow): Found => ({ ...found, rows: JSON.parse(rows) as number[] })

export interface ClaimRow {
  id: number
  slug: string
  wording: string
  pattern: Pattern
  isMirrored: number
  assertions: number
  counted: number
  letters: number
  madeFrom: string | null
  madeTo: string | null
}

export interface PositionRow {
  claimId: number
  partyId: number
  position: Position
}

export interface QuoteRow {
  id: number
  slug: string
  quote: string
  gist: string
  partyId: number | null
  author: string
  letterId: number
  letter: string
  language: string
}

/** One range of a quote's words, in code points of its letter, with its paragraph. */
export interface RangeRow {
  assertionId: number
  start: number
  end: number
  label: string
  paragraphId: number
  paragraphStart: number
  paragraphText: string
}

export interface BearingRow {
  assertionId: number
  stance: StanceKind
  claim: string
  wording: string
}

export interface LetterRow {
  id: number
  slug: string
  title: string
  language: string
  author: string
  partyId: number | null
}

export interface ParagraphRow {
  id: number
  label: string
  text: string
}

/** Only for rows that are shown. */
const detailStatements = prepareOnce(({ $client }) => ({
  claims: $client.prepare<[string], ClaimRow>(`
    SELECT c.id, c.slug, c.wording, s.pattern, s.is_mirrored AS isMirrored, s.assertions, s.counted, s.letters,
      s.made_from AS madeFrom, s.made_to AS madeTo
    FROM json_each(?) shown JOIN claims c ON c.id = shown.value JOIN claim_summaries s ON s.claim_id = c.id
    ORDER BY shown.key`),
  positions: $client.prepare<[string], PositionRow>(`
    SELECT claim_id AS claimId, party_id AS partyId, position FROM claim_parties
    WHERE claim_id IN (SELECT value FROM json_each(?))`),
  quotes: $client.prepare<[string], QuoteRow>(`
    SELECT a.id, a.slug, a.quote, a.gist, au.party_id AS partyId, au.name AS author, a.letter_id AS letterId,
      l.slug AS letter, l.language
    FROM json_each(?) shown JOIN assertions a ON a.id = shown.value JOIN authors au ON au.id = a.author_id
    JOIN letters l ON l.id = a.letter_id
    ORDER BY shown.key`),
  ranges: $client.prepare<[string], RangeRow>(`
    SELECT r.assertion_id AS assertionId, r.start, r."end", p.label, p.id AS paragraphId, p.start AS paragraphStart,
      t.text AS paragraphText
    FROM ranges r JOIN paragraphs p ON p.id = r.paragraph_id JOIN paragraph_texts t ON t.id = p.id
    WHERE r.assertion_id IN (SELECT value FROM json_each(?)) ORDER BY r.assertion_id, r.start`),
  bearings: $client.prepare<[string], BearingRow>(`
    SELECT s.assertion_id AS assertionId, s.stance, c.slug AS claim, c.wording
    FROM json_each(?) shown JOIN stances s ON s.assertion_id = shown.value
    JOIN claims c ON c.id = s.claim_id AND c.state = 'current'
    ORDER BY s.assertion_id, c.id`),
  letters: $client.prepare<[string], LetterRow>(`
    SELECT l.id, l.slug, l.title, l.language, au.name AS author, au.party_id AS partyId
    FROM json_each(?) shown JOIN letters l ON l.id = shown.value JOIN authors au ON au.id = l.author_id
    ORDER BY shown.key`),
  paragraphs: $client.prepare<[string], ParagraphRow>(`
    SELECT p.id, p.label, t.text
    FROM json_each(?) shown CROSS JOIN paragraphs p ON p.id = shown.value
    CROSS JOIN paragraph_texts t ON t.id = p.id`),
}))

/** These claims, with what was looked for marked in their wording. */
export function readClaims(db: Db, ids: number[], match: string): ClaimRow[] {
  const rows = detailStatements(db).claims.all(JSON.stringify(ids))
  const wordings = markHits(
    rows.map(({ wording }) => wording),
    match,
  )
  return rows.map((row, i) => ({ ...row, wording: wordings[i]! }))
}

export const listPositions = (db: Db, claimIds: number[]): PositionRow[] =>
  detailStatements(db).positions.all(JSON.stringify(claimIds))

/** These quotes, with what was looked for marked in the letter's words and in ours. */
export function readQuotes(db: Db, ids: number[], match: string): QuoteRow[] {
  const rows = detailStatements(db).quotes.all(JSON.stringify(ids))
  const texts = markHits(
    rows.flatMap(({ quote, gist }) => [quote, gist]),
    match,
  )
  return rows.map((row, i) => ({ ...row, quote: texts[2 * i]!, gist: texts[2 * i + 1]! }))
}

export const listRanges = (db: Db, assertionIds: number[]): RangeRow[] =>
  detailStatements(db).ranges.all(JSON.stringify(assertionIds))

export const listBearings = (db: Db, assertionIds: number[]): BearingRow[] =>
  detailStatements(db).bearings.all(JSON.stringify(assertionIds))

export const readLetters = (db: Db, ids: number[]): LetterRow[] =>
  detailStatements(db).letters.all(JSON.stringify(ids))

/** The parts of these paragraphs that hold what was looked for. */
export function readParagraphs(db: Db, ids: number[], match: string): ParagraphRow[] {
  const rows = detailStatements(db).paragraphs.all(JSON.stringify(ids))
  const texts = excerptHits(
    rows.map(({ text }) => text),
    match,
  )
  return rows.map((row, i) => ({ ...row, text: texts[i]! }))
}
