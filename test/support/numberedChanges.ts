import { type Db, openDatabase } from '../../db/client.ts'
import { addAssertion } from '../../db/writes/assertions.ts'
import { makeChange } from '../../db/writes/change.ts'
import { addClaim, addStance } from '../../db/writes/claims.ts'
import { addAll } from '../../server/features/corpus/loadCorpus.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance } from './builders.ts'

const letter = aLetter({ id: 'letter', author: 'minister-of-north' })

/** Makes a database file that holds one letter and no claim. */
export function makeNumberedDatabase(path: string) {
  const db = openDatabase(path)
  const line = { actor: 'test', action: 'load', summary: 'Loaded a corpus' }
  makeChange(db, line, (change) => addAll(change, aCorpus({ letters: [letter] })), { inBulk: true })
  db.$client.close()
}

/** One change of three objects: a claim, an assertion, its stance. Every fifth is large and spreads over many pages. */
export function makeNumberedChange(db: Db, number: number) {
  makeChange(db, { actor: 'test', action: 'add', summary: String(number) }, (change) => {
    const gist = `Change ${number}. ${'All of it or none. '.repeat(number % 5 ? 1 : 2000)}`
    addAssertion(change, anAssertion(letter, { id: `said-${number}`, quote: 'The bridge was shelled', gist }))
    addClaim(change, aClaim({ id: `claim-${number}` }))
    addStance(change, aStance(`claim-${number}`, `said-${number}`))
  })
}

/** The numbers of the changes that the database holds, in order. @throws where any of them is there in part only. */
export function numbersOf(db: Db): number[] {
  const { $client } = db
  const changes = $client
    .prepare<[], { id: number; summary: string }>(
      "SELECT id, summary FROM changes WHERE action = 'add' ORDER BY id",
    )
    .all()
  const objects = $client
    .prepare<[number], string>('SELECT key FROM change_objects WHERE change_id = ? ORDER BY ordinal')
    .pluck()
  const isThere = $client
    .prepare<[string, string], number>(`
      SELECT count(*) FROM stances s JOIN claims c ON c.id = s.claim_id JOIN assertions a ON a.id = s.assertion_id
      WHERE c.slug = ? AND a.slug = ?`)
    .pluck()
  for (const { id, summary } of changes) {
    const [said, claim] = [`said-${summary}`, `claim-${summary}`]
    if (objects.all(id).join() !== [said, claim, `${claim} ${said}`].join()) {
      throw new Error(`The line of history ${summary} has not all of its objects.`)
    }
    if (isThere.get(claim, said) !== 1) throw new Error(`Change ${summary} stands in the history alone.`)
  }
  for (const table of ['claims', 'assertions', 'stances']) {
    const rows = $client.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()
    if (rows !== changes.length) throw new Error(`${table} holds ${rows} rows for ${changes.length} changes.`)
  }
  return changes.map(({ summary }) => Number(summary))
}
