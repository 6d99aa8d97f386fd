import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import type { Choice } from '../../server/features/compare/choice.ts'
import { facets, type Place, type Sort, sorts } from '../../server/features/compare/forms.ts'
import { countFacets } from '../../server/features/compare/queries/counts.ts'
import { listClaims } from '../../server/features/compare/queries/order.ts'
import { pick } from '../../server/features/compare/queries/picked.ts'
import { databaseWith } from '../support/builders.ts'
import { randomCorpus } from '../support/randomCorpus.ts'

let db: Db
/** Which claims each value of a filter selects, as it is kept claim by claim. */
let members: Map<string, Set<number>>
let ids: number[]
beforeAll(() => {
  db = databaseWith(randomCorpus(150))
  members = new Map()
  for (const row of db.$client
    .prepare<[], { claim_id: number; key: string }>(`
      SELECT v.claim_id, j.value AS key FROM claim_summaries v, json_each(v.facet_values) j
      UNION SELECT claim_id, 'letter ' || letter_id FROM claim_letters`)
    .all()) {
    members.set(row.key, (members.get(row.key) ?? new Set()).add(row.claim_id))
  }
  ids = db.$client.prepare<[], number>('SELECT claim_id FROM claim_summaries').pluck().all()
})

const values = {
  pattern: ['contested', 'qualified', 'shared', 'one-sided', 'unclaimed', 'only:1', 'only:2'],
  mirrored: ['yes'],
  topic: ['1', '2', '3'],
  kind: ['government', 'civil society', 'news agency'],
  letter: ['1', '2', '3', '4', '5', '9', '77'],
  month: ['2020-01', '2020-05', '2020-07', 'undated'],
  stance: ['asserts', 'disputes', 'qualifies', 'reports'],
}
const choice: fc.Arbitrary<Choice> = fc.record(
  Object.fromEntries(
    facets.map((facet) => [
      facet,
      fc
        .oneof(
          { weight: 3, arbitrary: fc.constant([] as string[]) },
          { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...values[facet]), { maxLength: 3 }) },
        )
        .map((list) => list.map((value) => ({ value, slug: value }))),
    ]),
  ),
) as unknown as fc.Arbitrary<Choice>

/** The claims that fit, by looking at each. */
const fitting = (chosen: Choice, except?: string) =>
  ids.filter((id) =>
    facets.every(
      (facet) =>
        facet === except ||
        !chosen[facet].length ||
        chosen[facet].some(({ value }) => members.get(`${facet} ${value}`)?.has(id)),
    ),
  )

const columns: Record<Sort, string> = {
  contested: 'rank_pattern',
  topic: 'rank_topic',
  date: 'rank_date',
  size: 'rank_size',
}

/** The same in the order asked for, sorted whole. */
function inOrder(chosen: Choice, sort: Sort): number[] {
  const fits = new Set(fitting(chosen))
  return db.$client
    .prepare<[], number>(`SELECT claim_id FROM claim_summaries ORDER BY ${columns[sort]}, group_id, claim_id`)
    .pluck()
    .all()
    .filter((id) => fits.has(id))
}

/** All pages from the first on, or from the end back to the first. */
function readAll(chosen: Choice, sort: Sort, size: number, limits: typeof usual, isForward: boolean) {
  const picked = pick(db, chosen)
  const end = { rank: sort === 'date' ? '~' : 1e15, groupId: 1e14, claimId: 1e14 }
  let after: Place | null = null
  let before: Place | null = isForward ? null : end
  const pages: number[][] = []
  for (let i = 0; i < 400; i++) {
    const list = listClaims(db, picked, { sort, after, before, size }, limits)
    expect(list.ids.length).toBeLessThanOrEqual(size)
    // Where nothing comes before, the first page is shown again, to have something to show.
    if (!isForward && !list.hasBefore && pages.flat().includes(list.ids[0]!)) return pages.flat()
    if (isForward) pages.push(list.ids)
    else pages.unshift(list.ids)
    if (!(isForward ? list.hasAfter : list.hasBefore)) return pages.flat()
    if (isForward) after = list.last
    else before = list.first
  }
  throw new Error('the pages do not come to an end')
}

const usual = { sortedAtOnce: 500, mostSorted: 10_000, mostWalked: 20_000 }
/** As if the collection were so large that few claims could be sorted and few entries walked. */
const cramped = fc.record({
  sortedAtOnce: fc.integer({ min: 0, max: 10 }),
  mostSorted: fc.integer({ min: 0, max: 40 }),
  mostWalked: fc.integer({ min: 1, max: 60 }),
})

test('whatever is chosen, the pages of an order hold each fitting claim once, in that order, forwards and back', () => {
  fc.assert(
    fc.property(
      choice,
      fc.constantFrom(...sorts),
      fc.integer({ min: 1, max: 60 }),
      fc.boolean(),
      (chosen, sort, size, isForward) => {
        expect(readAll(chosen, sort, size, usual, isForward)).toEqual(inOrder(chosen, sort))
      },
    ),
    { numRuns: 120 },
  )
})

test('the pages of a choice too large to be sorted are the same, though some are shorter', () => {
  fc.assert(
    fc.property(
      choice,
      fc.constantFrom(...sorts),
      fc.integer({ min: 1, max: 30 }),
      cramped,
      fc.boolean(),
      (chosen, sort, size, limits, isForward) => {
        expect(readAll(chosen, sort, size, limits, isForward)).toEqual(inOrder(chosen, sort))
      },
    ),
    { numRuns: 400 },
  )
})

test('claims that mirror one another stand one under the other in every order', () => {
  const pairs = db.$client
    .prepare<[], { one: number; other: number }>(
      `SELECT s.claim_id AS one, o.claim_id AS other FROM claim_summaries s JOIN claim_summaries o
      ON o.group_id = s.group_id AND o.claim_id > s.claim_id`,
    )
    .all()
  expect(pairs.length).toBeGreaterThan(5)
  const nothing = Object.fromEntries(facets.map((facet) => [facet, []])) as unknown as Choice
  for (const sort of sorts) {
    const places = readAll(nothing, sort, 50, usual, true)
    const groupOf = new Map(pairs.flatMap(({ one, other }) => [[one, one] as const, [other, one] as const]))
    const runs = places.map((id) => groupOf.get(id) ?? id).filter((group, i, all) => group !== all[i - 1])
    expect(new Set(runs).size).toBe(runs.length)
  }
})

test('each value of a filter counts the claims that it would show, given what the other filters leave', () => {
  fc.assert(
    fc.property(choice, (chosen) => {
      const counts = countFacets(db, chosen, pick(db, chosen))
      for (const facet of facets) {
        const rest = fitting(chosen, facet)
        for (const value of values[facet]) {
          const expected = rest.filter((id) => members.get(`${facet} ${value}`)?.has(id)).length
          expect(counts[facet].claims.get(value) ?? 0, `${facet} ${value}`).toBe(expected)
        }
      }
      expect(pick(db, chosen).claims()?.size ?? ids.length).toBe(fitting(chosen).length)
    }),
    { numRuns: 150 },
  )
})
