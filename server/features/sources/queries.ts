import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { AssertionKind, authorityKinds, StanceKind } from '../../../db/vocabulary.ts'

export type AuthorityKind = (typeof authorityKinds)[number]

/**
 * How an assertion makes use of an authority: by a footnote that names it, by its name in the text, as a source whose words
 * the author makes his own, or as somebody whom he only reports.
 */
export type Way = 'footnote' | 'words' | 'adopted' | 'reported'

/** How much one side (or the authors of none) makes use of an authority. */
export interface Use {
  /** null for authors of no party. */
  partyId: number | null
  /** Assertions that rest on it, and how many of them are facts and legal characterisations. */
  assertions: number
  counted: number
  /** Assertions that only report what it says. */
  reported: number
  /** Letters in which it is invoked, be it only in a footnote; not those that only report what it says. */
  letters: number
}

export interface AuthorityUse {
  id: number
  slug: string
  name: string
  kind: AuthorityKind
  /** The party that it speaks for. */
  partyId: number | null
  uses: Use[]
  /** The assertions that make use of it, ascending. */
  assertionIds: number[]
  /** How many footnotes name it. */
  namings: number
}

/** One use of an authority by an assertion. */
export interface UseRow {
  authorityId: number
  assertionId: number
  assertion: string
  letterId: number
  partyId: number | null
  way: Way
  /** Of the footnote, where it is by one. */
  marker: string | null
}

/** A footnote that names an authority. */
export interface NamingRow {
  authorityId: number
  letterId: number
  partyId: number | null
  marker: string
  /** Whether an assertion rests on the footnote. */
  isLinked: number
}

export interface StanceRow {
  assertionId: number
  claimId: number
  slug: string
  wording: string
  stance: StanceKind
}

export interface LetterRow {
  id: number
  slug: string
  title: string
  shortTitle: string
  author: string
  partyId: number | null
}

export interface AssertionRow {
  id: number
  slug: string
  kind: AssertionKind
  partyId: number | null
  authorName: string
  authorPerson: string | null
  isLettersAuthor: number
  letterId: number
  letterSlug: string
  letterTitle: string
  letterShortTitle: string
  letterSymbol: string | null
  letterLanguage: string
  letterAuthorName: string
  letterAuthorPerson: string | null
  /** JSON: [[way, footnote's marker or null] …] */
  ways: string
}

export interface RangeRow {
  assertionId: number
  start: number
  end: number
  exact: string
  label: string
  paragraphId: number
  paragraphStart: number
  paragraphText: string
}

export interface LinkRow {
  assertionId: number
  name: string
  isAdopted: number
  authority: string | null
}

export interface FootnoteRow {
  id: number
  letterId: number
  marker: string
  text: string
  /** JSON: [{ url, state } …] */
  urls: string
  /** JSON: [{ slug, name } …] */
  authorities: string
}

export interface FootnoteCounts {
  letterId: number
  footnotes: number
  /** Footnotes on which no assertion rests. */
  unlinked: number
  broken: number
  empty: number
}

export interface FootnoteUseRow {
  footnoteId: number
  assertionId: number
}

/** So many footnotes that name an authority are looked at for a list; its own page shows more. */
const namingsListed = 24

/** The ways in which an assertion makes use of an authority, both given as columns. */
const waysOf = (assertionId: string, authorityId: string) => `
  SELECT 'footnote' AS way, f.marker, f.ordinal
  FROM citations c CROSS JOIN footnote_authorities fa ON fa.footnote_id = c.footnote_id AND fa.authority_id = ${authorityId}
  CROSS JOIN footnotes f ON f.id = c.footnote_id WHERE c.assertion_id = ${assertionId}
  UNION ALL
  SELECT 'words', NULL, NULL FROM citations c
  WHERE c.assertion_id = ${assertionId} AND +c.authority_id = ${authorityId}
  UNION ALL
  SELECT iif(al.is_adopted, 'adopted', 'reported'), NULL, NULL FROM attribution_links al
  WHERE al.assertion_id = ${assertionId} AND +al.authority_id = ${authorityId}`

