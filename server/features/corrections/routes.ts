import { createHash } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import { changedSince } from '../../../db/changedSince.ts'
import type { Db } from '../../../db/client.ts'
import { presentRecord } from '../../../db/present.ts'
import { isSameRecord, type LetterRecord, type WaitingRecord } from '../../../db/records.ts'
import { currentSlug, findId } from '../../../db/slugs.ts'
import { save } from '../../../db/writes/save.ts'
import { lastChangeOf } from '../../../db/writes/stale.ts'
import { carrySuggestions } from '../../../db/writes/suggestions.ts'
import { compareTexts } from '../../domain/correction/comparison.ts'
import { correctionEdits } from '../../domain/correction/correctionEdits.ts'
import { correctLetter } from '../../domain/correction/correctLetter.ts'
import { composeLetter, type TypedFault, typedLetter } from '../../domain/correction/letterForm.ts'
import { type MergedLetter, mergeTyped, type TypedLetter } from '../../domain/correction/mergeTyped.ts'
import { rangeMover } from '../../domain/correction/moveRanges.ts'
import { letGo, settle } from '../../domain/correction/settle.ts'
import { unstopped } from '../../domain/words.ts'
import { may, signedBy, signedIn } from '../../web/access.ts'
import { conflictView } from '../../web/conflict.ts'
import { baseOf, emptyForm, type Form, parseForm, readNumber } from '../../web/form.ts'
import { notFound } from '../../web/problem.ts'
import { isReading } from '../../web/reading.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { previewView, replacedView, typedView } from './correctionView.ts'
import { correctionForm, readSettlement, readTyped, reasonForm, type TypedSettlement } from './forms.ts'
import {
  countWaiting,
  findLetter,
  findLetterAt,
  findSameText,
  listAssertions,
  listDeskLetters,
  listStances,
  listWaiting,
  mostListed,
} from './queries.ts'
import { readSettled, settleView } from './settleView.ts'
import { type Versions, versionFinder, waitingView } from './waitingView.ts'

