import { markedWords } from './claimRanking.ts'
import { overlap, sameFrom } from './keeping.ts'
import {
  type Known,
  type KnownAssertion,
  type KnownLetter,
  type MarkedLetter,
  withoutLetter,
} from './known.ts'
import { type Suggestion, suggester } from './suggest.ts'

/** How many of so many were right. */
export interface Share {
  right: number
  of: number
}

/** What suggestions for one letter were worth, measured against the assertions that people marked in it. */
export interface Measured {
  letter: string
  /** Marked assertions that a suggestion matches, of all marked; suggestions that match one, of all suggestions. */
  found: Share
  kept: Share
  /** For assertions that bear on a claim which another letter carries: one of their claims first, or among five. */
  claimFirst: Share
  claimAmongFive: Share
  /** The same for the suggestions that match such an assertion. */
  suggestedFirst: Share
  suggestedAmongFive: Share
  /** Assertions none of whose claims another letter carries: said to need a new claim. And the others: not said so. */
  newSaid: Share
  newNotSaid: Share
  /** Topics: right ones of those ticked; ticked ones of those marked. */
  topicPrecision: Share
  topicRecall: Share
  /** Towards each claim that remains: the stance. And of the disputes alone: said to be; truly so. */
  stance: Share
  alwaysAsserts: Share
  disputesFound: Share
  disputesRight: Share
  kind: Share
  modality: Share
  agent: Share
  missed: KnownAssertion[]
  spurious: Suggestion[]
}

/** Suggests a letter as if the collection had never seen it, and compares. */
export function measureLetter(
  known: Known,
  letter: KnownLetter,
  practice: readonly MarkedLetter[],
): Measured {
  const rest = withoutLetter(known, letter.id)
  const { suggest, describe } = suggester(rest, letter.party, practice)
  const suggestions = suggest({ text: '', paragraphs: letter.paragraphs, footnotes: [] })
  const match = matched(suggestions, letter.assertions)
  const stances = new Map(
    rest.claims.map(({ id }) => [
      id,
      new Map(
        known.claims.find((claim) => claim.id === id)!.stances.map((one) => [one.assertion, one.stance]),
      ),
    ]),
  )
  const claimsOf = (assertion: KnownAssertion) =>
    rest.claims.filter(({ id }) => stances.get(id)!.has(assertion.id)).map(({ id }) => id)

  const share = (): Share => ({ right: 0, of: 0 })
  const measured: Measured = {
    letter: letter.id,
    found: { right: match.size, of: letter.assertions.length },
    kept: { right: match.size, of: suggestions.length },
    claimFirst: share(),
    claimAmongFive: share(),
    suggestedFirst: share(),
    suggestedAmongFive: share(),
    newSaid: share(),
    newNotSaid: share(),
    topicPrecision: share(),
    topicRecall: share(),
    stance: share(),
    alwaysAsserts: share(),
    disputesFound: share(),
    disputesRight: share(),
    kind: share(),
    modality: share(),
    agent: share(),
    missed: letter.assertions.filter((assertion) => !match.has(assertion)),
    spurious: suggestions.filter((suggestion) => ![...match.values()].includes(suggestion)),
  }
  for (const assertion of letter.assertions) {
    const guessed = describe(markedWords(letter, assertion))
    const right = claimsOf(assertion)
    if (right.length) {
      count(measured.claimFirst, right.includes(guessed.claims[0]?.id ?? ''))
      count(
        measured.claimAmongFive,
        guessed.claims.some(({ id }) => right.includes(id)),
      )
      count(measured.newNotSaid, !guessed.newClaim.isLikely)
      const suggestion = match.get(assertion)
      if (suggestion) {
        count(measured.suggestedFirst, right.includes(suggestion.claims[0]?.id ?? ''))
        count(
          measured.suggestedAmongFive,
          suggestion.claims.some(({ id }) => right.includes(id)),
        )
      }
    } else count(measured.newSaid, guessed.newClaim.isLikely)
    for (const topic of guessed.topics) count(measured.topicPrecision, assertion.topics.includes(topic))
    for (const topic of assertion.topics) count(measured.topicRecall, guessed.topics.includes(topic))
    for (const claim of right) {
      const held = stances.get(claim)!.get(assertion.id)!
      const said = guessed.stanceOn(claim)
      count(measured.stance, said === held)
      count(measured.alwaysAsserts, held === 'asserts')
      if (held === 'disputes') count(measured.disputesFound, said === 'disputes')
      if (said === 'disputes') count(measured.disputesRight, held === 'disputes')
    }
    count(measured.kind, guessed.kind === assertion.kind)
    count(measured.modality, guessed.modality === assertion.modality)
    count(measured.agent, guessed.agent === assertion.agent)
  }
  return measured
}

function count(share: Share, isRight: boolean) {
  share.of++
  if (isRight) share.right++
}

/** Which suggestion stands for which assertion: the most pairs that share at least half of their words, one to one. */
export function matched<
  Suggested extends Pick<Suggestion, 'ranges'>,
  Marked extends Pick<KnownAssertion, 'ranges'>,
>(suggestions: readonly Suggested[], assertions: readonly Marked[]): Map<Marked, Suggested> {
  const partner = new Map<Marked, Suggested>()
  const place = (suggestion: Suggested, tried: Set<Marked>): boolean => {
    for (const assertion of assertions) {
      if (tried.has(assertion) || overlap(suggestion.ranges, assertion.ranges) < sameFrom) continue
      tried.add(assertion)
      const other = partner.get(assertion)
      // An assertion that is taken is free again when its suggestion finds another.
      if (other && !place(other, tried)) continue
      partner.set(assertion, suggestion)
      return true
    }
    return false
  }
  for (const suggestion of suggestions) place(suggestion, new Set())
  return partner
}