const footnoteColumns = `
  f.id, f.letter_id AS letterId, f.marker, f.text,
  (SELECT json_group_array(json_object('url', u.url, 'state', u.state) ORDER BY u.ordinal)
    FROM footnote_urls u WHERE u.footnote_id = f.id) AS urls,
  (SELECT json_group_array(json_object('slug', au.slug, 'name', au.name) ORDER BY fa.ordinal)
    FROM footnote_authorities fa JOIN authorities au ON au.id = fa.authority_id
    WHERE fa.footnote_id = f.id) AS authorities`

const statements = prepareOnce(({ $client }) => ({
  uses: $client.prepare<[string], Omit<UseRow, 'way' | 'marker'> & { ways: string }>(`
    SELECT used.value ->> 0 AS authorityId, a.id AS assertionId, a.slug AS assertion, a.letter_id AS letterId,
      au.party_id AS partyId, (
        SELECT json_group_array(json_array(way, marker))
        FROM (${waysOf('a.id', 'used.value ->> 0')})
      ) AS ways
    FROM json_each(?) used CROSS JOIN assertions a ON a.id = used.value ->> 1
    CROSS JOIN authors au ON au.id = a.author_id
    ORDER BY a.id`),
  namings: $client.prepare<[string], NamingRow>(`
    SELECT shown.value AS authorityId, f.letter_id AS letterId, au.party_id AS partyId, f.marker,
      EXISTS (SELECT 1 FROM citations c WHERE c.footnote_id = f.id) AS isLinked
    FROM json_each(?) shown
    JOIN json_each((
      SELECT json_group_array(footnote_id)
      FROM (SELECT footnote_id FROM footnote_authorities fa WHERE fa.authority_id = shown.value LIMIT ${namingsListed})
    )) named
    JOIN footnotes f ON f.id = named.value
    JOIN letters l ON l.id = f.letter_id JOIN authors au ON au.id = l.author_id
    ORDER BY f.letter_id, f.ordinal`),
  stances: $client.prepare<[string], StanceRow>(`
    SELECT s.assertion_id AS assertionId, c.id AS claimId, c.slug, c.wording, s.stance
    FROM json_each(?) shown JOIN stances s ON s.assertion_id = shown.value
    JOIN claims c ON c.id = s.claim_id AND c.state = 'current'
    ORDER BY s.assertion_id, c.id`),
  letters: $client.prepare<[string], LetterRow>(`
    SELECT l.id, l.slug, l.title, l.short_title AS shortTitle, au.name AS author, au.party_id AS partyId
    FROM json_each(?) shown JOIN letters l ON l.id = shown.value JOIN authors au ON au.id = l.author_id`),
  assertions: $client.prepare<[{ id: number; ids: string }], AssertionRow>(`
    SELECT a.id, a.slug, a.kind, au.party_id AS partyId, au.name AS authorName, au.person AS authorPerson,
      a.author_id = l.author_id AS isLettersAuthor, a.letter_id AS letterId, l.slug AS letterSlug,
      l.title AS letterTitle, l.short_title AS letterShortTitle, l.symbol AS letterSymbol,
      l.language AS letterLanguage, la.name AS letterAuthorName, la.person AS letterAuthorPerson, (
        SELECT json_group_array(json_array(way, marker) ORDER BY ordinal, way) FROM (${waysOf('a.id', '@id')})
      ) AS ways
    FROM json_each(@ids) used CROSS JOIN assertions a ON a.id = used.value JOIN authors au ON au.id = a.author_id
    JOIN letters l ON l.id = a.letter_id JOIN authors la ON la.id = l.author_id
    ORDER BY a.id`),
  ranges: $client.prepare<[string], RangeRow>(`
    SELECT r.assertion_id AS assertionId, r.start, r."end", r.exact, p.label, p.id AS paragraphId,
      p.start AS paragraphStart, t.text AS paragraphText
    FROM json_each(?) shown JOIN ranges r ON r.assertion_id = shown.value
    JOIN paragraphs p ON p.id = r.paragraph_id JOIN paragraph_texts t ON t.id = p.id
    ORDER BY r.assertion_id, r.start`),
  links: $client.prepare<[string], LinkRow>(`
    SELECT al.assertion_id AS assertionId, al.name, al.is_adopted AS isAdopted, au.slug AS authority
    FROM json_each(?) shown JOIN attribution_links al ON al.assertion_id = shown.value
    LEFT JOIN authorities au ON au.id = al.authority_id
    ORDER BY al.assertion_id, al.ordinal`),
  // In the order in which they were added, because they are found so: to sort thousands would take long.
  naming: $client.prepare<[number, number], FootnoteRow>(`
    SELECT ${footnoteColumns}
    FROM footnote_authorities named CROSS JOIN footnotes f ON f.id = named.footnote_id
    WHERE named.authority_id = ? ORDER BY named.rowid LIMIT ?`),
  footnotes: $client.prepare<[{ letterIds: string; afterOrdinal: number; limit: number }], FootnoteRow>(`
    SELECT ${footnoteColumns}
    FROM json_each(@letterIds) shown JOIN footnotes f ON f.letter_id = shown.value
    WHERE shown.key > 0 OR f.ordinal > @afterOrdinal
    ORDER BY shown.key, f.ordinal LIMIT @limit`),
  ordinal: $client
    .prepare<[number, string], number>('SELECT ordinal FROM footnotes WHERE letter_id = ? AND marker = ?')
    .pluck(),
  footnoteUses: $client.prepare<[string], FootnoteUseRow>(`
    SELECT c.footnote_id AS footnoteId, c.assertion_id AS assertionId
    FROM json_each(?) shown JOIN citations c ON c.footnote_id = shown.value
    ORDER BY c.footnote_id, c.assertion_id`),
}))

