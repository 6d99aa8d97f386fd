import type { Known } from '../../domain/suggest/known.ts'
import { describer } from '../../domain/suggest/suggest.ts'
import type { DescribedWords, DescribeRequest, FromDescriber, ToDescriber } from './describing.ts'
import { readKnown } from './readKnown.ts'
import { type DatabaseSource, openSource } from './source.ts'

let known: Known | undefined
const byParty = new Map<string | null, ReturnType<typeof describer>>()

function learn(database: DatabaseSource) {
  const db = openSource(database)
  known = readKnown(db)
  db.$client.close()
  byParty.clear()
}

function describe({ party, marked, claims }: DescribeRequest): DescribedWords {
  if (!known) throw new Error('Nothing was learned yet.')
  let ofParty = byParty.get(party)
  if (!ofParty) byParty.set(party, (ofParty = describer(known, party)))
  const { stanceOn, ...described } = ofParty(marked)
  return { ...described, stancesOn: Object.fromEntries(claims.map((claim) => [claim, stanceOn(claim)])) }
}

process.on('message', (message: ToDescriber) => {
  if ('database' in message) return learn(message.database)
  const { id, request } = message
  try {
    process.send!({ id, described: describe(request) } satisfies FromDescriber)
  } catch (error) {
    process.send!({ id, failure: (error as Error).message } satisfies FromDescriber)
  }
})
process.on('disconnect', () => process.exit())
