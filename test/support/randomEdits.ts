import type { Db } from '../../db/client.ts'
import { type Edit, edit } from '../../db/edit.ts'
import { readCorpus } from '../../db/present.ts'
import type { AssertionRecord, ClaimRecord, Corpus, LetterRecord } from '../../db/records.ts'
import { assertionKinds, authorKinds, relationKinds, stanceKinds } from '../../db/vocabulary.ts'
import { describe } from '../../server/domain/text/anchor.ts'
import { aClaim, aLetter, anAssertion, aStance } from './builders.ts'

/** What an editor does next; numbers choose among what is there. */
export interface Step {
  act: string
  one: number
  other: number
  how: number
}

type Act = (corpus: Corpus, step: Step, fresh: string) => Edit[]

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(list.length, 1)]
const toggled = (list: readonly string[], slug: string) =>
  list.includes(slug) ? list.filter((one) => one !== slug) : [...list, slug]

function editing<T>(record: T | undefined, make: (record: T) => Edit[]): Edit[] {
  return record === undefined ? [] : make(record)
}

const without = <T extends object>(record: T, ...fields: (keyof T)[]): T =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !fields.includes(name as keyof T))) as T

const acts: Record<string, Act> = {
  // What is added.
  'add a party': (_, { how }, fresh) => [edit('party', null, { id: `party-${fresh}`, name: `Party ${how}` })],
  'add an author': ({ parties }, { one, how }, fresh) => [
    edit('author', null, {
      id: `author-${fresh}`,
      name: 'Author',
      kind: pick(authorKinds, how)!,
      ...(how % 3 && { party: pick(parties, one)!.id }),
    }),
  ],
  'add an authority': (_, __, fresh) => [
    edit('authority', null, { id: `authority-${fresh}`, name: 'Authority', kind: 'media' }),
  ],
  'add a topic': (_, __, fresh) => [
    edit('topic', null, { id: `topic-${fresh}`, name: 'Topic', definition: 'Something.' }),
  ],
  'add a letter': ({ authors, letters }, { one, other, how }, fresh) => [
    edit(
      'letter',
      null,
      aLetter({
        id: `letter-${fresh}`,
        author: pick(authors, one)!.id,
        texts: [`They shelled bridge ${fresh}.`, 'The ferry was stopped.'],
        ...(how % 2 && { dates: {} }),
        answers: editingReference(pick(letters, other), how),
      }),
    ),
  ],
  'mark an assertion': (corpus, step, fresh) =>
    editing(pick(corpus.letters, step.one), (letter) => {
      const words = letter.text.split(' ')
      const from = step.other % words.length
      const quote = words.slice(from, from + 1 + (step.how % 3)).join(' ')
      if (quote.includes('\n') || letter.text.split(quote).length !== 2) return []
      const author = pick(corpus.authors, step.how)!.id
      return [
        edit(
          'assertion',
          null,
          anAssertion(letter, {
            id: `said-${fresh}`,
            quote,
            kind: pick(assertionKinds, step.how)!,
            topics: [pick(corpus.topics, step.other)!.id],
            ...(step.how % 4 === 0 && { author }),
            ...(step.how % 3 === 0 && {
              citations: [{ authority: pick(corpus.authorities, step.one)!.id }],
              attribution: [{ name: 'They', party: pick(corpus.parties, step.one)!.id, adopted: false }],
            }),
          }),
        ),
      ]
    }),
  'add a claim': ({ topics }, { one }, fresh) => [
    edit('claim', null, aClaim({ id: `claim-${fresh}`, topics: [pick(topics, one)!.id] })),
  ],
  link: ({ claims, assertions, stances }, { one, other, how }) => {
    const [claim, assertion] = [pick(claims, one), pick(assertions, other)]
    if (!claim || !assertion) return []
    if (stances.some((known) => known.claim === claim.id && known.assertion === assertion.id)) return []
    const wording = 1 + (how % (claim.earlier_wordings.length + 1))
    return [edit('stance', null, aStance(claim.id, assertion.id, pick(stanceKinds, how)!, { wording }))]
  },
  relate: ({ claims }, { one, other, how }) => {
    const [from, to] = [pick(claims, one), pick(claims, other)]
    if (!from || !to || from === to) return []
    const kind = how % 2 ? 'mirrors' : pick(relationKinds, how)!
    return [edit('relation', null, { from: from.id, kind, to: to.id, reason: 'They belong together.' })]
  },

  // What is changed.
  'rename the collection': ({ corpus }, { how }) => [
    edit('corpus', corpus, { ...corpus, names_note: `Note ${how}.` }),
  ],
  'move an author': ({ authors, parties }, { one, other, how }) =>
    editing(pick(authors, one), (author) => [
      edit('author', author, {
        ...without(author, 'party'),
        kind: pick(authorKinds, how)!,
        ...(how % 2 && { party: pick(parties, other)!.id }),
      }),
    ]),
  'define a topic': ({ topics }, { one, how }) =>
    editing(pick(topics, one), (topic) => [
      edit('topic', topic, { ...topic, name: `Topic ${how}`, core: how % 2 === 0 }),
    ]),
  'date a letter': ({ letters, authors }, { one, other, how }) =>
    editing(pick(letters, one), (letter) => [
      edit('letter', letter, {
        ...letter,
        author: pick(authors, other)!.id,
        dates:
          how % 3
            ? { written: { from: `2020-0${1 + (how % 9)}-05`, ground: 'inferred', basis: 'It says so.' } }
            : {},
      }),
    ]),
  'correct a letter’s text': ({ letters, assertions }, { one, other }, fresh) =>
    editing(pick(letters, one), (letter) => corrected(letter, assertions, other, fresh)),
  'note a letter’s sources': ({ letters, authorities }, { one, other, how }) =>
    editing(pick(letters, one), (letter) => {
      const footnotes = letter.footnotes.length
        ? letter.footnotes.slice(how % 2)
        : [
            {
              marker: '1',
              text: 'A note.',
              urls: [],
              offsets: [1],
              authorities: [pick(authorities, other)!.id],
            },
          ]
      return [edit('letter', letter, { ...letter, footnotes })]
    }),
  'judge an assertion': ({ assertions, letters }, { one, how }) =>
    editing(pick(assertions, one), (assertion) => {
      const note = letters.find(({ id }) => id === assertion.letter)?.footnotes[0]
      const citations = note ? [{ footnote: note.marker }] : []
      return [
        edit('assertion', assertion, {
          ...assertion,
          kind: pick(assertionKinds, how)!,
          gist: `Gist ${how}`,
          citations,
        }),
      ]
    }),
  'reword a claim': ({ claims }, { one, how }) =>
    editing(pick(claims, one), (claim) => [
      edit('claim', claim, {
        ...claim,
        wording: `Wording ${how} of it.`,
        earlier_wordings: [...claim.earlier_wordings, claim.wording],
      }),
    ]),
  'tag a claim': ({ claims, topics }, { one, other }) =>
    editing(pick(claims, one), (claim) => {
      const next = toggled(claim.topics, pick(topics, other)!.id)
      return next.length ? [edit('claim', claim, { ...claim, topics: next })] : []
    }),
  'retire, merge or revive a claim': ({ claims }, { one, other, how }) =>
    editing(pick(claims, one), (claim) => {
      const current: ClaimRecord = without(claim, 'retired', 'merged_into')
      const into = pick(claims, other)!
      if (how % 3 === 0) return [edit('claim', claim, current)]
      if (how % 3 === 1) return [edit('claim', claim, { ...current, retired: 'Not clear.' })]
      return into === claim ? [] : [edit('claim', claim, { ...current, merged_into: into.id })]
    }),
  'judge a stance': ({ stances }, { one, how }) =>
    editing(pick(stances, one), (stance) => [
      edit('stance', stance, { ...stance, stance: pick(stanceKinds, how)!, scope: { note: `Note ${how}.` } }),
    ]),

  'set an order': ({ parties, topics }, { one, other, how }) => {
    const of = how % 2 ? 'parties' : 'topics'
    const ids = (of === 'parties' ? parties : topics).map(({ id }) => id)
    const moved = pick(ids, one)!
    const rest = ids.filter((id) => id !== moved)
    return [edit('order', { of, ids }, { of, ids: rest.toSpliced(other % ids.length, 0, moved) })]
  },
  'add a topic in front': ({ topics }, _, fresh) => {
    const id = `topic-${fresh}`
    const ids = topics.map((topic) => topic.id)
    return [
      edit('topic', null, { id, name: 'Topic', definition: 'Something.' }),
      edit('order', { of: 'topics', ids }, { of: 'topics', ids: [id, ...ids] }),
    ]
  },

  // What waits, and what has waited.
  'let an assertion wait': ({ assertions, stances }, { one }) =>
    editing(pick(assertions, one), (assertion) => {
      const own = stances.filter((stance) => stance.assertion === assertion.id)
      return [
        ...own.map((stance) => edit('stance', stance, null)),
        edit('assertion', assertion, null),
        edit('waiting', null, { assertion, stances: own, reason: 'words' }),
      ]
    }),
  'settle what waits': ({ waiting = [] }, { one }) =>
    editing(pick(waiting, one), (record) => [
      edit('waiting', record, null),
      edit('assertion', null, record.assertion),
      ...record.stances.map((stance) => edit('stance', null, stance)),
    ]),

  // What gets another address.
  'give another address': (corpus, { one, other }, fresh) => {
    const kinds = ['party', 'author', 'authority', 'topic', 'letter', 'assertion', 'claim'] as const
    const kind = pick(kinds, other)!
    const lists = {
      party: corpus.parties,
      author: corpus.authors,
      authority: corpus.authorities,
      topic: corpus.topics,
      letter: corpus.letters,
      assertion: corpus.assertions,
      claim: corpus.claims,
    }
    return editing(pick<{ id: string; old_ids?: string[] }>(lists[kind], one), (record) => [
      edit(
        kind,
        record as never,
        {
          ...record,
          id: `${kind}-called-${fresh}`,
          old_ids: [record.id, ...(record.old_ids ?? [])],
        } as never,
      ),
    ])
  },

  // What is removed, alone or with all that refers to it.
  unlink: ({ stances }, { one }) => editing(pick(stances, one), (stance) => [edit('stance', stance, null)]),
  unrelate: ({ relations }, { one }) =>
    editing(pick(relations, one), (relation) => [edit('relation', relation, null)]),
  'remove an assertion': ({ assertions }, { one }) =>
    editing(pick(assertions, one), (assertion) => [edit('assertion', assertion, null)]),
  'remove a topic': ({ topics }, { one }) =>
    editing(pick(topics, one), (topic) => [edit('topic', topic, null)]),
  'remove an author': ({ authors }, { one }) =>
    editing(pick(authors, one), (author) => [edit('author', author, null)]),
  'remove a party': ({ parties }, { one }) =>
    editing(pick(parties, one), (party) => [edit('party', party, null)]),
  'remove a claim with what refers to it': ({ claims, stances, relations }, { one }) =>
    editing(pick(claims, one), (claim) => [
      ...stances.filter((stance) => stance.claim === claim.id).map((stance) => edit('stance', stance, null)),
      ...relations
        .filter(({ from, to }) => from === claim.id || to === claim.id)
        .map((relation) => edit('relation', relation, null)),
      edit('claim', claim, null),
    ]),
  'remove a letter with what refers to it': ({ letters, assertions, stances }, { one }) =>
    editing(pick(letters, one), (letter) => {
      const said = assertions.filter((assertion) => assertion.letter === letter.id)
      return [
        ...stances
          .filter(({ assertion }) => said.some(({ id }) => id === assertion))
          .map((stance) => edit('stance', stance, null)),
        ...said.map((assertion) => edit('assertion', assertion, null)),
        edit('letter', letter, null),
      ]
    }),
  // One claim goes into another with all its stances, and without its relations.
  'merge claims with their stances': ({ claims, stances, relations }, { one, other }) => {
    const [claim, into] = [pick(claims, one), pick(claims, other)]
    if (!claim || !into || claim === into) return []
    const known = new Set(
      stances.filter((stance) => stance.claim === into.id).map(({ assertion }) => assertion),
    )
    return [
      ...stances
        .filter((stance) => stance.claim === claim.id)
        .flatMap((stance) => [
          edit('stance', stance, null),
          ...(known.has(stance.assertion)
            ? []
            : [edit('stance', null, { ...stance, claim: into.id, wording: 1 })]),
        ]),
      ...relations
        .filter(({ from, to }) => from === claim.id || to === claim.id)
        .map((relation) => edit('relation', relation, null)),
      edit('claim', claim, { ...without(claim, 'retired'), merged_into: into.id }),
    ]
  },
}

