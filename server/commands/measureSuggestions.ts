import { join } from 'node:path'
import { openDatabase, projectRoot } from '../../db/client.ts'
import { type Measured, measureLetter, type Share } from '../domain/suggest/measure.ts'
import { FolderRefused, loadFolder } from '../features/corpus/loadCorpus.ts'
import { practiceLetters } from '../features/suggestions/practiceLetters.ts'
import { readKnown } from '../features/suggestions/readKnown.ts'

const usage = `npm run measure:suggestions             suggest each shipped letter as if it were new, and compare
npm run measure:suggestions -- LETTER   the same for one letter, with what was missed and what was spurious`

const say = (line: string) => process.stdout.write(`${line}\n`)

const columns: [string, (measured: Measured) => Share][] = [
  ['spans: recall', ({ found }) => found],
  ['spans: precision', ({ kept }) => kept],
  ['claim that another letter carries: first', ({ claimFirst }) => claimFirst],
  ['claim that another letter carries: among five', ({ claimAmongFive }) => claimAmongFive],
  ['  the same, for matched suggestions: first', ({ suggestedFirst }) => suggestedFirst],
  ['  the same, for matched suggestions: among five', ({ suggestedAmongFive }) => suggestedAmongFive],
  ['new claim, where it is right', ({ newSaid }) => newSaid],
  ['no new claim, where a known one is right', ({ newNotSaid }) => newNotSaid],
  ['topics: precision', ({ topicPrecision }) => topicPrecision],
  ['topics: recall', ({ topicRecall }) => topicRecall],
  ['stance', ({ stance }) => stance],
  ['  if always “asserts”', ({ alwaysAsserts }) => alwaysAsserts],
  ['  disputes: recall', ({ disputesFound }) => disputesFound],
  ['  disputes: precision', ({ disputesRight }) => disputesRight],
  ['kind', ({ kind }) => kind],
  ['modality', ({ modality }) => modality],
  ['agent', ({ agent }) => agent],
]

function measure(only: string | undefined) {
  const db = openDatabase(':memory:')
  loadFolder(db, join(projectRoot(import.meta.dirname), 'seeds'))
  const known = readKnown(db)
  db.$client.close()
  const letters = known.letters.filter(({ id }) => !only || id === only)
  if (!letters.length)
    return say(`There is no letter “${only}”. There are: ${known.letters.map(({ id }) => id).join(', ')}.`)

  const all = letters.map((letter) => {
    const measured = measureLetter(known, letter, practiceLetters())
    say(`\n${letter.id} (${letter.assertions.length} assertions marked)`)
    print([measured])
    return measured
  })
  if (all.length > 1) {
    say('\nAll letters together')
    print(all)
  } else show(all[0]!)
}

function print(all: readonly Measured[]) {
  for (const [name, of] of columns) {
    const shares = all.map(of)
    const sum = (key: keyof Share) => shares.reduce((total, share) => total + share[key], 0)
    const percent = sum('of') ? `${((100 * sum('right')) / sum('of')).toFixed(1)} %`.padStart(8) : '       –'
    say(`  ${name.padEnd(50)}${percent}  ${sum('right')} of ${sum('of')}`)
  }
}

function show({ missed, spurious }: Measured) {
  say('\nMissed')
  for (const { id, quote } of missed) say(`  ${id}: ${quote}`)
  say('\nSpurious')
  for (const { quote, likelihood, reasons } of spurious) say(`  ${likelihood} ${quote}  (${reasons.span})`)
}

const [letter, surplus] = process.argv.slice(2)
if (surplus !== undefined || letter?.startsWith('-')) {
  say(usage)
  process.exitCode = 2
} else {
  try {
    measure(letter)
  } catch (error) {
    if (!(error instanceof FolderRefused)) throw error
    process.stderr.write(`${error.message}\nThe shipped corpus cannot be read. Put it in order first.\n`)
    process.exitCode = 1
  }
}
