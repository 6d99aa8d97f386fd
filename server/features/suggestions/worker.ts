import { openSource } from '../../../db/source.ts'
import { suggester } from '../../domain/suggest/suggest.ts'
import type { Answer, Assignment } from './jobs.ts'
import { askModel } from './languageModel.ts'
import { practiceLetters } from './practiceLetters.ts'
import { readLetterToSuggest } from './queries.ts'
import { readKnown } from './readKnown.ts'

/** Suggests one letter away from the server's process, which a large letter or collection would hold for seconds. */
async function suggestLetter(
  { database, letter: slug, model }: Assignment,
  tell: (answer: Answer) => Promise<void>,
) {
  const db = openSource(database)
  const found = readLetterToSuggest(db, slug)
  if (!found) throw new Error(`There is no letter “${slug}”.`)
  const known = readKnown(db)
  db.$client.close()
  const { suggest, withProposals } = suggester(known, found.party, practiceLetters())
  const suggestions = suggest(found.letter)
  if (!model) return tell({ suggestions, note: '', isLast: true })
  await tell({ suggestions, note: `${model.name} is being asked.`, isLast: false })
  const { proposals, note } = await askModel(model, found.letter.paragraphs)
  await tell({
    suggestions: withProposals(found.letter, suggestions, proposals, model.name),
    note,
    isLast: true,
  })
}

const send = (answer: Answer) =>
  new Promise<void>((resolve) => {
    process.send!(answer, () => resolve())
  })

process.once('message', async (assignment: Assignment) => {
  try {
    await suggestLetter(assignment, send)
  } catch (error) {
    await send({ failure: (error as Error).message })
  }
  process.disconnect()
})
// The server is gone: nobody waits for the answer, and no language model is asked in vain.
process.on('disconnect', () => process.exit())
