import { type ParagraphRole, paragraphRoles } from '../../../db/vocabulary.ts'
import { groupBy } from '../../domain/groupBy.ts'
import type { Composed, Row } from '../../domain/intake/compose.ts'
import type { Decisions } from '../../domain/intake/decisions.ts'
import { missingInWords } from '../../domain/intake/missingNotes.ts'
import {
  type Proposal,
  type ProposalKind,
  proposalKinds,
  sourceWords,
} from '../../domain/intake/proposals/proposal.ts'
import { shownMark } from '../../domain/listMarks.ts'
import { countOf } from '../../domain/words.ts'
import { urls } from '../../web/urls.ts'
import type { DraftState } from './draft.ts'
import type { IntakeLine, OpenIntake, StepLine } from './queries.ts'

export const kindNames: Record<ProposalKind, string> = {
  notes: 'Footnotes taken out and linked',
  marks: 'Marks of type dropped',
  furniture: 'Left out as no words of the letter',
  lists: 'Points of lists',
  joins: 'Divided sentences joined',
  roles: 'Roles of paragraphs',
  lines: 'Lines of addresses and signatures',
  letters: 'Letters mended',
}

export const roleNames: Record<ParagraphRole, string> = {
  frame: 'Frame, masthead',
  address: 'Address',
  heading: 'Heading',
  text: 'Text',
  'list item': 'Point of a list',
  signature: 'Signature',
  enclosure: 'Enclosure',
}
export const roleOptions = paragraphRoles.map((role) => ({ value: role, text: roleNames[role] }))

/** How a kind of file is called on a page. */
const mediaNames: Record<string, string> = {
  'text/plain': 'text',
  'text/html': 'web page',
  'application/pdf': 'PDF',
  'application/zip': 'corpus folder',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word file',
}

export const stateWords: Record<IntakeLine['state'], string> = {
  waiting: 'Waiting to be read',
  reading: 'Being read',
  failed: 'Did not go through',
  open: 'To be put right',
  loaded: 'Loaded',
  accepted: 'Part of the collection',
  discarded: 'Put away',
}

/** An intake as a list or a page's head shows it. */
export function intakeHead(intake: IntakeLine) {
  const kind = intake.mediaType ? mediaNames[intake.mediaType] : null
  const isAccepted = intake.state === 'accepted'
  const letterHref = isAccepted && intake.letterTitle !== null ? urls.letter(intake.letterSlug!) : null
  return {
    id: intake.id,
    name: intake.isPasted ? 'Pasted text' : intake.fileName || 'A file without a name',
    href: letterHref ?? urls.intake(intake.id),
    /** Where the letter is read that it became; null before, and where that was undone. */
    letterHref,
    letter: intake.letterSlug,
    title: intake.letterTitle,
    facts: [kind, sizeInWords(intake.bytes)].filter(Boolean).join(', '),
    madeAt: intake.madeAt,
    accountName: intake.accountName,
    state: intake.state,
    stateWords: isAccepted && !letterHref ? 'Accepted, and that was undone' : stateWords[intake.state],
    message: intake.message,
    /** Of a message with a line for each thing that is wrong, the first, which says what to do. */
    shortMessage: intake.message.split('\n', 1)[0]!,
    steps: intake.revision,
  }
}

