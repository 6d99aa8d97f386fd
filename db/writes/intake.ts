import { createHash } from 'node:crypto'
import type { Db } from '../client.ts'
import { type Edit, edit } from '../edit.ts'
import { insert } from '../insert.ts'
import type { AuthorRecord, LetterRecord } from '../records.ts'
import { intakeOriginals, intakeSteps, intakes } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import { undoneBy } from '../undone.ts'
import type { IntakeState } from '../vocabulary.ts'
import { type ChangeLine, makeChange } from './change.ts'
import { applyEdits } from './edits.ts'

/** What was handed in, by whom. */
export interface NewIntake {
  accountId: number
  fileName: string
  isPasted: boolean
  bytes: Buffer
}

/** Values of a draft under their keys, as `server/domain/intake/steps.ts` names them. */
type Values = Record<string, string | null>

/** A step on a draft: which of its values change, from what to what. */
export interface NewStep {
  accountId: number
  summary: string
  before: Values
  after: Values
  /** The number of the step that this one takes back. */
  undoes?: number
}

/** Somebody else has worked on the draft since the state that a form was made of; nothing has changed. */
export class StaleDraft extends Error {
  readonly revision: number
  constructor(revision: number) {
    super('The draft has been changed meanwhile.')
    this.revision = revision
  }
}

/** The intake is no longer, or not yet, in a state in which this can be done; nothing has changed. */
export class WrongIntakeState extends Error {
  readonly state: IntakeState
  constructor(state: IntakeState) {
    super(`The intake is ${state}.`)
    this.state = state
  }
}

interface Row {
  state: IntakeState
  revision: number
  draft: string
  isRead: 0 | 1
  changeId: number | null
}

const statements = prepareOnce(({ $client }) => ({
  find: $client.prepare<[number], Row>(
    'SELECT state, revision, draft, source IS NOT NULL AS isRead, change_id AS changeId FROM intakes WHERE id = ?',
  ),
  setState: $client.prepare('UPDATE intakes SET state = ?, message = ? WHERE id = ?'),
  begin: $client.prepare(
    "UPDATE intakes SET state = 'reading', message = '' WHERE id = ? AND state = 'waiting'",
  ),
  tell: $client.prepare("UPDATE intakes SET message = ? WHERE id = ? AND state = 'reading'"),
  fail: $client.prepare(
    "UPDATE intakes SET state = 'failed', message = ? WHERE id = ? AND state = 'reading'",
  ),
  open: $client.prepare(
    "UPDATE intakes SET state = 'open', message = '', media_type = ?, source = ?, proposals = ? WHERE id = ? AND state = 'reading'",
  ),
  load: $client.prepare(
    "UPDATE intakes SET state = 'loaded', message = ?, media_type = ? WHERE id = ? AND state = 'reading'",
  ),
  takeUp: $client.prepare("UPDATE intakes SET state = 'waiting', message = '' WHERE state = 'reading'"),
  setDraft: $client.prepare('UPDATE intakes SET draft = ?, revision = ? WHERE id = ?'),
  accept: $client.prepare(
    "UPDATE intakes SET state = 'accepted', change_id = ?, letter_slug = ? WHERE id = ?",
  ),
  reopen: $client.prepare(
    "UPDATE intakes SET state = 'open', change_id = NULL, letter_slug = NULL WHERE id = ? AND state = 'accepted'",
  ),
}))

/** Keeps what was handed in, to be read; gives its number. */
export function addIntake(
  db: Db,
  { accountId, fileName, isPasted, bytes }: NewIntake,
  madeAt = new Date(),
): number {
  return inTransaction(db, () => {
    const id = insert(db, intakes, {
      accountId,
      madeAt: madeAt.toISOString(),
      fileName,
      isPasted,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      state: 'waiting',
    })
    insert(db, intakeOriginals, { intakeId: id, bytes })
    return id
  })
}

/** Takes a waiting intake to be read; false where another server has taken it. */
export const beginReading = (db: Db, id: number): boolean => statements(db).begin.run(id).changes > 0

export function tellProgress(db: Db, id: number, message: string) {
  statements(db).tell.run(message, id)
}

export function failIntake(db: Db, id: number, message: string) {
  statements(db).fail.run(message, id)
}

/** A letter was read: it can be put right from now on. */
export function openIntake(
  db: Db,
  id: number,
  mediaType: string,
  source: object,
  proposals: readonly object[],
) {
  statements(db).open.run(mediaType, JSON.stringify(source), JSON.stringify(proposals), id)
}

