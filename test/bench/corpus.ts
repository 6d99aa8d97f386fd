import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Statement } from 'better-sqlite3'
import { type Db, openDatabase } from '../../db/client.ts'
import { recount } from '../../db/derived/recount.ts'
import {
  assertionsPerLetter,
  authorCount,
  type CorpusPlan,
  partyOfAuthor,
  planCorpus,
  topicCount,
} from './plan.ts'
import { below, capital, type Random, seededRandom, sentence, zipfWords } from './words.ts'

/** To be raised with every change of what is made, so that kept files are made anew; a newer schema is migrated to as anywhere. */
const generatorVersion = 2

const authorityCount = 200
const footnotesPerLetter = 15
const lettersPerBatch = 200
const claimsPerBatch = 10_000

const benchFolder = () => process.env.BENCH_DIR ?? join(tmpdir(), 'counterclaim-bench')

/** The path of a database with so many assertions: a file made before where it still fits, else a new one. */
export function corpusFile(assertions: number, say: (line: string) => void, folder = benchFolder()): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `corpus-${assertions}-v${generatorVersion}.db`)
  if (existsSync(path)) return path
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`corpus-${assertions}-`)) rmSync(join(folder, name))
  }
  const unfinished = `${path}.unfinished`
  for (const end of ['', '-wal', '-shm']) rmSync(unfinished + end, { force: true })
  makeCorpus(unfinished, assertions, say)
  renameSync(unfinished, path)
  return path
}

function makeCorpus(path: string, assertions: number, say: (line: string) => void) {
  const since = performance.now()
  const progress = (what: string) =>
    say(`  ${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s  ${what}`)
  say(`Making a corpus of ${assertions.toLocaleString('en')} assertions in ${path}`)

  const db = openDatabase(path)
  const { $client } = db
  $client.pragma('synchronous = OFF')
  $client.pragma('cache_size = -400000')
  const restoreTriggers = dropTriggers(db)
  const plan = planCorpus(assertions, seededRandom(assertions))
  const write = inserter(db)
  const inBatches = (count: number, size: number, what: string, make: (i: number) => void) => {
    for (let from = 0; from < count; from += size) {
      $client.transaction(() => {
        for (let i = from; i < Math.min(from + size, count); i++) make(i)
      })()
      if (Math.floor((from / count) * 4) !== Math.floor(((from + size) / count) * 4)) {
        progress(
          `${Math.min(from + size, count).toLocaleString('en')} of ${count.toLocaleString('en')} ${what}`,
        )
      }
    }
  }

  const random = seededRandom(assertions + 1)
  const word = zipfWords(random)
  $client.transaction(() => writeGround(write, word))()
  inBatches(plan.letters, lettersPerBatch, 'letters', (i) => writeLetter(write, plan, i + 1, random, word))
  const slugs = Array.from({ length: plan.claims }, (_, i) =>
    `${word()}-${word()}-${word()}-${i + 1}`.normalize('NFD').replaceAll(/[^a-z0-9-]/g, ''),
  )
  inBatches(plan.claims, claimsPerBatch, 'claims', (i) =>
    writeClaim(write, plan, i + 1, slugs[i]!, random, word),
  )
  $client.transaction(() => writeRelations(write, plan, random, word))()
  $client.transaction(() => write('UPDATE corpus SET data_version = 1, letters_version = 1')())()

  progress('counting what is kept for comparisons')
  $client.transaction(() => recount(db))()
  for (const table of ['claims_fts', 'quotes_fts', 'paragraphs_fts']) {
    progress(`indexing words: ${table}`)
    $client.exec(`INSERT INTO ${table} (${table}) VALUES ('rebuild')`)
  }
  restoreTriggers()
  proveQuotes(db)
  $client.pragma('wal_checkpoint(TRUNCATE)')
  $client.close()
  progress('ready')
}

