import type { StanceKind } from '../../../db/vocabulary.ts'
import { actorsIn } from './actors.ts'
import { coverage, heldBy, wanted } from './coverage.ts'
import type { Known, KnownAssertion, KnownClaim } from './known.ts'
import { type NameFamilies, namedTerms, nameFamilies, plainTerms } from './names.ts'
import { letterGroups, type Vector, vectorIndex, weighing } from './similarity.ts'
import { likeTerms } from './thesaurus.ts'

/** A statement's words, with those around them that say what "it" and "they" are. */
export interface StatementWords {
  quote: string
  sentence: string
  paragraph: string
}

/** A claim with the assertions that bear on it. */
export interface LinkedClaim {
  claim: KnownClaim
  links: { assertion: KnownAssertion; stance: StanceKind }[]
}

/** What ties a statement to one claim. */
export interface Tie {
  features: Float64Array
  /** Who acts in both; undefined where nobody does. */
  sharedActor: string | undefined
}

/**
 * What ties statements to the claims of a collection: words shared with the claim's wording, with the likest statement
 * linked to it and with all of them, as terms, with like terms, and by groups of letters; how much of the one the other
 * says; who acts; names, numbers and topics; who asserted or disputed it before. `party` is the side that speaks, where known.
 */
export function claimTies(known: Known, party: string | null) {
  const linked = linkedClaims(known)
  const names = nameFamilies([
    ...linked.map(({ claim }) => claim.wording),
    ...known.letters.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text)),
  ])
  const withLikeTerms = (text: string) => {
    const terms = namedTerms(text, names)
    return [...terms, ...terms.flatMap(likeTerms)]
  }
  const byTerms = likenessBy((text) => namedTerms(text, names), linked)
  const byLikeTerms = likenessBy(withLikeTerms, linked)
  const byLetters = likenessBy(letterGroups, linked)

  const { findActors, actors } = actorFinder(linked, names)
  const namesOf = linked.map(({ claim }) => namesIn(claim.wording, names))
  const numbersOf = linked.map(({ claim, links }) =>
    numbersIn([claim.wording, ...links.map(({ assertion }) => assertion.quote)].join(' ')),
  )
  const stoodBy = (stance: StanceKind, isOwn: boolean) =>
    linked.map(({ links }) =>
      Number(
        links.some(
          ({ stance: held, assertion }) =>
            held === stance &&
            party !== null &&
            assertion.party !== null &&
            (assertion.party === party) === isOwn,
        ),
      ),
    )
  const [ownAsserts, otherAsserts] = [stoodBy('asserts', true), stoodBy('asserts', false)]
  const [ownDisputes, otherDisputes] = [stoodBy('disputes', true), stoodBy('disputes', false)]

  const wantedOf = (terms: readonly string[]) => wanted(terms, byTerms.rarity)
  const saidOf = linked.map(({ claim, links }) =>
    heldBy(
      [claim.wording, ...links.flatMap(({ assertion }) => [assertion.quote, assertion.gist])].flatMap(
        (text) => plainTerms(text, names),
      ),
    ),
  )
  const whoOf = linked.map(({ claim }) => wantedOf(namedTerms(claim.who, names)))
  const whatOf = linked.map(({ claim }) => wantedOf(plainTerms(claim.what, names)))
  const numbersWanted = linked.map(({ claim }) =>
    wantedOf(namedTerms(claim.wording, names).filter((term) => /^\p{N}/u.test(term))),
  )
  const speaking = namesIn(known.parties.find(({ id }) => id === party)?.name ?? '', names)
  const isAboutSpeaker = actors.map((acting) => Number(meets(acting, speaking)))

  // A sentence makes several statements, a paragraph many: what was found for the last is kept.
  const [inSentence, inParagraph] = [0, 1].map(() =>
    keepingLast((text: string) => ({ all: byLikeTerms.of(text).all, actors: findActors(text) })),
  ) as [Around, Around]

  function tiesOf({ quote, sentence, paragraph }: StatementWords): Tie[] {
    const terms = byTerms.of(quote)
    const like = byLikeTerms.of(quote)
    const letters = byLetters.of(quote)
    const around = [inSentence(sentence), inParagraph(paragraph)]
    const likeness = linked.map(
      (_, i) => 0.25 * like.wording[i]! + 0.25 * like.likest[i]! + 0.5 * like.all[i]!,
    )
    const inQuote = findActors(quote)
    const acting = [inQuote, ...around.map(({ actors }) => actors)].find(({ size }) => size) ?? inQuote
    const topicShares = topicsOfLikest(linked, likeness)
    const wantedPlain = wantedOf(plainTerms(quote, names))
    const held = heldBy(namedTerms(quote, names))
    const [ownNames, ownNumbers] = [namesIn(quote, names), numbersIn(quote)]

    return linked.map(({ claim, links }, i) => {
      const base = likeness[i]!
      const sharedActor = firstShared(actors[i]!, acting)
      const isSame = sharedActor !== undefined
      const isOther = !isSame && actors[i]!.size > 0 && acting.size > 0
      const isSameInQuote = meets(actors[i]!, inQuote)
      const isOtherInQuote = !isSameInQuote && actors[i]!.size > 0 && inQuote.size > 0
      let topic = 0
      for (const id of claim.topics) topic = Math.max(topic, topicShares.get(id) ?? 0)
      const often = Math.log(Math.max(1, links.length))
      let shared = 0
      for (const name of ownNames) if (namesOf[i]!.has(name)) shared++
      const likenesses = [
        like.wording[i]!,
        like.likest[i]!,
        like.all[i]!,
        terms.wording[i]!,
        terms.likest[i]!,
        terms.all[i]!,
        letters.wording[i]!,
        letters.likest[i]!,
        letters.all[i]!,
        around[0]!.all[i]!,
        around[1]!.all[i]!,
      ]
      const features = Float64Array.of(
        ...likenesses,
        ...likenesses.map(flattened),
        coverage(wantedPlain, saidOf[i]!),
        coverage(whoOf[i]!, held),
        coverage(whatOf[i]!, held),
        coverage(numbersWanted[i]!, held),
        base * isAboutSpeaker[i]!,
        base * Number(isSame),
        base * Number(isSameInQuote),
        Number(isSame),
        Number(isOther),
        Number(isSameInQuote),
        Number(isOtherInQuote),
        topic,
        often,
        base * ownAsserts[i]!,
        base * ownDisputes[i]!,
        base * otherDisputes[i]!,
        ownAsserts[i]!,
        otherAsserts[i]!,
        shared / Math.max(1, ownNames.size),
        (namesOf[i]!.size - shared) / Math.max(1, namesOf[i]!.size),
        Number(meets(ownNumbers, numbersOf[i]!)),
      )
      return { features, sharedActor }
    })
  }

  return { linked, names, tiesOf, vectors: byTerms }
}

