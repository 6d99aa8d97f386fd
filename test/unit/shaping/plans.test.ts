import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Edit } from '../../../db/edit.ts'
import { canonical, keyOf, type RelationRecord, type StanceRecord } from '../../../db/records.ts'
import { relationKinds, stanceKinds } from '../../../db/vocabulary.ts'
import { confirm, presentWording, reword, unconfirmed } from '../../../server/domain/shaping/claims.ts'
import { planMerge, type WholeClaim } from '../../../server/domain/shaping/merging.ts'
import { isSameRelation, relate } from '../../../server/domain/shaping/relations.ts'
import {
  mergerOf,
  placements,
  planSeparation,
  planSplit,
  presetPlacements,
} from '../../../server/domain/shaping/separating.ts'
import { standingOf } from '../../../server/domain/shaping/standing.ts'
import { aClaim, aStance } from '../../support/builders.ts'

/** The objects of a small corpus by kind and key. */
type State = Map<string, Edit['after']>

const at = (kind: Edit['kind'], key: string) => `${kind} ${key}`

/** Every edit finds the object as it says that it was, and leaves it as it says that it is. */
function apply(state: State, edits: readonly Edit[]): State {
  const next = new Map(state)
  for (const { kind, before } of edits) {
    if (!before) continue
    const key = at(kind, keyOf(kind, before))
    expect(canonical(next.get(key))).toBe(canonical(before))
    next.delete(key)
  }
  for (const { kind, after } of edits) {
    if (!after) continue
    const key = at(kind, keyOf(kind, after))
    expect(next.has(key)).toBe(false)
    next.set(key, after)
  }
  return next
}

const whole = (state: State, id: string): WholeClaim => {
  const all = [...state]
  return {
    claim: state.get(at('claim', id)) as WholeClaim['claim'],
    stances: all.flatMap(([key, one]) => (key.startsWith(`stance ${id} `) ? [one as StanceRecord] : [])),
    relations: all.flatMap(([key, one]) => {
      const relation = one as RelationRecord
      return key.startsWith('relation ') && (relation.from === id || relation.to === id) ? [relation] : []
    }),
  }
}

const contentOf = (state: State) =>
  Object.fromEntries(
    [...state].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, canonical(one)]),
  )

const claimIds = ['one', 'two', 'third', 'fourth']
const assertions = ['a-1', 'a-2', 'a-3', 'a-4', 'a-5']

/** Four claims, some with earlier wordings, with stances and relations of any kind among them. */
const corpus = fc
  .record({
    wordings: fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
    stances: fc.uniqueArray(
      fc.record({
        claim: fc.constantFrom(...claimIds),
        assertion: fc.constantFrom(...assertions),
        stance: fc.constantFrom(...stanceKinds),
        wording: fc.nat(),
        note: fc.option(fc.constantFrom('Narrower.', 'Wider.'), { nil: undefined }),
      }),
      { selector: ({ claim, assertion }) => `${claim} ${assertion}` },
    ),
    relations: fc.array(
      fc.record({
        from: fc.constantFrom(...claimIds),
        kind: fc.constantFrom(...relationKinds),
        to: fc.constantFrom(...claimIds),
        reason: fc.constantFrom('A reason.', 'Another reason.'),
      }),
    ),
  })
  .map(({ wordings, stances, relations }): State => {
    const claims = claimIds.map((id, i) =>
      aClaim({
        id,
        earlier_wordings: Array.from({ length: wordings[i]! }, (_, n) => `${id}, wording ${n}.`),
      }),
    )
    const distinct: RelationRecord[] = []
    for (const relation of relations) {
      if (relation.from !== relation.to && !distinct.some((one) => isSameRelation(one, relation)))
        distinct.push(relation)
    }
    const records = [
      ...claims.map((claim) => ['claim', claim] as const),
      ...stances.map(({ wording, note, ...stance }) => {
        const against = 1 + (wording % presentWording(claims[claimIds.indexOf(stance.claim)]!))
        return ['stance', { ...stance, wording: against, ...(note && { scope: { note } }) }] as const
      }),
      ...distinct.map((relation) => ['relation', relation] as const),
    ]
    return new Map(records.map(([kind, record]) => [at(kind, keyOf(kind, record as never)), record]))
  })