/** Takes away what would run for each row; gives what puts the same triggers back, as the migrations made them. */
function dropTriggers({ $client }: Db): () => void {
  const triggers = $client
    .prepare<[], { name: string; sql: string }>(`
      SELECT name, sql FROM sqlite_schema
      WHERE type = 'trigger' AND (name LIKE 'ranges\\_%' ESCAPE '\\' OR name LIKE '%\\_fts\\_insert' ESCAPE '\\')`)
    .all()
  for (const { name } of triggers) $client.exec(`DROP TRIGGER ${name}`)
  return () => {
    for (const { sql } of triggers) $client.exec(sql)
  }
}

/** What the trigger that was away would have refused, looked for in every fiftieth letter. */
function proveQuotes({ $client }: Db) {
  const wrong = $client
    .prepare<[], number>(`
      SELECT count(*) FROM letters l JOIN assertions a ON a.letter_id = l.id JOIN ranges r ON r.assertion_id = a.id
      WHERE l.id % 50 = 0 AND r.exact IS NOT substr(l.text, r.start + 1, r."end" - r.start)`)
    .pluck()
    .get()
  if (wrong) throw new Error(`The generator is wrong: ${wrong} quotes do not stand in their letters.`)
}

type Write = (sql: string) => (...values: unknown[]) => number

/** Runs a statement, prepared when it is first met; gives the new rowid. */
function inserter({ $client }: Db): Write {
  const prepared = new Map<string, Statement<unknown[]>>()
  return (sql) => {
    let statement = prepared.get(sql)
    if (!statement) prepared.set(sql, (statement = $client.prepare<unknown[]>(sql)))
    return (...values) => Number(statement.run(...values).lastInsertRowid)
  }
}

function writeGround(write: Write, word: () => string) {
  write('INSERT INTO corpus (id, title) VALUES (1, ?)')('A made-up dispute')
  for (const [i, name] of ['Northern side', 'Southern side'].entries()) {
    write('INSERT INTO parties (slug, name, ordinal) VALUES (?, ?, ?)')(`side-${i + 1}`, name, i + 1)
  }
  const kinds = ['government', 'civil society', 'civil society', 'news agency', 'other']
  for (let id = 1; id <= authorCount; id++) {
    const kind = id > 10 ? 'international organisation' : kinds[(id - 1) % 5]
    write('INSERT INTO authors (slug, name, kind, party_id) VALUES (?, ?, ?, ?)')(
      `author-${id}`,
      `The Author Numbered ${id}`,
      kind,
      partyOfAuthor(id),
    )
  }
  for (let id = 1; id <= authorityCount; id++) {
    const kind = (['organisation', 'state', 'official', 'document', 'media'] as const)[id % 5]
    write('INSERT INTO authorities (slug, name, kind, party_id) VALUES (?, ?, ?, ?)')(
      `authority-${id}`,
      `${capital(word())} ${capital(word())} ${id}`,
      kind,
      id <= 20 ? 1 + (id % 2) : null,
    )
  }
  for (let id = 1; id <= topicCount; id++) {
    write('INSERT INTO topics (slug, name, is_core, definition, ordinal) VALUES (?, ?, ?, ?, ?)')(
      `topic-${id}`,
      `Topic ${capital(word())} ${id}`,
      id <= 8 ? 1 : 0,
      sentence(word, 14),
      id,
    )
  }
  for (let id = 1; id <= topicCount; id++) {
    write('INSERT INTO changes (made_at, actor, action, summary) VALUES (?, ?, ?, ?)')(
      `2026-01-${String(id).padStart(2, '0')}T12:00:00.000Z`,
      'bench',
      'load',
      `Loaded topic ${id}`,
    )
  }
}

const letterSlug = (id: number) => `letter-${id}`
const assertionSlug = (id: number) =>
  `letter-${Math.ceil(id / assertionsPerLetter)}-${((id - 1) % assertionsPerLetter) + 1}`

const assertionsPerParagraph = 3
const sentencesPerParagraph = 6
const wordsPerSentence = 20

interface Place {
  start: number
  end: number
}

interface Paragraph {
  text: string
  /** The words of each sentence, in the paragraph. */
  sentences: Place[][]
}

