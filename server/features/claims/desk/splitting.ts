import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../../db/client.ts'
import type { ClaimRecord, StanceRecord } from '../../../../db/records.ts'
import { newClaim } from '../../../domain/shaping/claims.ts'
import type { WholeClaim } from '../../../domain/shaping/merging.ts'
import {
  type Merger,
  mergerOf,
  type Placement,
  planSeparation,
  planSplit,
  presetPlacements,
  type SplitPlan,
  unknownMerger,
} from '../../../domain/shaping/separating.ts'
import { may } from '../../../web/access.ts'
import { baseOf, emptyForm, parseForm, refused } from '../../../web/form.ts'
import { notFound } from '../../../web/problem.ts'
import { urls } from '../../../web/urls.ts'
import { claimAt } from '../claimAt.ts'
import { type ClaimRow, findClaim } from '../queries.ts'
import { areTopics, chosenSlug, hintsFor, takenSlug, unknownTopic } from './checks.ts'
import { afterwards, type FormPage, showForm, topicChoices } from './deskView.ts'
import { tryEditing } from './editing.ts'
import { deskQuery, readPlacements, separationForm, splittingForm } from './forms.ts'
import { standings } from './preview.ts'
import { findAssertionRow, findStance, readMergeEdits, readWholeClaim } from './queries.ts'
import { stanceView } from './stanceView.ts'

/** So many assertions are placed on one page; the choices made on the others go along in the form. */
const pageSize = 100

const nothingChosen = { field: 'form', message: 'Choose at least one assertion for the other claim' }

