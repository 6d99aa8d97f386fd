import { type ClaimSuggestionKind, claimSuggestionKinds, type ScopeSlot } from '../../../db/vocabulary.ts'
import { namedTerms, writtenWords } from '../suggest/names.ts'
import { sharedTerms, type Vector, vectorIndex, weighing } from '../suggest/similarity.ts'
import { actingSide, type NamedSide, type SideNames, sideNames } from './sideNames.ts'
import { negates } from './wordingHints.ts'

/** What suggestions on claims are made from. */
export interface ShapingKnown {
  sides: NamedSide[]
  /** Names of bodies and authors that speak for no side. */
  foreignNames: string[]
  claims: KnownClaim[]
  assertions: KnownAssertion[]
  /** Pairs of claims that an editor has related already, either way round. */
  related: readonly (readonly [string, string])[]
}

export interface KnownClaim {
  id: string
  wording: string
  scope: Partial<Record<ScopeSlot, string>>
  topics: string[]
  /** The only side that takes a position on it; null where there is none, or another too. */
  onlySide: string | null
  /** The assertions that bear on it. */
  assertions: string[]
}

export interface KnownAssertion {
  id: string
  side: string | null
  gist: string
  quote: string
  topics: string[]
}

/** Something that an editor may want to do: relate two claims, merge them, or link an assertion to a claim. */
export interface ClaimSuggestion {
  kind: ClaimSuggestionKind
  claim: string
  /** The other claim; of a counterpart, the assertion. */
  other: string
  /** 0 to 1: how alike the words are; no probability. */
  score: number
  /** A sentence or two for readers. */
  reason: string
}

/** The scores from which something is suggested. */
const least = { mirror: 0.46, duplicate: 0.6, counterpart: 0.36, denial: 0.24 }
/** Alike claims of no common topic must be more alike. */
const withoutTopic = 0.12
/** A claim's best counterparts; each assertion is suggested for so many claims at most. */
const mostCounterparts = 3

/**
 * Finds mirrored claims, near-duplicates and unlinked counterparts, the likeliest of each kind first. Stops at every `yield`, so
 * that a caller can let others go on meanwhile; between two of them is a claim's or an assertion's work.
 */
export function* suggestOnClaims(known: ShapingKnown): Generator<undefined, ClaimSuggestion[]> {
  const { claims, assertions } = known
  const names = sideNames(
    known.sides,
    known.foreignNames,
    claims.map(({ wording }) => wording),
  )
  yield

  const documents: Terms[] = []
  for (const { wording, scope } of claims) {
    documents.push(termsOf(names, wording, scope.who))
    yield
  }
  const spoken: Terms[] = []
  for (const { gist, quote } of assertions) {
    spoken.push({ ...termsOf(names, gist), quote: namedTerms(quote, names.families) })
    yield
  }
  const { vector } = weighing([...documents, ...spoken].map(({ all }) => all))
  const one = (terms: readonly string[]) => vector([{ terms, weight: 1 }])
  yield

  const areRelated = pairs(known.related)
  const found = yield* likeClaims(known, names, documents, one, areRelated)
  const counterparts = yield* unlinkedCounterparts(known, names, documents, spoken, one, areRelated)
  return [...found, ...counterparts].sort(
    (a, b) =>
      claimSuggestionKinds.indexOf(a.kind) - claimSuggestionKinds.indexOf(b.kind) || b.score - a.score,
  )
}

/** A text's terms, without and with the names of the sides, and who acts in it. */
interface Terms {
  all: string[]
  withoutSides: string[]
  quote?: string[]
  actor: string | null
}

function termsOf(names: SideNames, text: string, who?: string): Terms {
  const all = namedTerms(text, names.families)
  return {
    all,
    withoutSides: all.filter((term) => !names.isSide(term)),
    actor: actingSide(names, text, who),
  }
}

const pairs = (list: readonly (readonly [string, string])[]) => {
  const known = new Set(list.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]))
  return (a: string, b: string) => known.has(`${a} ${b}`)
}

/** Pairs of claims: said of different sides they mirror one another; of the same, or of none, they may be one claim. */
function* likeClaims(
  { claims, sides }: ShapingKnown,
  names: SideNames,
  documents: readonly Terms[],
  one: (terms: readonly string[]) => Vector,
  areRelated: (a: string, b: string) => boolean,
): Generator<undefined, ClaimSuggestion[]> {
  const bare: Vector[] = []
  const full: Vector[] = []
  for (const { all, withoutSides } of documents) {
    bare.push(one(withoutSides))
    full.push(one(all))
    yield
  }
  const bareIndex = vectorIndex(bare)
  yield
  const fullIndex = vectorIndex(full)
  const sideName = new Map(sides.map(({ id, name }) => [id, name]))
  const found: ClaimSuggestion[] = []
  for (const [i, claim] of claims.entries()) {
    yield
    const [ofBare, ofFull] = [bareIndex.cosines(bare[i]!), fullIndex.cosines(full[i]!)]
    const { actor } = documents[i]!
    for (let j = i + 1; j < claims.length; j++) {
      const other = claims[j]!
      const otherActor = documents[j]!.actor
      const kind = actor && otherActor && actor !== otherActor ? 'mirror' : 'duplicate'
      const score = (kind === 'mirror' ? ofBare : ofFull)[j]!
      if (score < least[kind]) continue
      const topics = common(claim.topics, other.topics)
      if (score < least[kind] + (topics.length ? 0 : withoutTopic)) continue
      if (areRelated(claim.id, other.id)) continue
      const shared = written(claim.wording, sharedTerms(bare[i]!, bare[j]!), names)
      const reason =
        kind === 'mirror'
          ? `${sideName.get(actor!)} in the one, ${sideName.get(otherActor!)} in the other: both say ${shared}.`
          : `Both say ${shared}${actor && actor === otherActor ? `, of ${sideName.get(actor)}` : ''}.${opposed(claim.wording, other.wording)}`
      found.push({ kind, claim: claim.id, other: other.id, score: rounded(score), reason })
    }
  }
  return found
}

