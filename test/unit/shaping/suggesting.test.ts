import { expect, test } from 'vitest'
import { actingSide, sideNames } from '../../../server/domain/shaping/sideNames.ts'
import {
  type ClaimSuggestion,
  type KnownClaim,
  type ShapingKnown,
  suggestOnClaims,
} from '../../../server/domain/shaping/suggesting.ts'
import { exchangeNames } from '../../support/exchange.ts'

const claim = (id: string, wording: string, more: Partial<KnownClaim> = {}): KnownClaim => ({
  id,
  wording,
  scope: {},
  topics: ['bridges'],
  onlySide: null,
  assertions: [],
  ...more,
})
const assertion = (id: string, side: string | null, gist: string, topics = ['bridges']) => ({
  id,
  side,
  gist,
  quote: gist,
  topics,
})

const known = (more: Partial<ShapingKnown> = {}): ShapingKnown => ({
  sides: [
    {
      id: 'north',
      name: 'Northern side',
      others: ['Minister of Northland', 'Ombudsman of Northland', 'Ferry League of Havnar', 'Havnar Press'],
    },
    { id: 'south', name: 'Southern side', others: ['Minister of Southland', 'Ombudsman of Southland'] },
  ],
  foreignNames: ['Red Cross', 'Council of Ministers'],
  claims: [
    claim('n-shelled', 'In 2020 Northland shelled the old bridge of Southland with mortars.', {
      scope: { who: 'Northland' },
    }),
    claim('s-shelled', 'In 2020 Southland shelled the old bridge of Northland with mortars.'),
    claim('s-shelled-again', 'In 2020 the old bridge of Northland was shelled with mortars by Southland.'),
    claim('ferry', 'In 2020 Northland stopped the ferry of Southland.', {
      onlySide: 'south',
      assertions: ['s-1'],
    }),
    claim('people', 'In 2021 four hundred people lived along the river.', { topics: ['people'] }),
  ],
  assertions: [
    assertion('s-1', 'south', 'Northland stopped the ferry of Southland.'),
    assertion('n-1', 'north', 'Northland did not stop any ferry.'),
    assertion('n-2', 'north', 'Southland stopped a ferry.'),
    assertion('n-3', 'north', 'The ferry of Southland was not stopped.', ['people']),
    assertion('x-1', null, 'Northland stopped the ferry of Southland.'),
  ],
  related: [],
  ...more,
})

function suggest(given: ShapingKnown): ClaimSuggestion[] {
  const steps = suggestOnClaims(given)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
const found = (given: ShapingKnown, kind: ClaimSuggestion['kind']) =>
  suggest(given).flatMap((one) => (one.kind === kind ? [[one.claim, one.other].sort().join(' ')] : []))

test('the words that name a side are learned from the names in the data alone', () => {
  const { sides, foreignNames, claims } = known()
  const texts = [
    ...claims.map(({ wording }) => wording),
    'The boats of Havnar wait.',
    'The league of ministers met.',
  ]
  const names = sideNames(sides, foreignNames, texts)
  expect(
    names.namedIn('Northland and Havnar met Southland; the Minister, the League and the Press did not.'),
  ).toEqual(['north', 'north', 'south'])
  expect(actingSide(names, 'The bridge of Northland was shelled by Southland.')).toBe('south')
  expect(actingSide(names, 'Northland shelled the bridge.', 'Southland')).toBe('south')
  expect(actingSide(names, 'They agreed.', 'Northland and Southland')).toBeNull()
})

test('claims that say the same of different sides are suggested as mirrors, of one side as near-duplicates', () => {
  expect(found(known(), 'mirror')).toEqual(['n-shelled s-shelled', 'n-shelled s-shelled-again'])
  expect(found(known(), 'duplicate')).toEqual(['s-shelled s-shelled-again'])
})

test('pairs that are related already are left out, whichever way round', () => {
  expect(found(known({ related: [['s-shelled', 'n-shelled']] }), 'mirror')).toEqual([
    'n-shelled s-shelled-again',
  ])
})

test('a denial of the other side in the same topic is suggested for a one-sided claim; what accuses the other side is not', () => {
  const counterparts = suggest(known()).filter(({ kind }) => kind === 'counterpart')
  expect(counterparts.map(({ claim, other }) => [claim, other])).toEqual([['ferry', 'n-1']])
  expect(counterparts[0]!.reason).toContain('Its words negate or deny.')
  expect(counterparts[0]!.reason).toContain('Only Southern side takes a position on the claim')
})

test('nothing that is linked already, to the claim or to one related to it, is suggested as its counterpart', () => {
  const { claims } = known()
  const linked = claims.map((one) => (one.id === 'people' ? { ...one, assertions: ['n-1'] } : one))
  expect(found(known({ claims: linked }), 'counterpart')).toEqual(['ferry n-1'])
  expect(found(known({ claims: linked, related: [['people', 'ferry']] }), 'counterpart')).toEqual([])
})

test('every suggestion gives its reason, and the likeliest of each kind comes first', () => {
  const all = suggest(known())
  expect(all.every(({ reason }) => /“.+”/.test(reason))).toBe(true)
  for (const kind of ['mirror', 'duplicate', 'counterpart']) {
    const scores = all.filter((one) => one.kind === kind).map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  }
})

test('with the sides exchanged, the same pairs are suggested for the same reasons with the names exchanged', () => {
  const exchanged = JSON.parse(exchangeNames(JSON.stringify(known()))) as ShapingKnown
  exchanged.sides.reverse()
  expect(suggest(exchanged)).toEqual(JSON.parse(exchangeNames(JSON.stringify(suggest(known())))))
})
