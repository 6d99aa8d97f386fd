import type { Db } from '../../../db/client.ts'
import type { Corpus } from '../../../db/records.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { ObjectKind } from '../../../db/vocabulary.ts'

interface Line {
  kind: ObjectKind
  key: string
  before: string | null
  after: string | null
}

const statements = prepareOnce(({ $client }) => ({
  lines: $client.prepare<[number], Line>(`
    SELECT kind, key, before, after FROM change_objects WHERE change_id <= ? ORDER BY change_id, ordinal`),
}))

const lists: Record<Exclude<ObjectKind, 'corpus'>, keyof Omit<Corpus, 'corpus'>> = {
  party: 'parties',
  author: 'authors',
  authority: 'authorities',
  topic: 'topics',
  letter: 'letters',
  assertion: 'assertions',
  claim: 'claims',
  stance: 'stances',
  relation: 'relations',
}

/** The corpus as it was after a change, from the lines of history alone; undefined where there was none yet. */
export const corpusAfter = (db: Db, change: number): Corpus | undefined =>
  replay(statements(db).lines.iterate(change))

/**
 * The corpus that lines of history add up to: of each object the last state. Objects stand in the order in which they
 * came to be, since positions in lists follow from it; an object under a new slug keeps its place.
 */
function replay(history: Iterable<Line>): Corpus | undefined {
  const objects: Line[] = []
  const byKey = new Map<string, Line>()
  for (const line of history) {
    const key = `${line.kind} ${line.key}`
    const formerKey =
      byKey.has(key) || line.before === null ? key : `${line.kind} ${keyOf(line.kind, line.before)}`
    const known = byKey.get(formerKey)
    byKey.delete(formerKey)
    if (known) known.after = line.after
    else objects.push({ ...line })
    if (line.after !== null) byKey.set(key, known ?? objects.at(-1)!)
  }
  const corpus = Object.fromEntries(
    Object.values(lists).map((name) => [name, [] as object[]]),
  ) as unknown as Corpus
  for (const { kind, after } of objects) {
    if (after === null) continue
    const record = JSON.parse(after)
    if (kind === 'corpus') corpus.corpus = record
    else corpus[lists[kind]].push(record as never)
  }
  return corpus.corpus && corpus
}

/** The key under which a record stands in history. */
function keyOf(kind: ObjectKind, json: string): string {
  const record = JSON.parse(json)
  if (kind === 'corpus') return 'corpus'
  if (kind === 'stance') return `${record.claim} ${record.assertion}`
  if (kind === 'relation') return `${record.from} ${record.kind} ${record.to}`
  return record.id
}
