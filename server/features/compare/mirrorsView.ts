import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { countOf } from '../../domain/words.ts'
import type { PageContext } from '../../web/pageContext.ts'
import { type Params, urls } from '../../web/urls.ts'
import { claimHead } from './claimHead.ts'
import { facingView } from './facingView.ts'
import type { PairPlace } from './forms.ts'
import { type PositionRow, readClaims, readPositions, readQuotes } from './queries/claims.ts'
import { countMirrored, listPairs, type PairRow } from './queries/mirrors.ts'
import { sideSetting, sideView } from './sideView.ts'

/** So many pairs stand on a page. */
const pageSize = 25

/** The pairs of claims that are the same accusation with the parties exchanged, each facing its partner. */
export function mirrorsPage(db: Db, after: PairPlace | null, context: PageContext) {
  const rows = listPairs(db, after ?? { fromId: 0, relationId: 0 }, pageSize + 1)
  const pairs = rows.slice(0, pageSize)
  const ids = [...new Set(pairs.flatMap(({ fromId, toId }) => [fromId, toId]))]
  const setting = sideSetting(context, datedLetters(db), false)
  const [left, right] = setting.parties
  const claimOf = new Map(readClaims(db, ids).map((claim) => [claim.id, claim]))
  const positionsOf = groupBy(readPositions(db, ids), ({ claimId }) => claimId)
  const { quotes, linksOf } = readQuotes(db, ids, left?.id ?? 0, right?.id ?? null)
  const quotesOf = groupBy(quotes, ([claimId]) => claimId)

  const claimView = (id: number) => {
    const claim = claimOf.get(id)!
    const positions = positionsOf.get(id) ?? []
    return {
      ...claimHead(claim, setting.query),
      sides: setting.parties.slice(0, 2).map((party) => ({
        name: party.name,
        ...sideView(
          party,
          claim,
          (partyId) => positions.find((row) => row.partyId === partyId),
          (quotesOf.get(id) ?? []).filter(([, partyId]) => partyId === party.id),
          linksOf,
          setting,
        ),
      })),
    }
  }
  const addressOf = (params: Params) => urls.mirrors(params)
  const last = rows.length > pageSize ? pairs.at(-1) : undefined
  return {
    title: 'Mirrored accusations',
    facts: `${countOf(countMirrored(db), 'claim')} stand in pairs: the same accusation with the sides exchanged`,
    banner: corpusBanner(context.parties),
    ...facingView(context, addressOf),
    pairs: pairs.map((pair) => {
      const [one, other] = inOrder(pair, (id, partyId) =>
        (positionsOf.get(id) ?? []).find((row) => row.partyId === partyId),
      )
      return { reason: pair.reason, claims: [claimView(one), claimView(other)] }
    }),
    nextHref: last
      ? urls.mirrors({ ...context.sidesParams, after: `${last.fromId}.${last.relationId}` })
      : null,
    firstHref: after ? urls.mirrors(context.sidesParams) : null,
  }

  /** The accusation that the left side makes stands on the left; where that decides nothing, the order of the data does. */
  function inOrder(
    { fromId, toId }: PairRow,
    rowOf: (claimId: number, partyId: number) => PositionRow | undefined,
  ): [number, number] {
    const asserts = (claimId: number, party = left) =>
      Number(party !== undefined && /^(asserts|mixed)$/.test(rowOf(claimId, party.id)?.position ?? ''))
    const leftward = (claimId: number) => asserts(claimId) - (right ? asserts(claimId, right) : 0)
    return leftward(toId) > leftward(fromId) ? [toId, fromId] : [fromId, toId]
  }
}
