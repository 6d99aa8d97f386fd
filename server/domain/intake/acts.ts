import { type ParagraphRole, paragraphRoles } from '../../../db/vocabulary.ts'
import { occurrences } from '../text/anchor.ts'
import { ending, opening } from '../words.ts'
import { compose, type Draft, type DraftNote, type DraftParagraph } from './compose.ts'
import { type Decisions, decide, indexDecisions, type Place } from './decisions.ts'
import { decisionsOfEdit } from './editWords.ts'
import { escapeMarkers, markerPattern, parseMarkers, writeMarker } from './markerNotation.ts'
import type { Source } from './source.ts'

/** What an editor does to the text of a draft, at a place. */
export type Act =
  | { act: 'role'; role: ParagraphRole }
  | { act: 'join' | 'part' | 'leave out' | 'put back' | 'make note' | 'make text' }
  | { act: 'edit'; words: string; role: ParagraphRole; mark: string }
  /** `behind`: words that its marker is set behind, besides where it stands already; '' for none. */
  | { act: 'edit note'; words: string; label: string; broken: readonly string[]; behind: string }
  | { act: 'unlink' }

/** What it decides, told in a sentence; or why it can't be done, for the field that is wrong. */
export type Outcome = { decisions: Decisions; summary: string } | { field: string; refusal: string }

/** What doing something at a place decides. A place that is no longer there is refused. */
export function decideAct(source: Source, decisions: Decisions, place: Place, act: Act): Outcome {
  const draft = compose(source, decisions)
  const row = draft.rows.find(({ segment }) => segment.place === place)
  if (!row)
    return {
      field: 'form',
      refusal: 'What stood there has been joined or divided meanwhile. Look at the draft again.',
    }
  const { segment, paragraph, note } = row
  const words = source.blocks[segment.block]!.text.slice(segment.from, segment.to)
  const named = `“${opening(words, 40)}”`
  const done = (what: string, made: Decisions): Outcome => ({ decisions: made, summary: `${what}.` })
  const wrong = (refusal: string, field = 'form'): Outcome => ({ field, refusal })

  switch (act.act) {
    case 'role':
      if (!paragraph) return wrong('This is no paragraph of the text.')
      return done(`Made ${named} ${roleWords[act.role]}`, decide.role(paragraph.place, act.role))
    case 'join': {
      const next = draft.paragraphs[draft.paragraphs.indexOf(paragraph!) + 1]
      if (!paragraph || !next) return wrong('No paragraph follows that it could be joined with.')
      return done(
        `Joined “${ending(paragraph.text)}” with “${opening(next.text, 40)}”`,
        decide.begins(next.place, isCut(next.place) ? 'no cut' : 'joined'),
      )
    }
    case 'part':
      if (!paragraph) return wrong('This is no paragraph of the text.')
      return done(`Began a new paragraph at ${named}`, decide.begins(place, 'paragraph'))
    case 'leave out': {
      const segments = (paragraph ?? note)?.segments ?? []
      return done(
        `Left out ${named}`,
        Object.assign({}, ...segments.map((one) => decide.fate(one.place, 'left out'))),
      )
    }
    case 'put back':
      return done(`Put ${named} back`, {
        ...decide.fate(place, 'text'),
        ...decide.begins(place, 'paragraph'),
      })
    case 'make note': {
      const label = freeLabel(draft)
      const segments = paragraph?.segments ?? [segment]
      const rest = segments
        .slice(1)
        .map((one) => ({ ...decide.fate(one.place, 'note'), ...decide.note(one.place, '') }))
      return done(
        `Made ${named} note ${label}`,
        Object.assign(
          { ...decide.fate(segments[0]!.place, 'note'), ...decide.note(segments[0]!.place, label) },
          ...rest,
        ),
      )
    }
    case 'make text':
      if (!note) return wrong('This is no note.')
      return done(
        `Made note ${note.label} text`,
        Object.assign(
          rewritten(decisions, draft, note, ''),
          withOwnMarker(decisions, note),
          ...note.segments.map((one) => decide.fate(one.place, 'text')),
        ),
      )
    case 'edit': {
      if (!paragraph) return wrong('This is no paragraph of the text.')
      const unknown = parseMarkers(act.words)
        .flatMap((part) => ('marker' in part ? [part.marker] : []))
        .find((marker) => !draft.notes.some(({ label }) => label === marker))
      if (unknown !== undefined)
        return wrong(`There is no note “${unknown}”. Take its marker ${writeMarker(unknown)} out.`, 'words')
      if (act.words.trim() === '') return wrong('Leave the paragraph out instead of emptying it.', 'words')
      const made = {
        ...decisionsOfEdit(paragraph, act.words, indexDecisions(decisions).replacements, paragraph),
        ...(act.role !== paragraph.role && decide.role(paragraph.place, act.role)),
        ...(act.mark !== paragraph.mark && decide.mark(paragraph.place, act.mark)),
      }
      return done(`Put right ${named}`, made)
    }
    case 'edit note': {
      if (!note) return wrong('This is no note.')
      if (act.words.trim() === '') return wrong('Write the note’s words, or leave it out.', 'words')
      if (!markerPattern.test(act.label))
        return wrong('A marker has 1 to 12 letters, digits or signs, without blanks and brackets.', 'label')
      if (act.label !== note.label && draft.notes.some(({ label }) => label === act.label))
        return wrong(`There is another note “${act.label}”.`, 'label')
      const broken = act.broken.join(' ')
      const made = {
        ...decisionsOfEdit(note, act.words, indexDecisions(decisions).replacements),
        ...(act.label !== note.label && renamed(decisions, draft, note, act.label)),
        ...((decisions[`broken ${note.place}`] ?? '') !== broken && {
          [`broken ${note.place}`]: broken || null,
        }),
      }
      if (act.behind.trim() === '') return done(`Put right note ${note.label}`, made)
      return link(source, { ...decisions, ...made }, note.place, act.behind, made)
    }
    case 'unlink':
      if (!note) return wrong('This is no note.')
      return done(`Took out the markers of note ${note.label}`, rewritten(decisions, draft, note, ''))
  }
}

