import type { StanceKind } from '../../../db/vocabulary.ts'
import type { Known, KnownAssertion, KnownClaim } from './known.ts'
import { actorsIn, type NameFamilies, namedTerms, nameFamilies, writtenWords } from './names.ts'
import { sharedTerms, type Vector, vectorIndex, weighing } from './similarity.ts'

/** A claim that a statement may bear on. */
export interface RankedClaim {
  id: string
  wording: string
  /** 0 to 1: how alike the words are; no probability. */
  score: number
  /** A sentence for readers. */
  reason: string
}

export interface ClaimRanking {
  /** At most `mostClaims`, the likeliest first. */
  claims: RankedClaim[]
  /** Whether none of them is like the statement: it may bear on a claim that is not there yet. */
  newClaim: { isLikely: boolean; reason: string }
}

const mostClaims = 5

/** Below this score of the best claim a new one is likelier. */
const newBelow = 0.22

/** How much each likeness counts: with the wording, with the likest linked statement, with all words linked to it. */
const shares = { wording: 0.25, likest: 0.25, all: 0.5 }
/** The rest of the sentence says something too. */
const sentenceWeight = 0.05
/** Naming the same actor, or another one, raises or lowers the score by this share. */
const actorShare = 0.2
/** Claims of the topics that the likest claims have, claims with many statements, claims that the same side made. */
const topicShare = 0.12
const linkShare = 0.2
const partyShare = 0.1

export interface StatementWords {
  quote: string
  sentence: string
}

/** A claim with the assertions that bear on it. */
interface LinkedClaim {
  claim: KnownClaim
  links: { assertion: KnownAssertion; stance: StanceKind }[]
}

/** Ranks the claims of a collection by their likeness to a statement; `party` is the side that makes it, where known. */
export function claimRanker(known: Known, party: string | null): (words: StatementWords) => ClaimRanking {
  const linked = linkedClaims(known)
  const names = nameFamilies([
    ...linked.map(({ claim }) => claim.wording),
    ...known.letters.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text)),
  ])
  const documents = linked.map(({ claim, links }) => ({
    wording: namedTerms(claim.wording, names),
    quotes: links.map(({ assertion }) => namedTerms(assertion.quote, names)),
    gists: links.map(({ assertion }) => namedTerms(assertion.gist, names)),
  }))
  const { vector } = weighing(documents.flatMap(({ wording, quotes }) => [wording, ...quotes]))
  const one = (words: readonly string[]) => vector([{ terms: words, weight: 1 }])
  const wordings = documents.map(({ wording }) => one(wording))
  const all = documents.map(({ wording, quotes, gists }) =>
    vector([
      { terms: wording, weight: 2 },
      ...[...quotes, ...gists].map((terms) => ({ terms, weight: 1 / Math.max(1, quotes.length) })),
    ]),
  )
  const quoteOwners = documents.flatMap(({ quotes }, at) => quotes.map(() => at))
  const indexes = {
    wording: vectorIndex(wordings),
    all: vectorIndex(all),
    quotes: vectorIndex(documents.flatMap(({ quotes }) => quotes.map(one))),
  }
  const actors = linked.map(({ claim }) => actorsIn(claim.wording, names))
  const isOwn = linked.map(({ links }) =>
    links.some(
      ({ assertion, stance }) => party !== null && stance === 'asserts' && assertion.party === party,
    ),
  )

  return ({ quote, sentence }) => {
    const query = vector([
      { terms: namedTerms(quote, names), weight: 1 },
      { terms: namedTerms(sentence, names), weight: sentenceWeight },
    ])
    const byWording = indexes.wording.cosines(query)
    const byAll = indexes.all.cosines(query)
    const byLikest = new Float64Array(linked.length)
    for (const [i, cosine] of indexes.quotes.cosines(query).entries()) {
      const owner = quoteOwners[i]!
      byLikest[owner] = Math.max(byLikest[owner]!, cosine)
    }
    const likeness = linked.map(
      (_, i) => shares.wording * byWording[i]! + shares.likest * byLikest[i]! + shares.all * byAll[i]!,
    )
    const ownActors = actorsOf(quote, sentence, names)
    const topicOf = topicsOfLikest(linked, likeness)
    const ranked = linked
      .map(({ claim, links }, i) => {
        const actor = !actors[i]!.size || !ownActors.size ? 0 : meets(actors[i]!, ownActors) ? 1 : -1
        const share =
          actorShare * actor +
          linkShare * Math.log(Math.max(1, links.length)) +
          partyShare * Number(isOwn[i]!)
        const topic = Math.max(0, ...claim.topics.map((id) => topicOf.get(id) ?? 0))
        return { i, score: likeness[i]! * (1 + share) + (likeness[i]! > 0 ? topicShare * topic : 0) }
      })
      .filter(({ i }) => likeness[i]! > 0)
      .sort((a, b) => b.score - a.score || a.i - b.i)
      .slice(0, mostClaims)
    return {
      claims: ranked.map(({ i, score }) => ({
        id: linked[i]!.claim.id,
        wording: linked[i]!.claim.wording,
        score: Math.min(1, Math.round(score * 1000) / 1000),
        reason: reasonOf(
          sharing(query, wordings[i]!, all[i]!),
          (shared) => writtenWords(`${quote} ${sentence}`, shared, names),
          meets(actors[i]!, ownActors),
          linked[i]!.links.length,
        ),
      })),
      newClaim: newClaimOf(Math.max(0, ...ranked.map(({ i }) => likeness[i]!))),
    }
  }
}

