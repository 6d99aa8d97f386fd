import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../../db/client.ts'
import { presentRecord } from '../../../../db/present.ts'
import type { RelationRecord } from '../../../../db/records.ts'
import { relationKinds } from '../../../../db/vocabulary.ts'
import { changeReason, isSameRelation, relate, unrelate } from '../../../domain/shaping/relations.ts'
import { capitalised, relationWords } from '../../../domain/words.ts'
import { may } from '../../../web/access.ts'
import { baseOf, emptyForm, type Form, parseForm, refused } from '../../../web/form.ts'
import { notFound } from '../../../web/problem.ts'
import { urls } from '../../../web/urls.ts'
import { claimAt } from '../claimAt.ts'
import { type ClaimRow, findClaim } from '../queries.ts'
import { showClaimDesk } from './claimDesk.ts'
import { afterwards, type FormPage, showForm } from './deskView.ts'
import { type Editing, tryEditing } from './editing.ts'
import { deskQuery, reasonForm, relationForm, relationKeyForm } from './forms.ts'
import { pickClaims } from './picking.ts'
import { readWholeClaim } from './queries.ts'

/** The ways in which a claim may be related to another, as they read on its page. */
const relationChoices = [
  ...relationKinds.map((kind) => ({ value: kind as string, text: capitalised(relationWords[kind].from) })),
  ...(['narrows', 'supports'] as const).map((kind) => ({
    value: relationWords[kind].to,
    text: capitalised(relationWords[kind].to),
  })),
]

/** The relation that a choice on a claim's page stands for. */
function relationOf(claim: string, choice: (typeof relationForm)['_output']): RelationRecord {
  const { kind, other, reason } = choice
  if (kind === 'narrowed by') return { from: other, kind: 'narrows', to: claim, reason }
  if (kind === 'supported by') return { from: other, kind: 'supports', to: claim, reason }
  return { from: claim, kind, to: other, reason }
}

/** Relations between claims: adding one, changing its reason, removing it. */
export function relationRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/claims/:slug/relations', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimForm(slug, 'relations'))
    if (!claim) return
    const { other, kind, reason } = req.query
    showAdding(req, res, claim, { form: emptyForm({ other, kind, reason }) })
  })

  routes.post('/claims/:slug/relations', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimAction(slug, 'relations'))
    if (!claim) return
    const submission = parseForm(relationForm, req.body)
    if (!submission.ok) return showAdding(req, res, claim, { form: submission.form, status: 422 })
    const relation = relationOf(claim.slug, submission.data)
    const other = findClaim(db, submission.data.other)
    const message =
      other?.state !== 'current'
        ? 'Choose a claim that stands'
        : other.id === claim.id
          ? 'A claim can’t be related to itself'
          : readWholeClaim(db, claim.slug)!.relations.some((one) => isSameRelation(one, relation))
            ? 'The two are related so already: change the reason there'
            : null
    if (message !== null) {
      return showAdding(req, res, claim, { form: refused(req.body, 'other', message).form, status: 422 })
    }
    const outcome = tryEditing(db, res, {
      action: 'relate claims',
      summary: `Related two claims: “${claim.wording}” ${relationWords[relation.kind][relation.from === claim.slug ? 'from' : 'to']} “${other!.wording}”`,
      edits: relate(relation),
      base: baseOf(req.body),
      objects: [claim.slug, other!.slug].map((key) => ({ kind: 'claim', key })),
    })
    if ('number' in outcome) return afterwards(res, claim.slug, outcome.number)
    if ('conflict' in outcome) {
      const { conflict } = outcome
      return showAdding(req, res, claim, { form: emptyForm(req.body), status: 409, conflict })
    }
    showAdding(req, res, claim, { form: refused(req.body, 'form', outcome.refusal).form, status: 422 })
  })

  routes.post('/claims/:slug/relations/reason', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimAction(slug, 'relations/reason'))
    if (!claim) return
    const submission = parseForm(reasonForm, req.body)
    if (!submission.ok) return refuse(req, res, claim, submission.form)
    const relation = relationIn(claim, submission.data.relation)
    const edits = changeReason(relation, submission.data.reason)
    if (!edits.length) return res.redirect(303, urls.claimDesk(claim.slug))
    edit(req, res, claim, submission.data.relation, {
      action: 'change relation',
      summary: `Changed why a claim is related to “${claim.wording}”`,
      edits,
    })
  })

  routes.post('/claims/:slug/relations/removal', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimAction(slug, 'relations/removal'))
    if (!claim) return
    const submission = parseForm(relationKeyForm, req.body)
    if (!submission.ok) return refuse(req, res, claim, submission.form)
    edit(req, res, claim, submission.data.relation, {
      action: 'remove relation',
      summary: `Removed a relation of the claim “${claim.wording}”`,
      edits: unrelate(relationIn(claim, submission.data.relation)),
    })
  })

  /** The relation with this key, which must be one of the claim's. */
  function relationIn(claim: ClaimRow, key: string): RelationRecord {
    const relation = presentRecord(db, 'relation', key)
    if (relation?.from === claim.slug || relation?.to === claim.slug) return relation
    throw notFound('relation', [{ href: urls.claimDesk(claim.slug), text: claim.wording }])
  }

  function edit(
    req: Request,
    res: Response,
    claim: ClaimRow,
    key: string,
    editing: Pick<Editing, 'action' | 'summary' | 'edits'>,
  ) {
    const outcome = tryEditing(db, res, {
      ...editing,
      base: baseOf(req.body),
      objects: [{ kind: 'relation', key }],
    })
    if ('number' in outcome) return afterwards(res, claim.slug, outcome.number)
    const typed = { relation: key, reason: (req.body as { reason?: unknown }).reason ?? null }
    if ('conflict' in outcome) {
      return showClaimDesk(req, res, db, claim, { status: 409, conflict: outcome.conflict, typed })
    }
    showClaimDesk(req, res, db, claim, { status: 422, message: outcome.refusal, typed })
  }

  const refuse = (req: Request, res: Response, claim: ClaimRow, { errors, values }: Form) =>
    showClaimDesk(req, res, db, claim, {
      status: 422,
      message: Object.values(errors).flat().join('. '),
      typed: { relation: String(values.relation ?? ''), reason: values.reason ?? '' },
    })

  function showAdding(req: Request, res: Response, claim: ClaimRow, page: FormPage) {
    const { q } = deskQuery.parse({ ...req.query, ...(req.body as object | undefined) })
    const chosen = typeof page.form.values.other === 'string' ? page.form.values.other : ''
    showForm(req, res, db, claim, 'relations', {
      ...page,
      q,
      found: pickClaims(db, q || chosen, claim.id),
      isSearched: q !== '' || chosen !== '',
      relationChoices,
    })
  }

  return routes
}
