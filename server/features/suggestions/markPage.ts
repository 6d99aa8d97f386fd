import type { Request, Response } from 'express'
import { pageContext } from '../../web/pageContext.ts'
import { respond } from '../../web/respond.ts'
import { type DeskLetter, listMarks } from './letterQueries.ts'
import { type CorrectedView, type Desk, type FormState, showForm } from './marking.ts'
import { sentOnce } from './markingForm.ts'
import { queueText } from './queueView.ts'

/** Where an editor goes on after saving: to the letter, or back to the queue and the suggestion at which it was left. */
export interface Way {
  to: 'letter' | 'suggestions'
  at: string
}

export const wayOf = (sent: (name: string) => string): Way => ({
  to: sent('to') === 'suggestions' ? 'suggestions' : 'letter',
  at: sent('at'),
})

/** The page on which words are marked that are not marked yet. */
export async function showMarkPage(
  desk: Desk,
  req: Request,
  res: Response,
  letter: DeskLetter,
  state: FormState,
  {
    said = null,
    status = 200,
    isFilled = false,
    corrected = null,
    way = null,
  }: {
    said?: string | null
    status?: number
    isFilled?: boolean
    corrected?: CorrectedView | null
    way?: Way | null
  } = {},
) {
  const sent = (name: string) => sentOnce(req.method === 'POST' ? req.body : req.query, name)
  const marking = await showForm(desk, letter, state, pageContext(res))
  // What was filled in once is shown with the words that are wrong now: nothing of it is lost.
  const isChosen = marking.words.ranges.length > 0 || sent('filled') === 'yes' || isFilled
  // In the place of the queue it comes whole, with its own heading.
  const isInItsPlace = corrected?.was !== null && corrected?.was !== undefined
  if (isInItsPlace) res.set({ 'HX-Retarget': 'main', 'HX-Reselect': 'main' })
  const fragment = isInItsPlace ? undefined : 'suggestions/_mark'
  const view = { page: 'suggestions/mark', fragment, section: 'desk', status }
  respond(req, res, view, {
    letter: { ...marking.letter, sha256: letter.record.sha256 },
    marking,
    isChosen,
    way: way ?? wayOf(sent),
    said,
    corrected,
    // To choose a paragraph from, where nothing is chosen yet.
    rows:
      isChosen || marking.words.pickers.length
        ? []
        : queueText(letter, listMarks(desk.db, letter.id), [], []),
  })
}