function newClaimOf(best: number): ClaimRanking['newClaim'] {
  const isLikely = best < newBelow
  const reason = isLikely
    ? 'No claim shares enough of its words: it may be a new claim.'
    : 'Some claims share its words. If none of them is meant, make a new claim.'
  return { isLikely, reason }
}

function linkedClaims(known: Known): LinkedClaim[] {
  const assertions = new Map(known.letters.flatMap((letter) => letter.assertions.map((one) => [one.id, one])))
  return known.claims.map((claim) => ({
    claim,
    links: claim.stances.flatMap(({ assertion, stance }) => {
      const found = assertions.get(assertion)
      return found ? [{ assertion: found, stance }] : []
    }),
  }))
}

/** Who acts in the statement; where it names nobody, in its sentence. */
function actorsOf(quote: string, sentence: string, names: NameFamilies): Set<string> {
  const own = actorsIn(quote, names)
  return own.size ? own : actorsIn(sentence, names)
}

const meets = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some((actor) => b.has(actor))

/** Topic to its share, 0 to 1, among the ten likest claims. */
function topicsOfLikest(linked: readonly LinkedClaim[], likeness: readonly number[]): Map<string, number> {
  const likest = likeness
    .map((value, i) => ({ i, square: value * value }))
    .sort((a, b) => b.square - a.square || a.i - b.i)
    .slice(0, 10)
  const total = likest.reduce((sum, { square }) => sum + square, 0) || 1
  const shares = new Map<string, number>()
  for (const { i, square } of likest) {
    for (const topic of linked[i]!.claim.topics) shares.set(topic, (shares.get(topic) ?? 0) + square / total)
  }
  return shares
}

/** The terms shared with the claim's wording or else with the statements linked to it. */
function sharing(query: Vector, wording: Vector, all: Vector) {
  const inWording = sharedTerms(query, wording)
  return { isInWording: inWording.length > 0, terms: inWording.length ? inWording : sharedTerms(query, all) }
}

function reasonOf(
  shared: { isInWording: boolean; terms: string[] },
  written: (terms: string[]) => string[],
  isSameActor: boolean,
  links: number,
): string {
  const linked = links === 1 ? 'the statement linked to it' : `the ${links} statements linked to it`
  const words = written(shared.terms).map((word) => `“${word}”`)
  const actor = isSameActor ? '; the same actor is named' : ''
  return `Shares ${words.join(', ')} with ${shared.isInWording ? 'its wording' : linked}${actor}.`
}