const ids = (list: Iterable<number>) => JSON.stringify([...list])

/** How these assertions make use of these authorities, in the order of the data. */
export function listUses(db: Db, pairs: readonly (readonly [authorityId: number, assertionId: number])[]) {
  const rows = statements(db).uses.all(JSON.stringify(pairs))
  return rows.flatMap(({ ways, ...use }): UseRow[] =>
    (JSON.parse(ways) as [Way, string | null][]).map(([way, marker]) => ({ ...use, way, marker })),
  )
}

/** The first footnotes that name each of these authorities. */
export const listNamings = (db: Db, authorityIds: Iterable<number>) =>
  statements(db).namings.all(ids(authorityIds))

export const listStances = (db: Db, assertionIds: Iterable<number>) =>
  statements(db).stances.all(ids(assertionIds))

export const listLetters = (db: Db, letterIds: Iterable<number>) => statements(db).letters.all(ids(letterIds))

/** These assertions, which make use of an authority, in the order of the data. */
export const listAssertions = (db: Db, authorityId: number, assertionIds: readonly number[]) =>
  statements(db).assertions.all({ id: authorityId, ids: ids(assertionIds) })

/** Where the words of these assertions stand, and whom they relay. */
export const readWords = (db: Db, assertionIds: number[]) => ({
  ranges: statements(db).ranges.all(ids(assertionIds)),
  links: statements(db).links.all(ids(assertionIds)),
})

/** The footnotes that name an authority. */
export const listFootnotesNaming = (db: Db, authorityId: number, limit: number) =>
  statements(db).naming.all(authorityId, limit)

/** The footnotes of these letters, letter by letter; of the first one only those after an ordinal. */
export const listFootnotes = (db: Db, letterIds: number[], afterOrdinal: number, limit: number) =>
  statements(db).footnotes.all({ letterIds: ids(letterIds), afterOrdinal, limit })

export const findFootnoteOrdinal = (db: Db, letterId: number, marker: string) =>
  statements(db).ordinal.get(letterId, marker)

/** Which assertions rest on these footnotes. */
export const listFootnoteUses = (db: Db, footnoteIds: Iterable<number>) =>
  statements(db).footnoteUses.all(ids(footnoteIds))