const merge = (state: State, isReversed: boolean, keptFromGone: readonly string[]) =>
  planMerge(whole(state, 'one'), whole(state, 'two'), { isReversed, keptFromGone: new Set(keptFromGone) })

const takeOut = (state: State, edits: readonly Edit[], relinked: readonly string[] = []) => {
  const merger = mergerOf('one', 'two', edits)
  const stays = whole(state, 'two')
  return planSeparation(whole(state, 'one').claim, stays, merger, {
    placements: presetPlacements(stays, merger),
    relinked: new Set(relinked),
    withRelations: true,
  })
}

test('a claim that is merged and taken out again leaves everything as it was', () => {
  fc.assert(
    fc.property(corpus, fc.boolean(), fc.subarray(assertions), (state, isReversed, kept) => {
      const { edits } = merge(state, isReversed, kept)
      const merged = apply(state, edits)
      expect(contentOf(apply(merged, takeOut(merged, edits).edits))).toEqual(contentOf(state))
    }),
  )
})

test('merging moves every assertion, keeps scope notes, and leaves nothing on the claim that goes', () => {
  fc.assert(
    fc.property(corpus, fc.boolean(), fc.subarray(assertions), (state, isReversed, kept) => {
      const [gone, stays] = [whole(state, 'one'), whole(state, 'two')]
      const plan = merge(state, isReversed, kept)
      const after = apply(state, plan.edits)
      expect(whole(after, 'one')).toMatchObject({ stances: [], relations: [], claim: { merged_into: 'two' } })
      const result = whole(after, 'two')
      expect(contentOf(new Map(result.stances.map((one) => [one.assertion, one])))).toEqual(
        contentOf(new Map(plan.stances.map((one) => [one.assertion, one]))),
      )
      for (const { assertion, scope } of gone.stances) {
        const isClash = stays.stances.some((own) => own.assertion === assertion)
        const found = result.stances.find((one) => one.assertion === assertion)
        if (!isClash || kept.includes(assertion)) expect(found?.scope).toEqual(scope)
        else expect(found).toEqual(stays.stances.find((own) => own.assertion === assertion))
      }
      const relations = gone.relations.length + stays.relations.length
      const between = gone.relations.filter(({ from, to }) => from === 'two' || to === 'two').length
      expect(result.relations.length).toBe(relations - between - plan.droppedRelations.length)
      expect(result.relations.every(({ from, to }) => from !== to)).toBe(true)
    }),
  )
})

test('what was changed on the merged claim since goes with the claim taken out as it is now', () => {
  const state = apply(new Map(), [
    ...claimIds
      .slice(0, 2)
      .map((id) => ({ kind: 'claim' as const, key: id, before: null, after: aClaim({ id }) })),
    { kind: 'stance', key: 'one a-1', before: null, after: aStance('one', 'a-1') },
    { kind: 'stance', key: 'one a-2', before: null, after: aStance('one', 'a-2') },
  ])
  const { edits } = merge(state, true, [])
  const merged = apply(state, edits)
  const present = merged.get('stance two a-1') as StanceRecord
  expect(present.stance).toBe('disputes')
  const edited = apply(merged, [
    { kind: 'stance', key: 'two a-1', before: present, after: { ...present, scope: { note: 'Narrower.' } } },
    { kind: 'stance', key: 'two a-2', before: merged.get('stance two a-2') as StanceRecord, after: null },
  ])
  const back = apply(edited, takeOut(edited, edits).edits)
  expect(whole(back, 'one').stances).toEqual([
    aStance('one', 'a-1', 'asserts', { scope: { note: 'Narrower.' } }),
  ])
  const relinked = apply(edited, takeOut(edited, edits, ['a-2']).edits)
  expect(whole(relinked, 'one').stances.map(({ assertion }) => assertion)).toEqual(['a-1', 'a-2'])
})

