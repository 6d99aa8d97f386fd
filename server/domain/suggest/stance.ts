import type { StanceKind } from '../../../db/vocabulary.ts'
import type { Known } from './known.ts'
import { isFiniteVerb, tokens } from './tags.ts'

/** How a statement may bear on a claim, with a sentence for readers. */
export interface GuessedStance {
  kind: StanceKind
  reason: string
}

const denial =
  /\b(?:den(?:y|ies|ied|ial|ying)|reject(?:s|ed|ing|ion)?(?! to\b)|refut(?:e|es|ed|ing)|false(?:ly)?|fabricat\w+|falsif\w+|unfounded|baseless|groundless|untrue|myth|fake|disprov\w+|contrary to|exaggerat\w+|misrepresent\w+|mischaracteri[sz]\w+|distort\w+|unsubstantiated)\b/i
/** Words are put as somebody's who is not named, or not as a source. */
const allegation = /\b(?:alleg(?:ed|edly|ation|ations)|claims? that|accus(?:e|es|ed|ing))\b/i
const negation = /\b(?:not|no|never|none|neither|nor|nobody|nothing|cannot|without|hardly)\b|n[’']t\b/i

/**
 * Guesses from who held what before, and from words of denial. Both are only hints: a person decides. `party` is the
 * side that speaks, where known; `relays` whom the statement reports without making it its own.
 */
export function stanceGuesser(known: Known, party: string | null) {
  const speakers = new Map(
    known.letters.flatMap(({ assertions }) => assertions.map((one) => [one.id, one.party])),
  )
  const names = new Map(known.parties.map(({ id, name }) => [id, name]))
  const claims = new Map(known.claims.map((claim) => [claim.id, claim]))

  return (quote: string, claimId: string, relays: string | undefined): GuessedStance => {
    const claim = claims.get(claimId)
    const held = (stance: StanceKind) =>
      (claim?.stances ?? []).flatMap((one) =>
        one.stance === stance ? [speakers.get(one.assertion) ?? null] : [],
      )
    const [asserting, disputing] = [held('asserts'), held('disputes')]
    const isOwn = party !== null && asserting.includes(party)
    const hasDisputed = party !== null && disputing.includes(party)
    const other = asserting.find((speaker) => speaker !== null && speaker !== party)
    const denies = denial.exec(quote)
    const negates = negation.exec(quote)
    const isNegatedClaim = negation.test(claim?.wording ?? '')
    const isDenyingClaim = denial.test(claim?.wording ?? '')
    const alleges = allegation.exec(quote)

    if (relays) return { kind: 'reports', reason: `It relays what ${relays} says.` }
    if (denies && !isOwn && !isDenyingClaim) {
      return { kind: 'disputes', reason: `“${denies[0]}” is a word of denial.` }
    }
    if (alleges && !isOwn) return { kind: 'reports', reason: `“${alleges[0]}” puts it as somebody’s words.` }
    if (hasDisputed && !isOwn) {
      return { kind: 'disputes', reason: 'The same side has disputed this claim before.' }
    }
    if (isOwn) return { kind: 'asserts', reason: 'The same side has asserted this claim before.' }
    const isAccused = party !== null && isAbout(claim?.wording ?? '', names.get(party) ?? '')
    if (other && isAccused) {
      return {
        kind: 'disputes',
        reason: `${names.get(other) ?? 'Another side'} says this of the side that speaks.`,
      }
    }
    if (negates && !isNegatedClaim) {
      return { kind: 'disputes', reason: `“${negates[0]}” negates what the claim says.` }
    }
    return { kind: 'asserts', reason: 'Nothing in it denies the claim.' }
  }
}

/** Is a side the subject of a claim? So it is where a word before the verb begins like a name in the side's own name. */
function isAbout(wording: string, party: string): boolean {
  const list = tokens(wording)
  const verb = list.findIndex((token) => isFiniteVerb(token) || token.tag === 'past')
  const subject = list.slice(0, verb < 0 ? list.length : verb)
  const names = party.match(/\p{Lu}\p{L}{3,}/gu) ?? []
  return names.some((name) => {
    const beginning = name.toLowerCase().slice(0, Math.max(4, name.length - 3))
    return subject.some(({ lower }) => lower.startsWith(beginning))
  })
}
