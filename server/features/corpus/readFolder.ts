import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { AssertionRecord, Corpus, LetterRecord, RangeRecord } from '../../../db/records.ts'
import { describe, occurrences } from '../../domain/text/anchor.ts'
import {
  assertionsFile,
  authoritiesFile,
  authorsFile,
  claimsFile,
  corpusFile,
  letterFrontMatter,
  partiesFile,
  relationsFile,
  topicsFile,
} from './fileShapes.ts'
import { parseLetterBody } from './letterFile.ts'

/** What is wrong in a folder, and where: the line counts from 1. */
export interface Problem {
  file: string
  line: number
  message: string
}

/** What the folder may refer to besides what it holds: nothing, or a database. */
export interface Known {
  has(kind: ReferenceKind, id: string): boolean
  letter(id: string): LetterRecord | undefined
}
export type ReferenceKind = 'party' | 'author' | 'authority' | 'topic' | 'letter' | 'assertion' | 'claim'
const nothing: Known = { has: () => false, letter: () => undefined }

type Line = (...path: (string | number)[]) => number

/**
 * Reads a corpus folder, anchors every quote and checks every reference.
 * Gives all that is wrong at once; the corpus is whole only where nothing is.
 */
export function readFolder(
  folder: string,
  known: Known = nothing,
): { corpus: Partial<Corpus>; problems: Problem[] } {
  return new FolderReader(folder, known).read()
}

class FolderReader {
  readonly folder: string
  readonly known: Known
  readonly problems: Problem[] = []
  readonly ids = new Map<ReferenceKind, Map<string, string>>()
  /** References are checked when every file is read, since they may point forward. */
  readonly references: { kind: ReferenceKind; id: string; file: string; line: number }[] = []
  readonly letters = new Map<string, LetterRecord>()

  constructor(folder: string, known: Known) {
    this.folder = folder
    this.known = known
  }

  read() {
    if (!existsSync(this.folder)) {
      this.problems.push({ file: this.folder, line: 0, message: 'There is no such folder.' })
      return { corpus: {}, problems: this.problems }
    }
    const corpus: Partial<Corpus> = {
      parties: this.readSlugged('parties.yaml', 'party', partiesFile),
      authors: this.readSlugged('authors.yaml', 'author', authorsFile),
      authorities: this.readSlugged('authorities.yaml', 'authority', authoritiesFile),
      topics: this.readSlugged('topics.yaml', 'topic', topicsFile),
      letters: this.files('letters', '.md').flatMap((file) => this.readLetter(file) ?? []),
    }
    const title = this.readYaml('corpus.yaml', corpusFile)
    if (title) corpus.corpus = { title: title.value.title, ...optional('names_note', title.value.names_note) }
    else if (this.known === nothing && !existsSync(join(this.folder, 'corpus.yaml'))) {
      this.problems.push({
        file: 'corpus.yaml',
        line: 0,
        message: 'This file is missing: it names the collection.',
      })
    }
    corpus.assertions = this.files('assertions', '.yaml').flatMap((file) => this.readAssertions(file))
    this.readClaims(corpus)
    this.readRelations(corpus)
    this.checkReferences()
    this.problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
    return { corpus, problems: this.problems }
  }

