import type { Range } from '../text/anchor.ts'
import { codePoints } from '../text/codePoints.ts'
import { sentenceAround } from '../text/sentences.ts'

/** Words at their place in a paragraph; offsets are code points of it. */
interface Placed {
  paragraph: string
  range: Range
  language: string
}

/**
 * Whether what surrounds the same words in two versions of a text leaves their sense alone, as far as that can be told
 * without understanding them: no number, name or negation directly beside them is another one, and their sentence has
 * as many negations as before. In a language whose negations are not known here no word of the sentence may differ.
 */
export function isUndisturbed(before: Placed, after: Placed): boolean {
  const [was, is] = [surroundings(before), surroundings(after)]
  if (!isEnglish(before.language) || !isEnglish(after.language)) {
    return was.ahead.join(' ') === is.ahead.join(' ') && was.behind.join(' ') === is.behind.join(' ')
  }
  const isSameBeside = (one: string | undefined, other: string | undefined) =>
    one === other || !(isWeighty(one) || isWeighty(other))
  return (
    isSameBeside(was.ahead.at(-1), is.ahead.at(-1)) &&
    isSameBeside(was.behind[0], is.behind[0]) &&
    negations(was) === negations(is)
  )
}

interface Surroundings {
  ahead: string[]
  behind: string[]
}

/** The words of the sentence ahead of the range and behind it. */
function surroundings({ paragraph, range }: Placed): Surroundings {
  const points = codePoints(paragraph)
  const sentence = sentenceAround(paragraph, range)
  return {
    ahead: wordsOf(points.slice(Math.min(sentence.start, range.start), range.start)),
    behind: wordsOf(points.slice(range.end, Math.max(sentence.end, range.end))),
  }
}

/** Numbers with their points and commas, and words with their hyphens and apostrophes, are one word each. */
export const wordsOf = (text: string): string[] =>
  text.match(/[\p{L}\p{M}\p{N}]+(?:[.,'’‐-][\p{L}\p{M}\p{N}]+)*[%‰]?/gu) ?? []

const negation =
  /^(?:no|not|non|never|none|nor|neither|cannot|nobody|nothing|nowhere|without|hardly|barely|den(?:y|ies|ied|ying|ial)|false(?:ly)?|untrue|.+n['’]t|non-.+)$/i

const isWeighty = (word: string | undefined) =>
  word !== undefined && (/\p{N}|^\p{Lu}/u.test(word) || negation.test(word))

const negations = ({ ahead, behind }: Surroundings) =>
  [...ahead, ...behind].filter((word) => negation.test(word)).length

const isEnglish = (language: string) => /^en\b/i.test(language)
