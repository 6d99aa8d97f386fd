import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from '../../../db/client.ts'
import type { MarkedLetter } from '../../domain/suggest/known.ts'
import { readRawLetter } from '../../domain/suggest/rawLetter.ts'
import { occurrences, type Range } from '../../domain/text/anchor.ts'

/** A mark of such a letter: words in one stretch, or in several; `occurrence` where they stand more than once. */
interface Mark {
  quote?: string
  quotes?: string[]
  occurrence?: number
}

export interface PracticeLetter extends MarkedLetter {
  id: string
}

const folder = join(projectRoot(import.meta.dirname), 'server/domain/suggest/practice')
let read: PracticeLetter[] | undefined

/**
 * Letters about invented disputes, marked as the shipped ones are. They are part of no collection and only teach what is
 * marked, so that a collection without letters has good suggestions too. Read once.
 */
export function practiceLetters(): readonly PracticeLetter[] {
  read ??= readMarkedLetters(folder)
  return read
}

/** The letters of a folder: each a text as it is found, and beside it a list of its marks. */
export const readMarkedLetters = (folder: string): PracticeLetter[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readMarkedLetter(folder, name.slice(0, -'.txt'.length)))

function readMarkedLetter(folder: string, id: string): PracticeLetter {
  const source = (extension: string) => readFileSync(join(folder, `${id}.${extension}`), 'utf8')
  const { text, paragraphs } = readRawLetter(source('txt'))
  const marks: Mark[] = parse(source('yaml'))
  return { id, paragraphs, assertions: marks.map((mark) => ({ ranges: rangesOf(text, mark, id) })) }
}

/** Where a mark's words stand; of several stretches each stands behind the one before. */
function rangesOf(text: string, { quote = '', quotes = [quote], occurrence = 1 }: Mark, id: string): Range[] {
  let behind = 0
  return quotes.map((words, i) => {
    const found = occurrences(text, words).filter(({ start }) => start >= behind)[i ? 0 : occurrence - 1]
    if (!found) throw new Error(`The letter “${id}” does not hold “${words}”.`)
    behind = found.end
    return found
  })
}
