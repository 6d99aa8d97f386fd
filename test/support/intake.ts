import type { Db } from '../../db/client.ts'
import { addIntake, addStep, beginReading, failIntake, openIntake } from '../../db/writes/intake.ts'
import { plainBlocks } from '../../server/domain/intake/plainBlocks.ts'
import { propose } from '../../server/domain/intake/propose.ts'
import type { Source } from '../../server/domain/intake/source.ts'

/** An intake of this text, read and open for work; without the process that reads files. */
export function openIntakeOf(db: Db, accountId: number, text: string): number {
  const id = addIntake(db, { accountId, fileName: '', isPasted: true, bytes: Buffer.from(text) })
  const source: Source = { format: 'plain', blocks: plainBlocks(text), warnings: [] }
  beginReading(db, id)
  openIntake(db, id, 'text/plain', source, propose(source))
  return id
}

const letter = `Dear Chair,

The bridge was closed by the guards of the

Southern Shore.[1]

The alle-
gations are untrue.

[1] See https://example.org/a.

[2] See b.

[4] See d.

Menu

Home

Search

Add a comment`

/** One address of every kind of page on which a letter is brought in, with something on each. */
export function intakePages(db: Db, accountId: number): { name: string; path: string }[] {
  const handIn = () =>
    addIntake(db, { accountId, fileName: 'a.pdf', isPasted: false, bytes: Buffer.from('x') })
  const [open, failed, waiting] = [openIntakeOf(db, accountId, letter), handIn(), handIn()]
  beginReading(db, failed)
  failIntake(db, failed, 'The file is empty.')
  addStep(db, open, 0, {
    accountId,
    summary: 'Made it a heading.',
    before: {},
    after: { 'text role 0:0': 'heading' },
  })
  // As if a letter that is there had been accepted: a change of its own would count on in the pages that come after.
  const accepted = openIntakeOf(db, accountId, letter)
  db.$client
    .prepare(
      `UPDATE intakes SET state = 'accepted', change_id = 1, letter_slug = (SELECT slug FROM letters ORDER BY id LIMIT 1)
      WHERE id = ?`,
    )
    .run(accepted)
  return [
    { name: 'what was brought in', path: '/desk/intake' },
    { name: 'bringing a letter in', path: '/desk/intake/new' },
    { name: 'an intake that is waiting', path: `/desk/intake/${waiting}` },
    { name: 'an intake that failed', path: `/desk/intake/${failed}` },
    { name: 'an intake that was accepted', path: `/desk/intake/${accepted}` },
    { name: 'a draft beside its source', path: `/desk/intake/${open}` },
    { name: 'a paragraph of a draft', path: `/desk/intake/${open}/paragraphs/1:0` },
    { name: 'a note of a draft', path: `/desk/intake/${open}/notes/3:0` },
    { name: 'what a letter is', path: `/desk/intake/${open}/details` },
    { name: 'a draft as it would be frozen', path: `/desk/intake/${open}/preview` },
    { name: 'the steps of a draft', path: `/desk/intake/${open}/steps` },
  ]
}
