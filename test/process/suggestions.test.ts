import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { loadFolder } from '../../server/features/corpus/loadCorpus.ts'
import { seedsFolder } from '../support/app.ts'
import { compile, run } from '../support/run.ts'

const compiled = compile()
const folder = mkdtempSync(join(tmpdir(), 'counterclaim-'))
const database = join(folder, 'some.db')
const letter = join(folder, 'letter.txt')
const raw =
  'Dear Sir,\n\nThe army shelled the town on 3 May, killing 14 civilians. We hope that you are well.'

beforeAll(() => {
  const db = openDatabase(database)
  loadFolder(db, seedsFolder)
  db.$client.close()
  writeFileSync(letter, raw)
})
afterAll(() => {
  compiled.remove()
  rmSync(folder, { recursive: true })
})

/** What a script prints, once it has ended well. */
async function printed(script: string, ...args: string[]) {
  const { output, exited } = run(join(compiled.folder, `server/commands/${script}.js`), args, {
    env: { DATABASE: database },
  })
  const code = await exited
  return { code, output: output() }
}

describe('npm run suggest', () => {
  test('prints paragraphs and suggestions of any text file, and leaves the database as it is', async () => {
    const before = readFileSync(database)
    const { code, output } = await printed('suggest', letter)
    expect(code).toBe(0)
    const { paragraphs, suggestions } = JSON.parse(output)
    expect(paragraphs.map(({ role }: { role: string }) => role)).toEqual(['address', 'text'])
    const text = paragraphs.map(({ text }: { text: string }) => text).join('\n\n')
    for (const { quote, start, end } of suggestions) expect(text.slice(start, end)).toBe(quote)
    expect(suggestions[0]).toMatchObject({
      quote: expect.stringContaining('shelled the town'),
      kind: 'fact',
      topics: expect.any(Array),
      attribution: [],
      claims: expect.any(Array),
      stance: expect.any(String),
    })
    expect(suggestions[0].claims[0]).toEqual(
      expect.objectContaining({
        id: expect.any(String),
        wording: expect.any(String),
        score: expect.any(Number),
        reason: expect.any(String),
      }),
    )
    expect(readFileSync(database).equals(before)).toBe(true)
  })

  test('works without a database, on what the shipped corpus teaches', async () => {
    const { output, exited } = run(join(compiled.folder, 'server/commands/suggest.js'), [letter], {
      env: { DATABASE: join(folder, 'missing.db') },
    })
    expect(await exited).toBe(0)
    expect(JSON.parse(output()).suggestions.length).toBeGreaterThan(0)
  })

  test.each([
    ['no file', [], 2, 'npm run suggest -- FILE'],
    ['a missing file', ['missing.txt'], 1, 'There is no file missing.txt'],
    ['an author who is unknown', [letter, 'nobody'], 1, 'no author and no party “nobody”'],
  ])('says what to do about %s', async (_, args, expected, words) => {
    const { code, output } = await printed('suggest', ...args)
    expect({ code, output }).toEqual({ code: expected, output: expect.stringContaining(words) })
  })
})

test('npm run measure:suggestions prints how one letter fares that the others teach', async () => {
  const { code, output } = await printed('measureSuggestions', 'civil-society-to-nato')
  expect(code).toBe(0)
  for (const line of [
    'spans: recall',
    'spans: precision',
    'among five',
    'topics: precision',
    'stance',
    'Missed',
  ]) {
    expect(output).toContain(line)
  }
})
