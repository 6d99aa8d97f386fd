import { codePoints } from '../text/codePoints.ts'
import { sentenceAround } from '../text/sentences.ts'
import { claimTies, type StatementWords, type Tie } from './claimFeatures.ts'
import { type Known, type KnownAssertion, type KnownLetter, withoutLetter } from './known.ts'
import { type Choice, dot, learnChoice, learnYesNo, softmax, type Weights } from './linear.ts'
import { writtenWords } from './names.ts'
import { sharedTerms } from './similarity.ts'

/** A claim that a statement may bear on. */
export interface RankedClaim {
  id: string
  wording: string
  /** 0 to 1: how likely it is the one, if it is any of them. */
  score: number
  /** A sentence for readers. */
  reason: string
}

export interface ClaimRanking {
  /** At most `mostClaims`, the likeliest first. */
  claims: RankedClaim[]
  /** Whether none of them is like the statement: it may bear on a claim that is not there yet. */
  newClaim: { isLikely: boolean; reason: string }
  /** For each topic of the claims, how likely the statement's claim is one that carries it. */
  topicShares: ReadonlyMap<string, number>
}

const mostClaims = 5

/** How much each tie counts, and what tells that no claim fits. */
export interface RankingWeights {
  ties: Weights
  newClaim: Weights
}

/** Ranks the claims of a collection by what ties a statement to them; `party` is the side that makes it, where known. */
export function claimRanker(
  known: Known,
  party: string | null,
  weights: RankingWeights,
): (words: StatementWords) => ClaimRanking {
  const { linked, names, tiesOf, vectors } = claimTies(known, party)

  return (words) => {
    const ties = tiesOf(words)
    const scores = ties.map(({ features }) => dot(weights.ties, features))
    const chances = softmax(scores)
    const query = vectors.vectorOf(words.quote)
    const reasonOf = (i: number) => {
      const inWording = sharedTerms(query, vectors.wordings[i]!)
      const terms = inWording.length ? inWording : sharedTerms(query, vectors.all[i]!)
      const written = writtenWords(words.quote, terms, names)
      return reasonInWords(
        written,
        inWording.length > 0,
        linked[i]!.links.length,
        ties[i]!.sharedActor,
        names.shown,
      )
    }
    const ranked = ties
      .map((tie, i) => ({ i, isTied: likenessOf(tie) > 0 }))
      .filter(({ isTied }) => isTied)
      .sort((a, b) => scores[b.i]! - scores[a.i]! || a.i - b.i)
      .slice(0, mostClaims)
    return {
      claims: ranked.map(({ i }) => ({
        id: linked[i]!.claim.id,
        wording: linked[i]!.claim.wording,
        score: Math.round(chances[i]! * 1000) / 1000,
        reason: reasonOf(i),
      })),
      newClaim: newClaimOf(dot(weights.newClaim, signsOfNew(scores, words.quote)) > 0 || !ranked.length),
      topicShares: sharesOf(
        linked.map(({ claim }) => claim.topics),
        chances,
      ),
    }
  }
}

function sharesOf(topics: readonly (readonly string[])[], chances: readonly number[]): Map<string, number> {
  const shares = new Map<string, number>()
  for (const [i, ids] of topics.entries()) {
    for (const id of ids) shares.set(id, (shares.get(id) ?? 0) + chances[i]!)
  }
  return shares
}

/** The nine likenesses come first among the features. */
const likenessOf = ({ features }: Tie) => features.subarray(0, 9).reduce((a, b) => Math.max(a, b), 0)

/** How well the best claim fits, and how long the words are: the more there are, the more they share by chance. */
function signsOfNew(scores: readonly number[], quote: string): Float64Array {
  const best = scores.reduce((a, b) => Math.max(a, b), -Infinity)
  return Float64Array.of(best, Math.log(1 + quote.split(/\s+/).length))
}

function newClaimOf(isLikely: boolean): ClaimRanking['newClaim'] {
  const reason = isLikely
    ? 'No claim shares enough with it: it may be a new claim.'
    : 'Some claims share much with it. If none of them is meant, make a new claim.'
  return { isLikely, reason }
}

function reasonInWords(
  written: readonly string[],
  isInWording: boolean,
  links: number,
  actor: string | undefined,
  shown: (family: string) => string,
): string {
  const linked = links === 1 ? 'the statement linked to it' : `the ${links} statements linked to it`
  const words = written.map((word) => `“${word}”`).join(', ')
  const shares = words
    ? `Shares ${words} with ${isInWording ? 'its wording' : linked}`
    : 'Uses words like those of its wording or of what is linked to it'
  return `${shares}${actor ? `; in both, ${shown(actor)} acts` : ''}.`
}