function makeParagraph(word: () => string): Paragraph {
  let text = ''
  const sentences: Place[][] = []
  for (let i = 0; i < sentencesPerParagraph; i++) {
    const places: Place[] = []
    for (let j = 0; j < wordsPerSentence; j++) {
      if (text) text += ' '
      const start = text.length
      text += j ? word() : capital(word())
      places.push({ start, end: text.length })
    }
    text += '.'
    sentences.push(places)
  }
  return { text, sentences }
}

/** An address and some twenty paragraphs of 120 words, with notes and assertions. */
function writeLetter(write: Write, plan: CorpusPlan, id: number, random: Random, word: () => string) {
  const firstAssertion = (id - 1) * assertionsPerLetter + 1
  const assertionCount = Math.min(assertionsPerLetter, plan.assertions - firstAssertion + 1)
  const address = { text: `To the ${capital(word())} ${id},`, sentences: [] }
  const paragraphs: Paragraph[] = [
    address,
    ...Array.from({ length: Math.ceil(assertionCount / assertionsPerParagraph) }, () => makeParagraph(word)),
  ]
  const text = paragraphs.map((paragraph) => paragraph.text).join('\n\n')
  const authorId = plan.authorOf[id - 1]!
  const dates = writtenDates(random)
  write(`INSERT INTO letters (id, slug, title, short_title, author_id, addressee, symbol, text, sha256, dated_from, dated_to)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)(
    id,
    letterSlug(id),
    `Letter ${id}: ${sentence(word, 6)}`,
    `Letter ${id}`,
    authorId,
    'The Secretary-General',
    `S/${id}`,
    text,
    createHash('sha256').update(text).digest('hex'),
    dates.from,
    dates.to,
  )
  if (dates.from ?? dates.to) {
    write(
      'INSERT INTO letter_dates (letter_id, kind, earliest, latest, ground, basis) VALUES (?, ?, ?, ?, ?, ?)',
    )(id, 'written', dates.from, dates.to, dates.from === dates.to ? 'stated' : 'inferred', 'The dateline.')
  }
  write('INSERT INTO provenance_steps (letter_id, ordinal, description) VALUES (?, 1, ?)')(
    id,
    sentence(word, 12),
  )
  if (id > 1 && id % 4 === 0) {
    write(
      `INSERT INTO letter_references (letter_id, kind, ordinal, title, target_letter_id) VALUES (?, 'answers', 1, ?, ?)`,
    )(id, `Letter ${id - 1}`, id - 1)
  }

  let start = 0
  const placed = paragraphs.map((paragraph, i) => {
    const at = start
    const end = at + paragraph.text.length
    start = end + 2
    const paragraphId = write(
      'INSERT INTO paragraphs (letter_id, ordinal, label, role, start, "end") VALUES (?, ?, ?, ?, ?, ?)',
    )(id, i + 1, i ? String(i) : 'A1', i ? 'text' : 'address', at, end)
    return { ...paragraph, paragraphId, at }
  })

  const footnoteIds = Array.from({ length: Math.min(footnotesPerLetter, placed.length - 1) }, (_, i) => {
    const footnoteId = write('INSERT INTO footnotes (letter_id, ordinal, marker, text) VALUES (?, ?, ?, ?)')(
      id,
      i + 1,
      String(i + 1),
      `${sentence(word, 12)} https://example.org/${id}/${i + 1}`,
    )
    write('INSERT INTO footnote_urls (footnote_id, ordinal, url, state) VALUES (?, 1, ?, ?)')(
      footnoteId,
      `https://example.org/${id}/${i + 1}`,
      i === 3 ? 'broken' : 'usable',
    )
    const { at, text: words } = placed[i + 1]!
    write('INSERT INTO footnote_markers (footnote_id, ordinal, "offset") VALUES (?, 1, ?)')(
      footnoteId,
      at + words.length,
    )
    if (random() < 0.5) {
      write('INSERT INTO footnote_authorities (footnote_id, authority_id, ordinal) VALUES (?, ?, 1)')(
        footnoteId,
        authorityId(random),
      )
    }
    return footnoteId
  })

  for (let i = 0; i < assertionCount; i++) {
    const paragraph = placed[1 + Math.floor(i / assertionsPerParagraph)]!
    writeAssertion(
      write,
      plan,
      firstAssertion + i,
      { id, authorId, text, footnoteIds },
      paragraph,
      random,
      word,
    )
  }
}