test('splitting puts each assertion where it was told to, with the stance and scope that it had', () => {
  fc.assert(
    fc.property(
      corpus,
      fc.array(fc.constantFrom(...placements), { minLength: 5, maxLength: 5 }),
      (state, chosen) => {
        const before = whole(state, 'one')
        const placed = new Map(assertions.map((assertion, i) => [assertion, chosen[i]!]))
        const plan = planSplit(before, aClaim({ id: 'new' }), placed)
        const after = apply(state, plan.edits)
        const [kept, added] = [whole(after, 'one'), whole(after, 'new')]
        expect(plan.remaining).toEqual(kept.stances)
        expect(plan.separate).toEqual(added.stances)
        for (const stance of before.stances) {
          const placement = placed.get(stance.assertion)!
          const isOn = (claim: WholeClaim) => claim.stances.some((one) => one.assertion === stance.assertion)
          expect([isOn(kept), isOn(added)]).toEqual([placement !== 'moves', placement !== 'stays'])
        }
        for (const one of added.stances) {
          const { stance, scope } = before.stances.find(({ assertion }) => assertion === one.assertion)!
          expect(one).toEqual(aStance('new', one.assertion, stance, scope && { scope }))
        }
      },
    ),
  )
})

test('a new wording leaves every stance at the wording it was made against, until it is confirmed', () => {
  fc.assert(
    fc.property(corpus, (state) => {
      const before = whole(state, 'one')
      const after = apply(state, reword(before.claim, 'Another wording.'))
      const { claim, stances } = whole(after, 'one')
      expect(claim.earlier_wordings).toEqual([...before.claim.earlier_wordings, before.claim.wording])
      expect(stances).toEqual(before.stances)
      expect(unconfirmed(claim, stances)).toEqual(stances)
      const confirmed = apply(
        after,
        stances.flatMap((one) => confirm(claim, one, one.stance)),
      )
      expect(unconfirmed(claim, whole(confirmed, 'one').stances)).toEqual([])
      expect(reword(claim, claim.wording)).toEqual([])
    }),
  )
})

test('a relation that holds both ways is the same the other way round, one that does not is another', () => {
  const relation = (kind: RelationRecord['kind'], from: string, to: string) => ({
    from,
    kind,
    to,
    reason: 'Why.',
  })
  expect(isSameRelation(relation('mirrors', 'one', 'two'), relation('mirrors', 'two', 'one'))).toBe(true)
  expect(isSameRelation(relation('narrows', 'one', 'two'), relation('narrows', 'two', 'one'))).toBe(false)
  expect(isSameRelation(relation('narrows', 'one', 'two'), relation('supports', 'one', 'two'))).toBe(false)
  expect(relate(relation('narrows', 'one', 'two'))).toEqual([
    { kind: 'relation', key: 'one narrows two', before: null, after: relation('narrows', 'one', 'two') },
  ])
})

test('the standing of a claim follows from its stances, party by party', () => {
  const stances = [
    aStance('one', 'n-1'),
    aStance('one', 's-1', 'disputes'),
    aStance('one', 'x-1', 'disputes'),
  ]
  const partyOf = ({ assertion }: StanceRecord) => ({ n: 'north', s: 'south' })[assertion[0]!] ?? null
  expect(standingOf(['north', 'south'], stances, partyOf)).toEqual({
    pattern: 'contested',
    positions: [
      { party: 'north', position: 'asserts', assertions: 1 },
      { party: 'south', position: 'disputes', assertions: 1 },
    ],
  })
  expect(standingOf(['north', 'south'], stances.slice(0, 1), partyOf).pattern).toBe('one-sided')
})
