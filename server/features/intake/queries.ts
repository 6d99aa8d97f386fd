import type { Db } from '../../../db/client.ts'
import { currentSlug, findId } from '../../../db/slugs.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { IntakeState } from '../../../db/vocabulary.ts'
import type { KnownAuthor } from '../../domain/intake/metadata.ts'
import type { Proposal } from '../../domain/intake/proposals/proposal.ts'
import type { Source } from '../../domain/intake/source.ts'
import type { DraftValues } from '../../domain/intake/steps.ts'
import type { HandedIn } from './reading/reading.ts'

/** An intake as lists name it. */
export interface IntakeLine {
  id: number
  madeAt: string
  accountName: string
  fileName: string
  isPasted: 0 | 1
  bytes: number
  mediaType: string | null
  state: IntakeState
  message: string
  revision: number
  letterSlug: string | null
  letterTitle: string | null
}

export interface OpenIntake extends IntakeLine {
  sha256: string
  source: Source
  proposals: Proposal[]
  values: DraftValues
}

export interface StepLine {
  number: number
  madeAt: string
  accountName: string
  summary: string
  before: DraftValues
  after: DraftValues
  undoes: number | null
  undoneBy: number | null
}

const lineColumns = `i.id, i.made_at AS madeAt, a.name AS accountName, i.file_name AS fileName, i.is_pasted AS isPasted, i.bytes,
  i.media_type AS mediaType, i.state, i.message, i.revision, i.letter_slug AS letterSlug, l.title AS letterTitle`
const lineTables =
  'intakes i JOIN accounts a ON a.id = i.account_id LEFT JOIN letters l ON l.slug = i.letter_slug'

type Stored = IntakeLine & { sha256: string; source: string | null; proposals: string | null; draft: string }

const statements = prepareOnce(({ $client }) => ({
  list: $client.prepare<[number, number], IntakeLine>(
    `SELECT ${lineColumns} FROM ${lineTables} WHERE i.id < ? ORDER BY i.id DESC LIMIT ?`,
  ),
  find: $client.prepare<[number], Stored>(
    `SELECT ${lineColumns}, i.sha256, i.source, i.proposals, i.draft FROM ${lineTables} WHERE i.id = ?`,
  ),
  sameFile: $client.prepare<[string, number], IntakeLine>(
    `SELECT ${lineColumns} FROM ${lineTables} WHERE i.sha256 = ? AND i.id <> ? AND i.state <> 'discarded' ORDER BY i.id LIMIT 1`,
  ),
  nextWaiting: $client
    .prepare<[], number>("SELECT id FROM intakes WHERE state = 'waiting' ORDER BY id LIMIT 1")
    .pluck(),
  handedIn: $client.prepare<[number], { bytes: Buffer; name: string; isPasted: 0 | 1; accountName: string }>(`
    SELECT o.bytes, i.file_name AS name, i.is_pasted AS isPasted, a.name AS accountName
    FROM intakes i JOIN intake_originals o ON o.intake_id = i.id JOIN accounts a ON a.id = i.account_id WHERE i.id = ?`),
  steps: $client.prepare<
    [number, number, number],
    Omit<StepLine, 'before' | 'after'> & { before: string; after: string }
  >(`
    SELECT s.number, s.made_at AS madeAt, a.name AS accountName, s.summary, s.before, s.after, s.undoes,
      (SELECT max(u.number) FROM intake_steps u WHERE u.intake_id = s.intake_id AND u.undoes = s.number) AS undoneBy
    FROM intake_steps s JOIN accounts a ON a.id = s.account_id
    WHERE s.intake_id = ? AND s.number > ? ORDER BY s.number DESC LIMIT ?`),
  authors: $client.prepare<[], KnownAuthor>('SELECT slug, name, person FROM authors ORDER BY name'),
  authorNamed: $client
    .prepare<[string], number>('SELECT 1 FROM authors WHERE name = ? COLLATE NOCASE')
    .pluck(),
  parties: $client.prepare<[], { slug: string; name: string }>(
    'SELECT slug, name FROM parties ORDER BY ordinal',
  ),
  sameText: $client.prepare<[string], { slug: string; title: string }>(
    'SELECT slug, title FROM letters WHERE sha256 = ?',
  ),
  like: $client.prepare<[string], { slug: string; title: string; text: string; hits: number }>(`
    SELECT l.slug, l.title, l.text, count(*) AS hits FROM (
      SELECT p.letter_id FROM paragraphs_fts f JOIN paragraphs p ON p.id = f.rowid WHERE paragraphs_fts MATCH ? LIMIT 200
    ) found JOIN letters l ON l.id = found.letter_id GROUP BY l.id ORDER BY hits DESC LIMIT 3`),
}))

/** The latest first, those before the one numbered `before`. */
export const listIntakes = (db: Db, before: number, limit: number) => statements(db).list.all(before, limit)

export function findIntake(
  db: Db,
  id: number,
): (IntakeLine & Partial<OpenIntake> & { sha256: string }) | undefined {
  const row = statements(db).find.get(id)
  if (!row) return undefined
  const { source, proposals, draft, ...line } = row
  return {
    ...line,
    ...(source && {
      source: JSON.parse(source) as Source,
      proposals: JSON.parse(proposals!) as Proposal[],
      values: JSON.parse(draft) as DraftValues,
    }),
  }
}

/** Another intake of the very same bytes. */
export const sameFileAs = (db: Db, sha256: string, id: number) => statements(db).sameFile.get(sha256, id)

export const nextWaiting = (db: Db): number | undefined => statements(db).nextWaiting.get()

export function findHandedIn(db: Db, id: number): (HandedIn & { accountName: string }) | undefined {
  const row = statements(db).handedIn.get(id)
  return row && { ...row, isPasted: row.isPasted === 1 }
}

/** The steps on a draft after the one numbered `after`, the latest first; -1 for all of them. */
export const listSteps = (db: Db, id: number, { after = 0, limit = 200 } = {}): StepLine[] =>
  statements(db)
    .steps.all(id, after, limit)
    .map((step) => ({ ...step, before: JSON.parse(step.before), after: JSON.parse(step.after) }))

export const listAuthors = (db: Db) => statements(db).authors.all()
export const hasAuthorNamed = (db: Db, name: string): boolean =>
  statements(db).authorNamed.get(name) !== undefined
export const listParties = (db: Db) => statements(db).parties.all()
export const letterWithText = (db: Db, sha256: string) => statements(db).sameText.get(sha256)

/** Letters that hold some of these phrases word for word; found by the full-text index, so that no text is read in vain. */
export const lettersWithPhrases = (db: Db, phrases: readonly string[]) =>
  phrases.length
    ? statements(db).like.all(phrases.map((phrase) => `"${phrase.replaceAll('"', '""')}"`).join(' OR '))
    : []

/** Whether a letter or an author has or had this slug. */
export const isSlugTaken = (db: Db, kind: 'letter' | 'author', slug: string): boolean =>
  findId(db, kind, slug) !== undefined || currentSlug(db, kind, slug) !== undefined
