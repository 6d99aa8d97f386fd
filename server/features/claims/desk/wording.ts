import { Router } from 'express'
import { claimWorded } from '../../../../db/claimWorded.ts'
import type { Db } from '../../../../db/client.ts'
import { edit } from '../../../../db/edit.ts'
import { presentRecord } from '../../../../db/present.ts'
import { type ScopeSlot, scopeSlots } from '../../../../db/vocabulary.ts'
import { bringBack, changeTerms, newClaim, rename, retire, reword } from '../../../domain/shaping/claims.ts'
import { may } from '../../../web/access.ts'
import { emptyForm, type Form, parseForm, refused } from '../../../web/form.ts'
import { Problem } from '../../../web/problem.ts'
import { respond } from '../../../web/respond.ts'
import { urls } from '../../../web/urls.ts'
import { claimAt } from '../claimAt.ts'
import { areTopics, chosenSlug, hintsFor, isTakenSlug, takenSlug, unknownTopic } from './checks.ts'
import { type ClaimFormSpec, claimForm, type Objection, type Planned } from './claimForm.ts'
import { afterwards, baseNow, topicChoices } from './deskView.ts'
import { tryEditing } from './editing.ts'
import { addressForm, newClaimForm, retirementForm, rewordingForm, termsForm } from './forms.ts'
import { countStances } from './queries.ts'

/** What is said of a claim itself: its wording, its scope and topics, its address, and whether it stands. */
export function wordingRoutes(db: Db): Router {
  const routes = Router()
  routes.use(claimForm(db, rewording(db)))
  routes.use(claimForm(db, scope(db)))
  routes.use(claimForm(db, retirement))
  routes.use(claimForm(db, address(db)))

  routes.post('/claims/:slug/reinstatement', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimAction(slug, 'reinstatement'))
    if (!claim) return
    const outcome =
      claim.state === 'retired' &&
      tryEditing(db, res, {
        action: 'bring claim back',
        summary: `Brought back the claim “${claim.wording}”`,
        edits: bringBack(presentRecord(db, 'claim', claim.slug)!),
        base: baseNow(res),
      })
    if (outcome && 'number' in outcome) return afterwards(res, claim.slug, outcome.number)
    throw new Problem(409, 'This claim is not retired', 'Somebody may have brought it back meanwhile.', [
      { href: urls.claimDesk(claim.slug), text: claim.wording },
    ])
  })

  return routes
}

const slotsIn = (record: Partial<Record<ScopeSlot, string>>) =>
  Object.fromEntries(scopeSlots.map((slot) => [slot, record[slot]]))

const rewording = (db: Db): ClaimFormSpec<ReturnType<(typeof rewordingForm)['parse']>> => ({
  name: 'rewording',
  schema: rewordingForm,
  values: ({ wording, ...record }) => ({ wording, ...slotsIn(record) }),
  model: (claim, form) => ({
    hints: hintsFor(form),
    same: otherWorded(db, form, claim.slug),
    stances: countStances(db, claim).total,
  }),
  plan(record, { wording, ...slots }) {
    const edits = reword(record, wording, slots)
    if (!edits.length) return { field: 'wording', message: 'This is the present wording' }
    if (wording === record.wording)
      return { action: 'change claim', summary: `Changed the scope of the claim “${wording}”`, edits }
    const same = claimWorded(db, wording)
    if (same && same.slug !== record.id) return wordedAlready
    return { action: 'reword claim', summary: `Reworded a claim to “${wording}”`, edits }
  },
})

/** The claim that has the wording of a form already, to be gone on with instead. */
function otherWorded(db: Db, { values }: Form, own?: string) {
  const same = typeof values.wording === 'string' ? claimWorded(db, values.wording) : undefined
  return same && same.slug !== own ? same : null
}

const wordedAlready: Objection = { field: 'wording', message: 'There is such a claim already' }

const scope = (db: Db): ClaimFormSpec<ReturnType<(typeof termsForm)['parse']>> => ({
  name: 'scope',
  schema: termsForm,
  values: ({ topics, ...record }) => ({
    ...slotsIn(record),
    mainTopic: topics[0],
    topics,
  }),
  model: () => ({ topicChoices: topicChoices(db) }),
  plan: (record, terms) =>
    areTopics(db, terms.topics)
      ? {
          action: 'change claim',
          summary: `Changed scope or topics of the claim “${record.wording}”`,
          edits: changeTerms(record, terms),
        }
      : unknownTopic,
})

const retirement: ClaimFormSpec<{ reason: string }> = {
  name: 'retirement',
  schema: retirementForm,
  values: ({ retired }) => ({ reason: retired }),
  plan: (record, { reason }) => ({
    action: 'retire claim',
    summary: `Retired the claim “${record.wording}”`,
    edits: retire(record, reason),
  }),
}

const address = (db: Db): ClaimFormSpec<{ slug: string }> => ({
  name: 'address',
  schema: addressForm,
  values: ({ id }) => ({ slug: id }),
  model: (_claim, _form, { old_ids = [] }) => ({ oldSlugs: old_ids }),
  plan(record, { slug }): Planned | Objection {
    if (slug === record.id) return { field: 'slug', message: 'This is its present address' }
    if (isTakenSlug(db, slug, record)) return takenSlug
    return {
      action: 'move claim',
      summary: `Moved the claim “${record.wording}” from ${record.id} to ${slug}`,
      edits: rename(record, slug),
      slug,
    }
  },
})

/** Making a claim. */
export function newClaimRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/claims/new', may('editor'), (req, res) => {
    const { wording, topic } = req.query
    show(req, res, 200, emptyForm({ wording, mainTopic: topic }))
  })

  routes.post('/claims', may('editor'), (req, res) => {
    const submission = parseForm(newClaimForm, req.body)
    if (!submission.ok) return show(req, res, 422, submission.form)
    const { wording, slug: asked, ...terms } = submission.data
    const slug = chosenSlug(db, asked, wording)
    const isThere = claimWorded(db, wording) !== undefined
    const objection = isThere ? wordedAlready : areTopics(db, terms.topics) ? null : unknownTopic
    if (slug === undefined || objection) {
      const { field, message } = objection ?? takenSlug
      return show(req, res, 422, refused(req.body, field, message).form)
    }
    const outcome = tryEditing(db, res, {
      action: 'make claim',
      summary: `Made the claim “${wording}”`,
      edits: [edit('claim', null, newClaim(slug, wording, terms))],
      base: baseNow(res),
    })
    if ('number' in outcome) return afterwards(res, slug, outcome.number)
    const message = 'refusal' in outcome ? outcome.refusal : takenSlug.message
    show(req, res, 422, refused(req.body, 'form', message).form)
  })

  const show = (
    req: Parameters<typeof respond>[0],
    res: Parameters<typeof respond>[1],
    status: number,
    form: Form,
  ) =>
    respond(
      req,
      res,
      { page: 'claims/desk/new', section: 'desk', status },
      {
        form,
        hints: hintsFor(form),
        same: otherWorded(db, form),
        topicChoices: topicChoices(db),
        base: baseNow(res),
        conflict: null,
      },
    )

  return routes
}
