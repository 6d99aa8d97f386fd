import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedsFolder } from '../support/app.ts'
import { spawnScript } from '../support/server.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterclaim-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What the command prints, and with which code it ends. */
async function corpus(...args: string[]) {
  const { exited, output } = spawnScript(
    'server/commands/corpus.ts',
    { DATABASE: join(folder, 'some.db') },
    args,
  )
  return [await exited, output().trim()]
}

test('a corpus folder is loaded once, written out with the same bytes, and never written over another', async () => {
  expect(await corpus('check', seedsFolder)).toEqual([
    0,
    `${seedsFolder}: 5 letters, 319 assertions, 188 claims; nothing is wrong.`,
  ])
  expect(await corpus('load', seedsFolder)).toEqual([
    0,
    expect.stringMatching(/^Added 5 letters, 319 assertions/),
  ])
  expect(await corpus('load', seedsFolder)).toEqual([
    0,
    'Everything in it is in the collection already; nothing was added.',
  ])
  const written = join(folder, 'written')
  expect(await corpus('write', written)).toEqual([0, `Wrote ${written}.`])
  expect(readFileSync(join(written, 'topics.yaml'))).toEqual(readFileSync(join(seedsFolder, 'topics.yaml')))
  expect(await corpus('write', written)).toEqual([1, expect.stringContaining('is not empty')])
}, 60_000)

test('what is wrong in a folder is said with file and line, and how much of it there is', async () => {
  const wrong = join(folder, 'wrong')
  cpSync(seedsFolder, wrong, { recursive: true })
  const file = join(wrong, 'relations.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^( {2}to:) .*$/m, '$1 nobody-said-so'))
  const message = expect.stringMatching(/^relations\.yaml:\d+: .*“nobody-said-so”\.\n1 problem\.$/)
  expect(await corpus('check', wrong)).toEqual([1, message])
  expect(await corpus('load', wrong)).toEqual([
    1,
    expect.stringMatching(/\n1 problem\. Nothing was changed\.$/),
  ])
  expect(await corpus('check', join(folder, 'nowhere'))).toEqual([
    1,
    expect.stringContaining('no such folder'),
  ])
  expect(await corpus()).toEqual([2, expect.stringContaining('npm run corpus -- check DIR')])
}, 60_000)
