import { type Request, type Response, Router } from 'express'
import { changedSince } from '../../../db/changedSince.ts'
import { choicesOf, namesIn } from '../../../db/choices.ts'
import type { Db } from '../../../db/client.ts'
import { edit } from '../../../db/edit.ts'
import { isSameRecord, type LetterRecord } from '../../../db/records.ts'
import { currentSlug, findId } from '../../../db/slugs.ts'
import { dateGrounds, dateKinds } from '../../../db/vocabulary.ts'
import { save } from '../../../db/writes/save.ts'
import { lastChangeOf } from '../../../db/writes/stale.ts'
import {
  namedLetters,
  readDetails,
  rowsIn,
  type Typed,
  typedDetails,
  withDetails,
} from '../../domain/correction/letterDetails.ts'
import { namedAuthor, withNamed } from '../../domain/namedByHand.ts'
import { capitalised } from '../../domain/words.ts'
import { may, signedBy, signedIn } from '../../web/access.ts'
import { conflictView } from '../../web/conflict.ts'
import { baseOf, type Form, typedFields } from '../../web/form.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { countWaiting, findLetter } from './queries.ts'

/** What is said about a letter: who wrote it, to whom, when and on what ground, and how it came here. */
export function detailsRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/letters/:slug', may('editor'), (req, res) => {
    const slug = String(req.params.slug)
    const letter = findLetter(db, slug)
    const current = letter ? undefined : currentSlug(db, 'letter', slug)
    if (current !== undefined) return res.redirect(308, urls.deskLetter(current))
    show(req, res, letter ?? missing(slug), { status: 200, values: null })
  })

  routes.post('/desk/letters/:slug', may('editor'), (req, res) => {
    const letter = findLetter(db, String(req.params.slug)) ?? missing(String(req.params.slug))
    const typed = typedFields(req.body)
    const named = withNamed(typed, [namedAuthor, ...namedLetters(typed)], namesIn(db))
    const read = readDetails(named.typed, (kind, slug) => {
      if (kind === 'letter' && slug === letter.id) return 'This is the letter itself'
      return findId(db, kind, slug) === undefined ? `There is no such ${kind}` : undefined
    })
    const errors = { ...('faults' in read && read.faults), ...named.faults }
    if ('faults' in read || Object.keys(errors).length)
      return show(req, res, letter, { status: 422, values: typed, errors })
    const after = withDetails(letter, read.details)
    if (isSameRecord(letter, after)) return res.redirect(303, urls.letter(letter.id))
    const base = baseOf(typed)
    const line = signedBy(signedIn(res), 'change letter', `Changed what is said about ${after.short_title}`)
    const saved = save(db, line, [{ kind: 'letter', key: letter.id, base }], [edit('letter', letter, after)])
    if (saved.kind === 'stale') {
      const conflict = conflictView(changedSince(db, { kind: 'letter', key: letter.id }, base))
      return show(req, res, letter, { status: 409, values: typed, conflict })
    }
    if (saved.kind === 'refused')
      return show(req, res, letter, { status: 422, values: typed, errors: { form: saved.messages } })
    res.redirect(303, urls.letter(letter.id, { done: saved.change }))
  })

  function missing(slug: string): never {
    throw notFound('letter', [{ href: urls.deskLetters(), text: 'All letters' }], {
      kind: 'letter',
      key: slug,
    })
  }

  function show(
    req: Request,
    res: Response,
    letter: LetterRecord,
    {
      status,
      values,
      errors = {},
      conflict = null,
    }: { status: number; values: Typed | null; errors?: Form['errors']; conflict?: object | null },
  ) {
    const shown = values ?? typedDetails(letter)
    const isBegun = values === null || conflict !== null
    const authors = choicesOf(db, 'author', [letter.author, shown.author ?? ''])
    const letters = choicesOf(db, 'letter', Object.values(shown))
    respond(
      req,
      res,
      { page: 'corrections/details', section: 'desk', status },
      {
        letter: { slug: letter.id, title: letter.title, shortTitle: letter.short_title },
        form: { values: shown, errors },
        base: isBegun ? lastChangeOf(db, 'letter', letter.id) : baseOf(shown),
        dates: dateKinds.map((kind) => ({ kind, name: capitalised(kind) })),
        grounds: [
          { value: '', text: 'Choose one' },
          ...dateGrounds.map((ground) => ({ value: ground, text: capitalised(ground) })),
        ],
        references: [
          { list: 'answers', title: 'What it answers', rows: rowsIn(shown, 'answers') },
          { list: 'encloses', title: 'What it encloses', rows: rowsIn(shown, 'encloses') },
        ],
        authors: {
          ...authors,
          list: authors.list.map(({ slug, name }) => ({ value: slug, text: name })),
        },
        letters: {
          ...letters,
          list: [
            { value: '', text: letters.isCut ? 'None of these' : 'Not in this collection' },
            ...letters.list
              .filter(({ slug }) => slug !== letter.id)
              .map(({ slug, name }) => ({ value: slug, text: name })),
          ],
        },
        conflict,
        waiting: countWaiting(db, letter.id),
      },
    )
  }

  return routes
}