  files(subfolder: string, ending: string): string[] {
    const path = join(this.folder, subfolder)
    if (!existsSync(path)) return []
    return readdirSync(path)
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => `${subfolder}/${name}`)
  }

  /** The file's value where it has the shape, with a way from a path in it to its line. */
  readYaml<T>(
    file: string,
    shape: z.ZodType<T>,
    source?: string,
    firstLine = 1,
  ): { value: T; line: Line } | undefined {
    const path = join(this.folder, file)
    if (source === undefined) {
      if (!existsSync(path)) return undefined
      source = readFileSync(path, 'utf8')
    }
    const counter = new LineCounter()
    const document = parseDocument(source, { lineCounter: counter })
    const lineAt = (offset: number) => counter.linePos(offset).line + firstLine - 1
    if (document.errors.length) {
      for (const error of document.errors)
        this.fault(file, lineAt(error.pos[0]), error.message.split('\n')[0]!)
      return undefined
    }
    const line: Line = (...keys) => lineAt(nodeOffset(document.contents, keys))
    const parsed = shape.safeParse(document.toJS() ?? [])
    if (parsed.success) return { value: parsed.data, line }
    for (const issue of parsed.error.issues) {
      const where = issue.path.map(String).join(' › ')
      this.fault(
        file,
        line(...(issue.path as (string | number)[])),
        where ? `${where}: ${issue.message}` : issue.message,
      )
    }
    return undefined
  }

  readSlugged<T extends { id: string; old_ids?: string[] | undefined; party?: string | undefined }>(
    file: string,
    kind: ReferenceKind,
    shape: z.ZodType<T[]>,
  ): T[] {
    const read = this.readYaml(file, shape)
    read?.value.forEach((record, i) => {
      this.declare(kind, record, file, read.line(i, 'id'))
      if (record.party) this.refer('party', record.party, file, read.line(i, 'party'))
    })
    return read?.value ?? []
  }

  readLetter(file: string): LetterRecord | undefined {
    const source = readFileSync(join(this.folder, file), 'utf8')
    const parts = /^---\n([\s\S]*?\n)---\n/.exec(source)
    if (!parts) {
      this.fault(file, 1, 'The file must begin with front matter between two lines of “---”.')
      return undefined
    }
    const head = this.readYaml(file, letterFrontMatter, parts[1], 2)
    const body = parseLetterBody(source.slice(parts[0].length), parts[0].split('\n').length)
    for (const { line, message } of body.faults) this.fault(file, line, message)
    if (!head || body.faults.length) return undefined
    const { authorities, ...rest } = head.value
    const line = head.line
    if (`letters/${rest.id}.md` !== file)
      this.fault(file, line('id'), `The file's name must be the letter's id: ${rest.id}.md`)
    this.declare('letter', rest, file, line('id'))
    this.refer('author', rest.author, file, line('author'))
    for (const kind of ['answers', 'encloses'] as const) {
      rest[kind].forEach((reference, i) => {
        if (reference.letter) this.refer('letter', reference.letter, file, line(kind, i, 'letter'))
      })
    }
    for (const [marker, ids] of Object.entries(authorities)) {
      if (!body.footnotes.some((footnote) => footnote.marker === marker)) {
        this.fault(file, line('authorities', marker), `There is no footnote “${marker}”.`)
      }
      ids.forEach((id, i) => {
        this.refer('authority', id, file, line('authorities', marker, i))
      })
    }
    const letter: LetterRecord = {
      ...rest,
      text: body.text,
      sha256: createHash('sha256').update(body.text, 'utf8').digest('hex'),
      paragraphs: body.paragraphs,
      footnotes: body.footnotes.map((footnote) => ({
        ...footnote,
        authorities: authorities[footnote.marker] ?? [],
      })),
    }
    for (const other of this.letters.values()) {
      if (other.sha256 === letter.sha256)
        this.fault(file, 1, `This is the same text as that of “${other.id}”.`)
    }
    this.letters.set(letter.id, letter)
    return letter
  }

  readAssertions(file: string): AssertionRecord[] {
    const read = this.readYaml(file, assertionsFile)
    if (!read) {
      this.declareUnread(file, 'assertion')
      return []
    }
    const letterId = file.slice('assertions/'.length, -'.yaml'.length)
    const letter = this.letters.get(letterId) ?? this.known.letter(letterId)
    if (!letter) {
      this.fault(file, 1, `There is no letter “${letterId}”, which this file's name says it belongs to.`)
      return []
    }
    return read.value.map((entry, i) => {
      const { quote, occurrence, ...rest } = entry
      this.declare('assertion', rest, file, read.line(i, 'id'))
      if (rest.author) this.refer('author', rest.author, file, read.line(i, 'author'))
      rest.topics.forEach((topic, j) => {
        this.refer('topic', topic, file, read.line(i, 'topics', j))
      })
      rest.attribution.forEach((link, j) => {
        if (link.party) this.refer('party', link.party, file, read.line(i, 'attribution', j, 'party'))
        if (link.authority)
          this.refer('authority', link.authority, file, read.line(i, 'attribution', j, 'authority'))
      })
      rest.citations.forEach((citation, j) => {
        if ('authority' in citation) {
          this.refer('authority', citation.authority, file, read.line(i, 'citations', j))
        } else if (!letter.footnotes.some((footnote) => footnote.marker === citation.footnote)) {
          this.fault(file, read.line(i, 'citations', j), `The letter has no footnote “${citation.footnote}”.`)
        }
      })
      const exacts = typeof quote === 'string' ? [quote] : quote
      const chosen = typeof occurrence === 'number' ? [occurrence] : occurrence
      if (chosen && chosen.length !== exacts.length) {
        this.fault(file, read.line(i, 'occurrence'), 'Give one occurrence for each quote.')
      }
      const ranges = exacts.flatMap((exact, j) => {
        const line = typeof quote === 'string' ? read.line(i, 'quote') : read.line(i, 'quote', j)
        return this.anchorQuote(letter, exact, chosen?.[j], file, line) ?? []
      })
      return { ...rest, letter: letterId, ranges }
    })
  }

  anchorQuote(
    letter: LetterRecord,
    exact: string,
    chosen: number | undefined,
    file: string,
    line: number,
  ): RangeRecord | undefined {
    const found = occurrences(letter.text, exact)
    const shown = exact.length > 60 ? `${exact.slice(0, 60)}…` : exact
    if (!found.length) {
      this.fault(file, line, `The letter does not contain the words “${shown}”.`)
      return undefined
    }
    if (found.length > 1 && chosen === undefined) {
      this.fault(
        file,
        line,
        `The letter contains the words “${shown}” ${found.length} times: say which (occurrence).`,
      )
      return undefined
    }
    const range = found[(chosen ?? 1) - 1]
    if (!range) {
      this.fault(file, line, `The letter contains the words “${shown}” ${found.length} times, not ${chosen}.`)
      return undefined
    }
    if (
      !letter.paragraphs.some((paragraph) => paragraph.start <= range.start && range.end <= paragraph.end)
    ) {
      this.fault(
        file,
        line,
        `The words “${shown}” do not lie within one paragraph: give them as several quotes.`,
      )
      return undefined
    }
    return { ...range, ...describe(letter.text, range) }
  }

  readClaims(corpus: Partial<Corpus>) {
    corpus.claims = []
    corpus.stances = []
    for (const file of this.files('claims', '.yaml')) {
      const read = this.readYaml(file, claimsFile)
      if (!read) this.declareUnread(file, 'claim')
      for (const [i, { stances, ...claim }] of (read?.value ?? []).entries()) {
        const line: Line = (...path) => read!.line(i, ...path)
        this.declare('claim', claim, file, line('id'))
        if (`claims/${claim.topics[0]}.yaml` !== file) {
          this.fault(
            file,
            line('topics'),
            `A claim stands in the file of its first topic: claims/${claim.topics[0]}.yaml`,
          )
        }
        claim.topics.forEach((topic, j) => {
          this.refer('topic', topic, file, line('topics', j))
        })
        if (claim.merged_into) this.refer('claim', claim.merged_into, file, line('merged_into'))
        if (claim.merged_into && claim.retired)
          this.fault(file, line('retired'), 'A claim is retired or merged, not both.')
        if (claim.merged_into && stances.length) {
          const message = 'A merged claim has no stances: they stand with the claim that it went into.'
          this.fault(file, line('stances'), message)
        }
        corpus.claims.push(claim)
        const borne = new Set<string>()
        for (const [j, { wording, ...stance }] of stances.entries()) {
          this.refer('assertion', stance.assertion, file, line('stances', j, 'assertion'))
          if (borne.has(stance.assertion)) {
            this.fault(
              file,
              line('stances', j, 'assertion'),
              `“${stance.assertion}” bears on this claim twice.`,
            )
          }
          borne.add(stance.assertion)
          const present = claim.earlier_wordings.length + 1
          if (wording !== undefined && wording > present) {
            this.fault(
              file,
              line('stances', j, 'wording'),
              `The claim has ${present} wordings, not ${wording}.`,
            )
          }
          corpus.stances.push({ claim: claim.id, wording: wording ?? present, ...stance })
        }
      }
    }
  }

  readRelations(corpus: Partial<Corpus>) {
    const read = this.readYaml('relations.yaml', relationsFile)
    corpus.relations = read?.value ?? []
    const given = new Set<string>()
    const merged = new Set((corpus.claims ?? []).filter((one) => one.merged_into).map(({ id }) => id))
    corpus.relations.forEach(({ from, kind, to }, i) => {
      for (const end of [from, to]) {
        this.refer('claim', end, 'relations.yaml', read!.line(i, 'from'))
        if (merged.has(end))
          this.fault('relations.yaml', read!.line(i, 'from'), `“${end}” is merged, and has no relations.`)
      }
      if (from === to) this.fault('relations.yaml', read!.line(i, 'to'), 'A claim has no relation to itself.')
      const holdsBothWays = kind !== 'narrows' && kind !== 'supports'
      if (given.has(`${from} ${kind} ${to}`) || (holdsBothWays && given.has(`${to} ${kind} ${from}`))) {
        this.fault('relations.yaml', read!.line(i, 'from'), 'This relation is given twice.')
      }
      given.add(`${from} ${kind} ${to}`)
    })
  }

  declare(
    kind: ReferenceKind,
    record: { id: string; old_ids?: string[] | undefined },
    file: string,
    line: number,
  ) {
    let ofKind = this.ids.get(kind)
    if (!ofKind) this.ids.set(kind, (ofKind = new Map()))
    for (const id of [record.id, ...(record.old_ids ?? [])]) {
      const first = ofKind.get(id)
      if (first) this.fault(file, line, `The id “${id}” is taken: it stands in ${first} already.`)
      else ofKind.set(id, `${file}:${line}`)
    }
  }

  /** Takes the ids of a file that has another fault as given, so that what refers to them is not reported as well. */
  declareUnread(file: string, kind: ReferenceKind) {
    const source = readFileSync(join(this.folder, file), 'utf8')
    for (const [, id = ''] of source.matchAll(/^- id: (\S+)$/gm)) this.declare(kind, { id }, file, 1)
  }

  refer(kind: ReferenceKind, id: string, file: string, line: number) {
    this.references.push({ kind, id, file, line })
  }

  checkReferences() {
    for (const { kind, id, file, line } of this.references) {
      if (!this.ids.get(kind)?.has(id) && !this.known.has(kind, id))
        this.fault(file, line, `There is no ${kind} “${id}”.`)
    }
  }

  fault(file: string, line: number, message: string) {
    this.problems.push({ file, line, message })
  }
}

/** Where the deepest node that exists on a path begins. */
function nodeOffset(root: Node | null, path: (string | number)[]): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const key of path) {
    if (!isMap(node) && !isSeq(node)) break
    const next = node.get(key as never, true) as Node | undefined
    if (!next?.range) break
    node = next
    offset = next.range[0]
  }
  return offset
}

const optional = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }
