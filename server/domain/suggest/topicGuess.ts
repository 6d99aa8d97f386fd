import type { Known } from './known.ts'
import { chance, type Example, learn } from './likelihood.ts'
import { spellings, terms, vectorIndex, weighing } from './similarity.ts'
import { likeTerms } from './thesaurus.ts'

/** A topic that a statement may belong to. `isTicked`: so likely that it is chosen beforehand. */
export interface GuessedTopic {
  id: string
  isTicked: boolean
  /** A sentence for readers. */
  reason: string
}

const tickedFrom = 0.48
const offeredFrom = 0.25
const likestTexts = 8

/**
 * How much each sign of a topic counts: its words in the statement and in the rest of the sentence, its share among the
 * likest texts and among the likely claims, and likeness to the topic's definition and to its name. Learned from the
 * shipped letters, each by the others; of the topics themselves nothing is built in.
 */
const signs = { words: 0.5, beside: 0.2, likest: 1.6, claims: 2.4, definition: 14.5, name: 3.9, none: -2.4 }

/**
 * Learns from a collection which words go with which topic: from the topics' names and definitions, and from the claims
 * and assertions that carry them. `claimShares` says how likely the statement's claim is one of each topic.
 */
export function topicGuesser(
  known: Known,
): (quote: string, sentence: string, claimShares: ReadonlyMap<string, number>) => GuessedTopic[] {
  const texts = knownTexts(known)
  const weigh = weighing(texts.map(({ words }) => words))
  const indexOf = (documents: readonly (readonly string[])[]) =>
    vectorIndex(documents.map((words) => weigh.vector([{ terms: words, weight: 1 }])))
  const index = indexOf(texts.map(({ words }) => words))
  const names = indexOf(known.topics.map(({ name }) => withLikeTerms(name)))
  const definitions = indexOf(
    known.topics.map(({ name, definition, includes }) =>
      withLikeTerms(`${name} ${name} ${definition} ${includes}`),
    ),
  )
  const models = known.topics.map(({ id }) => {
    const examples: Example[] = texts.map(({ words, topics, weight }) => ({
      features: words,
      answer: topics.has(id) ? 1 : 0,
      weight,
    }))
    return learn(examples, { rounds: 80, restraint: 1, fewest: 2, step: 0.1 })
  })

  return (quote, sentence, claimShares) => {
    const own = withLikeTerms(quote)
    const beside = withLikeTerms(sentence).filter((word) => !own.includes(word))
    const query = weigh.vector([{ terms: own, weight: 1 }])
    const [nameLikeness, definitionLikeness] = [names.cosines(query), definitions.cosines(query)]
    const likest = [...index.cosines(query)]
      .map((cosine, i) => ({ i, square: (cosine * Math.min(1, texts[i]!.weight * 2)) ** 2 }))
      .sort((a, b) => b.square - a.square || a.i - b.i)
      .slice(0, likestTexts)
    const total = likest.reduce((sum, { square }) => sum + square, 0) || 1
    const written = spellings(`${quote} ${sentence}`)
    return known.topics
      .flatMap(({ id }, topic) => {
        const model = models[topic]!
        const share = likest.reduce(
          (sum, { i, square }) => sum + (texts[i]!.topics.has(id) ? square / total : 0),
          0,
        )
        const likelihood = chance(
          signs.words * model.logit(own) +
            signs.beside * beside.reduce((sum, word) => sum + model.weightOf(word), 0) +
            signs.likest * share +
            signs.claims * (claimShares.get(id) ?? 0) +
            signs.definition * definitionLikeness[topic]! +
            signs.name * nameLikeness[topic]! +
            signs.none,
        )
        if (likelihood < offeredFrom) return []
        const telling = (words: readonly string[]) =>
          words
            .filter((word) => written.has(word))
            .map((word) => ({ word, weight: model.weightOf(word) }))
            .filter(({ weight }) => weight > 0.3)
            .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
            .slice(0, 3)
            .map(({ word }) => `“${written.get(word)}”`)
        const reason = reasonOf({
          inWords: telling(own),
          inSentence: telling(beside),
          share,
          claimShare: claimShares.get(id) ?? 0,
        })
        return [{ likelihood, id, isTicked: likelihood >= tickedFrom, reason }]
      })
      .sort((a, b) => b.likelihood - a.likelihood)
      .map(({ id, isTicked, reason }) => ({ id, isTicked, reason }))
  }
}

interface Signs {
  inWords: readonly string[]
  inSentence: readonly string[]
  share: number
  claimShare: number
}

function reasonOf({ inWords, inSentence, share, claimShare }: Signs): string {
  const found = [
    inWords.length ? `${inWords.join(', ')} in the marked words.` : '',
    !inWords.length && inSentence.length ? `${inSentence.join(', ')} elsewhere in the sentence.` : '',
    share > 0.3 ? 'Statements with like words carry it.' : '',
    claimShare > 0.3 ? 'The likeliest claims carry it.' : '',
  ].filter(Boolean)
  return found.join(' ') || 'Its words are like those of the topic’s definition.'
}

const distinct = (words: readonly string[]) => [...new Set(words)]

/** A text's terms and the groups of like terms that they stand in, each once. */
function withLikeTerms(text: string): string[] {
  const own = terms(text)
  return distinct([...own, ...own.flatMap(likeTerms)])
}

/** Whatever carries topics: statements count twice (their words, and half as much their gist), claims and topics once. */
function knownTexts(known: Known): { words: string[]; topics: Set<string>; weight: number }[] {
  const text = (words: string, topics: readonly string[], weight = 1) => ({
    words: withLikeTerms(words),
    topics: new Set(topics),
    weight,
  })
  return [
    ...known.claims.map(({ wording, topics }) => text(wording, topics)),
    ...known.letters.flatMap(({ assertions }) =>
      assertions.flatMap(({ quote, gist, topics }) => [text(quote, topics), text(gist, topics, 0.5)]),
    ),
    ...known.topics.flatMap(({ id, name, definition, includes }) => [
      text(`${name} ${definition} ${includes}`, [id]),
      text(name, [id]),
    ]),
  ]
}
