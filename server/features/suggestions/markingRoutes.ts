import { Router } from 'express'
import { parseRange, rangeInForm, readMarking } from '../../domain/marking/readMarking.ts'
import { emptyMarking, type MarkingValues } from '../../domain/marking/values.ts'
import { wholeWords, wordsOfText } from '../../domain/marking/wordsOfText.ts'
import { may, signedIn } from '../../web/access.ts'
import { urls } from '../../web/urls.ts'
import { deskLetterAt } from './letterAt.ts'
import type { DeskLetter } from './letterQueries.ts'
import {
  correctedView,
  type Desk,
  type FormState,
  filledIn,
  movedValues,
  movedWordErrors,
  settled,
  wordErrors,
} from './marking.ts'
import { actOf, markingValues, sentOnce } from './markingForm.ts'
import { showMarkPage, wayOf } from './markPage.ts'
import { addMarking, presentIn } from './saving.ts'

/** Marking words of a letter freely: chosen in the letter, typed, or by their numbers. */
export function markingRoutes(desk: Desk): Router {
  const { db } = desk
  const routes = Router()

  routes.get('/desk/letters/:slug/marking', may('editor'), async (req, res) => {
    const letter = deskLetterAt(db, req, res, (slug) => urls.marking(slug))
    if (!letter) return
    const asked = (name: string) => sentOnce(req.query, name)
    const near = parseRange(asked('near')) ?? null
    const typed: MarkingValues = {
      ...emptyMarking(),
      ranges: selectedRange(letter, `${asked('start')}-${asked('end')}`),
      paragraph: asked('paragraph'),
    }
    const values = typed.ranges.length ? await filledIn(desk, letter, typed) : typed
    const said = asked('said') === 'marked' ? 'Choose the next words of this sentence.' : null
    await showMarkPage(desk, req, res, letter, { values, near }, { said })
  })

  routes.post('/desk/letters/:slug/marking', may('editor'), async (req, res) => {
    const letter = deskLetterAt(db, req, res, (slug) => urls.marking(slug))
    if (!letter) return
    const sent = (name: string) => sentOnce(req.body, name)
    const act = actOf(req.body)
    const isSameText = sent('text') === letter.record.sha256
    const typed = markingValues(req.body)
    const moved = isSameText ? typed : movedValues(db, letter, typed, sent('text'))
    const isSaving = act === 'save' || act === 'save-and-stay'
    const values = isSaving ? await settled(desk, letter, moved) : moved
    const near = parseRange(sent('near')) ?? null
    const state: FormState = { values, near, isWhole: sent('whole') === 'yes', hasRoom: act === 'more' }
    if (!isSameText) {
      const corrected = correctedView(db, letter, { isTyped: true })
      const shown = { ...state, errors: movedWordErrors(values, letter) }
      return await showMarkPage(desk, req, res, letter, shown, { status: 409, corrected })
    }
    const read = readMarking(values, letter.record, presentIn(db))
    if (!isSaving) {
      const errors = wordErrors(values, letter, act)
      const isNew = sent('filled') !== 'yes' && !Object.keys(errors).length
      const filled = isNew ? await filledIn(desk, letter, values) : values
      const status = Object.keys(errors).length ? 422 : 200
      return await showMarkPage(desk, req, res, letter, { ...state, values: filled, errors }, { status })
    }
    if (!read.ok) {
      return await showMarkPage(desk, req, res, letter, { ...state, errors: read.errors }, { status: 422 })
    }
    const added = addMarking(db, signedIn(res), letter, read.marking, null)
    if ('refusals' in added) {
      return await showMarkPage(
        desk,
        req,
        res,
        letter,
        { ...state, errors: { form: added.refusals } },
        { status: 409 },
      )
    }
    const { slug, change: done } = added
    const way = wayOf(sent)
    if (act === 'save-and-stay') {
      const stay = near ?? read.marking.assertion.ranges[0]
      const address = urls.marking(letter.record.id, {
        near: stay && rangeInForm(stay),
        to: way.to === 'suggestions' ? way.to : null,
        at: way.at,
        said: 'marked',
        done,
      })
      return res.redirect(303, address)
    }
    res.redirect(
      303,
      way.to === 'suggestions'
        ? `${urls.suggestions(letter.record.id, { at: way.at, done })}#now`
        : urls.letter(letter.record.id, { done }, slug),
    )
  })

  return routes
}

/** What was selected in the letter, as whole words; none where the address names no place. */
function selectedRange({ record }: DeskLetter, typed: string): string[] {
  const range = parseRange(typed)
  return range ? [rangeInForm(wholeWords(wordsOfText(record.text), range))] : []
}