/** Fewer links than this teach nothing; then, and in a collection of more claims than that, the common weights hold. */
const [fewestLinks, mostKnownClaims, mostLetters] = [60, 3000, 12]
/** Ties between assertions and claims that are learned from; each takes half a kilobyte. */
const mostTies = 400_000

/** Learns from a collection's letters, each ranked as if it were new, how much each tie counts. */
export function learnRanking(known: Known): RankingWeights {
  const links = known.claims.reduce((sum, { stances }) => sum + stances.length, 0)
  if (links < fewestLinks || known.letters.length < 2 || known.claims.length > mostKnownClaims)
    return commonWeights
  const choices: (Choice & { quote: string })[] = lettersToLearnFrom(known).flatMap((letter) => {
    const rest = withoutLetter(known, letter.id)
    if (!rest.claims.length) return []
    const places = new Map(rest.claims.map(({ id }, i) => [id, i]))
    const { tiesOf } = claimTies(rest, letter.party)
    return letter.assertions.map((assertion) => {
      const candidates = tiesOf(markedWords(letter, assertion)).map(({ features }) => features)
      const right = known.claims.flatMap(({ id, stances }) =>
        stances.some((one) => one.assertion === assertion.id) ? (places.get(id) ?? []) : [],
      )
      return { quote: assertion.quote, candidates, right }
    })
  })
  const decided = choices.filter(({ right }) => right.length > 0)
  if (!decided.length) return commonWeights
  const ties = learnChoice(decided.map(closest), 20)
  const newClaim = learnYesNo(
    choices.map(({ quote, candidates, right }) => ({
      features: signsOfNew(
        candidates.map((features) => dot(ties, features)),
        quote,
      ),
      isYes: right.length === 0,
    })),
    1,
  )
  return { ties, newClaim }
}

/** The latest letters, as many as memory allows; none where the last alone is too long. */
function lettersToLearnFrom({ letters, claims }: Known): readonly KnownLetter[] {
  const latest = letters.slice(-mostLetters)
  const ties = latest.map(({ assertions }) => assertions.length * claims.length)
  const fits = (from: number) => ties.slice(from).reduce((sum, one) => sum + one, 0) <= mostTies
  const from = ties.findIndex((_, i) => fits(i))
  return from < 0 ? [] : latest.slice(from)
}

/** Claims that share next to nothing teach next to nothing: the right ones and those that come closest are enough. */
function closest({ candidates, right }: Choice): Choice {
  const rank = candidates
    .map((features, i) => ({ i, likeness: right.includes(i) ? Infinity : features[likenessToAll]! }))
    .sort((a, b) => b.likeness - a.likeness || a.i - b.i)
    .slice(0, mostCompared)
  return {
    candidates: rank.map(({ i }) => candidates[i]!),
    right: rank.flatMap(({ i }, place) => (right.includes(i) ? place : [])),
  }
}
/** Where in a tie's features the likeness to all words of a claim stands. */
const likenessToAll = 2
const mostCompared = 60

/** An assertion's words with the sentence and the paragraph around the first of them. */
export function markedWords({ paragraphs }: KnownLetter, { quote, ranges }: KnownAssertion) {
  const range = ranges[0]!
  const paragraph = paragraphs.findLast(({ start }) => start <= range.start)!
  const points = codePoints(paragraph.text)
  const place = {
    start: range.start - paragraph.start,
    end: Math.min(range.end - paragraph.start, points.length),
  }
  const sentence = sentenceAround(paragraph.text, place)
  return {
    quote,
    sentence: points.slice(sentence.start, sentence.end),
    paragraph: paragraph.text,
    start: points.toUtf16(place.start) - points.toUtf16(sentence.start),
  }
}

/** Learned from the shipped letters: for collections that are too small or too large to learn from, and for who can't wait. */
export const commonWeights: RankingWeights = {
  ties: [
    1.91, 0.14, 2.53, -1.85, -0.19, -1.18, 1.9, 0.54, 1.49, -1.05, 1.88, 0.27, -0.44, 1.67, -1.08, -0.34,
    0.63, 0.76, -0.62, 1.05, 0.56, 2.17, 2.96, 1.06, 1.77, 1.18, -5.02, 0.74, 2.99, -0.05, -0.18, 0.11, -0.18,
    1.65, 0.43, 2.17, 0.15, -1.57, 0.01, -0.35, 0.14, -1.19, 0.86,
  ],
  newClaim: [-0.5, 0.99, 0.46],
}
