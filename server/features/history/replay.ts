import type { Db } from '../../../db/client.ts'
import { type Corpus, keyOf, type OrderRecord } from '../../../db/records.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { ObjectKind } from '../../../db/vocabulary.ts'

interface Line {
  kind: ObjectKind
  key: string
  before: string | null
  after: string | null
  /** Where it stood that is removed, or stands again that is put back. */
  placeId: number | null
  placeOrdinal: number | null
}

const statements = prepareOnce(({ $client }) => ({
  lines: $client.prepare<[number], Line>(`
    SELECT kind, key, before, after, place_id AS placeId, place_ordinal AS placeOrdinal
    FROM change_objects WHERE change_id <= ? ORDER BY change_id, ordinal`),
}))

const lists: Record<Exclude<ObjectKind, 'corpus' | 'order'>, keyof Omit<Corpus, 'corpus'>> = {
  party: 'parties',
  author: 'authors',
  authority: 'authorities',
  topic: 'topics',
  letter: 'letters',
  assertion: 'assertions',
  claim: 'claims',
  stance: 'stances',
  relation: 'relations',
  waiting: 'waiting',
}

/** The corpus as it was after a change, from the lines of history alone; undefined where there was none yet. */
export const corpusAfter = (db: Db, change: number): Corpus | undefined =>
  replay(statements(db).lines.iterate(change))

/**
 * The corpus that lines of history add up to: of each object the last state. Objects stand in the order in which they
 * came to be, since positions in lists follow from it; an object under a new slug keeps its place, and so does one that
 * was removed and is put back. An order that was set moves those that were there then; what is removed keeps its place.
 */
function replay(history: Iterable<Line>): Corpus | undefined {
  const objects: Line[] = []
  const present = new Map<string, Line>()
  const removed = new Map<string, Line>()
  for (const line of history) {
    if (line.kind === 'order') {
      setOrder(objects, JSON.parse(line.after!))
      continue
    }
    const key = `${line.kind} ${line.key}`
    const place = `${key} ${line.placeId} ${line.placeOrdinal}`
    const formerKey = line.before === null ? key : `${line.kind} ${keyInHistory(line.kind, line.before)}`
    const known = line.before === null ? removed.get(place) : present.get(formerKey)
    const object = known ?? { ...line }
    if (!known) objects.push(object)
    object.after = line.after
    present.delete(formerKey)
    if (line.after === null) removed.set(place, object)
    else present.set(key, object)
  }
  const corpus = Object.fromEntries(
    Object.values(lists).flatMap((name) => (name === 'waiting' ? [] : [[name, []]])),
  ) as unknown as Corpus
  for (const { kind, after } of objects) {
    if (after === null || kind === 'order') continue
    const record = JSON.parse(after)
    if (kind === 'corpus') corpus.corpus = record
    else (corpus[lists[kind]] ??= []).push(record as never)
  }
  return corpus.corpus && corpus
}

/** Puts the parties or topics that are there in this order, in the places that they hold together. */
function setOrder(objects: Line[], { of, ids }: OrderRecord) {
  const kind = of === 'parties' ? 'party' : 'topic'
  const places = objects.flatMap((one, i) => (one.kind === kind && one.after !== null ? [i] : []))
  const slugOf = ({ after }: Line): string => JSON.parse(after!).id
  const rank = new Map(ids.map((slug, i) => [slug, i]))
  const rankOf = (one: Line) => rank.get(slugOf(one)) ?? ids.length
  const sorted = places.map((i) => objects[i]!).sort((one, other) => rankOf(one) - rankOf(other))
  for (const [i, place] of places.entries()) objects[place] = sorted[i]!
}

/** The key under which a record, as JSON, stands in the history. */
const keyInHistory = (kind: ObjectKind, json: string) => keyOf<ObjectKind>(kind, JSON.parse(json))