function writeAssertion(
  write: Write,
  plan: CorpusPlan,
  id: number,
  letter: { id: number; authorId: number; text: string; footnoteIds: number[] },
  paragraph: Paragraph & { paragraphId: number; at: number },
  random: Random,
  word: () => string,
) {
  const nth = (id - 1) % assertionsPerParagraph
  // Some assertions stand in a sentence that carries another one.
  const sentenceAt = nth && random() < 0.12 ? 2 * nth - 2 : 2 * nth
  const ranges = [chooseWords(paragraph.sentences[sentenceAt]!, random)]
  if (random() < 0.1) ranges.push(chooseWords(paragraph.sentences[2 * nth + 1]!, random))
  const placed = ranges.map((range) => ({ start: paragraph.at + range.start, end: paragraph.at + range.end }))
  const exact = placed.map((range) => letter.text.slice(range.start, range.end))
  const kind = random()
  write(`INSERT INTO assertions (id, slug, letter_id, author_id, ordinal, quote, gist, kind, modality, agent)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)(
    id,
    assertionSlug(id),
    letter.id,
    letter.authorId,
    ((id - 1) % assertionsPerLetter) + 1,
    exact.join(' … '),
    sentence(word, 8),
    kind < 0.75 ? 'fact' : kind < 0.85 ? 'legal' : kind < 0.95 ? 'evaluation' : 'demand',
    random() < 0.8 ? 'plain' : random() < 0.5 ? 'hedged' : 'relayed',
    random() < 0.6 ? 'named' : random() < 0.5 ? 'implied' : 'absent',
  )
  for (const [i, { start, end }] of placed.entries()) {
    write(`INSERT INTO ranges (assertion_id, ordinal, start, "end", exact, prefix, suffix, paragraph_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)(
      id,
      i + 1,
      start,
      end,
      exact[i],
      letter.text.slice(Math.max(0, start - 32), start),
      letter.text.slice(end, end + 32),
      paragraph.paragraphId,
    )
  }
  const topicId = plan.topicOf[plan.claimOf[id - 1]! - 1]!
  write('INSERT INTO assertion_topics (assertion_id, topic_id, ordinal) VALUES (?, ?, 1)')(id, topicId)
  const source = random()
  if (source < 0.33) {
    const isNote = source < 0.22
    write('INSERT INTO citations (assertion_id, ordinal, footnote_id, authority_id) VALUES (?, 1, ?, ?)')(
      id,
      isNote ? letter.footnoteIds[below(random, letter.footnoteIds.length)] : null,
      isNote ? null : authorityId(random),
    )
  }
  const linkCount = random() < 0.1 ? (random() < 0.1 ? 2 : 1) : 0
  for (let i = 0; i < linkCount; i++) {
    const partyId = random() < 0.4 ? 1 + below(random, 2) : null
    write(`INSERT INTO attribution_links (assertion_id, ordinal, name, party_id, authority_id, is_adopted)
      VALUES (?, ?, ?, ?, ?, ?)`)(
      id,
      i + 1,
      capital(word()),
      partyId,
      partyId === null && random() < 0.7 ? authorityId(random) : null,
      below(random, 2),
    )
  }
  if (random() < 0.1) {
    write(`INSERT INTO figures (assertion_id, ordinal, number, bound, unit, counted, scope_where, scope_when)
      VALUES (?, 1, ?, ?, ?, ?, ?, ?)`)(
      id,
      below(random, 500),
      random() < 0.7 ? 'exactly' : 'at least',
      'people',
      word(),
      capital(word()),
      null,
    )
  }
}

