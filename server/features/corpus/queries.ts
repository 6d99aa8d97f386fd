import type { Db } from '../../../db/client.ts'
import { dataVersion } from '../../../db/dataVersion.ts'
import { prepareOnce } from '../../../db/statements.ts'

/** What is written down in about a tenth of a second: so many rows, and so many characters of text in them. */
const [mostRows, mostCharacters] = [5_000, 2_000_000]

const tables = [
  'assertions',
  'stances',
  'claims',
  'relations',
  'footnotes',
  'authorities',
  'authors',
] as const

const statements = prepareOnce(({ $client }) => ({
  // No table is gone through any further than it has to be.
  size: $client.prepare<[{ most: number }], { rows: number; characters: number }>(`
    SELECT count(*) ${tables.map((table) => `+ (SELECT count(*) FROM (SELECT 1 FROM ${table} LIMIT @most))`).join(' ')} AS rows,
      coalesce(sum("end" - start), 0) AS characters
    FROM (SELECT start, "end" FROM paragraphs LIMIT @most)`),
  latest: $client.prepare<[], { id: number; madeAt: string }>(
    'SELECT id, made_at AS madeAt FROM changes ORDER BY id DESC LIMIT 1',
  ),
}))

/** Whether the collection is small enough to be written down while everybody else waits. */
export function isSmall(db: Db): boolean {
  const { rows, characters } = statements(db).size.get({ most: mostRows + 1 })!
  return rows <= mostRows && characters <= mostCharacters
}

/** What tells one state of the collection from another, as an entity tag. */
export function stateTag(db: Db): string {
  const { id, madeAt } = statements(db).latest.get() ?? { id: 0, madeAt: '' }
  return `W/"${dataVersion(db)}-${id}-${madeAt}"`
}
