import { positionOf, type StanceCounts } from '../../db/positions.ts'
import { type Position, stanceKinds } from '../../db/vocabulary.ts'

type Id = number | string

/** How often each stance is taken on one claim by one column (a party or a letter), as counted by a query. */
export interface CountedCell extends StanceCounts {
  claimId: Id
  columnId: Id
}

export interface GridCell {
  position: Position
  counts: StanceCounts
}

export interface GridRow<Claim> {
  claim: Claim
  /** One for each column, in their order; null where the column does not address the claim. */
  cells: (GridCell | null)[]
}

/**
 * The claim × column grid: a row for each claim and a cell for each column, both in the order given. Cells may come in
 * any order; several for one place add up, those of a claim or column that is not shown are left out.
 */
export function grid<Claim extends { id: Id }>(
  claims: readonly Claim[],
  columns: readonly { id: Id }[],
  cells: readonly CountedCell[],
): GridRow<Claim>[] {
  const countsOf = new Map<Id, Map<Id, StanceCounts>>()
  for (const cell of cells) {
    const row = countsOf.get(cell.claimId) ?? new Map<Id, StanceCounts>()
    row.set(cell.columnId, sum(cell, row.get(cell.columnId)))
    countsOf.set(cell.claimId, row)
  }
  return claims.map((claim) => ({
    claim,
    cells: columns.map((column) => gridCell(countsOf.get(claim.id)?.get(column.id))),
  }))
}

function sum(one: StanceCounts, other?: StanceCounts): StanceCounts {
  const total: StanceCounts = { asserts: 0, disputes: 0, qualifies: 0, reports: 0 }
  for (const stance of stanceKinds) total[stance] = one[stance] + (other?.[stance] ?? 0)
  return total
}

function gridCell(counts?: StanceCounts): GridCell | null {
  const position = counts && positionOf(counts)
  return position && position !== 'not addressed' ? { position, counts } : null
}
