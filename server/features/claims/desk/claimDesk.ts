import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../../db/client.ts'
import { scopeSlots } from '../../../../db/vocabulary.ts'
import { wordingHints } from '../../../domain/shaping/wordingHints.ts'
import { capitalised, relationWords } from '../../../domain/words.ts'
import { may } from '../../../web/access.ts'
import type { Conflict } from '../../../web/conflict.ts'
import { emptyForm, type Form } from '../../../web/form.ts'
import { respond } from '../../../web/respond.ts'
import { urls } from '../../../web/urls.ts'
import { claimAt } from '../claimAt.ts'
import { type ClaimRow, listRelations, listWordings, longestList, type RelationRow } from '../queries.ts'
import { baseNow, claimHead } from './deskView.ts'
import { deskQuery } from './forms.ts'
import { pickClaims } from './picking.ts'
import {
  countStances,
  findStance,
  listMergedInto,
  listStances,
  listWaitingClaims,
  type StanceRow,
} from './queries.ts'
import { stanceView } from './stanceView.ts'

/** So many stances stand on one page. */
export const pageSize = 50

/** Where shaping claims begins, and the page of one claim at the desk. */
export function claimDeskRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/claims', may('editor'), (req, res) => {
    const { q } = deskQuery.parse(req.query)
    respond(
      req,
      res,
      { page: 'claims/desk/index', section: 'desk' },
      { q, found: pickClaims(db, q), waiting: listWaitingClaims(db) },
    )
  })

  routes.get('/desk/claims/:slug', may('editor'), (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claimDesk(slug))
    if (claim) showClaimDesk(req, res, db, claim, {})
  })

  return routes
}

export interface ClaimDeskPage {
  status?: number
  conflict?: Conflict | null
  /** A stance whose form comes back as it was typed. */
  edited?: { assertion: string; form: Form } | null
  /** A relation whose reason comes back as it was typed. */
  typed?: { relation: string; reason: unknown } | null
  /** What stands in the way of what was asked for. */
  message?: string | null
}

/** The claim with its stances and relations, and everything that can be done to it. */
export function showClaimDesk(
  req: Request,
  res: Response,
  db: Db,
  claim: ClaimRow,
  { status = 200, conflict = null, edited = null, typed = null, message = null }: ClaimDeskPage,
) {
  const { after, only } = deskQuery.parse(req.query)
  const below = only === 'earlier' ? claim.wordingNumber : undefined
  const rows = listStances(db, claim.id, { after, below, limit: pageSize + 1 })
  const shown = rows.slice(0, pageSize)
  const wordings = new Map(listWordings(db, claim.id).map(({ number, wording }) => [number, wording]))
  const view = (row: StanceRow) => {
    const isEdited = edited?.assertion === row.assertion
    return {
      ...stanceView(row, res),
      madeAgainst: row.wording < claim.wordingNumber ? (wordings.get(row.wording) ?? null) : null,
      form: isEdited ? edited.form : emptyForm(stanceValues(row)),
      isOpen: isEdited,
    }
  }
  const returned = edited ? findStance(db, claim.id, edited.assertion) : undefined
  const relations = listRelations(db, claim.id)
  respond(
    req,
    res,
    { page: 'claims/desk/show', section: 'desk', status },
    {
      claim: claimHead(db, claim, res),
      hints: wordingHints(claim.wording),
      conflict,
      message,
      base: baseNow(res),
      stances: {
        ...countStances(db, claim),
        only,
        returned: returned ? view(returned) : null,
        list: shown.filter(({ assertion }) => assertion !== returned?.assertion).map(view),
        isFirst: after === 0,
        nextAfter: rows.length > shown.length ? shown.at(-1)!.ordinal : null,
      },
      relations: relations.slice(0, longestList).map((relation) => relationView(claim, relation, typed)),
      hasMoreRelations: relations.length > longestList,
      mergedInto: listMergedInto(db, claim.id),
    },
  )
}

function relationView(claim: ClaimRow, relation: RelationRow, typed: ClaimDeskPage['typed']) {
  const { isFrom, kind, slug, wording, reason } = relation
  const key = isFrom ? `${claim.slug} ${kind} ${slug}` : `${slug} ${kind} ${claim.slug}`
  const isTyped = typed?.relation === key && typeof typed.reason === 'string'
  return {
    key,
    kind,
    words: capitalised(relationWords[kind][isFrom ? 'from' : 'to']),
    slug,
    wording,
    reason: isTyped ? typed.reason : reason,
    isOpen: isTyped,
  }
}

/** A stance as its form holds it. */
const stanceValues = (row: StanceRow) =>
  Object.fromEntries((['stance', 'note', ...scopeSlots] as const).map((name) => [name, row[name]]))