function writeClaim(
  write: Write,
  plan: CorpusPlan,
  id: number,
  slug: string,
  random: Random,
  word: () => string,
) {
  const wording = sentence(word, 10 + below(random, 7))
  const slot = (share: number, length = 2) =>
    random() < share ? Array.from({ length }, word).join(' ') : null
  write(`INSERT INTO claims (id, slug, wording, scope_who, scope_what, scope_whom, scope_where, scope_when)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)(
    id,
    slug,
    wording,
    slot(0.8),
    slot(0.8, 3),
    slot(0.3),
    slot(0.4),
    slot(0.3),
  )
  const topicId = plan.topicOf[id - 1]!
  const wordings = random() < 0.05 ? [sentence(word, 10), wording] : [wording]
  for (const [i, one] of wordings.entries()) {
    write('INSERT INTO wordings (claim_id, number, wording) VALUES (?, ?, ?)')(id, i + 1, one)
  }
  write('INSERT INTO claim_topics (claim_id, topic_id, ordinal) VALUES (?, ?, 1)')(id, topicId)
  if (random() < 0.2) {
    const second = 1 + ((topicId + below(random, topicCount - 1)) % topicCount)
    write('INSERT INTO claim_topics (claim_id, topic_id, ordinal) VALUES (?, ?, 2)')(id, second)
  }
  const tell = (ordinal: number, kind: string, key: string, after: object) =>
    write(`INSERT INTO change_objects (change_id, ordinal, kind, key, after) VALUES (?, ?, ?, ?, ?)`)(
      topicId,
      ordinal,
      kind,
      key,
      JSON.stringify(after),
    )
  tell(id * 10_000, 'claim', slug, { id: slug, wording, topics: [`topic-${topicId}`], earlier_wordings: [] })
  for (const [i, [assertionId, stance]] of plan.stances[id - 1]!.entries()) {
    const isScoped = stance === 'disputes' || stance === 'qualifies'
    write(`INSERT INTO stances (claim_id, assertion_id, ordinal, stance, wording, scope_note, scope_who, scope_what, scope_where)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)(
      id,
      assertionId,
      i + 1,
      stance,
      wordings.length,
      isScoped && random() < 0.2 ? sentence(word, 10) : null,
      isScoped ? (slot(0.5) ?? 'not said') : null,
      isScoped ? slot(0.5) : null,
      isScoped ? slot(0.3) : null,
    )
    const assertion = assertionSlug(assertionId)
    tell(id * 10_000 + i + 1, 'stance', `${slug} ${assertion}`, {
      claim: slug,
      assertion,
      stance,
      wording: wordings.length,
    })
  }
}

/** Ten to fourteen words of a sentence that go together. */
function chooseWords(words: Place[], random: Random): Place {
  const first = below(random, 6)
  const last = first + 9 + below(random, 5)
  return { start: words[first]!.start, end: words[last]!.end }
}

/** Every twentieth claim has a mirror near it; some support or narrow another. */
function writeRelations(write: Write, plan: CorpusPlan, random: Random, word: () => string) {
  const relate = (from: number, to: number, kind: string) =>
    write('INSERT INTO relations (from_claim_id, to_claim_id, kind, reason) VALUES (?, ?, ?, ?)')(
      from,
      to,
      kind,
      sentence(word, 8),
    )
  const mirrored = new Set<number>()
  for (let id = 1; id <= plan.claims; id += 40) {
    const other = id + 1 + below(random, 38)
    if (other > plan.claims) break
    mirrored.add(id).add(other)
    relate(id, other, 'mirrors')
  }
  for (let id = 2; id < plan.claims; id += 30) relate(id, id + 1, id % 60 === 2 ? 'supports' : 'narrows')
}

/** A few authorities are named far more often than the rest. */
const authorityId = (random: Random) => 1 + Math.floor(random() ** 2 * authorityCount)

/** Days of five years: most letters dated to the day, some between two days, some before a day only, some not at all. */
function writtenDates(random: Random): { from: string | null; to: string | null } {
  const n = random()
  const day = below(random, 5 * 365)
  if (n < 0.05) return { from: null, to: null }
  if (n < 0.1) return { from: null, to: dayAfter(day) }
  if (n < 0.2) return { from: dayAfter(day), to: dayAfter(day + below(random, 60)) }
  return { from: dayAfter(day), to: dayAfter(day) }
}

const dayAfter = (days: number) => new Date(Date.UTC(2019, 0, 1 + days)).toISOString().slice(0, 10)