/** The first words that are shared say more than those after them. */
const flattened = (likeness: number) => likeness / (likeness + 0.2)

function firstShared(one: ReadonlySet<string>, other: ReadonlySet<string>): string | undefined {
  for (const value of one) if (other.has(value)) return value
  return undefined
}
const meets = (one: ReadonlySet<string>, other: ReadonlySet<string>) => firstShared(one, other) !== undefined

type Around = (text: string) => { all: Float64Array; actors: Set<string> }

function keepingLast<T>(make: (text: string) => T): (text: string) => T {
  let last: { text: string; made: T } | undefined
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) }
    return last.made
  }
}

export function linkedClaims(known: Known): LinkedClaim[] {
  const assertions = new Map(known.letters.flatMap((letter) => letter.assertions.map((one) => [one.id, one])))
  return known.claims.map((claim) => ({
    claim,
    links: claim.stances.flatMap(({ assertion, stance }) => {
      const found = assertions.get(assertion)
      return found ? [{ assertion: found, stance }] : []
    }),
  }))
}

/** Likeness of a text to each claim, by some way to cut texts into terms. */
function likenessBy(cut: (text: string) => string[], linked: readonly LinkedClaim[]) {
  const documents = linked.map(({ claim, links }) => ({
    wording: cut(claim.wording),
    quotes: links.map(({ assertion }) => cut(assertion.quote)),
    gists: links.map(({ assertion }) => cut(assertion.gist)),
  }))
  const { vector, rarity } = weighing(documents.flatMap(({ wording, quotes }) => [wording, ...quotes]))
  const one = (terms: readonly string[]) => vector([{ terms, weight: 1 }])
  const wordings = documents.map(({ wording }) => one(wording))
  const all = documents.map(({ wording, quotes, gists }) =>
    vector([
      { terms: wording, weight: 2 },
      ...[...quotes, ...gists].map((terms) => ({ terms, weight: 1 / Math.max(1, quotes.length) })),
    ]),
  )
  const owners = documents.flatMap(({ quotes }, at) => quotes.map(() => at))
  const [ofWordings, ofAll] = [vectorIndex(wordings), vectorIndex(all)]
  const ofQuotes = vectorIndex(documents.flatMap(({ quotes }) => quotes.map(one)))
  return {
    rarity,
    vectorOf: (text: string): Vector => one(cut(text)),
    wordings,
    all,
    of(text: string) {
      const query = one(cut(text))
      const likest = new Float64Array(linked.length)
      for (const [i, cosine] of ofQuotes.cosines(query).entries()) {
        likest[owners[i]!] = Math.max(likest[owners[i]!]!, cosine)
      }
      return { wording: ofWordings.cosines(query), likest, all: ofAll.cosines(query) }
    },
  }
}

/** Who may act is learned from the claims: a name that acts in two of them. */
function actorFinder(linked: readonly LinkedClaim[], names: NameFamilies) {
  const acting = linked.map(({ claim }) => [...actorsIn(claim.wording, names)])
  const counts = new Map<string, number>()
  for (const actor of acting.flat()) counts.set(actor, (counts.get(actor) ?? 0) + 1)
  const isActor = (actor: string) => (counts.get(actor) ?? 0) > 1
  return {
    actors: acting.map((actors) => new Set(actors.filter(isActor))),
    findActors: (text: string) => new Set([...actorsIn(text, names)].filter(isActor)),
  }
}

function namesIn(text: string, { familyOf }: NameFamilies): Set<string> {
  return new Set((text.match(/\p{Lu}\p{L}+/gu) ?? []).flatMap((word) => familyOf(word) ?? []))
}

const numbersIn = (text: string) => new Set(text.match(/\d[\d,.]*\d|\d/g))

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
