import type { Known } from './known.ts'
import { chance, type Example, learn } from './likelihood.ts'
import { spellings, terms, vectorIndex, weighing } from './similarity.ts'

/** A topic that a statement may belong to. `isTicked`: so likely, and by its own words, that it is chosen beforehand. */
export interface GuessedTopic {
  id: string
  isTicked: boolean
  /** A sentence for readers. */
  reason: string
}

const tickedFrom = 0.5
const offeredFrom = 0.3
/** How much the likest known texts count, and the words of the sentence outside of the statement. */
const likestWeight = 3
const sentenceShare = 0.2
const likestTexts = 8

/**
 * Learns from a collection which words go with which topic: from the topics' names and definitions, and from the claims
 * and assertions that carry them. Nothing about any topic is built in.
 */
export function topicGuesser(known: Known): (quote: string, sentence: string) => GuessedTopic[] {
  const texts = knownTexts(known)
  const weigh = weighing(texts.map(({ words }) => words))
  const index = vectorIndex(texts.map(({ words }) => weigh.vector([{ terms: words, weight: 1 }])))
  const topics = known.topics.map(({ id }) => {
    const examples: Example[] = texts.map(({ words, topics, weight }) => ({
      features: words,
      answer: topics.has(id) ? 1 : 0,
      weight,
    }))
    return { id, model: learn(examples, { rounds: 80, restraint: 1, fewest: 2, step: 0.1 }) }
  })

  return (quote, sentence) => {
    const own = distinct(terms(quote))
    const beside = distinct(terms(sentence)).filter((word) => !own.includes(word))
    const likest = [...index.cosines(weigh.vector([{ terms: own, weight: 1 }]))]
      .map((cosine, i) => ({ i, square: (cosine * Math.min(1, texts[i]!.weight * 2)) ** 2 }))
      .sort((a, b) => b.square - a.square || a.i - b.i)
      .slice(0, likestTexts)
    const total = likest.reduce((sum, { square }) => sum + square, 0) || 1
    const written = spellings(`${quote} ${sentence}`)
    return topics
      .flatMap(({ id, model }) => {
        const share = likest.reduce(
          (sum, { i, square }) => sum + (texts[i]!.topics.has(id) ? square / total : 0),
          0,
        )
        const context = beside.reduce((sum, word) => sum + model.weightOf(word), 0)
        const likelihood = chance(model.logit(own) + sentenceShare * context + likestWeight * (share - 0.1))
        if (likelihood < offeredFrom) return []
        const telling = (words: readonly string[]) =>
          words
            .map((word) => ({ word, weight: model.weightOf(word) }))
            .filter(({ weight }) => weight > 0.3)
            .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
            .slice(0, 3)
            .map(({ word }) => `“${written.get(word) ?? word}”`)
        const [inWords, inSentence] = [telling(own), telling(beside)]
        const isTicked = likelihood >= tickedFrom && (inWords.length > 0 || share > 0.5)
        return [{ likelihood, id, isTicked, reason: reasonOf(inWords, inSentence, share) }]
      })
      .sort((a, b) => b.likelihood - a.likelihood)
      .map(({ id, isTicked, reason }) => ({ id, isTicked, reason }))
  }
}

function reasonOf(inWords: readonly string[], inSentence: readonly string[], share: number): string {
  const alike = share > 0.3 ? ' Statements with like words carry it.' : ''
  if (inWords.length) return `${inWords.join(', ')} in the marked words.${alike}`
  if (inSentence.length) return `${inSentence.join(', ')} elsewhere in the sentence.${alike}`
  return alike.trim() || 'Its words together point to it.'
}

const distinct = (words: readonly string[]) => [...new Set(words)]

/** Whatever carries topics: statements count twice (their words, and half as much their gist), claims and topics once. */
function knownTexts(known: Known): { words: string[]; topics: Set<string>; weight: number }[] {
  const text = (words: string, topics: readonly string[], weight = 1) => ({
    words: distinct(terms(words)),
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
