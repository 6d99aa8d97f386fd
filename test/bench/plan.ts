import type { StanceKind } from '../../db/vocabulary.ts'
import { below, type Random, shuffle } from './words.ts'

/** Which assertions bear on which claims, and how. Ids count from 1, as the tables do. */
export interface CorpusPlan {
  assertions: number
  letters: number
  claims: number
  /** By letter id - 1: its author's id. */
  authorOf: Uint8Array
  /** By assertion id - 1: the claim that it was written for. */
  claimOf: Int32Array
  /** By claim id - 1: its stances in order. */
  stances: [assertionId: number, stance: StanceKind][][]
  /** By claim id - 1: the id of its first topic. */
  topicOf: Uint8Array
  largeClaimId: number
}

export const assertionsPerLetter = 60
const claimsPerAssertion = 0.6
export const topicCount = 16
const quotesOfLargeClaim = 5_000

/** Two parties with five authors each, and two authors of neither. */
export const authorCount = 12
export const partyOfAuthor = (authorId: number) => (authorId <= 5 ? 1 : authorId <= 10 ? 2 : null)

/**
 * Deals the assertions out to claims: a fifth contested, the rest qualified, shared, only reported or one-sided. What is
 * left over goes to contested claims, to some of them much more often than to others.
 */
export function planCorpus(assertions: number, random: Random): CorpusPlan {
  const letters = Math.ceil(assertions / assertionsPerLetter)
  const claims = Math.round(assertions * claimsPerAssertion)
  const authorOf = Uint8Array.from({ length: letters }, () => chooseAuthor(random))
  const stances: CorpusPlan['stances'] = Array.from({ length: claims }, () => [])
  const claimOf = new Int32Array(assertions)

  const partyOf = (assertionId: number) =>
    partyOfAuthor(authorOf[Math.floor((assertionId - 1) / assertionsPerLetter)]!)
  const ids = Int32Array.from({ length: assertions }, (_, i) => i + 1)
  // By party: of neither, of the first, of the second.
  const pools = [null, 1, 2].map((party) => ids.filter((id) => partyOf(id) === party))
  for (const pool of pools) shuffle(pool, random)
  const used = [0, 0, 0]
  const left = (pool: number) => pools[pool]!.length - used[pool]!
  const give = (claimId: number, pool: number, stance: StanceKind): boolean => {
    if (!left(pool)) return false
    const assertionId = pools[pool]![used[pool]!++]!
    stances[claimId - 1]!.push([assertionId, stance])
    claimOf[assertionId - 1] = claimId
    return true
  }
  const anyPool = () => {
    let n = below(random, left(0) + left(1) + left(2))
    for (const pool of [0, 1]) if ((n -= left(pool)) < 0) return pool
    return 2
  }

  const contested: number[] = []
  for (let claimId = 1; claimId <= claims; claimId++) {
    const kind = claimId === largeClaimId ? 0 : random()
    const [one, other] = random() < 0.5 ? [1, 2] : [2, 1]
    if (kind < 0.2) {
      give(claimId, one, 'asserts')
      give(claimId, other, 'disputes')
      contested.push(claimId)
    } else if (kind < 0.26) {
      give(claimId, one, 'asserts')
      give(claimId, other, 'qualifies')
    } else if (kind < 0.34) {
      const stance = random() < 0.8 ? 'asserts' : 'disputes'
      give(claimId, one, stance)
      give(claimId, other, stance)
    } else if (kind < 0.38) {
      give(claimId, anyPool(), 'reports')
    } else {
      const pool = anyPool()
      give(claimId, pool, random() < 0.9 ? 'asserts' : 'disputes')
      if (random() < 0.1) give(claimId, pool, 'qualifies')
    }
  }

  const byFame = Int32Array.from(contested)
  shuffle(byFame, random)
  for (const pool of [0, 1, 2]) {
    while (left(pool)) {
      const claimId = byFame[Math.floor(random() ** 2 * byFame.length)]!
      const [firstId, first] = stances[claimId - 1]![0]!
      give(claimId, pool, pool ? stanceBeside(first, partyOf(firstId) === pool, random) : 'reports')
    }
  }

  const large = new Map(stances[largeClaimId - 1])
  const step = Math.max(1, assertions / quotesOfLargeClaim)
  for (let i = 0; large.size < quotesOfLargeClaim && i < assertions; i++) {
    const assertionId = 1 + (Math.floor(i * step) % assertions)
    if (large.has(assertionId)) continue
    const party = partyOf(assertionId)
    large.set(
      assertionId,
      random() < 0.05 ? 'reports' : party === 1 ? 'asserts' : party === 2 ? 'disputes' : 'qualifies',
    )
  }
  stances[largeClaimId - 1] = [...large]

  return {
    assertions,
    letters,
    claims,
    authorOf,
    claimOf,
    stances,
    topicOf: topicsInOrder(claims),
    largeClaimId,
  }
}

const largeClaimId = 7

function chooseAuthor(random: Random): number {
  const n = random()
  if (n < 0.05) return 11 + below(random, 2)
  return n < 0.4 ? 6 + below(random, 5) : 1 + below(random, 5)
}

/** Mostly the stance that its side has taken already; now and then another, as people do. */
function stanceBeside(first: StanceKind, isSameSide: boolean, random: Random): StanceKind {
  const n = random()
  if (n < 0.05) return 'reports'
  if (n < 0.15) return 'qualifies'
  if (isSameSide) return first
  return first === 'asserts' ? 'disputes' : 'asserts'
}

/** Claims stand in the order of their topics, as a loaded folder's do; the first topics are the larger ones. */
function topicsInOrder(claims: number): Uint8Array {
  const weights = Array.from({ length: topicCount }, (_, i) => 1 / (i + 3))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const ends = weights.map(
    (_, i) => (claims * weights.slice(0, i + 1).reduce((sum, weight) => sum + weight, 0)) / total,
  )
  return Uint8Array.from({ length: claims }, (_, i) =>
    Math.min(1 + ends.findIndex((end) => i < end) || topicCount, topicCount),
  )
}
