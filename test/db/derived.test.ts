import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { findDrift } from '../../db/derived/recount.ts'
import { patternOf, positionOf } from '../../db/positions.ts'
import type { Corpus } from '../../db/records.ts'
import { type StanceKind, stanceKinds } from '../../db/vocabulary.ts'
import { addAssertion } from '../../db/writes/assertions.ts'
import { makeChange } from '../../db/writes/change.ts'
import { addClaim, addRelation, addStance } from '../../db/writes/claims.ts'
import { addLetter } from '../../db/writes/letters.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance, databaseWith } from '../support/builders.ts'

const authors = ['minister-of-north', 'minister-of-south', 'agency']
const topics = ['bridges', 'ferries']

/** One thing that an editor does; numbers choose among what is there. */
const operation = fc.oneof(
  fc.record({ do: fc.constant('letter' as const), author: fc.nat(2), month: fc.nat(3) }),
  fc.record({ do: fc.constant('claim' as const), topics: fc.nat(2) }),
  fc.record({ do: fc.constant('assertion' as const), letter: fc.nat(), kind: fc.nat(3) }),
  fc.record({ do: fc.constant('stance' as const), claim: fc.nat(), assertion: fc.nat(), stance: fc.nat(3) }),
  fc.record({ do: fc.constant('mirror' as const), from: fc.nat(), to: fc.nat() }),
  fc.record({ do: fc.constant('unstance' as const), stance: fc.nat() }),
  fc.record({ do: fc.constant('retire' as const), claim: fc.nat() }),
)
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never

const line = { actor: 'test', action: 'edit', summary: 'An edit' }

/** Does the operations one change after the other; what makes no sense (a second mirror, an empty choice) is passed over. */
function perform(db: Db, operations: Operation[]) {
  const made: Pick<Corpus, 'letters' | 'assertions' | 'claims' | 'stances'> = {
    letters: [],
    assertions: [],
    claims: [],
    stances: [],
  }
  const pick = <T>(list: T[], n: number): T | undefined => list[n % Math.max(list.length, 1)]
  for (const op of operations) {
    const claim = 'claim' in op ? pick(made.claims, op.claim as number) : undefined
    if (op.do === 'letter') {
      const day = `2020-1${op.month % 3}-05`
      const letter = aLetter({
        id: `letter-${made.letters.length}`,
        author: authors[op.author]!,
        dates:
          op.month === 3 ? {} : { written: { from: day, to: day, ground: 'stated', basis: 'The dateline.' } },
      })
      makeChange(db, line, (change) => addLetter(change, letter))
      made.letters.push(letter)
    } else if (op.do === 'claim') {
      const record = aClaim({
        id: `claim-${made.claims.length}`,
        topics: op.topics === 2 ? topics : [topics[op.topics]!],
      })
      makeChange(db, line, (change) => addClaim(change, record))
      made.claims.push(record)
    } else if (op.do === 'assertion') {
      const letter = pick(made.letters, op.letter)
      if (!letter) continue
      const kind = (['fact', 'legal', 'evaluation', 'demand'] as const)[op.kind]!
      const record = anAssertion(letter, {
        id: `a-${made.assertions.length}`,
        quote: 'bridge was shelled',
        kind,
      })
      makeChange(db, line, (change) => addAssertion(change, record))
      made.assertions.push(record)
    } else if (op.do === 'stance') {
      const assertion = pick(made.assertions, op.assertion)
      if (!claim || !assertion) continue
      if (made.stances.some((one) => one.claim === claim.id && one.assertion === assertion.id)) continue
      const record = aStance(claim.id, assertion.id, stanceKinds[op.stance])
      makeChange(db, line, (change) => addStance(change, record))
      made.stances.push(record)
    } else if (op.do === 'mirror') {
      const from = pick(made.claims, op.from)
      const to = pick(made.claims, op.to)
      if (!from || !to || from === to || hasMirror(db, from.id, to.id)) continue
      const record = { from: from.id, to: to.id, kind: 'mirrors' as const, reason: 'Parties exchanged.' }
      makeChange(db, line, (change) => addRelation(change, record))
    } else if (op.do === 'unstance') {
      const stance = pick(made.stances, op.stance)
      if (!stance) continue
      made.stances.splice(made.stances.indexOf(stance), 1)
      makeChange(db, line, (change) => {
        const claimId = idOfClaim(db, stance.claim)
        const assertionId = db.$client
          .prepare<[string], number>('SELECT id FROM assertions WHERE slug = ?')
          .pluck()
          .get(stance.assertion)!
        db.$client
          .prepare('DELETE FROM stances WHERE claim_id = ? AND assertion_id = ?')
          .run(claimId, assertionId)
        change.touchClaim(claimId, assertionId)
      })
    } else if (claim) {
      makeChange(db, line, (change) => {
        const claimId = idOfClaim(db, claim.id)
        db.$client
          .prepare("UPDATE claims SET state = 'retired', retired_reason = 'Test.' WHERE id = ?")
          .run(claimId)
        change.touchClaim(claimId)
      })
    }
  }
}

const idOfClaim = (db: Db, slug: string) =>
  db.$client.prepare<[string], number>('SELECT id FROM claims WHERE slug = ?').pluck().get(slug)!

const hasMirror = (db: Db, one: string, other: string) =>
  db.$client
    .prepare(
      `SELECT 1 FROM relations WHERE kind = 'mirrors' AND
        (from_claim_id = (SELECT id FROM claims WHERE slug = @one) AND to_claim_id = (SELECT id FROM claims WHERE slug = @other)
        OR from_claim_id = (SELECT id FROM claims WHERE slug = @other) AND to_claim_id = (SELECT id FROM claims WHERE slug = @one))`,
    )
    .get({ one, other }) !== undefined

test('what is kept for comparisons equals a recount after any edits', () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 10, maxLength: 40 }), (operations) => {
      const db = databaseWith(aCorpus())
      perform(db, operations)
      expect(findDrift(db)).toEqual([])
      db.$client.close()
    }),
    { numRuns: 40 },
  )
})

test('the kept positions and patterns are what counting the stances by hand gives', () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 20, maxLength: 50 }), (operations) => {
      const db = databaseWith(aCorpus())
      perform(db, operations)
      const stances = db.$client
        .prepare<[], { claim: number; party: number | null; stance: StanceKind }>(
          `SELECT s.claim_id AS claim, au.party_id AS party, s.stance FROM stances s
          JOIN assertions a ON a.id = s.assertion_id JOIN authors au ON au.id = a.author_id
          JOIN claims c ON c.id = s.claim_id WHERE c.state = 'current'`,
        )
        .all()
      for (const { id } of db.$client
        .prepare<[], { id: number }>("SELECT id FROM claims WHERE state = 'current'")
        .all()) {
        const positions = [1, 2].map((party) => {
          const counts = { asserts: 0, disputes: 0, qualifies: 0, reports: 0 }
          for (const one of stances) if (one.claim === id && one.party === party) counts[one.stance] += 1
          return positionOf(counts)
        })
        const kept = [1, 2].map(
          (party) =>
            db.$client
              .prepare<[number, number], string>(
                'SELECT position FROM claim_parties WHERE claim_id = ? AND party_id = ?',
              )
              .pluck()
              .get(id, party) ?? 'not addressed',
        )
        expect(kept).toEqual(positions)
        const pattern = db.$client
          .prepare('SELECT pattern FROM claim_summaries WHERE claim_id = ?')
          .pluck()
          .get(id)
        expect(pattern).toBe(patternOf(positions))
      }
      db.$client.close()
    }),
    { numRuns: 25 },
  )
})

test('a recount that differs is found', () => {
  const letter = aLetter({ id: 'one', author: 'minister-of-north' })
  const db = databaseWith(
    aCorpus({
      letters: [letter],
      assertions: [anAssertion(letter, { id: 'one-1', quote: 'bridge was shelled' })],
      claims: [aClaim({ id: 'shelled' })],
      stances: [aStance('shelled', 'one-1')],
    }),
  )
  expect(findDrift(db)).toEqual([])
  db.$client.exec('UPDATE claim_parties SET asserts = 7')
  expect(findDrift(db)).toEqual([{ table: 'claim_parties', rows: 2 }])
})

test('the words that speak for a side can stand alone; among such words, the earliest letter’s come first', () => {
  const day = (written: string) => ({
    written: { from: written, to: written, ground: 'stated' as const, basis: 'The dateline.' },
  })
  const early = aLetter({
    id: 'early',
    author: 'minister-of-north',
    dates: day('2020-10-01'),
    texts: [
      'They used cluster bombs and more.',
      'Their aircraft dropped them on the bridge and on the town behind it.',
    ],
  })
  const late = aLetter({
    id: 'late',
    author: 'minister-of-north',
    dates: day('2020-12-01'),
    texts: ['Late as it is, we repeat that bombs of this kind were dropped on the bridge and the town.'],
  })
  const spokenFor = (quotes: { letter: typeof early; quote: string }[]) => {
    const assertions = quotes.map(({ letter, quote }, i) => anAssertion(letter, { id: `a-${i}`, quote }))
    const { $client } = databaseWith(
      aCorpus({
        letters: [early, late],
        assertions,
        claims: [aClaim({ id: 'bombs' })],
        stances: assertions.map(({ id }) => aStance('bombs', id)),
      }),
    )
    return $client
      .prepare('SELECT a.quote FROM claim_parties p JOIN assertions a ON a.id = p.first_asserts_id')
      .pluck()
      .get()
  }
  const scrap = { letter: early, quote: 'cluster bombs' }
  const sentence = { letter: early, quote: early.text.split('\n\n')[1]! }
  const lateSentence = { letter: late, quote: late.text }
  expect(spokenFor([scrap, lateSentence])).toBe(lateSentence.quote)
  expect(spokenFor([scrap, sentence, lateSentence])).toBe(sentence.quote)
  expect(spokenFor([scrap])).toBe(scrap.quote)
})
