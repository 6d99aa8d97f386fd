import type { Db } from '../client.ts'
import type { OrderRecord } from '../records.ts'
import { currentSlug } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import type { Change } from './change.ts'

interface Row {
  id: number
  slug: string
  ordinal: number
}

const statements = prepareOnce(({ $client }) => {
  const rows = (table: string) =>
    $client.prepare<[], Row>(`SELECT id, slug, ordinal FROM ${table} ORDER BY ordinal, id`)
  const place = (table: string) =>
    $client.prepare<[number, number]>(`UPDATE ${table} SET ordinal = ? WHERE id = ?`)
  return {
    rows: { parties: rows('parties'), topics: rows('topics') },
    place: { parties: place('parties'), topics: place('topics') },
    claimsOfTopic: $client
      .prepare<[number], number>('SELECT claim_id FROM claim_topics WHERE topic_id = ?')
      .pluck(),
  }
})

/** Puts parties or topics in this order; those that it does not name stay behind those that it does, as they stood. */
export function setOrder(change: Change, record: OrderRecord) {
  const { db } = change
  const run = statements(db)
  const rows = run.rows[record.of].all()
  const named = record.ids.map((slug) => presentSlug(db, record.of, slug))
  const rank = ({ slug }: Row) => (named.includes(slug) ? named.indexOf(slug) : named.length)
  const ordinals = rows.map(({ ordinal }) => ordinal)
  rows
    .toSorted((a, b) => rank(a) - rank(b))
    .forEach(({ id, ordinal }, i) => {
      const place = ordinals[i]!
      if (place === ordinal) return
      run.place[record.of].run(place, id)
      if (record.of === 'topics') for (const claimId of run.claimsOfTopic.all(id)) change.touchClaim(claimId)
    })
  if (record.of === 'parties') change.touchLetters()
}

const kindOfOrder = { parties: 'party', topics: 'topic' } as const

/** An order may be told from history: its slugs may be old ones by now. */
export const presentSlug = (db: Db, of: OrderRecord['of'], slug: string) =>
  currentSlug(db, kindOfOrder[of], slug) ?? slug
