import { choicesOf } from '../../../db/choices.ts'
import type { Db } from '../../../db/client.ts'
import { authorKinds, dateGrounds, dateKinds } from '../../../db/vocabulary.ts'
import { missingInWords } from '../../domain/intake/missingNotes.ts'
import { shownMark } from '../../domain/listMarks.ts'
import { capitalised } from '../../domain/words.ts'
import type { Form } from '../../web/form.ts'
import { urls } from '../../web/urls.ts'
import type { DraftState } from './draft.ts'
import { dateLabels, detailsForm, newAuthor, noSide, referenceKinds, referenceRows } from './forms.ts'
import { hasAuthorNamed, isSlugTaken, listParties, type OpenIntake } from './queries.ts'
import { intakeHead, partsOf, roleNames } from './view.ts'

const choose = { value: '', text: 'Choose one' }

/** The form of what the letter is, with why each field is filled in as it is. */
export function detailsView(db: Db, intake: OpenIntake, state: DraftState, form: Form) {
  const reasons = Object.fromEntries(
    state.detailProposals.map(({ field, value, reason, date }) => [
      field,
      date || field === 'author' || field === 'language' ? reason : `${reason} It reads “${value}”.`,
    ]),
  )
  const authors = choicesOf(db, 'author', [String(form.values.author ?? '')])
  const letters = choicesOf(db, 'letter', Object.values(form.values).map(String))
  return {
    intake: intakeHead(intake),
    revision: intake.revision,
    isConfirmed: state.isConfirmed,
    form,
    reasons,
    authors: {
      ...authors,
      list: [
        { value: '', text: 'Choose an author' },
        { value: newAuthor, text: 'A new author (below)' },
        ...authors.list.map(({ slug, name }) => ({ value: slug, text: name })),
      ],
    },
    authorKinds: [choose, ...authorKinds.map((kind) => ({ value: kind, text: capitalised(kind) }))],
    parties: [
      choose,
      { value: noSide, text: 'No side' },
      ...listParties(db).map(({ slug, name }) => ({ value: slug, text: name })),
    ],
    dateKinds: dateKinds.map((kind) => ({ kind, label: dateLabels[kind], reason: reasons[kind] ?? null })),
    grounds: [choose, ...dateGrounds.map((ground) => ({ value: ground, text: capitalised(ground) }))],
    references: referenceKinds.map((kind) => ({
      kind,
      label: kind === 'answers' ? 'What it answers' : 'What it encloses',
      rows: Array.from({ length: referenceRows }, (_, i) => `${kind}_${i}`),
    })),
    letters: {
      ...letters,
      list: [
        { value: '', text: letters.isCut ? 'None of these' : 'Not in this collection' },
        ...letters.list.map(({ slug, name }) => ({ value: slug, text: name })),
      ],
    },
  }
}

/** The letter as it would be frozen, what was changed to get it, and what keeps it from being accepted. */
export function previewView(
  db: Db,
  state: DraftState,
  same: { slug: string; title: string; share: number } | undefined,
) {
  const { letter, details, draft } = state
  const obstacles: { text: string; href: string | null }[] = []
  const checked = detailsForm.safeParse(details)
  if (!letter.text) obstacles.push({ text: 'No words are left. Put back what was left out.', href: null })
  if (!state.isConfirmed)
    obstacles.push({ text: 'Confirm what the letter is: title, author, dates.', href: 'details' })
  else if (!checked.success)
    obstacles.push({ text: 'Something is missing in what the letter is.', href: 'details' })
  else {
    if (isSlugTaken(db, 'letter', details.id!))
      obstacles.push({ text: 'Another letter has or had this address. Choose another.', href: 'details' })
    if (details.author === newAuthor && hasAuthorNamed(db, details.author_name!))
      obstacles.push({
        text: 'There is an author of this name already: choose that one, or write the name in full.',
        href: 'details',
      })
  }
  for (const { label } of draft.notes.filter(({ text }) => text === ''))
    obstacles.push({ text: `Note ${label} has no words. Write them, or leave it out.`, href: null })
  for (const label of unwritten(draft.notes.map((note) => note.label)))
    obstacles.push({ text: `Two notes have the marker ${label}. Give one of them another.`, href: null })
  if (same?.share === 1)
    obstacles.push({
      text: `The collection has this very text already, as “${same.title}”. Put this away.`,
      href: urls.letter(same.slug),
    })

  const missing = missingInWords(draft.notes.map(({ label }) => label))
  const open = state.letter.footnotes
    .filter(({ offsets }) => offsets.length === 0)
    .map(({ marker }) => marker)
  return {
    obstacles,
    remarks: [
      ...(open.length
        ? [`No marker leads to ${open.length === 1 ? 'note' : 'notes'} ${open.join(', ')}.`]
        : []),
      ...(missing ? [missing] : []),
    ],
    same:
      same && same.share < 1
        ? { href: urls.letter(same.slug), title: same.title, percent: Math.round(same.share * 100) }
        : null,
    details,
    paragraphs: letter.paragraphs.map(({ place, label, role, marker = '' }) => {
      const paragraph = draft.paragraphs.find((one) => one.place === place)!
      return {
        label,
        role,
        roleName: roleNames[role],
        marker,
        sign: shownMark(marker, paragraph.text),
        parts: partsOf(paragraph),
      }
    }),
    notes: letter.footnotes.map(({ marker, text }) => ({ marker, text })),
    changes: state.changes,
  }
}

/** Labels that stand more than once. */
const unwritten = (labels: readonly string[]) => [
  ...new Set(labels.filter((label, i) => labels.indexOf(label) !== i)),
]
