import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../../db/client.ts'
import { unconfirmed } from '../../../domain/shaping/claims.ts'
import { type MergePlan, planMerge, type WholeClaim } from '../../../domain/shaping/merging.ts'
import { otherEnd } from '../../../domain/shaping/relations.ts'
import { capitalised, relationWords } from '../../../domain/words.ts'
import { may } from '../../../web/access.ts'
import { baseOf, emptyForm, type Form, parseForm, refused } from '../../../web/form.ts'
import { urls } from '../../../web/urls.ts'
import { claimAt } from '../claimAt.ts'
import { type ClaimRow, findClaim } from '../queries.ts'
import { afterwards, claimHead, type FormPage, showForm } from './deskView.ts'
import { tryEditing } from './editing.ts'
import { deskQuery, mergingForm } from './forms.ts'
import { pickClaims } from './picking.ts'
import { standings } from './preview.ts'
import { findStance, readWholeClaim } from './queries.ts'
import { stanceView } from './stanceView.ts'

/** Merging a claim into another: choosing that one, seeing what will happen, and doing it. */
export function mergingRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/claims/:slug/merging', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) =>
      urls.claimForm(slug, 'merging', { into: deskQuery.parse(req.query).into }),
    )
    if (!claim) return
    const { into } = deskQuery.parse(req.query)
    show(req, res, claim, { form: emptyForm({ into }) })
  })

  routes.post('/claims/:slug/merging', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimAction(slug, 'merging'))
    if (!claim) return
    const submission = parseForm(mergingForm, req.body)
    if (!submission.ok) return show(req, res, claim, { form: submission.form, status: 422 })
    const { data } = submission
    const stays = findClaim(db, data.into)
    const message = objection(claim, stays)
    if (message !== null || !stays) {
      return show(req, res, claim, { form: refused({}, 'into', message ?? '').form, status: 422 })
    }
    if (data.step === 'preview') return show(req, res, claim, { form: emptyForm(req.body) })
    const { edits } = plan(claim, stays, data)
    const outcome = tryEditing(db, res, {
      action: 'merge claims',
      summary: `Merged the claim “${claim.wording}” into “${stays.wording}”`,
      edits,
      base: baseOf(req.body),
      whole: [claim.slug, stays.slug],
    })
    if ('number' in outcome) return afterwards(res, stays.slug, outcome.number)
    if ('conflict' in outcome) {
      return show(req, res, claim, { form: emptyForm(req.body), status: 409, conflict: outcome.conflict })
    }
    show(req, res, claim, { form: refused(req.body, 'form', outcome.refusal).form, status: 422 })
  })

  const wholeOf = (claim: ClaimRow): WholeClaim => readWholeClaim(db, claim.slug)!

  const plan = (gone: ClaimRow, stays: ClaimRow, choice: { reversed?: 'yes'; kept: string[] }): MergePlan =>
    planMerge(wholeOf(gone), wholeOf(stays), {
      isReversed: choice.reversed === 'yes',
      keptFromGone: new Set(choice.kept),
    })

  /** The claim to merge into, to be searched for; or, once it is chosen, what would happen. */
  function show(req: Request, res: Response, claim: ClaimRow, page: FormPage) {
    const { q } = deskQuery.parse(req.query)
    const choice = parseForm(mergingForm, page.form.values)
    const stays = choice.ok ? findClaim(db, choice.data.into) : undefined
    const message = choice.ok ? objection(claim, stays) : null
    const isGiven = typeof page.form.values.into === 'string' && page.form.values.into !== ''
    const form: Form =
      message !== null && isGiven && page.status === undefined
        ? refused(page.form.values, 'into', message).form
        : page.form
    showForm(req, res, db, claim, 'merging', {
      ...page,
      form,
      q,
      found: pickClaims(db, q, claim.id),
      isSearched: q !== '',
      isMergeable: claim.state === 'current',
      preview: choice.ok && stays && message === null ? preview(res, claim, stays, choice.data) : null,
    })
  }

  function preview(
    res: Response,
    claim: ClaimRow,
    stays: ClaimRow,
    choice: { reversed?: 'yes'; kept: string[] },
  ) {
    const gone = wholeOf(claim)
    const { clashes, droppedRelations, stances } = plan(claim, stays, choice)
    const standing = standings(db, res, [claim, stays])
    return {
      into: claimHead(db, stays, res),
      before: standing(gone.stances),
      intoBefore: standing(wholeOf(stays).stances),
      after: standing(stances),
      moved: gone.stances.length - clashes.length,
      movedRelations: gone.relations.length - droppedRelations.length,
      unconfirmed: unconfirmed(gone.claim, gone.stances).length,
      clashes: clashes.map((clash) => ({
        ...stanceView(findStance(db, claim.id, clash.assertion)!, res),
        gone: clash.gone.stance,
        stays: clash.stays.stance,
        isKept: choice.kept.includes(clash.assertion),
      })),
      droppedRelations: droppedRelations.map(({ relation, why }) => ({
        words: capitalised(relationWords[relation.kind][relation.from === claim.slug ? 'from' : 'to']),
        wording: findClaim(db, otherEnd(relation, claim.slug))?.wording ?? '',
        why,
      })),
    }
  }

  return routes
}

/** Why a claim can't be merged into another; null where it can. */
function objection(gone: ClaimRow, stays: ClaimRow | undefined): string | null {
  if (gone.state !== 'current') return 'This claim is retired: bring it back first'
  if (stays?.state !== 'current') return 'Choose a claim that stands'
  return stays.id === gone.id ? 'A claim can’t be merged into itself' : null
}