const opposed = (one: string, other: string) =>
  negates(one) === negates(other)
    ? ''
    : ' One of them is in the negative: they may be one proposition, worded both ways round.'

/** Assertions of another side that may answer a claim on which only one side takes a position. */
function* unlinkedCounterparts(
  { claims, assertions, sides }: ShapingKnown,
  names: SideNames,
  documents: readonly Terms[],
  spoken: readonly Terms[],
  one: (terms: readonly string[]) => Vector,
  areRelated: (a: string, b: string) => boolean,
): Generator<undefined, ClaimSuggestion[]> {
  const gists: Vector[] = []
  const quotes: Vector[] = []
  for (const { all, quote = [] } of spoken) {
    gists.push(one(all))
    quotes.push(one(quote))
    yield
  }
  const gistIndex = vectorIndex(gists)
  yield
  const quoteIndex = vectorIndex(quotes)
  yield
  const placeOf = new Map(assertions.map(({ id }, i) => [id, i]))
  const linkedTo = new Map<string, string[]>()
  for (const { id, assertions: linked } of claims) {
    for (const assertion of linked) linkedTo.set(assertion, [...(linkedTo.get(assertion) ?? []), id])
  }
  const sideName = new Map(sides.map(({ id, name }) => [id, name]))
  const found: ClaimSuggestion[] = []
  for (const [i, claim] of claims.entries()) {
    if (!claim.onlySide) continue
    yield
    const query = one(documents[i]!.all)
    const [byGist, byQuote] = [gistIndex.cosines(query), quoteIndex.cosines(query)]
    const own = claim.assertions.flatMap((id) => placeOf.get(id) ?? []).slice(0, mostOwn)
    const isNegative = negates(claim.wording)
    const candidates: ClaimSuggestion[] = []
    for (const [j, assertion] of assertions.entries()) {
      if (assertion.side === null || assertion.side === claim.onlySide) continue
      const alike = Math.max(byGist[j]!, byQuote[j]!)
      if (alike < least.denial / 2) continue
      const topics = common(claim.topics, assertion.topics)
      if (!topics.length) continue
      const actor = spoken[j]!.actor
      if (actor && documents[i]!.actor && actor !== documents[i]!.actor) continue
      const links = linkedTo.get(assertion.id) ?? []
      if (links.includes(claim.id) || links.some((id) => areRelated(id, claim.id))) continue
      const likest = Math.max(0, ...own.map((k) => cosine(gists[k]!, gists[j]!)))
      const score = shares.claim * alike + shares.likest * likest
      const denies = !isNegative && (negates(assertion.quote) || negates(assertion.gist))
      if (score < (denies ? least.denial : least.counterpart)) continue
      const shared = written(assertion.gist, sharedTerms(gists[j]!, query), names)
      candidates.push({
        kind: 'counterpart',
        claim: claim.id,
        other: assertion.id,
        score: rounded(score),
        reason: `Only ${sideName.get(claim.onlySide)} takes a position on the claim; this is said by ${sideName.get(assertion.side)} and shares ${shared || 'its words'} with it.${denies ? ' Its words negate or deny.' : ''}`,
      })
    }
    found.push(...candidates.sort((a, b) => b.score - a.score).slice(0, mostCounterparts))
  }
  return found
}

/** How much the likeness to the claim's wording counts, and to the likest assertion that bears on it. */
const shares = { claim: 0.6, likest: 0.4 }
/** So many of a claim's own assertions are compared with. */
const mostOwn = 20

function cosine(one: Vector, other: Vector): number {
  let sum = 0
  for (const [term, weight] of one) sum += weight * (other.get(term) ?? 0)
  return sum
}

const common = (one: readonly string[], other: readonly string[]) =>
  one.filter((topic) => other.includes(topic))

const written = (text: string, terms: readonly string[], names: SideNames) =>
  writtenWords(text, terms, names.families)
    .map((word) => `“${word}”`)
    .join(', ')

const rounded = (score: number) => Math.min(1, Math.round(score * 1000) / 1000)
