import type { Decisions } from './decisions.ts'
import { proposeFurniture } from './proposals/furniture.ts'
import { proposeJoins } from './proposals/joins.ts'
import { proposeLetters } from './proposals/letters.ts'
import { proposeLines } from './proposals/lines.ts'
import { proposeLists } from './proposals/lists.ts'
import { proposeMarks } from './proposals/marks.ts'
import { proposeNotes } from './proposals/notes.ts'
import {
  type Proposal,
  type ProposalKind,
  proposalKinds,
  type Verdict,
  type View,
  viewOf,
} from './proposals/proposal.ts'
import { proposeRoles } from './proposals/roles.ts'
import type { Source } from './source.ts'

const makers: Record<ProposalKind, (view: View) => Proposal[]> = {
  notes: proposeNotes,
  marks: proposeMarks,
  furniture: proposeFurniture,
  lists: proposeLists,
  joins: proposeJoins,
  roles: proposeRoles,
  lines: proposeLines,
  letters: proposeLetters,
}

/** What the program would do to put a source right. Each kind is made on the text as those before would leave it. */
export function propose(source: Source): Proposal[] {
  const proposals: Proposal[] = []
  let decisions: Decisions = {}
  for (const kind of proposalKinds) {
    const made = makers[kind](viewOf(source, decisions))
    proposals.push(...made)
    decisions = Object.assign({ ...decisions }, ...made.map(({ sets }) => sets))
  }
  return proposals
}

/** The decisions of the proposals that nobody has rejected, as they were decided on, and above them those made by hand. */
export function inEffect(
  proposals: readonly Proposal[],
  verdictOf: (id: string) => Verdict | undefined,
  byHand: Decisions,
): Decisions {
  const made = proposals.map(({ id, sets, other }) => {
    const verdict = verdictOf(id)
    return verdict === 'rejected' ? {} : verdict === 'other' ? (other?.sets ?? sets) : sets
  })
  return Object.assign({}, ...made, byHand)
}
