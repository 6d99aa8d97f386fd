import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Document, isMap, isPair, isScalar, isSeq, type Node, visit } from 'yaml'
import type { AssertionRecord, ClaimRecord, Corpus, LetterRecord, StanceRecord } from '../../../db/records.ts'
import { dateKinds, scopeSlots } from '../../../db/vocabulary.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { occurrences } from '../../domain/text/anchor.ts'
import { formatLetterBody } from './letterFile.ts'

/** The files of a corpus folder: path in the folder -> content. The same corpus always gives the same bytes. */
export function formatFolder(corpus: Corpus): Map<string, string> {
  const files = new Map<string, string>()
  const add = (path: string, value: object) => files.set(path, formatYaml(value))
  add('corpus.yaml', { format: 1, ...pick(corpus.corpus, ['title', 'names_note']) })
  add(
    'parties.yaml',
    corpus.parties.map((party) => pick(party, ['id', 'old_ids', 'name'])),
  )
  add(
    'authors.yaml',
    corpus.authors.map((author) => pick(author, ['id', 'old_ids', 'name', 'person', 'kind', 'party'])),
  )
  add(
    'authorities.yaml',
    corpus.authorities.map((one) => pick(one, ['id', 'old_ids', 'name', 'kind', 'party'])),
  )
  add(
    'topics.yaml',
    corpus.topics.map((topic) =>
      pick(topic, ['id', 'old_ids', 'name', 'core', 'definition', 'includes', 'excludes']),
    ),
  )
  for (const letter of corpus.letters) files.set(`letters/${letter.id}.md`, formatLetter(letter))

  const texts = new Map(corpus.letters.map((letter) => [letter.id, letter.text]))
  for (const [letterId, assertions] of groupBy(corpus.assertions, (assertion) => assertion.letter)) {
    add(
      `assertions/${letterId}.yaml`,
      assertions.map((assertion) => assertionEntry(assertion, texts.get(letterId)!)),
    )
  }
  const stances = groupBy(corpus.stances, (stance) => stance.claim)
  for (const [topicId, claims] of groupBy(corpus.claims, (claim) => claim.topics[0])) {
    add(
      `claims/${topicId}.yaml`,
      claims.map((claim) => claimEntry(claim, stances.get(claim.id) ?? [])),
    )
  }
  add(
    'relations.yaml',
    corpus.relations.map((relation) => pick(relation, ['from', 'kind', 'to', 'reason'])),
  )
  return files
}

/** Writes a corpus into a folder that is missing or empty. @throws FolderNotEmpty */
export function writeFolder(corpus: Corpus, folder: string) {
  mkdirSync(folder, { recursive: true })
  if (readdirSync(folder).length) throw new FolderNotEmpty(folder)
  for (const [path, content] of formatFolder(corpus)) {
    const target = join(folder, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
}

export class FolderNotEmpty extends Error {
  constructor(folder: string) {
    super(`${folder} is not empty: name a folder that is missing or empty, so that nothing is overwritten.`)
  }
}

function formatLetter(letter: LetterRecord): string {
  const dates = pick(letter.dates, [...dateKinds])
  const authorities = Object.fromEntries(
    letter.footnotes.filter((note) => note.authorities.length).map((note) => [note.marker, note.authorities]),
  )
  const frontMatter = {
    ...pick(letter, ['id', 'old_ids', 'title', 'short_title', 'author', 'addressee', 'symbol', 'language']),
    dates: mapValues(dates, (date) => date && pick(date, ['from', 'to', 'ground', 'basis'])),
    provenance: letter.provenance,
    answers: letter.answers.map((reference) => pick(reference, ['title', 'from', 'date', 'letter'])),
    encloses: letter.encloses.map((reference) => pick(reference, ['title', 'from', 'date', 'letter'])),
    changes: letter.changes,
    authorities,
  }
  return `---\n${formatYaml(frontMatter)}---\n\n${formatLetterBody(letter)}`
}

function assertionEntry(assertion: AssertionRecord, text: string): object {
  const exacts = assertion.ranges.map((range) => range.exact)
  const places = assertion.ranges.map((range) => {
    const found = occurrences(text, range.exact)
    return { among: found.length, place: found.findIndex((one) => one.start === range.start) + 1 }
  })
  const occurrence = places.some(({ among }) => among > 1) ? places.map(({ place }) => place) : undefined
  return {
    ...pick(assertion, ['id', 'old_ids']),
    quote: exacts.length === 1 ? exacts[0] : exacts,
    occurrence: occurrence?.length === 1 ? occurrence[0] : occurrence,
    ...pick(assertion, ['author', 'gist', 'kind', 'modality', 'agent', 'topics']),
    attribution: assertion.attribution.map((link) => pick(link, ['name', 'party', 'authority', 'adopted'])),
    figures: assertion.figures.map((one) =>
      pick(one, ['number', 'bound', 'unit', 'counted', 'where', 'when']),
    ),
    citations: assertion.citations,
  }
}

function claimEntry(claim: ClaimRecord, stances: StanceRecord[]): object {
  const present = claim.earlier_wordings.length + 1
  return {
    ...pick(claim, [
      'id',
      'old_ids',
      'wording',
      ...scopeSlots,
      'topics',
      'earlier_wordings',
      'retired',
      'merged_into',
    ]),
    stances: stances.map((stance) => ({
      ...pick(stance, ['assertion', 'stance']),
      wording: stance.wording === present ? undefined : stance.wording,
      scope: stance.scope && pick(stance.scope, ['note', ...scopeSlots]),
    })),
  }
}

/** The named fields in this order. */
function pick<T extends object, K extends keyof T>(from: T, keys: K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<Pick<T, K>>
}

function mapValues<T, U>(from: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value)]))
}

/** Lists of ids stand on one line; everything else in block style, one entry of a list apart from the next. */
function formatYaml(value: object): string {
  const document = new Document(withoutEmpty(value))
  visit(document, {
    Seq(_, seq) {
      const isIds = seq.items.every((item) => isScalar(item) && /^[a-z0-9-]{1,80}$/.test(String(item.value)))
      if (seq.items.length && isIds) seq.flow = true
      if (seq === document.contents) {
        seq.items.forEach((item, i) => {
          if (i) (item as Node).spaceBefore = seq.items.some((one) => isMap(one) && one.items.length > 4)
        })
      }
    },
    Pair(_, pair) {
      if (
        isPair(pair) &&
        isScalar(pair.value) &&
        typeof pair.value.value === 'string' &&
        looksLikeDay(pair.value.value)
      ) {
        pair.value.type = 'QUOTE_DOUBLE'
      }
    },
  })
  return document.contents && !isEmpty(document.contents)
    ? document.toString({ lineWidth: 0, flowCollectionPadding: false })
    : ''
}

const isEmpty = (node: unknown) => (isMap(node) || isSeq(node)) && node.items.length === 0
const looksLikeDay = (value: string) => /^\d{4}-\d\d-\d\d$/.test(value)

/** Leaves out what says nothing: undefined, empty lists, empty maps. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value)
    .map(([key, field]) => [key, withoutEmpty(field)] as const)
    .filter(
      ([, field]) =>
        field !== undefined && !(typeof field === 'object' && field && !Object.keys(field).length),
    )
  return Object.fromEntries(kept)
}
