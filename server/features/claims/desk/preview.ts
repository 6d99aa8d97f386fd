import type { Response } from 'express'
import type { Db } from '../../../../db/client.ts'
import type { StanceRecord } from '../../../../db/records.ts'
import { ofAnyKind } from '../../../domain/assertionBase.ts'
import { standingOf } from '../../../domain/shaping/standing.ts'
import { positionWords } from '../../../domain/words.ts'
import { pageContext, placedParties } from '../../../web/pageContext.ts'
import type { ClaimRow } from '../queries.ts'
import { speakersOf } from './queries.ts'

/** Says what sets of stances would make of a claim: the pattern, and every side's position, as pages print them. */
export function standings(db: Db, res: Response, claims: readonly ClaimRow[]) {
  const speakers = new Map(claims.flatMap(({ id }) => [...speakersOf(db, id)]))
  const parties = placedParties(pageContext(res).sides)
  return (stances: readonly StanceRecord[]) => {
    const { pattern, positions } = standingOf(
      parties.map(({ id }) => id),
      stances,
      ({ assertion }) => speakers.get(assertion) ?? null,
    )
    return {
      pattern,
      total: stances.length,
      positions: positions.map(({ position, assertions }, i) => ({
        name: parties[i]!.name,
        place: parties[i]!.place,
        position,
        words: positionWords[position],
        count: assertions ? ofAnyKind(assertions) : null,
      })),
    }
  }
}
