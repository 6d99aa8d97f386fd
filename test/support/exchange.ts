import { type Db, openDatabase } from '../../db/client.ts'
import type { Corpus } from '../../db/records.ts'
import { makeChange } from '../../db/writes/change.ts'
import { addAll } from '../../server/features/corpus/loadCorpus.ts'

/** The text with the two sides' names exchanged, in whatever form they stand: "Northern side", "north-side", "SOUTH". */
export function exchangeNames(text: string): string {
  const other: Record<string, string> = { north: 'south', South: 'North', North: 'South', south: 'north' }
  return text.replace(/north|south/gi, (name) => other[name] ?? name)
}

/**
 * The corpus with the two sides exchanged: the letters of the one are the other's, and so are the authorities that speak for
 * it and the words that are said to be its own; in our own wording (claims, gists, reasons, scope notes) the names are
 * exchanged. The letters' texts and everything's ids stay, so those must not hold the names.
 */
export function exchangeSides(corpus: Corpus): Corpus {
  const side = <T extends { party?: string }>(record: T): T =>
    record.party === undefined ? record : { ...record, party: exchangeNames(record.party) }
  const ours = <T>(value: T): T => JSON.parse(exchangeNames(JSON.stringify(value))) as T
  return {
    ...corpus,
    authors: corpus.authors.map(side),
    authorities: corpus.authorities.map(side),
    assertions: corpus.assertions.map((assertion) => ({
      ...assertion,
      gist: ours(assertion.gist),
      figures: ours(assertion.figures),
      attribution: assertion.attribution.map(side),
    })),
    claims: ours(corpus.claims),
    stances: ours(corpus.stances),
    relations: ours(corpus.relations),
  }
}

/** A database with this corpus, loaded at a given moment, so that two of them tell the same history. */
export function databaseLoadedAt(madeAt: Date, corpus: Corpus): Db {
  const db = openDatabase(':memory:')
  const line = { actor: 'test', action: 'load', summary: 'Loaded a corpus' }
  makeChange(db, line, (change) => addAll(change, corpus), { inBulk: true, madeAt })
  return db
}
