import { openReadOnly } from '../../../db/client.ts'
import { suggester } from '../../domain/suggest/suggest.ts'
import type { Answer, Assignment } from './jobs.ts'
import { readLetterToSuggest } from './queries.ts'
import { readKnown } from './readKnown.ts'

/** Suggests one letter away from the server's process, which a large letter or collection would hold for seconds. */
function suggestLetter({ database, letter }: Assignment): Answer {
  const db = openReadOnly(typeof database === 'string' ? database : Buffer.from(database))
  const found = readLetterToSuggest(db, letter)
  if (!found) throw new Error(`There is no letter “${letter}”.`)
  const known = readKnown(db)
  db.$client.close()
  return { suggestions: suggester(known, found.party).suggest(found.letter) }
}

process.once('message', (assignment: Assignment) => {
  let answer: Answer
  try {
    answer = suggestLetter(assignment)
  } catch (error) {
    answer = { failure: (error as Error).message }
  }
  process.send!(answer, () => process.disconnect())
})
