import { afterEach, describe, expect, test } from 'vitest'
import { readRawLetter } from '../../server/domain/suggest/rawLetter.ts'
import { ruleSource, suggester } from '../../server/domain/suggest/suggest.ts'
import { suggestionJobs } from '../../server/features/suggestions/jobs.ts'
import { askModel } from '../../server/features/suggestions/languageModel.ts'
import { practiceLetters } from '../../server/features/suggestions/practiceLetters.ts'
import { suggestionQueries } from '../../server/features/suggestions/queries.ts'
import { seededDatabase } from '../support/app.ts'
import { type ModelReply, startModel } from '../support/languageModel.ts'
import { nothingKnown } from '../unit/suggest/support.ts'

let stop = () => {}
afterEach(() => stop())

const letter = readRawLetter(
  'Dear Sir,\n\nThe army shelled the town 💥 on 3 May. The army shelled the bridge.',
)
const pauses = [0, 0]

async function ask(replies: ModelReply[], paragraphs = letter.paragraphs) {
  const model = await startModel(...replies)
  stop = model.stop
  const answer = await askModel(model.settings, paragraphs, {
    timeout: replies.includes('silence') ? 300 : 20_000,
    pauses,
  })
  return { ...answer, asked: model.asked, quotes: answer.proposals.map(({ quote }) => quote) }
}

test('a model is shown the letter’s text and asked by its name, with the key', async () => {
  const { asked, quotes, note } = await ask([
    { statements: [{ quote: 'shelled the town', gist: 'The army shelled the town.', kind: 'fact' }] },
  ])
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({
    url: '/v1/chat/completions',
    headers: { authorization: 'Bearer a key' },
    body: {
      model: 'a-model',
      messages: [{ role: 'system' }, { role: 'user', content: letter.paragraphs[1]!.text }],
    },
  })
  expect(quotes).toEqual(['shelled the town'])
  expect(note).toBe('a-model proposed 1.')
})

test('a long letter is shown in parts, paragraph group by paragraph group', async () => {
  const { paragraphs } = readRawLetter(Array(30).fill('The army shelled the town. '.repeat(30)).join('\n\n'))
  const { asked } = await ask([{ statements: [] }], paragraphs)
  expect(asked.length).toBeGreaterThan(2)
  expect(asked.map(({ body }) => body.messages[1]!.content).join('\n\n')).toBe(
    paragraphs.map(({ text }) => text).join('\n\n'),
  )
})

test('only words that stand exactly so in one paragraph are kept; those in several places are taken in turn', async () => {
  const { proposals, note } = await ask([
    {
      statements: [
        { quote: 'The army shelled' },
        { quote: 'The army shelled' },
        { quote: 'The army shelled' },
        { quote: 'the army destroyed the town' },
        { quote: 'Dear Sir' },
        { quote: ' shelled\n the town 💥 on' },
      ],
    },
  ])
  const points = Array.from(letter.text)
  for (const { quote, start, end } of proposals) expect(points.slice(start, end).join('')).toBe(quote)
  expect(proposals.map(({ quote }) => quote)).toEqual([
    'The army shelled',
    'The army shelled',
    'shelled the town 💥 on',
  ])
  expect(proposals[1]!.start).toBeGreaterThan(proposals[0]!.start)
  expect(note).toBe('a-model proposed 3. 3 more were dropped: the letter does not hold those words.')
})

describe('a model that answers badly', () => {
  test('is read where it wraps its answer, and leaves out or misnames what is optional', async () => {
    const text =
      'Here it is:\n```json\n{"statements": [{"quote": "shelled the town", "kind": "lie", "gist": ""}]}\n```'
    const { proposals } = await ask([{ text }])
    expect(proposals).toMatchObject([{ quote: 'shelled the town', kind: undefined, gist: undefined }])
  })

  test('is asked again when that may help', async () => {
    const { quotes, asked } = await ask([
      { status: 503 },
      { text: 'I cannot.' },
      { statements: [{ quote: 'shelled the town' }] },
    ])
    expect(asked).toHaveLength(3)
    expect(quotes).toEqual(['shelled the town'])
  })

  test.each<[string, ModelReply, number, string]>([
    ['refuses the key', { status: 401 }, 1, 'its address answered with status 401.'],
    ['is overloaded', { status: 429 }, 3, 'its address answered with status 429.'],
    ['does not answer', 'silence', 3, 'it did not answer in time.'],
    [
      'gives another form',
      { text: '{"claims": []}' },
      3,
      'its answer is not in the form that was asked for.',
    ],
    ['is no model', { body: '<html>Hello' }, 1, 'its address does not answer as a language model does.'],
    ['never ends', { body: 'x'.repeat(3_000_000) }, 1, 'its answer is too long.'],
  ])('leaves a note when it %s', async (_, reply, times, words) => {
    const { proposals, note, asked } = await ask([reply])
    expect(proposals).toEqual([])
    expect(note).toBe(`The language model a-model failed: ${words}`)
    expect(asked).toHaveLength(times)
  })

  test('leaves a note when nobody is there', async () => {
    const model = await startModel({ statements: [] })
    model.stop()
    const { note } = await askModel(model.settings, letter.paragraphs, { timeout: 20_000, pauses })
    expect(note).toBe('The language model a-model failed: its address cannot be reached.')
  })

  test('keeps what it had proposed before it failed', async () => {
    const { paragraphs } = readRawLetter(
      Array(30).fill('The army shelled the town. '.repeat(30)).join('\n\n'),
    )
    const { quotes, note } = await ask(
      [{ statements: [{ quote: 'shelled the town' }] }, { status: 400 }],
      paragraphs,
    )
    expect(quotes).toHaveLength(1)
    expect(note).toMatch(/status 400\. It had read 1 of \d+ parts of the letter\.$/)
  })
})

test('the same words from the rules and from a model are one suggestion with both sources', async () => {
  const { suggest, withProposals } = suggester(nothingKnown, null, practiceLetters())
  const suggestions = suggest(letter)
  const { proposals } = await ask([
    {
      statements: [
        { quote: suggestions[0]!.quote, gist: 'It was shelled.' },
        { quote: 'the bridge', kind: 'legal' },
      ],
    },
  ])
  const merged = withProposals(letter, suggestions, proposals, 'a-model')
  expect(merged).toHaveLength(suggestions.length + 1)
  expect(merged[0]).toMatchObject({ sources: [ruleSource, 'a-model'], gist: 'It was shelled.' })
  expect(merged.find(({ quote }) => quote === 'the bridge')).toMatchObject({
    sources: ['a-model'],
    kind: 'legal',
    reasons: { span: 'a-model takes the words for a statement.', kind: 'a-model says so.' },
  })
})

test('a job keeps the rules’ suggestions at once and the model’s when they come; its failure costs nothing', async () => {
  const db = seededDatabase()
  const quote = 'hundreds of injured'
  const model = await startModel({ statements: [{ quote }] }, { status: 400 })
  stop = model.stop
  const { suggestFor } = suggestionJobs(db, model.settings)
  const slug = 'permanent-representative-to-secretary-general'
  const job = await suggestFor(slug)
  expect(job.state).toBe('done')
  expect(job.message).toMatch(
    /^\d+ suggestions\. The language model a-model failed: .* It had read 1 of \d parts/,
  )
  const queue = suggestionQueries(db).queueOf(slug)
  expect(queue.filter(({ sources }) => sources.includes('a-model')).map((one) => one.quote)).toEqual([quote])
  expect(queue.length).toBeGreaterThan(20)
})
