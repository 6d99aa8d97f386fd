import { insert } from '../insert.ts'
import type { WaitingRecord } from '../records.ts'
import { referencesIn } from '../references.ts'
import { waiting, waitingReferences } from '../schema/index.ts'
import { idOf } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import type { Change } from './change.ts'

const statements = prepareOnce(({ $client }) => ({
  dropReferences: $client.prepare<[string]>(
    'DELETE FROM waiting_references WHERE waiting_id = (SELECT id FROM waiting WHERE slug = ?)',
  ),
  drop: $client.prepare<[string]>('DELETE FROM waiting WHERE slug = ?'),
}))

/** Keeps an assertion that was taken off the public record, with all that it names, so that none of that is lost meanwhile. */
export function addWaiting(change: Change, record: WaitingRecord) {
  const { db } = change
  const waitingId = insert(db, waiting, {
    slug: record.assertion.id,
    letterId: idOf(db, 'letter', record.assertion.letter),
    record: JSON.stringify(record),
  })
  for (const { kind, key } of referencesIn('waiting', record)) {
    insert(db, waitingReferences, { waitingId, kind, key })
  }
  change.record('waiting', record.assertion.id, null, record)
}

export function replaceWaiting(change: Change, record: WaitingRecord, before: WaitingRecord) {
  removeWaiting(change, before)
  addWaiting({ ...change, record: () => {} }, record)
}

export function removeWaiting({ db }: Change, { assertion }: WaitingRecord) {
  statements(db).dropReferences.run(assertion.id)
  statements(db).drop.run(assertion.id)
}
