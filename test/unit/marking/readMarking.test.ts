import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AssertionRecord, StanceRecord } from '../../../db/records.ts'
import { agents, assertionKinds, bounds, modalities, stanceKinds } from '../../../db/vocabulary.ts'
import { editsOf } from '../../../server/domain/marking/editsOf.ts'
import { rangeRecords } from '../../../server/domain/marking/ranges.ts'
import { chosenWords, type Present, readMarking } from '../../../server/domain/marking/readMarking.ts'
import {
  emptyLink,
  emptyMarking,
  type MarkingValues,
  noSlots,
} from '../../../server/domain/marking/values.ts'
import { valuesOfAssertion } from '../../../server/domain/marking/valuesOf.ts'
import { wordsOfText } from '../../../server/domain/marking/wordsOfText.ts'

const paragraphs = [
  'No bridge was shelled by us, we say.',
  'The ferry 😀 was only damaged; two roads are open.',
]
const text = paragraphs.join('\n\n')
const first = Array.from(paragraphs[0]!).length
const letter = {
  id: 'one',
  text,
  paragraphs: [
    { label: '1', start: 0, end: first },
    { label: '2', start: first + 2, end: Array.from(text).length },
  ],
  footnotes: [{ marker: '1' }, { marker: '2' }],
}
const present: Present = {
  has: (kind, slug) => slug.startsWith(kind),
  named: (kind, words) => ({
    called: words.startsWith(kind) ? [{ slug: words, name: words }] : [],
    near: [],
  }),
  worded: () => undefined,
  claim: (slug) => (slug.startsWith('claim') ? { wording: 3, topics: ['topic-of-claim'] } : undefined),
}

const words = wordsOfText(text)
/** Ranges of words with at least one word between them, each in one paragraph. */
const ranges = fc
  .uniqueArray(fc.nat({ max: words.length - 1 }), { minLength: 1, maxLength: 4 })
  .map((chosen) => chosen.filter((at) => !chosen.includes(at - 1)).sort((a, b) => a - b))
  .filter((chosen) => chosen.length > 0)
  .map((chosen) => chosen.map((at) => words[at]!))
const phrase = fc.string({ unit: fc.constantFrom('a', 'b', '“', '<', 'é'), minLength: 1, maxLength: 6 })
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
/** Without the fields that say nothing. */
const said = <T extends object>(record: T) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T

const assertion: fc.Arbitrary<AssertionRecord> = fc
  .record({
    id: fc.constant('one-001'),
    letter: fc.constant('one'),
    author: maybe(fc.constant('author-of-enclosure')),
    ranges: ranges.map((chosen) => rangeRecords(text, chosen)),
    gist: phrase,
    kind: fc.constantFrom(...assertionKinds),
    modality: fc.constantFrom(...modalities),
    agent: fc.constantFrom(...agents),
    topics: fc.subarray(['topic-a', 'topic-b', 'topic-c'], { minLength: 1 }),
    attribution: fc.array(
      fc
        .record({ name: phrase, who: fc.constantFrom('', 'party-a', 'authority-a'), adopted: fc.boolean() })
        .map(({ who, ...link }) =>
          who ? { ...link, [who.startsWith('party') ? 'party' : 'authority']: who } : link,
        ),
      { maxLength: 3 },
    ),
    figures: fc.array(
      fc
        .record({
          number: maybe(fc.oneof(fc.nat(), fc.constant(2.5), fc.constant(1e21))),
          bound: fc.constantFrom(...bounds),
          unit: phrase,
          counted: phrase,
          where: maybe(phrase),
          when: maybe(phrase),
        })
        .map((figure) =>
          said(figure.number === undefined ? { ...figure, bound: 'unspecified' as const } : figure),
        ),
      { maxLength: 2 },
    ),
    citations: fc
      .tuple(fc.subarray(['1', '2']), fc.subarray(['authority-a', 'authority-b']))
      .map(([notes, named]) => [
        ...notes.map((footnote) => ({ footnote })),
        ...named.map((authority) => ({ authority })),
      ]),
  })
  .map(said)

