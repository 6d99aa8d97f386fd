import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Db } from '../../../db/client.ts'
import { addStep, StaleDraft, WrongIntakeState } from '../../../db/writes/intake.ts'
import { applyStep, type DraftValues, type StepValues, stepTo } from '../../domain/intake/steps.ts'
import { signedIn } from '../../web/access.ts'
import { notFound, Problem } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { draftOf } from './draft.ts'
import { findIntake, listSteps, type OpenIntake, sameFileAs } from './queries.ts'
import { anchorOf, draftView, intakeHead, pageOf, stepView } from './view.ts'

export const section = 'desk'

/** The intake that an address names. @throws Problem */
export function intakeAt(db: Db, req: Request) {
  const id = Number(req.params.id)
  const intake = Number.isSafeInteger(id) ? findIntake(db, id) : undefined
  if (!intake) throw notFound('intake', [{ href: urls.intakes(), text: 'All that was brought in' }])
  return intake
}

/** The intake that an address names, where its text can be worked on. @throws Problem */
export function openAt(db: Db, req: Request): OpenIntake {
  const intake = intakeAt(db, req)
  if (intake.state === 'open') return intake as OpenIntake
  throw new Problem(
    409,
    'This is not open for work',
    intake.state !== 'accepted'
      ? 'It is still being read, or it was put away.'
      : intake.letterTitle === null
        ? 'It was accepted, and that was undone. Open it again first.'
        : 'The letter is part of the collection, and its text is frozen.',
    [{ href: urls.intake(intake.id), text: 'See how it stands' }],
  )
}

/** What one of our own forms sent. @throws Problem for what none of them sends */
export function sent<T>(shape: z.ZodType<T>, req: Request): T {
  const parsed = shape.safeParse(req.body ?? {})
  if (!parsed.success) throw badForm()
  return parsed.data
}

export const badForm = () =>
  new Problem(400, 'This request cannot be read', 'Go back to the draft, load it again, and try once more.')

/** The draft beside its source; only that, where htmx asks. */
export function showDraft(db: Db, req: Request, res: Response, intake: OpenIntake, page: number) {
  const [lastStep] = listSteps(db, intake.id, { limit: 1 })
  const same = sameFileAs(db, intake.sha256, intake.id)
  respond(
    req,
    res,
    { page: 'intake/draft', fragment: 'intake/_draft', section },
    { ...draftView(intake, draftOf(db, intake), page, lastStep), sameFile: same ? intakeHead(same) : null },
  )
}

/** What a form wants changed in a draft, from the revision that it was made of. */
export interface Wanted {
  revision: number
  values: DraftValues
  summary: string
  /** Where it was done, to lead back there. */
  place?: string
  undoes?: number
}

/** Saves a step, then shows the draft: in place where htmx asks, else at the place where it was made. */
export function saveStep(db: Db, req: Request, res: Response, intake: OpenIntake, wanted: Wanted) {
  const { revision, values, summary, place, undoes } = wanted
  if (revision !== intake.revision) return showStale(db, req, res, intake, revision)
  const step = stepTo(intake.values, values)
  if (step) commitStep(db, res, intake, { ...step, summary, ...(undoes && { undoes }) })
  const after: OpenIntake = step
    ? { ...intake, values: applyStep(intake.values, step), revision: revision + 1 }
    : intake
  const { from } = req.body as { from?: string }
  const page = Number(from) || 1
  if (req.get('HX-Request-Type') === 'partial') return showDraft(db, req, res, after, page)
  if (place) return res.redirect(303, backTo(db, after, place))
  res.redirect(
    303,
    undoes && !from ? urls.intakeSteps(intake.id) : urls.intake(intake.id, { page: page > 1 ? page : null }),
  )
}

/** Keeps a step of the visitor's. @throws Problem where somebody came between */
export function commitStep(
  db: Db,
  res: Response,
  { id, revision }: Pick<OpenIntake, 'id' | 'revision'>,
  step: StepValues & { summary: string; undoes?: number },
) {
  try {
    addStep(db, id, revision, { accountId: signedIn(res).id, ...step })
  } catch (error) {
    throw asProblem(error)
  }
}

/** The address of a place in the draft, on the page where it stands. */
export function backTo(db: Db, intake: OpenIntake, place: string): string {
  const page = pageOf(draftOf(db, intake), place)
  return `${urls.intake(intake.id, { page: page > 1 ? page : null })}#${anchorOf(place)}`
}

/** Somebody has worked on the draft since the form was made: what was sent is shown beside what was done, and nothing is lost. */
export function showStale(db: Db, req: Request, res: Response, intake: OpenIntake, revision: number) {
  const fields = Object.entries((req.body ?? {}) as Record<string, string | string[]>).flatMap(
    ([name, value]) => [value].flat().map((one) => ({ name, value: one })),
  )
  respond(
    req,
    res,
    { page: 'intake/stale', fragment: 'intake/_stale', section, status: 409 },
    {
      intake: intakeHead(intake),
      revision: intake.revision,
      action: req.originalUrl,
      fields: fields.filter(({ name }) => name !== 'revision'),
      typed: fields
        .filter(({ name, value }) => (name === 'words' || name === 'behind') && value)
        .map(({ value }) => value),
      steps: listSteps(db, intake.id, { after: revision, limit: 20 }).map(stepView),
    },
  )
}

/** What a write refuses as a page says it; any other error as it is. */
export function asProblem(error: unknown): unknown {
  if (error instanceof StaleDraft) {
    return new Problem(
      409,
      'Somebody else has changed the draft',
      'It was changed in the moment before yours was saved. Go back, load the draft again, and repeat what you did.',
    )
  }
  if (error instanceof WrongIntakeState) {
    return new Problem(
      409,
      'This cannot be done now',
      'Somebody else has moved it on meanwhile: it was accepted, put away or is being read.',
      [{ href: urls.intakes(), text: 'All that was brought in' }],
    )
  }
  return error
}
