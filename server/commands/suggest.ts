import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseRefused, type Db, openDatabase, openReadOnly, projectRoot } from '../../db/client.ts'
import { ConfigRefused, readConfig } from '../config.ts'
import { type ReadableLetter, readableLetter, readRawLetter } from '../domain/suggest/rawLetter.ts'
import { suggester } from '../domain/suggest/suggest.ts'
import { parseLetterBody } from '../features/corpus/letterFile.ts'
import { FolderRefused, loadFolder } from '../features/corpus/loadCorpus.ts'
import { askModel } from '../features/suggestions/languageModel.ts'
import { practiceLetters } from '../features/suggestions/practiceLetters.ts'
import { findParty, readKnown } from '../features/suggestions/readKnown.ts'

const usage = `npm run suggest -- FILE             print suggested assertions for a letter, as JSON; nothing is changed
npm run suggest -- FILE AUTHOR      the same, for a letter by this author or party (an id): stances are guessed better

FILE is plain text, or a letter of a corpus folder (docs/corpus-format.md). Where LLM_BASE_URL and LLM_MODEL are set, a
language model proposes too (docs/suggestions.md).`

/** Something that the person who called can put right; the message says how. */
class Refused extends Error {}

async function suggestFile(file: string, speaker: string | undefined) {
  if (!existsSync(file) || statSync(file).isDirectory()) throw new Refused(`There is no file ${file}.`)
  const source = readFileSync(file, 'utf8')
  const { database, model } = readConfig(process.env)
  const db = openCollection(database)
  const party = speaker === undefined ? null : partyOf(db, speaker)
  const known = readKnown(db)
  db.$client.close()
  const letter = readLetterFile(source)
  const { suggest, withProposals } = suggester(known, party, practiceLetters())
  let suggestions = suggest(letter)
  if (model) {
    const { proposals, note } = await askModel(model, letter.paragraphs)
    suggestions = withProposals(letter, suggestions, proposals, model.name)
    process.stderr.write(`${note}\n`)
  }
  const answer = {
    party,
    text: letter.text,
    paragraphs: letter.paragraphs.map(({ role, start, text }) => ({
      role,
      start,
      end: start + Array.from(text).length,
      text,
    })),
    footnotes: letter.footnotes,
    suggestions,
  }
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`)
}

/** The database as it is, opened for reading only; the shipped corpus where there is none yet. */
function openCollection(database: string): Db {
  if (existsSync(database)) return openReadOnly(database)
  const db = openDatabase(':memory:')
  loadFolder(db, join(projectRoot(import.meta.dirname), 'seeds'))
  return db
}

function partyOf(db: Db, speaker: string): string | null {
  const found = findParty(db, speaker)
  if (!found)
    throw new Refused(`The collection has no author and no party “${speaker}”. Give the id of one, or none.`)
  return found.party
}

/** A letter of a corpus folder begins with its front matter; anything else is read as plain text. */
function readLetterFile(source: string): ReadableLetter {
  const body = /^---\n[\s\S]*?\n---\n([\s\S]*)$/.exec(source)?.[1]
  if (body === undefined) return readRawLetter(source)
  const letter = parseLetterBody(body, 1)
  return letter.faults.length ? readRawLetter(source) : readableLetter(letter)
}

const [file, speaker, surplus] = process.argv.slice(2)
if (!file || surplus !== undefined) {
  process.stderr.write(`${usage}\n`)
  process.exitCode = 2
} else {
  try {
    await suggestFile(file, speaker)
  } catch (error) {
    const isExpected = [Refused, ConfigRefused, DatabaseRefused, FolderRefused].some(
      (kind) => error instanceof kind,
    )
    if (!isExpected || !(error instanceof Error)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