/** A corpus folder was read and loaded. */
export function noteLoaded(db: Db, id: number, mediaType: string, message: string) {
  statements(db).load.run(message, mediaType, id)
}

/** What a server that was stopped had begun to read waits again. */
export function takeUpReading(db: Db) {
  statements(db).takeUp.run()
}

/**
 * Adds a step to a draft, which must be as it was at `revision`. Gives the new revision.
 * @throws StaleDraft
 * @throws WrongIntakeState where it is not open
 */
export function addStep(db: Db, id: number, revision: number, step: NewStep, madeAt = new Date()): number {
  return inTransaction(db, () => {
    return keepStep(db, id, checked(db, id, revision), step, madeAt)
  })
}

function keepStep(db: Db, id: number, { draft, revision }: Row, step: NewStep, madeAt = new Date()): number {
  const next = revision + 1
  const values = { ...(JSON.parse(draft) as Values), ...step.after }
  insert(db, intakeSteps, {
    intakeId: id,
    number: next,
    accountId: step.accountId,
    madeAt: madeAt.toISOString(),
    summary: step.summary,
    before: JSON.stringify(step.before),
    after: JSON.stringify(step.after),
    undoes: step.undoes,
  })
  statements(db).setDraft.run(JSON.stringify(values), next, id)
  return next
}

/**
 * Makes the letter part of the collection, with its author where that is new, in one change. Gives the change's number.
 * @throws StaleDraft
 * @throws WrongIntakeState
 */
export function acceptIntake(
  db: Db,
  id: number,
  revision: number,
  line: ChangeLine,
  { letter, author }: { letter: LetterRecord; author: AuthorRecord | null },
): number {
  const edits: Edit[] = [...(author ? [edit('author', null, author)] : []), edit('letter', null, letter)]
  return makeChange(db, line, (change) => {
    checked(db, id, revision)
    applyEdits(change, edits)
    statements(db).accept.run(change.id, letter.id, id)
    return change.id
  })
}

/**
 * Opens an intake again whose letter has left the collection, because the change that accepted it was undone. The draft is
 * as it was. @throws WrongIntakeState
 */
export function reopenIntake(db: Db, id: number, accountId: number) {
  inTransaction(db, () => {
    const row = statements(db).find.get(id)
    if (!row?.changeId || undoneBy(db, row.changeId) === undefined) {
      throw new WrongIntakeState(row?.state ?? 'discarded')
    }
    statements(db).reopen.run(id)
    keepStep(db, id, row, { accountId, summary: 'Opened again', before: {}, after: {} })
  })
}

/** Puts an intake away; everything about it is kept. @throws WrongIntakeState */
export function discardIntake(db: Db, id: number, accountId: number) {
  move(db, id, ['waiting', 'failed', 'open'], () => 'discarded', { accountId, summary: 'Put away' })
}

/** Takes one back that was put away. @throws WrongIntakeState */
export function takeBackIntake(db: Db, id: number, accountId: number) {
  move(db, id, ['discarded'], ({ isRead }) => (isRead ? 'open' : 'waiting'), {
    accountId,
    summary: 'Taken back after it was put away',
  })
}

/** Reads again what could not be read. @throws WrongIntakeState */
export function readAgain(db: Db, id: number, accountId: number) {
  move(db, id, ['failed'], () => 'waiting', { accountId, summary: 'Read again' })
}

/** Brings an intake to another state; that is a step too, though one that changes nothing of the draft. */
function move(
  db: Db,
  id: number,
  from: readonly IntakeState[],
  to: (row: Row) => IntakeState,
  step: Pick<NewStep, 'accountId' | 'summary'>,
) {
  inTransaction(db, () => {
    const row = statements(db).find.get(id)
    if (!row || !from.includes(row.state)) throw new WrongIntakeState(row?.state ?? 'discarded')
    statements(db).setState.run(to(row), '', id)
    keepStep(db, id, row, { ...step, before: {}, after: {} })
  })
}

function checked(db: Db, id: number, revision: number): Row {
  const row = statements(db).find.get(id)
  if (row?.state !== 'open') throw new WrongIntakeState(row?.state ?? 'discarded')
  if (row.revision !== revision) throw new StaleDraft(row.revision)
  return row
}

const inTransaction = <T>(db: Db, act: () => T): T => db.$client.transaction(act).immediate()