/** Correcting a letter's text, and settling what waits for a person afterwards. */
export function correctionRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/letters', may('editor'), (req, res) => {
    const words = typeof req.query.q === 'string' ? req.query.q.slice(0, 200) : ''
    const letters = listDeskLetters(db, words.trim())
    respond(
      req,
      res,
      { page: 'corrections/letters', section: 'desk' },
      { letters, words, waiting: countWaiting(db), mostListed },
    )
  })

  routes.get('/desk/letters/:slug/correction', may('editor'), (req, res) => {
    const letter = letterAt(req, res, urls.deskCorrection)
    if (letter) showCorrection(req, res, letter, { status: 200, form: emptyForm() })
  })

  routes.post('/desk/letters/:slug/correction', may('editor'), (req, res) => {
    const letter = letterAt(req, res, urls.deskCorrection)
    if (!letter) return
    const body = req.body ?? {}
    const typed = readTyped(body)
    const made = composeLetter(typed.paragraphs, typed.notes)
    const faults = 'faults' in made ? made.faults : authorityFaults(typed.notes)
    const submission = parseForm(correctionForm, req.body)
    const form = submission.ok ? emptyForm(body) : submission.form
    if ('faults' in made || faults.length || !submission.ok) {
      return showCorrection(req, res, letter, { status: 422, form, typed, faults })
    }
    const { base, isStale } = basedOn(letter, body)
    if (isStale) return showStale(req, res, letter, typed, body)
    const { step, reason, since } = submission.data
    const refuse = (status: number, errors: Form['errors'] = {}, more: object = {}) =>
      showCorrection(req, res, letter, { status, form: { values: body, errors }, typed, ...more })

    const after = {
      ...letter,
      ...made.letter,
      sha256: createHash('sha256').update(made.letter.text).digest('hex'),
      changes: [...letter.changes, reason],
    }
    if (isSameAs(letter, after)) return refuse(422, { form: ['Nothing differs from the letter as it is.'] })
    const same = findSameText(db, after.sha256, letter.id)
    if (same !== undefined)
      return refuse(422, { form: [`The letter “${findLetter(db, same)!.title}” has exactly this text.`] })
    const comparison = compareTexts(letter, after)
    const move = rangeMover(comparison)
    const correct = () => correctLetter(move, made.letter, typed.notes, listAssertions(db, letter.id))
    if (step === 'preview') {
      const replaced = since ? replacedView(db, letter, typed, since) : []
      return refuse(
        200,
        {},
        { preview: { ...previewView(db, letter, made.letter, comparison, correct()), replaced } },
      )
    }
    const summary = `Corrected the text of ${letter.short_title}: ${unstopped(reason)}`
    let areWaiting = false
    const saved = save(
      db,
      signedBy(signedIn(res), 'correct text', summary),
      [{ kind: 'letter', key: letter.id, base }],
      (change) => {
        carrySuggestions(change, letter.sha256, after.sha256, (places) => {
          const moved = move(places)
          return moved.kind === 'moved' ? moved.ranges : null
        })
        const correction = correct()
        areWaiting = correction.waiting.length > 0
        return correctionEdits(letter, after, correction, (assertion) => listStances(db, assertion))
      },
    )
    if (saved.kind === 'stale') return showStale(req, res, findLetter(db, letter.id)!, typed, body)
    if (saved.kind === 'refused') return refuse(422, { form: saved.messages })
    res.redirect(
      303,
      areWaiting
        ? urls.deskWaiting({ letter: letter.id, done: saved.change })
        : urls.letter(letter.id, { done: saved.change }),
    )
  })

  routes.get('/desk/waiting', may('editor'), (req, res) => {
    const letter = typeof req.query.letter === 'string' ? findLetter(db, req.query.letter) : undefined
    const find = versionFinder(db)
    const list = listWaiting(db, letter?.id ?? null)
    respond(
      req,
      res,
      { page: 'corrections/waiting', section: 'desk' },
      {
        letter: letter ? { slug: letter.id, title: letter.title } : null,
        total: countWaiting(db, letter?.id),
        waiting: list.map((one) => waitingView(db, one, find(one))),
      },
    )
  })

  routes.get('/desk/waiting/:slug', may('editor'), (req, res) => {
    const waiting = waitingAt(req, res)
    if (waiting) showWaiting(req, res, waiting, { status: 200 })
  })

  routes.post('/desk/waiting/:slug/words', may('editor'), (req, res) => {
    const waiting = waitingAt(req, res)
    if (!waiting) return
    const letter = findLetter(db, waiting.assertion.letter)!
    const typed = readSettlement(req.body ?? {}, waiting)
    if (typed.act === 'more') return showWaiting(req, res, waiting, { status: 200, typed })
    const versions = versionFinder(db)(waiting)
    const read = readSettled(db, waiting, versions, typed)
    if (!read.ok) {
      return showWaiting(req, res, waiting, { status: 422, typed, errors: read.errors, versions })
    }
    const { settlement } = read
    const summary = `Marked “${settlement.gist}” again in ${letter.short_title}`
    const saved = save(
      db,
      signedBy(signedIn(res), 'mark again', summary),
      [
        { kind: 'letter', key: letter.id, base: typed.base },
        { kind: 'waiting', key: waiting.assertion.id, base: typed.base },
      ],
      () => settle(waiting, settlement, (slug) => presentRecord(db, 'claim', slug)),
    )
    if (saved.kind === 'stale') {
      const conflict = conflictView(changedSince(db, saved.stale.object, typed.base))
      return showWaiting(req, res, waiting, { status: 409, typed, conflict })
    }
    if (saved.kind === 'refused')
      return showWaiting(req, res, waiting, { status: 422, typed, errors: { form: saved.messages } })
    res.redirect(303, urls.letter(letter.id, { done: saved.change }, waiting.assertion.id))
  })

  routes.post('/desk/waiting/:slug/release', may('editor'), (req, res) => {
    const waiting = waitingAt(req, res)
    if (!waiting) return
    const submission = parseForm(reasonForm, req.body)
    if (!submission.ok) return showWaiting(req, res, waiting, { status: 422, release: submission.form })
    const { base, reason } = submission.data
    const key = waiting.assertion.id
    const saved = save(
      db,
      signedBy(signedIn(res), 'let go', `Let go of “${waiting.assertion.gist}”: ${unstopped(reason)}`),
      [{ kind: 'waiting', key, base }],
      letGo(waiting),
    )
    if (saved.kind !== 'saved') {
      const conflict = conflictView(changedSince(db, { kind: 'waiting', key }, base))
      return showWaiting(req, res, waiting, { status: 409, release: emptyForm(req.body), conflict })
    }
    res.redirect(303, urls.deskWaiting({ letter: waiting.assertion.letter, done: saved.change }))
  })

  function letterAt(
    req: Request,
    res: Response,
    address: (slug: string) => string,
  ): LetterRecord | undefined {
    const slug = String(req.params.slug)
    const letter = findLetter(db, slug)
    if (letter) return letter
    const current = currentSlug(db, 'letter', slug)
    if (current === undefined)
      throw notFound('letter', [{ href: urls.deskLetters(), text: 'All letters' }], {
        kind: 'letter',
        key: slug,
      })
    res.redirect(308, address(current))
    return undefined
  }

  /** What waits under this slug. One that is settled already stands in its letter again. */
  function waitingAt(req: Request, res: Response): WaitingRecord | undefined {
    const slug = String(req.params.slug)
    const waiting = presentRecord(db, 'waiting', slug)
    if (waiting) return waiting
    if (findId(db, 'assertion', slug) === undefined) {
      throw notFound('waiting assertion', [{ href: urls.deskWaiting(), text: 'What waits' }], {
        kind: 'assertion',
        key: slug,
      })
    }
    res.redirect(303, urls.assertion(slug))
    return undefined
  }

  /** The change that a form starts from. One that left the text alone, as new words for the title do, is passed over. */
  function basedOn(letter: LetterRecord, body: object): { base: number; isStale: boolean } {
    const base = baseOf(body)
    const latest = lastChangeOf(db, 'letter', letter.id)
    const begun = base < latest ? findLetterAt(db, letter.id, base) : letter
    const isStale = base > latest || !begun || !isSameAs(begun, letter)
    return { base: isStale ? base : latest, isStale }
  }

  /** Somebody else has corrected the text: what was typed comes back in the text as it is now. */
  function showStale(
    req: Request,
    res: Response,
    letter: LetterRecord,
    typed: TypedLetter,
    body: Record<string, unknown>,
  ) {
    const base = baseOf(body)
    const begun = findLetterAt(db, letter.id, base)
    const merged = begun ? mergeTyped(typedLetter(begun), typedLetter(letter), typed) : null
    const conflict = conflictView(changedSince(db, { kind: 'letter', key: letter.id }, base))
    const values = { ...body, since: readNumber(body.since) ?? base }
    showCorrection(req, res, letter, {
      status: 409,
      form: emptyForm(values),
      typed: merged ?? typed,
      conflict: { ...conflict, isMerged: merged !== null },
    })
  }

  function showCorrection(
    req: Request,
    res: Response,
    letter: LetterRecord,
    {
      status,
      form,
      typed = typedLetter(letter),
      faults = [],
      preview = null,
      conflict = null,
    }: {
      status: number
      form: Form
      typed?: TypedLetter | MergedLetter
      faults?: TypedFault[]
      preview?: object | null
      conflict?: object | null
    },
  ) {
    const { values } = form
    const isFirst = isReading(req) || conflict !== null
    respond(
      req,
      res,
      { page: 'corrections/text', section: 'desk', status },
      {
        letter: {
          slug: letter.id,
          title: letter.title,
          shortTitle: letter.short_title,
          language: letter.language,
        },
        form: { ...form, values: { reason: values.reason ?? '' } },
        since: values.since ?? '',
        base: isFirst ? lastChangeOf(db, 'letter', letter.id) : (values.base ?? 0),
        typed: typedView(typed, faults, db),
        preview,
        conflict,
        waiting: countWaiting(db, letter.id),
      },
    )
  }

  function showWaiting(
    req: Request,
    res: Response,
    waiting: WaitingRecord,
    {
      status,
      typed = null,
      errors = {},
      release = emptyForm(),
      conflict = null,
      versions = versionFinder(db)(waiting),
    }: {
      status: number
      typed?: TypedSettlement | null
      errors?: Form['errors']
      release?: Form
      conflict?: object | null
      versions?: Versions
    },
  ) {
    respond(
      req,
      res,
      { page: 'corrections/settle', section: 'desk', status },
      {
        waiting: waitingView(db, waiting, versions),
        ...settleView(db, waiting, versions, typed, errors),
        release,
        conflict,
        // Sent again after a conflict it is based on what is shown now; else on what it was begun with.
        base: (conflict ? 0 : (typed?.base ?? baseOf(release.values))) || latestOf(waiting),
      },
    )
  }

  const latestOf = ({ assertion }: WaitingRecord) =>
    Math.max(lastChangeOf(db, 'letter', assertion.letter), lastChangeOf(db, 'waiting', assertion.id))

  function authorityFaults(notes: readonly { authorities: string[] }[]): TypedFault[] {
    return notes.flatMap(({ authorities }, index) =>
      authorities
        .filter((slug) => findId(db, 'authority', slug) === undefined)
        .map((slug) => ({ part: 'note' as const, index, message: `There is no source “${slug}”.` })),
    )
  }

  return routes
}

const isSameAs = (letter: LetterRecord, { text, paragraphs, footnotes }: LetterRecord) =>
  letter.text === text &&
  isSameRecord({ parts: letter.paragraphs, notes: letter.footnotes }, { parts: paragraphs, notes: footnotes })
