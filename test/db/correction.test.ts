import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { findDrift } from '../../db/derived/recount.ts'
import { type Edit, edit, invert } from '../../db/edit.ts'
import { presentRecord, readCorpus } from '../../db/present.ts'
import type { Corpus, LetterRecord } from '../../db/records.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { EditsRefused } from '../../db/writes/obstacles.ts'
import { rebuild } from '../../server/asOf.ts'
import { compareTexts } from '../../server/domain/correction/comparison.ts'
import { correctionEdits } from '../../server/domain/correction/correctionEdits.ts'
import { correctLetter } from '../../server/domain/correction/correctLetter.ts'
import { rangeMover } from '../../server/domain/correction/moveRanges.ts'
import { formatFolder } from '../../server/features/corpus/writeFolder.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance, databaseWith } from '../support/builders.ts'
import { corrected } from '../unit/correction/letters.ts'

const line = { actor: 'ana', action: 'correct', summary: 'A correction' }
const make = (db: Db, edits: Edit[]) => makeChange(db, line, (change) => applyEdits(change, edits))
const folderOf = (db: Db) => Object.fromEntries(formatFolder(readCorpus(db)))

function expectSound(db: Db) {
  expect(findDrift(db)).toEqual([])
  expect(db.$client.pragma('foreign_key_check')).toEqual([])
  const latest = db.$client.prepare<[], number>('SELECT max(id) FROM changes').pluck().get()!
  const past = rebuild(db, latest)!
  expect(readCorpus(past)).toEqual(readCorpus(db))
  past.$client.close()
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A corpus of one letter whose assertions bear on two claims in turn. */
function corpusOf(letter: LetterRecord, assertions: Corpus['assertions']): Corpus {
  return aCorpus({
    letters: [{ ...letter, sha256: sha256(letter.text) }],
    assertions,
    claims: [aClaim({ id: 'one' }), aClaim({ id: 'two' })],
    stances: assertions.map(({ id }, i) => aStance(i % 2 ? 'one' : 'two', id)),
  })
}

test('after any correction the database is sound, and taking it back gives the same folder, byte for byte', () => {
  fc.assert(
    fc.property(corrected, ({ before, notes, after }) => {
      fc.pre(after.text !== before.letter.text)
      const db = databaseWith(corpusOf(before.letter, before.assertions))
      const folder = folderOf(db)
      const letter = presentRecord(db, 'letter', 'letter')!
      const { assertions, stances } = readCorpus(db)
      const correction = correctLetter(
        rangeMover(compareTexts(letter, { ...after, language: letter.language })),
        after,
        notes,
        assertions,
      )
      const edits = correctionEdits(
        letter,
        { ...letter, ...after, sha256: sha256(after.text), changes: ['A slip was mended.'] },
        correction,
        (id) => stances.filter(({ assertion }) => assertion === id),
      )
      const made = make(db, edits)
      expectSound(db)
      const now = readCorpus(db)
      expect([...now.assertions, ...(now.waiting ?? []).map((one) => one.assertion)]).toHaveLength(
        assertions.length,
      )
      expect([...now.stances, ...(now.waiting ?? []).flatMap((one) => one.stances)]).toHaveLength(
        stances.length,
      )
      make(db, invert(made))
      expectSound(db)
      expect(folderOf(db)).toEqual(folder)
      expect(readCorpus(db).waiting).toBeUndefined()
      db.$client.close()
    }),
    { numRuns: 25 },
  )
})

/** A database in which the one assertion of a letter waits, and what it was. */
function withWaiting() {
  const letter = aLetter({ id: 'letter', author: 'minister-of-north' })
  const assertion = anAssertion(letter, { id: 'a-1', quote: 'The bridge was shelled', topics: ['ferries'] })
  const db = databaseWith(corpusOf(letter, [assertion]))
  const present = presentRecord(db, 'assertion', 'a-1')!
  const stance = readCorpus(db).stances[0]!
  const waiting = { assertion: present, stances: [stance], reason: 'words' as const }
  make(db, [edit('stance', stance, null), edit('assertion', present, null), edit('waiting', null, waiting)])
  return { db, waiting }
}

test('what a waiting assertion names cannot be removed, and is named anew when it gets another slug', () => {
  const { db } = withWaiting()
  const topic = presentRecord(db, 'topic', 'ferries')!
  expect(() => make(db, [edit('topic', topic, null)])).toThrow(EditsRefused)
  make(db, [edit('topic', topic, { ...topic, id: 'boats', old_ids: ['ferries'] })])
  expect(presentRecord(db, 'waiting', 'a-1')?.assertion.topics).toEqual(['boats'])
  expectSound(db)
})

test('the slug of a waiting assertion is kept for it', () => {
  const { db, waiting } = withWaiting()
  expect(() => make(db, [edit('assertion', null, waiting.assertion)])).toThrow('waiting assertion “a-1”')
  make(db, [edit('waiting', waiting, null), edit('assertion', null, waiting.assertion)])
  expectSound(db)
})

test('an order is kept, with what is ranked by it, and can be seen in the past and taken back', () => {
  const letter = aLetter({ id: 'letter', author: 'minister-of-north' })
  const db = databaseWith(corpusOf(letter, []))
  const before = presentRecord(db, 'order', 'topics')!
  expect(before.ids).toEqual(['bridges', 'ferries'])
  const made = make(db, [edit('order', before, { of: 'topics', ids: ['ferries', 'bridges'] })])
  expect(readCorpus(db).topics.map(({ id }) => id)).toEqual(['ferries', 'bridges'])
  expectSound(db)
  make(db, invert(made))
  expect(readCorpus(db).topics.map(({ id }) => id)).toEqual(['bridges', 'ferries'])
  const parties = presentRecord(db, 'order', 'parties')!
  make(db, [edit('order', parties, { of: 'parties', ids: ['south', 'north'] })])
  expectSound(db)
})