const stances: fc.Arbitrary<StanceRecord[]> = fc
  .uniqueArray(fc.constantFrom('claim-a', 'claim-b', 'claim-c'))
  .chain((claims) =>
    fc.tuple(
      ...claims.map((claim) =>
        fc
          .record({
            stance: fc.constantFrom(...stanceKinds),
            wording: fc.integer({ min: 1, max: 3 }),
            note: maybe(phrase),
            who: maybe(phrase),
          })
          .map(({ note, who, ...stance }) => ({
            claim,
            assertion: 'one-001',
            ...stance,
            ...((note || who) && { scope: said({ note, who }) }),
          })),
      ),
    ),
  )

test('an assertion that is opened in the form and sent as it is stays as it is, word for word', () => {
  fc.assert(
    fc.property(assertion, stances, (record, taken) => {
      const read = readMarking(valuesOfAssertion(record, taken), letter, present)
      if (!read.ok) throw new Error(JSON.stringify(read.errors))
      const edits = editsOf(read.marking, record.id, { assertion: record, stances: taken }, () => false)
      for (const { before, after } of edits) expect(after).toEqual(before)
      expect(edits).toHaveLength(1 + taken.length)
    }),
  )
})

test('stances that are taken away, added and changed are edits of their own; what is changed is pinned to the present wording', () => {
  const record = { ...fc.sample(assertion, 1)[0]! }
  const before: StanceRecord[] = ['claim-a', 'claim-b'].map((claim) => ({
    claim,
    assertion: record.id,
    stance: 'asserts',
    wording: 1,
  }))
  const values = valuesOfAssertion(record, before)
  values.links[0]!.claim = 'none'
  values.links[1]!.stances['claim-b'] = 'disputes'
  values.links.push({ ...emptyLink(), claim: 'claim:claim-c', stances: { 'claim-c': 'reports' } })
  const read = readMarking(values, letter, present)
  if (!read.ok) throw new Error(JSON.stringify(read.errors))
  const edits = editsOf(read.marking, record.id, { assertion: record, stances: before }, () => false)
  expect(edits.filter(({ kind }) => kind === 'stance')).toEqual([
    { kind: 'stance', key: 'claim-a one-001', before: before[0], after: null },
    {
      kind: 'stance',
      key: 'claim-b one-001',
      before: before[1],
      after: { ...before[1], stance: 'disputes', wording: 3 },
    },
    {
      kind: 'stance',
      key: 'claim-c one-001',
      before: null,
      after: { claim: 'claim-c', assertion: 'one-001', stance: 'reports', wording: 3 },
    },
  ])
})

test('two new claims whose wordings give the same slug get slugs of their own; one wording makes one claim', () => {
  const link = { ...emptyLink(), claim: 'new', wording: 'The bridge stands.', claimTopics: ['topic-a'] }
  const values = {
    ...emptyMarking(),
    ranges: ['0-9'],
    gist: 'A gist.',
    links: [link, { ...link, wording: 'Bridge stands!' }],
  }
  const read = readMarking(values, letter, present)
  if (!read.ok) throw new Error(JSON.stringify(read.errors))
  const made = editsOf(read.marking, 'one-002', null, (slug) => slug === 'bridge-stands').filter(
    ({ kind }) => kind === 'claim',
  )
  expect(made.map(({ key }) => key)).toEqual(['bridge-stands-2', 'bridge-stands-3'])
  expect(readMarking({ ...values, links: [link, link] }, letter, present)).toMatchObject({
    errors: { 'link-2-wording': ['This claim is made twice.'] },
  })
  const worded = (wording: string) => ({ slug: 'claim-b', wording })
  expect(readMarking({ ...values, links: [link] }, letter, { ...present, worded })).toMatchObject({
    errors: { 'link-1-wording': [expect.stringContaining('There is such a claim already')] },
  })
})

test('words without a topic take those of their claims', () => {
  const link = { ...emptyLink(), claim: 'claim:claim-a', stances: { 'claim-a': 'asserts' } }
  const read = readMarking(
    { ...emptyMarking(), ranges: ['0-9'], gist: 'A gist.', links: [link] },
    letter,
    present,
  )
  expect(read).toMatchObject({ ok: true, marking: { assertion: { topics: ['topic-of-claim'] } } })
})