function sizeInWords(bytes: number): string {
  if (bytes < 1000) return countOf(bytes, 'byte')
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** How many rows of a draft are shown on one page. */
const rowsPerPage = 60
/** So many blocks that are left out in a row, or more, are folded. */
const folded = 3

interface Item {
  kind: 'paragraph' | 'on' | 'note' | 'out' | 'folded'
  rows: Row[]
}

/** The draft beside its source, one page of it. `page` counts from 1. */
export function draftView(
  intake: OpenIntake,
  state: DraftState,
  page: number,
  lastStep: StepLine | undefined,
) {
  const { source, proposals } = intake
  const { draft, letter, verdictOf, decisions } = state
  const items = itemsOf(draft.rows)
  const pages = Math.max(1, Math.ceil(items.length / rowsPerPage))
  const current = Math.min(Math.max(1, page), pages)
  const labels = new Map(letter.paragraphs.map(({ place, label }) => [place as string, label]))
  const byPlace = new Map(groupBy(proposals, ({ place }) => place as string))
  const holds = (sets: Decisions) =>
    Object.entries(sets).some(([key, value]) => (decisions[key] ?? null) === value)

  const proposalView = ({ id, what, reason, sets, other }: Proposal) => {
    const verdict = verdictOf(id)
    const done = verdict === 'other' && other ? other : { what, sets }
    return {
      id,
      what: done.what,
      reason,
      verdict,
      isChanged: verdict !== 'rejected' && !holds(done.sets),
      other: other ? { button: other.button, back: other.back } : null,
    }
  }
  const rowView = (row: Row, kind: Item['kind']) => {
    const { segment, paragraph, note } = row
    const block = source.blocks[segment.block]!
    return {
      place: segment.place,
      anchor: anchorOf(segment.place),
      source: sourceWords(source, segment).trim(),
      page: block.page ?? null,
      label: paragraph ? (labels.get(paragraph.place) ?? null) : (note?.label ?? null),
      role: paragraph?.role ?? null,
      mark: paragraph?.mark ?? '',
      /** The mark as it is shown. */
      sign: paragraph ? shownMark(paragraph.mark, paragraph.text) : '',
      parts: kind === 'paragraph' || kind === 'note' ? partsOf((paragraph ?? note)!) : [],
      links: note ? linksOf(draft, labels, note.label) : [],
      hasNext: paragraph !== null && paragraph !== draft.paragraphs.at(-1),
      proposals: (byPlace.get(segment.place) ?? []).map(proposalView),
      editHref:
        kind === 'paragraph'
          ? urls.intakeParagraph(intake.id, segment.place, { page: current > 1 ? current : null })
          : kind === 'note'
            ? urls.intakeNote(intake.id, segment.place, { page: current > 1 ? current : null })
            : null,
    }
  }
  return {
    intake: intakeHead(intake),
    revision: intake.revision,
    warnings: source.warnings,
    items: items.slice((current - 1) * rowsPerPage, current * rowsPerPage).map((item) => ({
      kind: item.kind,
      rows: item.rows.map((row) => rowView(row, item.kind)),
    })),
    kinds: proposalKinds.flatMap((kind) => {
      const ofKind = proposals.filter((proposal) => proposal.kind === kind)
      const open = ofKind.filter(({ id }) => verdictOf(id) === 'open')
      return ofKind.length
        ? [
            {
              kind,
              name: kindNames[kind],
              count: ofKind.length,
              open: open.length,
              rejected: ofKind.filter(({ id }) => verdictOf(id) === 'rejected').length,
              href: nextOpenHref(intake.id, items, open),
            },
          ]
        : []
    }),
    counts: {
      paragraphs: draft.paragraphs.length,
      notes: draft.notes.length,
      missing: missingInWords(draft.notes.map(({ label }) => label)) ?? null,
      leftOut: draft.rows.filter(({ paragraph, note }) => !paragraph && !note).length,
      unlinked: draft.notes.filter(({ label }) => linksOf(draft, labels, label).length === 0).length,
    },
    roleOptions,
    page: current,
    pages: Array.from({ length: pages }, (_, i) => ({
      number: i + 1,
      href: urls.intake(intake.id, { page: i > 0 ? i + 1 : null }),
    })),
    lastStep: lastStep ? stepView(lastStep) : null,
  }
}

export const anchorOf = (place: string) => `at-${place.replace(':', '-')}`

/** The page on which a place stands. */
export function pageOf(state: DraftState, place: string): number {
  const at = itemsOf(state.draft.rows).findIndex(({ rows }) =>
    rows.some(({ segment }) => segment.place === place),
  )
  return Math.floor(Math.max(0, at) / rowsPerPage) + 1
}

function nextOpenHref(id: number, items: readonly Item[], open: readonly Proposal[]): string | null {
  const first = open[0]
  if (!first) return null
  const at = items.findIndex(({ rows }) => rows.some(({ segment }) => segment.place === first.place))
  const page = Math.floor(Math.max(0, at) / rowsPerPage) + 1
  return `${urls.intake(id, { page: page > 1 ? page : null })}#${anchorOf(first.place)}`
}

function itemsOf(rows: readonly Row[]): Item[] {
  const items: Item[] = []
  for (const row of rows) {
    const kind: Item['kind'] = row.paragraph
      ? row.begins
        ? 'paragraph'
        : 'on'
      : row.note
        ? row.begins
          ? 'note'
          : 'on'
        : 'out'
    const last = items.at(-1)
    if (kind === 'out' && last?.kind === 'out') last.rows.push(row)
    else items.push({ kind, rows: [row] })
  }
  return items.flatMap((item) =>
    item.kind !== 'out' || item.rows.length < folded
      ? item.rows.map((row) => ({ kind: item.kind, rows: [row] }))
      : [{ kind: 'folded' as const, rows: item.rows }],
  )
}

/** A composed text cut at its markers. */
export function partsOf({
  text,
  markers,
}: Pick<Composed, 'text' | 'markers'>): { text: string; markers: string[] }[] {
  const points = Array.from(text)
  const cuts = [...new Set([...markers.map(({ offset }) => offset), points.length])].sort((a, b) => a - b)
  return cuts.map((cut, i) => ({
    text: points.slice(cuts[i - 1] ?? 0, cut).join(''),
    markers: markers.filter(({ offset }) => offset === cut).map(({ label }) => label),
  }))
}

/** The paragraphs in which a note's marker stands. */
function linksOf(draft: DraftState['draft'], labels: ReadonlyMap<string, string>, label: string) {
  return draft.paragraphs
    .filter(({ markers }) => markers.some((marker) => marker.label === label))
    .map(({ place }) => ({ anchor: anchorOf(place), label: labels.get(place) ?? '' }))
}

export const stepView = (step: StepLine) => ({
  number: step.number,
  madeAt: step.madeAt,
  accountName: step.accountName,
  summary: step.summary,
  undoes: step.undoes,
  undoneBy: step.undoneBy,
  /** Whether it changed the draft, so that it can be taken back here. */
  isOfDraft: Object.keys(step.after).length > 0,
})