export const actNames = Object.keys(acts)

/** The edits of a step; none where it makes no sense on what is there. They may still be refused. */
export const editsOf = (db: Db, step: Step, fresh: string): Edit[] =>
  acts[step.act]!(readCorpus(db), step, fresh)

const editingReference = (letter: LetterRecord | undefined, how: number) =>
  letter && how % 3 === 0 ? [{ title: letter.title, letter: letter.id }] : []

/** The letter with a word more in one of its paragraphs, and its assertions where their words stand now. */
function corrected(letter: LetterRecord, assertions: AssertionRecord[], n: number, fresh: string): Edit[] {
  const at = pick(letter.paragraphs, n)!.start
  const word = `Indeed-${fresh} `
  const moved = (offset: number) => (offset > at ? offset + word.length : offset)
  const texts = letter.paragraphs.map(
    ({ start, end }) => (start === at ? word : '') + letter.text.slice(start, end),
  )
  const after: LetterRecord = {
    ...letter,
    ...aLetter({ id: letter.id, author: letter.author, texts }),
    ...without(letter, 'text', 'sha256', 'paragraphs'),
    footnotes: letter.footnotes.map((note) => ({ ...note, offsets: note.offsets.map(moved) })),
  }
  return [
    edit('letter', letter, after),
    ...assertions
      .filter((assertion) => assertion.letter === letter.id)
      .map((assertion) =>
        edit('assertion', assertion, {
          ...assertion,
          ranges: assertion.ranges.map((range) => {
            const start = range.start >= at ? range.start + word.length : range.start
            const place = { start, end: start + range.end - range.start }
            return { ...place, ...describe(after.text, place) }
          }),
        }),
      ),
  ]
}
