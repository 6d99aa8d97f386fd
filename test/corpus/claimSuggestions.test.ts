import { expect, test } from 'vitest'
import { suggestOnClaims } from '../../server/domain/shaping/suggesting.ts'
import { readShapingKnown } from '../../server/features/claims/desk/known.ts'
import { seededDatabase } from '../support/app.ts'

function whole<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

const db = seededDatabase()
const known = whole(readShapingKnown(db))
const mirrors = new Set(
  db.$client
    .prepare<[], string>(`
    SELECT f.slug || ' ' || t.slug FROM relations r JOIN claims f ON f.id = r.from_claim_id
      JOIN claims t ON t.id = r.to_claim_id WHERE r.kind = 'mirrors'`)
    .pluck()
    .all(),
)

test('with its relations hidden, most mirrors of the shipped corpus are suggested, and little else', () => {
  const suggested = whole(suggestOnClaims({ ...known, related: [] })).filter(({ kind }) => kind === 'mirror')
  const right = suggested.filter(
    ({ claim, other }) => mirrors.has(`${claim} ${other}`) || mirrors.has(`${other} ${claim}`),
  )
  expect(right.length / mirrors.size).toBeGreaterThan(0.75)
  expect(right.length / suggested.length).toBeGreaterThan(0.75)
})

test('with them, few pairs are left to look at, and none that is related already', () => {
  const suggested = whole(suggestOnClaims(known))
  const related = new Set(known.related.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]))
  expect(suggested.filter(({ claim, other }) => related.has(`${claim} ${other}`))).toEqual([])
  expect(suggested.length).toBeLessThan(known.claims.length / 5)
})
