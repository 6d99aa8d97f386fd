import { setImmediate } from 'node:timers/promises'
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Db } from '../../../../db/client.ts'
import { findId } from '../../../../db/slugs.ts'
import { claimSuggestionKinds, type DismissalAction } from '../../../../db/vocabulary.ts'
import { decideOnSuggestion, type SuggestionKey } from '../../../../db/writes/dismissals.ts'
import { latestChange } from '../../../../db/writes/stale.ts'
import { groupBy } from '../../../domain/groupBy.ts'
import { type ClaimSuggestion, suggestOnClaims } from '../../../domain/shaping/suggesting.ts'
import { may, signedIn } from '../../../web/access.ts'
import { notFound } from '../../../web/problem.ts'
import { respond } from '../../../web/respond.ts'
import { urls } from '../../../web/urls.ts'
import { readShapingKnown, suggestionLimits } from './known.ts'
import { findAssertionRow } from './queries.ts'
import { stanceView } from './stanceView.ts'
import { countAll, type DismissalRow, describeClaim, listDismissals } from './suggestionQueries.ts'

/** So many of each kind are shown. */
const mostShown = 40
/** So long the server stays at it before it answers others. */
const sliceMs = 8

const shownForm = z.object({
  kind: z.enum(claimSuggestionKinds),
  claim: z.string().max(80),
  other: z.string().max(80),
})

/** Suggestions of mirrors, near-duplicates and unlinked counterparts: nothing of it is ever done unasked. */
export function claimSuggestionRoutes(db: Db): Router {
  const routes = Router()
  const suggest = suggestionsOf(db)

  routes.get('/desk/claims/suggestions', may('editor'), async (req, res) => {
    const all = await suggest(latestChange(db))
    const decided = groupBy(listDismissals(db), keyOf)
    const lastOf = (key: SuggestionKey) => decided.get(keyOf(key))?.[0]?.action
    const open = all.filter((one) => lastOf(one) !== 'put aside')
    const list = (action: DismissalAction) => {
      const chosen = [...decided.values()].filter(([last]) => last!.action === action)
      return {
        total: chosen.length,
        list: chosen.slice(0, mostShown).flatMap((rows) => decidedView(res, rows)),
      }
    }
    respond(
      req,
      res,
      { page: 'claims/desk/suggestions', section: 'desk' },
      {
        kinds: claimSuggestionKinds.map((kind) => {
          const ofKind = open.filter((one) => one.kind === kind)
          return {
            kind,
            total: ofKind.length,
            list: ofKind.slice(0, mostShown).flatMap((one) => view(res, one, decided.get(keyOf(one))) ?? []),
          }
        }),
        putAside: list('put aside'),
        broughtBack: list('brought back'),
        limits: suggestionLimits,
        total: countAll(db),
      },
    )
  })

  routes.post('/desk/claims/suggestions/dismissals', may('editor'), (req, res) => {
    decideOnSuggestion(db, keyIn(req), 'put aside', signedIn(res).id)
    res.redirect(303, urls.claimSuggestions())
  })

  routes.post('/desk/claims/suggestions/returns', may('editor'), (req, res) => {
    decideOnSuggestion(db, keyIn(req), 'brought back', signedIn(res).id)
    res.redirect(303, urls.claimSuggestions())
  })

  /** @throws Problem 404 where there is nothing that it could speak of */
  function keyIn(req: Request): SuggestionKey {
    const read = shownForm.safeParse(req.body)
    const isThere =
      read.success &&
      findId(db, 'claim', read.data.claim) !== undefined &&
      findId(db, read.data.kind === 'counterpart' ? 'assertion' : 'claim', read.data.other) !== undefined
    if (!isThere) throw notFound('suggestion', [{ href: urls.claimSuggestions(), text: 'All suggestions' }])
    return read.data
  }

  function view(
    res: Response,
    { kind, claim, other, reason }: Pick<ClaimSuggestion, 'kind' | 'claim' | 'other' | 'reason'>,
    rows: readonly DismissalRow[] = [],
  ) {
    /** What was decided on it, the first decision first. */
    const decisions = rows.map(({ action, by, at }) => ({ action, by, at })).reverse()
    const first = describeClaim(db, claim)
    if (!first) return undefined
    if (kind === 'counterpart') {
      const assertion = findAssertionRow(db, other)
      const words = assertion && stanceView(assertion, res)
      return words && { kind, reason, claim: first, other: null, assertion: words, decisions }
    }
    const second = describeClaim(db, other)
    return second && { kind, reason, claim: first, other: second, assertion: null, decisions }
  }

  /** The decisions on one suggestion, the last one first; what it was found by is not kept. */
  const decidedView = (res: Response, rows: readonly DismissalRow[]) =>
    view(res, { ...rows[0]!, reason: '' }, rows) ?? []

  return routes
}

/** The same for a pair of claims whichever way round it is named. */
const keyOf = ({ kind, claim, other }: SuggestionKey) =>
  kind === 'counterpart' ? `${kind} ${claim} ${other}` : `${kind} ${[claim, other].sort().join(' ')}`

/**
 * What is suggested for the collection as it is, found once for each state of it. The work is done in slices, so that
 * readers are answered meanwhile; who asks for the same state waits for the same work.
 */
function suggestionsOf(db: Db): (change: number) => Promise<ClaimSuggestion[]> {
  let latest: { change: number; found: Promise<ClaimSuggestion[]> } | undefined
  return (change) => {
    if (latest?.change === change) return latest.found
    const found = find(db)
    latest = { change, found }
    // What failed is tried again by who asks next.
    found.catch(() => (latest = undefined))
    return found
  }
}

async function find(db: Db): Promise<ClaimSuggestion[]> {
  return inSlices(suggestOnClaims(await inSlices(readShapingKnown(db))))
}

async function inSlices<T>(work: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const end = performance.now() + sliceMs
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < end)
    await setImmediate()
  }
}