test('words that are typed or numbered take the place of those that are chosen, unless they come besides', () => {
  const chosen = (given: Partial<MarkingValues>) =>
    chosenWords({ ...emptyMarking(), ranges: ['0-21'], paragraph: '1', ...given }, letter).ranges
  expect(chosen({ quote: 'bridge was' })).toEqual([{ start: 3, end: 13 }])
  expect(chosen({ first: '2', last: '3' })).toEqual([{ start: 3, end: 13 }])
  expect(chosen({ quote: 'we say', beside: true })).toEqual([
    { start: 0, end: 21 },
    { start: 29, end: 35 },
  ])
  expect(chosen({ quote: 'no such words' })).toEqual([{ start: 0, end: 21 }])
})

test('of words that stand in several places the one that was chosen is taken', () => {
  const twice = { text: 'A road, a road.', paragraphs: [{ label: '1', start: 0, end: 15 }] }
  const chosen = (place: string) => chosenWords({ ...emptyMarking(), quote: 'road', place }, twice)
  expect(chosen('')).toMatchObject({ ranges: [], places: [{ start: 2 }, { start: 10 }] })
  expect(chosen('10-14')).toEqual({ ranges: [{ start: 10, end: 14 }], errors: {}, places: [] })
  expect(chosen('3-5').errors.quote).toBeDefined()
})

test('whatever is sent, it is read or refused with messages, and what is read is whole', () => {
  const typed = fc.oneof(
    fc.constantFrom('', 'none', 'find', 'new', 'claim:claim-a', 'claim:gone', '0-9', '5-3', 'x'),
    fc.string(),
  )
  const slots = fc.constant(noSlots())
  const values = fc.record({
    ranges: fc.array(typed, { maxLength: 3 }),
    quote: fc.oneof(typed, fc.constant('ferry')),
    paragraph: fc.constantFrom('1', '2', '9', ''),
    first: fc.oneof(typed, fc.constantFrom('1', '3')),
    last: fc.oneof(typed, fc.constantFrom('2', '4')),
    gist: typed,
    place: typed,
    beside: fc.boolean(),
    proposed: fc.constant(emptyMarking().proposed),
    kind: fc.oneof(typed, fc.constant('fact')),
    modality: fc.oneof(typed, fc.constant('plain')),
    agent: fc.oneof(typed, fc.constant('named')),
    author: fc.oneof(typed, fc.constant('author-a')),
    otherAuthor: fc.oneof(typed, fc.constant('author-b')),
    topics: fc.array(fc.oneof(typed, fc.constant('topic-a')), { maxLength: 2 }),
    attribution: fc.array(fc.record({ name: typed, who: typed, adopted: fc.boolean() }), { maxLength: 2 }),
    figures: fc.array(
      fc.record({ number: typed, bound: typed, unit: typed, counted: typed, where: typed, when: typed }),
      { maxLength: 2 },
    ),
    footnotes: fc.array(typed, { maxLength: 1 }),
    otherFootnotes: fc.oneof(typed, fc.constant('1, 2')),
    authorities: fc.array(typed, { maxLength: 1 }),
    otherAuthority: fc.oneof(typed, fc.constant('authority-b')),
    links: fc.array(
      fc.record({
        claim: typed,
        stances: fc.dictionary(fc.constant('claim-a'), fc.constantFrom('asserts', 'nonsense')),
        newStance: fc.constantFrom('asserts', 'nonsense'),
        find: typed,
        note: typed,
        slots,
        wording: typed,
        claimSlots: slots,
        claimTopics: fc.array(fc.constantFrom('topic-a', 'x'), { maxLength: 1 }),
      }),
      { maxLength: 2 },
    ),
  })
  fc.assert(
    fc.property(values, (sent) => {
      const read = readMarking(sent, letter, present)
      if (!read.ok) {
        expect(
          Object.values(read.errors)
            .flat()
            .every((message) => message.length > 0),
        ).toBe(true)
        return
      }
      const { assertion: made } = read.marking
      expect(made.ranges.length).toBeGreaterThan(0)
      expect(made.topics.length).toBeGreaterThan(0)
      expect(made.gist.trim()).not.toBe('')
      for (const { start, end, exact } of made.ranges)
        expect(Array.from(text).slice(start, end).join('')).toBe(exact)
    }),
  )
})
