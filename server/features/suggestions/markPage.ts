import type { Request, Response } from 'express'
import { pageContext } from '../../web/pageContext.ts'
import { respond } from '../../web/respond.ts'
import { type DeskLetter, listMarks } from './letterQueries.ts'
import { type Desk, type FormState, showForm } from './marking.ts'
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
  }: { said?: string | null; status?: number; isFilled?: boolean } = {},
) {
  const sent = (name: string) => sentOnce(req.method === 'POST' ? req.body : req.query, name)
  const marking = await showForm(desk, letter, state, pageContext(res))
  // What was filled in once is shown with the words that are wrong now: nothing of it is lost.
  const isChosen = marking.words.ranges.length > 0 || sent('filled') === 'yes' || isFilled
  const view = { page: 'suggestions/mark', fragment: 'suggestions/_mark', section: 'desk', status }
  respond(req, res, view, {
    letter: { ...marking.letter, sha256: letter.record.sha256 },
    marking,
    isChosen,
    way: wayOf(sent),
    said,
    // To choose a paragraph from, where nothing is chosen yet.
    rows:
      isChosen || marking.words.pickers.length
        ? []
        : queueText(letter, listMarks(desk.db, letter.id), [], []),
  })
}