/** Splitting a claim in two, and taking a claim that was merged into it out again. */
export function splittingRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/claims/:slug/splitting', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimForm(slug, 'splitting'))
    if (!claim) return
    const { topics, ...record } = wholeOf(claim).claim
    const { who, what, whom, where, when } = record
    const values = { wording: claim.wording, who, what, whom, where, when, mainTopic: topics[0], topics }
    showSplit(req, res, claim, { form: emptyForm(values) })
  })

  routes.post('/claims/:slug/splitting', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimAction(slug, 'splitting'))
    if (!claim) return
    const page = pageIn(req.body)
    if (page !== null) return showSplit(req, res, claim, { form: emptyForm(req.body), page })
    const submission = parseForm(splittingForm, req.body)
    if (!submission.ok) return showSplit(req, res, claim, { form: submission.form, status: 422 })
    const { wording, slug: asked, step, moves, both, ...terms } = submission.data
    const slug = chosenSlug(db, asked, wording)
    const whole = wholeOf(claim)
    const planned = planSplit(whole, newClaim(slug ?? 'new', wording, terms), readPlacements(req.body))
    const objection =
      slug === undefined
        ? takenSlug
        : !areTopics(db, terms.topics)
          ? unknownTopic
          : wording === claim.wording
            ? { field: 'wording', message: 'Give the new claim a wording of its own' }
            : planned.separate.length
              ? null
              : nothingChosen
    if (objection) {
      const { form } = refused(req.body, objection.field, objection.message)
      return showSplit(req, res, claim, { form, status: 422 })
    }
    if (step !== 'split') {
      return showSplit(req, res, claim, {
        form: emptyForm(req.body),
        preview: preview(res, claim, whole, planned),
      })
    }
    const outcome = tryEditing(db, res, {
      action: 'split claim',
      summary: `Split the claim “${claim.wording}”: ${planned.separate.length} of its assertions ${planned.separate.length === 1 ? 'bears' : 'bear'} on “${wording}”`,
      edits: planned.edits,
      base: baseOf(req.body),
      whole: [claim.slug],
    })
    if ('number' in outcome) return afterwards(res, slug!, outcome.number)
    if ('conflict' in outcome) {
      const { conflict } = outcome
      return showSplit(req, res, claim, { form: emptyForm(req.body), status: 409, conflict })
    }
    showSplit(req, res, claim, { form: refused(req.body, 'form', outcome.refusal).form, status: 422 })
  })

  routes.get('/desk/claims/:slug/separation', may('editor'), (req, res) => {
    const taken = deskQuery.parse(req.query).claim
    const claim = claimAt(db, req, res, (slug) => urls.claimForm(slug, 'separation', { claim: taken }))
    if (!claim) return
    showSeparation(req, res, claim, mergedIn(claim, taken), {
      form: emptyForm({ claim: taken, relations: 'yes' }),
      isFirst: true,
    })
  })

  routes.post('/claims/:slug/separation', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimAction(slug, 'separation'))
    if (!claim) return
    const submission = parseForm(separationForm, req.body)
    const taken = mergedIn(claim, submission.ok ? submission.data.claim : '')
    const page = pageIn(req.body)
    if (page !== null || !submission.ok) {
      return showSeparation(req, res, claim, taken, { form: emptyForm(req.body), page: page ?? 0 })
    }
    const { relinked, relations, step } = submission.data
    const whole = wholeOf(claim)
    const planned = planSeparation(taken, whole, mergerInto(claim, taken), {
      placements: readPlacements(req.body),
      relinked: new Set(relinked.filter((assertion) => findAssertionRow(db, assertion))),
      withRelations: relations === 'yes',
    })
    if (step !== 'separate') {
      const form = emptyForm(req.body)
      return showSeparation(req, res, claim, taken, { form, preview: preview(res, claim, whole, planned) })
    }
    const outcome = tryEditing(db, res, {
      action: 'take claim out',
      summary: `Took the claim “${taken.wording}” out of “${claim.wording}” again`,
      edits: planned.edits,
      base: baseOf(req.body),
      whole: [claim.slug, taken.id],
    })
    if ('number' in outcome) return afterwards(res, taken.id, outcome.number)
    const form = 'refusal' in outcome ? refused(req.body, 'form', outcome.refusal).form : emptyForm(req.body)
    showSeparation(req, res, claim, taken, {
      form,
      status: 'refusal' in outcome ? 422 : 409,
      conflict: 'conflict' in outcome ? outcome.conflict : null,
    })
  })

  const wholeOf = (claim: ClaimRow): WholeClaim => readWholeClaim(db, claim.slug)!

  /** The claim that was merged into this one and is to be taken out. */
  function mergedIn(claim: ClaimRow, slug: string): ClaimRecord {
    const taken = readWholeClaim(db, slug)?.claim
    if (taken?.merged_into === claim.slug) return taken
    throw notFound('merged claim', [{ href: urls.claimDesk(claim.slug), text: claim.wording }])
  }

  /** What the history tells of the merger; of its relations, those whose other end still stands. */
  function mergerInto(claim: ClaimRow, taken: ClaimRecord): Merger {
    const edits = readMergeEdits(db, taken)
    if (!edits) return unknownMerger
    const merger = mergerOf(taken.id, claim.slug, edits)
    const stands = (slug: string) => slug === taken.id || findClaim(db, slug)?.state === 'current'
    return {
      ...merger,
      relations: merger.relations.filter(({ gone }) => stands(gone.from) && stands(gone.to)),
    }
  }

  interface PlacingPage extends FormPage {
    page?: number
    preview?: ReturnType<typeof preview> | null
  }

  function showSplit(req: Request, res: Response, claim: ClaimRow, shown: PlacingPage) {
    const { page = 0, preview = null, ...rest } = shown
    const { stances } = wholeOf(claim)
    showForm(req, res, db, claim, 'splitting', {
      ...rest,
      preview,
      // The form begins with the claim's own wording, which is to be changed.
      hints: shown.form.values.wording === claim.wording ? [] : hintsFor(shown.form),
      topicChoices: topicChoices(db),
      placing: placing(res, claim, stances, readPlacements(shown.form.values), page),
    })
  }

  function showSeparation(
    req: Request,
    res: Response,
    claim: ClaimRow,
    taken: ClaimRecord,
    shown: PlacingPage & { isFirst?: boolean },
  ) {
    const { page = 0, preview = null, isFirst = false, ...rest } = shown
    const merger = mergerInto(claim, taken)
    const whole = wholeOf(claim)
    const isThere = new Set(whole.stances.map(({ assertion }) => assertion))
    const unlinked = [...merger.stances.keys()].filter((assertion) => !isThere.has(assertion))
    showForm(req, res, db, claim, 'separation', {
      ...rest,
      preview,
      taken: { slug: taken.id, wording: taken.wording },
      isKnown: merger !== unknownMerger,
      relations: merger.relations.length,
      unlinked: unlinked
        .flatMap((assertion) => findAssertionRow(db, assertion) ?? [])
        .map((one) => stanceView(one, res)),
      placing: placing(
        res,
        claim,
        whole.stances,
        isFirst ? presetPlacements(whole, merger) : readPlacements(shown.form.values),
        page,
      ),
    })
  }

  /** One page of a claim's assertions with where each goes; what is chosen for those on other pages, as lists. */
  function placing(
    res: Response,
    claim: ClaimRow,
    stances: readonly StanceRecord[],
    placements: ReadonlyMap<string, Placement>,
    asked: number,
  ) {
    const pages = Math.max(1, Math.ceil(stances.length / pageSize))
    const page = Math.min(asked, pages - 1)
    const first = page * pageSize
    const isOnPage = (i: number) => i >= first && i < first + pageSize
    const elsewhere = (placement: Placement) =>
      stances
        .filter(({ assertion }, i) => !isOnPage(i) && placements.get(assertion) === placement)
        .map(({ assertion }) => assertion)
        .join(' ')
    return {
      total: stances.length,
      first: stances.length ? first + 1 : 0,
      last: Math.min(first + pageSize, stances.length),
      page,
      pages,
      rows: stances.slice(first, first + pageSize).map(({ assertion }) => ({
        ...stanceView(findStance(db, claim.id, assertion)!, res),
        placement: placements.get(assertion) ?? ('stays' as const),
      })),
      elsewhere: { moves: elsewhere('moves'), both: elsewhere('both') },
    }
  }

  function preview(res: Response, claim: ClaimRow, whole: WholeClaim, planned: SplitPlan) {
    const standing = standings(db, res, [claim])
    return {
      before: standing(whole.stances),
      remaining: standing(planned.remaining),
      separate: standing(planned.separate),
    }
  }

  return routes
}

/** The page of assertions that a button asks for; null where none does. */
function pageIn(body: unknown): number | null {
  const step = (body as { step?: unknown } | undefined)?.step
  const number = typeof step === 'string' ? /^page-(\d{1,6})$/.exec(step)?.[1] : undefined
  return number === undefined ? null : Number(number)
}
