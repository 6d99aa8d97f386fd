import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Range } from '../../server/domain/text/anchor.ts'
import { loadFolder } from '../../server/features/corpus/loadCorpus.ts'
import { suggestionJobs } from '../../server/features/suggestions/jobs.ts'
import { suggestionQueries } from '../../server/features/suggestions/queries.ts'
import { seededDatabase, seedsFolder } from '../support/app.ts'

const letter = 'civil-society-to-nato'

test('a letter is suggested in a process of its own while the server goes on, and the result is kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'counterclaim-'))
  const db = openDatabase(join(folder, 'some.db'))
  loadFolder(db, seedsFolder)
  const { suggestFor, jobOf } = suggestionJobs(db)
  expect(jobOf(letter)).toBeUndefined()

  let turns = 0
  const ticking = setInterval(() => turns++, 1)
  const finished = suggestFor(letter)
  expect(jobOf(letter)?.state).toBe('waiting')
  expect(suggestFor(letter)).toBe(finished)
  const job = await finished
  clearInterval(ticking)

  expect(job).toMatchObject({ state: 'done', message: expect.stringMatching(/^\d+ suggestions\.$/) })
  expect(jobOf(letter)).toBe(job)
  expect(turns).toBeGreaterThan(10)
  const queue = suggestionQueries(db).queueOf(letter)
  expect(queue.length).toBeGreaterThan(20)
  const { text } = db.$client
    .prepare<[string], { text: string }>('SELECT text FROM letters WHERE slug = ?')
    .get(letter)!
  const points = Array.from(text)
  const wordsOf = (ranges: readonly Range[]) =>
    ranges.map(({ start, end }) => points.slice(start, end).join('')).join(' … ')
  for (const { quote, ranges } of queue) expect(wordsOf(ranges)).toBe(quote)
  db.$client.close()
  rmSync(folder, { recursive: true })
})

test('a job that fails says so, and the next one runs', async () => {
  const { suggestFor } = suggestionJobs(seededDatabase())
  const [failed, done] = await Promise.all([suggestFor('no-such-letter'), suggestFor(letter)])
  expect(failed).toEqual({
    state: 'failed',
    message: 'Nothing was suggested. There is no letter “no-such-letter”.',
  })
  expect(done.state).toBe('done')
})
