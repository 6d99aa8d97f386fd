import { openSource } from '../../../db/source.ts'
import { describer } from '../../domain/suggest/suggest.ts'
import { topicGuesser } from '../../domain/suggest/topicGuess.ts'
import type { DescribedWords, DescribeRequest } from './describing.ts'
import type { FromDescriber, Lesson, ToDescriber } from './describingProcess.ts'
import { readKnown } from './readKnown.ts'

/** What a database teaches: for each side what is asked of it, the sides of the lesson beforehand. */
function learn({ database, parties }: Lesson): (request: DescribeRequest) => DescribedWords {
  const db = openSource(database)
  const known = readKnown(db)
  db.$client.close()
  const guessTopics = topicGuesser(known)
  const byParty = new Map<string | null, ReturnType<typeof describer>>()
  const describerOf = (party: string | null) => {
    let ofParty = byParty.get(party)
    if (!ofParty) byParty.set(party, (ofParty = describer(known, party, { guessTopics })))
    return ofParty
  }
  for (const party of parties) describerOf(party)

  return ({ party, marked, claims }) => {
    const { stanceOn, ...described } = describerOf(party)(marked)
    return { ...described, stancesOn: Object.fromEntries(claims.map((claim) => [claim, stanceOn(claim)])) }
  }
}

let describe: ReturnType<typeof learn> | undefined

const tell = (answer: FromDescriber) => process.send!(answer)

process.on('message', (message: ToDescriber) => {
  if ('database' in message) {
    describe = learn(message)
    return tell('learned')
  }
  try {
    tell({ described: describe!(message) })
  } catch (error) {
    tell({ failure: (error as Error).message })
  }
})
process.on('disconnect', () => process.exit())
