import { sentences } from '../text/sentences.ts'

const distance =
  /\b(?:allege(?:s|d|dly)?|alleging|so-called|purport(?:s|ed|edly)?|supposed(?:ly)?|reportedly|claims? that|claimed(?: that)?|pretended(?:ly)?)\b/i
const quoted = /[“”„«»"]|(?<![\p{L}\p{N}])[‘'][^‘’']+[’'](?![\p{L}\p{N}])/u
const negation = /\b(?:not|no|never|none|neither|nor|nobody|nothing|cannot|without)\b|n[’']t\b/i

const denial =
  /\b(?:den(?:y|ies|ied|ial|ying)|reject(?:s|ed|ing|ion)?|refut(?:e|es|ed|ing)|false(?:ly)?|fabricat\w+|unfounded|baseless|groundless|untrue|contrary to)\b/i

/** Whether a text says that something is not so. */
export const negates = (text: string) => negation.test(text) || denial.test(text)

/**
 * What may keep a claim's wording from being neutral, affirmative and one sentence, each with what to do instead. Only hints:
 * a treaty's name may hold a "no", and a person decides.
 */
export function wordingHints(wording: string): string[] {
  const hints: string[] = []
  const distant = distance.exec(wording)
  if (distant) {
    hints.push(
      `“${distant[0]}” keeps a distance. Say plainly what is so: who asserts and who disputes it is told by the stances.`,
    )
  }
  if (quoted.test(wording)) {
    hints.push(
      'Words in quotation marks are somebody’s own. A claim is worded in words that either side could use.',
    )
  }
  const negated = negation.exec(wording)
  if (negated) {
    hints.push(
      `“${negated[0]}” puts it in the negative. Word it the other way round where you can: who says that it is not so disputes it.`,
    )
  }
  if (sentences(wording).length > 1) {
    hints.push('These are several sentences. A claim is one: what can be true apart is a claim of its own.')
  }
  return hints
}