const isCut = (place: Place) => !place.endsWith(':0')

const roleWords: Record<ParagraphRole, string> = {
  frame: 'part of the frame',
  address: 'part of the address',
  heading: 'a heading',
  text: 'text',
  'list item': 'a point of a list',
  signature: 'part of the signature',
  enclosure: 'an enclosure',
}
export const isRole = (role: string): role is ParagraphRole => paragraphRoles.some((one) => one === role)

/** The next number that no note has. */
function freeLabel(draft: Draft): string {
  let number = draft.notes.length + 1
  while (draft.notes.some(({ label }) => label === String(number))) number += 1
  return String(number)
}

/** Sets the marker of the note at a place behind words that stand once in the text, with what was decided about it as well. */
function link(source: Source, decisions: Decisions, place: Place, behind: string, made: Decisions): Outcome {
  const draft = compose(source, decisions)
  const note = draft.notes.find((one) => one.place === place)!
  const words = behind.replace(/\s+/g, ' ').trim().normalize('NFC')
  if (words === '')
    return {
      field: 'behind',
      refusal: 'Write the words that its marker stands behind, as they stand in the text.',
    }
  const found = draft.paragraphs.flatMap((paragraph) =>
    occurrences(paragraph.text, words).map(({ end }) => ({ paragraph, end })),
  )
  if (!found.length)
    return { field: 'behind', refusal: 'The text does not contain these words. Copy them from it.' }
  if (found.length > 1)
    return {
      field: 'behind',
      refusal: `These words stand ${found.length} times in the text. Write some more before them.`,
    }
  const { paragraph, end } = found[0]!
  return {
    decisions: {
      ...made,
      ...decisionsOfEdit(
        paragraph,
        withMarkerAt(paragraph, end, note.label),
        indexDecisions(decisions).replacements,
        paragraph,
      ),
    },
    summary: `${Object.keys(made).length ? `Put right note ${note.label}, and set its marker` : `Set the marker of note ${note.label}`} behind “${ending(words)}”.`,
  }
}

/** The paragraph's words for editing, with one more marker at an offset. */
function withMarkerAt(paragraph: DraftParagraph, offset: number, label: string): string {
  const markers = [...paragraph.markers, { label, offset }].sort((a, b) => a.offset - b.offset)
  const all = Array.from(paragraph.text)
  let typed = ''
  let from = 0
  for (const marker of markers) {
    typed += escapeMarkers(all.slice(from, marker.offset).join('')) + writeMarker(marker.label)
    from = marker.offset
  }
  return typed + escapeMarkers(all.slice(from).join(''))
}

function renamed(decisions: Decisions, draft: Draft, note: DraftNote, label: string): Decisions {
  return { ...decide.note(note.place, label), ...rewritten(decisions, draft, note, writeMarker(label)) }
}

/** What is printed before a note as its marker belongs to the words of a text. */
function withOwnMarker(decisions: Decisions, { segments }: DraftNote): Decisions {
  const { block, from } = segments[0]!
  const own = indexDecisions(decisions)
    .replacements(block)
    .find((one) => one.from === from && one.words === '')
  return own ? { [own.key]: null } : {}
}

/** Every decision in which a note's marker is written, with another marker or none in its place. */
function rewritten(decisions: Decisions, draft: Draft, note: DraftNote, marker: string): Decisions {
  const isMarked = draft.paragraphs.some(({ markers }) => markers.some(({ label }) => label === note.label))
  if (!isMarked) return {}
  const written = writeMarker(note.label)
  return Object.fromEntries(
    Object.entries(decisions).flatMap(([key, value]) =>
      key.startsWith('words ') && value?.includes(written) ? [[key, value.replaceAll(written, marker)]] : [],
    ),
  )
}
