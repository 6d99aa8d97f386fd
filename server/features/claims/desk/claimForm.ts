import { type Request, type Response, Router } from 'express'
import type { z } from 'zod'
import type { Db } from '../../../../db/client.ts'
import { presentRecord } from '../../../../db/present.ts'
import type { ClaimRecord } from '../../../../db/records.ts'
import { may } from '../../../web/access.ts'
import { baseOf, emptyForm, type Form, parseForm, refused } from '../../../web/form.ts'
import { type ClaimForm, urls } from '../../../web/urls.ts'
import { claimAt } from '../claimAt.ts'
import type { ClaimRow } from '../queries.ts'
import { afterwards, showForm } from './deskView.ts'
import { type Editing, tryEditing } from './editing.ts'

/** What is to be done; `slug` is where the claim stands afterwards, where that changes. */
export type Planned = Pick<Editing, 'action' | 'summary' | 'edits'> & { slug?: string }
/** Why a field can't be taken as it is. */
export interface Objection {
  field: string
  message: string
}

/** One thing that is done to a claim by a form of its own. */
export interface ClaimFormSpec<T> {
  name: ClaimForm
  schema: z.ZodType<T>
  /** What the form holds when it is first shown. */
  values(record: ClaimRecord): Form['values']
  /** What the page shows besides. */
  model?(claim: ClaimRow, form: Form, record: ClaimRecord): object
  plan(record: ClaimRecord, data: T): Planned | Objection
}

/**
 * The two routes of such a form: GET shows it; POST does it and sends on to the claim, or shows it again with what was typed
 * (422 where something is wrong with it, 409 where somebody was quicker).
 */
export function claimForm<T>(db: Db, { name, schema, values, model, plan }: ClaimFormSpec<T>): Router {
  const routes = Router()

  routes.get(`/desk/claims/:slug/${name}`, may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimForm(slug, name))
    if (claim) show(req, res, claim, 200, emptyForm(values(recordOf(claim))))
  })

  routes.post(`/claims/:slug/${name}`, may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimAction(slug, name))
    if (!claim) return
    const submission = parseForm(schema, req.body)
    if (!submission.ok) return show(req, res, claim, 422, submission.form)
    const planned = plan(recordOf(claim), submission.data)
    if ('field' in planned) {
      return show(req, res, claim, 422, refused(req.body, planned.field, planned.message).form)
    }
    const { slug = claim.slug, ...editing } = planned
    const outcome = tryEditing(db, res, {
      ...editing,
      base: baseOf(req.body),
      objects: [{ kind: 'claim', key: claim.slug }],
    })
    if ('number' in outcome) return afterwards(res, slug, outcome.number)
    if ('refusal' in outcome)
      return show(req, res, claim, 422, refused(req.body, 'form', outcome.refusal).form)
    showForm(req, res, db, claim, name, {
      ...modelOf(claim, emptyForm(req.body)),
      status: 409,
      conflict: outcome.conflict,
    })
  })

  const recordOf = (claim: ClaimRow) => presentRecord(db, 'claim', claim.slug)!
  const modelOf = (claim: ClaimRow, form: Form) => ({ form, ...model?.(claim, form, recordOf(claim)) })
  const show = (req: Request, res: Response, claim: ClaimRow, status: number, form: Form) =>
    showForm(req, res, db, claim, name, { ...modelOf(claim, form), status })

  return routes
}
