import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../../db/client.ts'
import { presentRecord } from '../../../../db/present.ts'
import type { StanceRecord } from '../../../../db/records.ts'
import { changeStance, confirm, link, unconfirmed, unlink } from '../../../domain/shaping/claims.ts'
import { countOf, opening, stanceWords } from '../../../domain/words.ts'
import { may } from '../../../web/access.ts'
import { baseOf, emptyForm, type Form, parseForm, refused } from '../../../web/form.ts'
import { notFound, Problem } from '../../../web/problem.ts'
import { urls } from '../../../web/urls.ts'
import { claimAt } from '../claimAt.ts'
import type { ClaimRow } from '../queries.ts'
import { pageSize, showClaimDesk } from './claimDesk.ts'
import { afterwards, showForm } from './deskView.ts'
import { tryEditing } from './editing.ts'
import { confirmationForm, deskQuery, linkForm, stanceForm } from './forms.ts'
import { pickAssertions } from './picking.ts'
import { findStance, listStances } from './queries.ts'
import { stanceView } from './stanceView.ts'

/** How assertions bear on a claim: linking, changing, unlinking, and confirming what was said of an earlier wording. */
export function stanceRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/claims/:slug/stances', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimForm(slug, 'stances'))
    if (claim) showLinking(req, res, claim, emptyForm({ assertion: req.query.assertion }))
  })

  routes.post('/claims/:slug/stances', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimAction(slug, 'stances'))
    if (!claim) return
    const submission = parseForm(linkForm, req.body)
    if (!submission.ok) return showLinking(req, res, claim, submission.form, 422)
    const { assertion, stance, ...scope } = submission.data
    const record = presentRecord(db, 'assertion', assertion)
    const message = !record
      ? 'There is no such assertion'
      : findStance(db, claim.id, assertion)
        ? 'This assertion bears on the claim already: change its stance there'
        : null
    if (message !== null) {
      return showLinking(req, res, claim, refused(req.body, 'assertion', message).form, 422)
    }
    const outcome = tryEditing(db, res, {
      action: 'link assertion',
      summary: `Linked ${named(assertion)}, which ${stanceWords[stance]}, to the claim “${claim.wording}”`,
      edits: link(recordOf(claim), assertion, stance, scope),
      base: baseOf(req.body),
      objects: [{ kind: 'claim', key: claim.slug }],
    })
    if ('number' in outcome) return afterwards(res, claim.slug, outcome.number)
    if ('conflict' in outcome) {
      return showLinking(req, res, claim, emptyForm(req.body), 409, outcome.conflict)
    }
    showLinking(req, res, claim, refused(req.body, 'assertion', outcome.refusal).form, 422)
  })

  routes.post('/claims/:slug/stances/:assertion', may('editor'), (req, res) => {
    const found = stanceAt(req, res, (slug, assertion) => urls.stance(slug, assertion))
    if (!found) return
    const { claim, stance: before } = found
    const submission = parseForm(stanceForm, req.body)
    const edited = (form: Form) => ({ assertion: before.assertion, form })
    if (!submission.ok) {
      return showClaimDesk(req, res, db, claim, { status: 422, edited: edited(submission.form) })
    }
    const { stance, ...scope } = submission.data
    edit(req, res, claim, [before], {
      action: 'change stance',
      summary: `Changed how ${named(before.assertion)} bears on the claim “${claim.wording}”`,
      edits: changeStance(before, stance, scope),
    })
  })

  routes.post('/claims/:slug/stances/:assertion/removal', may('editor'), (req, res) => {
    const found = stanceAt(req, res, (slug, assertion) => urls.stanceRemoval(slug, assertion))
    if (!found) return
    const { claim, stance } = found
    edit(req, res, claim, [stance], {
      action: 'unlink assertion',
      summary: `Unlinked ${named(stance.assertion)} from the claim “${claim.wording}”`,
      edits: unlink(stance),
    })
  })

  routes.post('/claims/:slug/confirmations', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimAction(slug, 'confirmations'))
    if (!claim) return
    const submission = parseForm(confirmationForm, req.body)
    if (!submission.ok) {
      const message = Object.values(submission.form.errors).flat().join(' ')
      return showClaimDesk(req, res, db, claim, { status: 422, message })
    }
    const { assertion: chosen, stance, only } = submission.data
    const record = recordOf(claim)
    const waiting = unconfirmed(record, stancesOf(claim, chosen))
    if (!waiting.length) throw confirmedMeanwhile(claim)
    const editing = {
      action: 'confirm stance',
      summary: `Confirmed ${waiting.length === 1 ? named(waiting[0]!.assertion) : countOf(waiting.length, 'stance')} on the present wording of the claim “${claim.wording}”`,
      edits: waiting.flatMap((one) =>
        confirm(record, one, chosen.length === 1 && stance ? stance : one.stance),
      ),
    }
    edit(req, res, claim, waiting, editing, (done) => nextToConfirm(db, claim, waiting, { only, done }))
  })

  /** What an assertion states, as a line of history names it. */
  const named = (assertion: string) => `“${opening(presentRecord(db, 'assertion', assertion)!.gist, 80)}”`

  const recordOf = (claim: ClaimRow) => presentRecord(db, 'claim', claim.slug)!

  const stancesOf = (claim: ClaimRow, assertions: readonly string[]): StanceRecord[] =>
    [...new Set(assertions)].flatMap(
      (assertion) => presentRecord(db, 'stance', `${claim.slug} ${assertion}`) ?? [],
    )

  function stanceAt(req: Request, res: Response, addressOf: (slug: string, assertion: string) => string) {
    const assertion = String(req.params.assertion)
    const claim = claimAt(db, req, res, (slug) => addressOf(slug, assertion))
    if (!claim) return undefined
    const [stance] = stancesOf(claim, [assertion])
    if (!stance) {
      throw notFound('stance', [{ href: urls.claimDesk(claim.slug), text: claim.wording }])
    }
    return { claim, stance }
  }

  /** Edits stances that the page showed, and sends on to the claim; or shows it with what stands in the way. */
  function edit(
    req: Request,
    res: Response,
    claim: ClaimRow,
    stances: readonly StanceRecord[],
    editing: Pick<Parameters<typeof tryEditing>[2], 'action' | 'summary' | 'edits'>,
    next = (done: number) => urls.claimDesk(claim.slug, { done }),
  ) {
    const outcome = tryEditing(db, res, {
      ...editing,
      base: baseOf(req.body),
      objects: [
        { kind: 'claim', key: claim.slug },
        ...stances.map(({ assertion }) => ({ kind: 'stance' as const, key: `${claim.slug} ${assertion}` })),
      ],
    })
    if ('number' in outcome) return res.redirect(303, next(outcome.number))
    const edited =
      stances.length === 1 ? { assertion: stances[0]!.assertion, form: emptyForm(req.body) } : null
    if ('conflict' in outcome) {
      return showClaimDesk(req, res, db, claim, { status: 409, conflict: outcome.conflict, edited })
    }
    showClaimDesk(req, res, db, claim, { status: 422, message: outcome.refusal, edited })
  }

  function showLinking(
    req: Request,
    res: Response,
    claim: ClaimRow,
    form: Form,
    status = 200,
    conflict: Parameters<typeof showForm>[5]['conflict'] = null,
  ) {
    const typed = { ...req.query, ...(req.body as object | undefined) }
    const { q } = deskQuery.parse(typed)
    const chosen = typeof form.values.assertion === 'string' ? form.values.assertion : ''
    showForm(req, res, db, claim, 'stances', {
      form,
      status,
      conflict,
      q,
      found: pickAssertions(db, q || chosen, claim.id).map((one) => stanceView(one, res)),
      isSearched: q !== '' || chosen !== '',
    })
  }

  return routes
}

/** The stance that is to be confirmed after these, or else the first that is left, among all that are. */
function nextToConfirm(
  db: Db,
  claim: ClaimRow,
  confirmed: readonly StanceRecord[],
  { only, done }: { only: 'earlier' | undefined; done: number },
): string {
  const below = claim.wordingNumber
  const last = Math.max(...confirmed.map(({ assertion }) => findStance(db, claim.id, assertion)!.ordinal))
  const [next] = [last, 0].flatMap((after) => listStances(db, claim.id, { after, below, limit: 1 }))
  if (!next) return urls.claimDesk(claim.slug, { done })
  const first = listStances(db, claim.id, { ...(only && { below }), limit: pageSize })
  const after = first.some(({ assertion }) => assertion === next.assertion) ? null : next.ordinal - 1
  return urls.claimDesk(claim.slug, { only, after, done }, next.assertion)
}

const confirmedMeanwhile = (claim: ClaimRow) =>
  new Problem(
    409,
    'There is nothing left to confirm here',
    'Somebody may have confirmed or unlinked these stances meanwhile.',
    [{ href: urls.claimDesk(claim.slug), text: claim.wording }],
  )
