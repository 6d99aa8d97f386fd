import {
  adverbs,
  coordinators,
  determiners,
  formsOfBe,
  formsOfDo,
  formsOfHave,
  isBaseVerb,
  isGerund,
  isPast,
  isThirdPerson,
  mayBeNoun,
  modals,
  negations,
  numberWords,
  objectPronouns,
  prepositions,
  pronouns,
  relatives,
  subordinators,
} from './lexicon.ts'

/**
 * What a word does in its sentence. `finite` is a verb that can be its clause's only one, `past` a form that is either
 * that or a participle, `base` an infinitive.
 */
export type Tag =
  | 'determiner'
  | 'possessive'
  | 'pronoun'
  | 'preposition'
  | 'to'
  | 'coordinator'
  | 'subordinator'
  | 'relative'
  | 'modal'
  | 'be'
  | 'have'
  | 'do'
  | 'finite'
  | 'past'
  | 'participle'
  | 'ing'
  | 'base'
  | 'adverb'
  | 'not'
  | 'number'
  | 'name'
  | 'noun'
  | 'mark'

/** A word or a mark of a sentence; offsets in UTF-16 units of the text it was cut from. */
export interface Token {
  text: string
  lower: string
  start: number
  end: number
  tag: Tag
}

const wordOrMark = /\p{L}[\p{L}\p{M}\p{N}]*(?:[-’'.&/](?=[\p{L}\p{N}])[\p{L}\p{M}\p{N}]+)*(?:[’'](?![\p{L}]))?|\p{N}[\p{N}.,:/]*\p{N}(?:st|nd|rd|th)?|\p{N}+(?:st|nd|rd|th)?|[^\s]/gu

/** The words and marks of `text` from one UTF-16 offset to another, each with what it does. */
export function tokens(text: string, from = 0, to = text.length): Token[] {
  const list: Token[] = []
  for (const match of text.slice(from, to).matchAll(wordOrMark)) {
    let word = match[0]
    // A closing single quote is a mark, unless it makes a plural's genitive: states' but not ‘words’.
    if (/[^sS][’']$/u.test(word) && word.length > 1) word = word.slice(0, -1)
    const start = from + match.index
    list.push({ text: word, lower: word.toLowerCase(), start, end: start + word.length, tag: 'noun' })
    if (word.length < match[0].length) {
      list.push({ text: match[0].at(-1)!, lower: match[0].at(-1)!, start: start + word.length, end: start + match[0].length, tag: 'mark' })
    }
  }
  for (const [i, token] of list.entries()) token.tag = tagOf(list, i)
  return list
}

const nominal = new Set<Tag>(['noun', 'name', 'number', 'pronoun'])
const verbal = new Set<Tag>(['modal', 'be', 'have', 'do', 'finite'])
export const isNominal = ({ tag }: Token) => nominal.has(tag)
/** Can it be the verb that makes a clause? A bare past form may be a mere participle. */
export const isFinite = ({ tag }: Token) => verbal.has(tag)

/** Decided from left to right: what stands before is tagged already. */
function tagOf(list: readonly Token[], i: number): Tag {
  const { text, lower } = list[i]!
  const before = list[i - 1]
  const after = list[i + 1]
  if (!/[\p{L}\p{N}]/u.test(text)) return 'mark'
  if (/^\p{N}/u.test(text)) return 'number'
  if (/[’']s?$/u.test(text) && text.length > 2) return 'possessive'
  if (lower === 'to') return 'to'
  if (negations.has(lower) && (lower === 'not' || lower === 'never' || lower === 'hardly')) return 'not'
  if (lower === 'cannot') return 'modal'
  if (coordinators.has(lower)) return 'coordinator'
  if (modals.has(lower)) return lower === 'may' && text !== lower && i > 0 ? 'name' : 'modal'
  if (formsOfBe.has(lower)) return 'be'
  if (formsOfHave.has(lower)) return 'have'
  if (formsOfDo.has(lower)) return 'do'
  if (lower === 'that') return tagOfThat(list, i)
  if (relatives.has(lower) && lower !== 'when' && lower !== 'where') return 'relative'
  if (lower === 'where' || lower === 'when') return before && isNominal(before) ? 'relative' : 'subordinator'
  if (lower === 'as' || lower === 'since' || lower === 'after' || lower === 'before' || lower === 'until') return 'preposition'
  if (subordinators.has(lower)) return 'subordinator'
  if (prepositions.has(lower)) return 'preposition'
  if (numberWords.has(lower)) return 'number'
  if (determiners.has(lower)) return pronouns.has(lower) && (!after || startsVerb(after.lower)) ? 'pronoun' : 'determiner'
  if (pronouns.has(lower)) return 'pronoun'
  if (objectPronouns.has(lower)) return 'pronoun'
  if (adverbs.has(lower) || /[a-z]{3}ly$/.test(lower)) return 'adverb'
  if (/^\p{Lu}/u.test(text) && i > 0 && !isSentenceOpening(list, i)) return 'name'
  return tagOfOpenWord(list, i)
}

const isSentenceOpening = (list: readonly Token[], i: number) => list.slice(0, i).every(({ tag }) => tag === 'mark' || tag === 'number')
const startsVerb = (word: string) => modals.has(word) || formsOfBe.has(word) || formsOfHave.has(word) || formsOfDo.has(word) || isThirdPerson(word)

function tagOfThat(list: readonly Token[], i: number): Tag {
  const before = list[i - 1]
  const after = list[i + 1]
  if (!after) return 'pronoun'
  if (before && (before.tag === 'preposition' || before.tag === 'to')) return 'determiner'
  if (startsVerb(after.lower)) return before && isNominal(before) ? 'relative' : 'pronoun'
  if (!before || before.tag === 'mark' && i < 2) return 'determiner'
  return 'subordinator'
}

/** The last token before `i` that is no adverb and no negation. */
export function pastAdverbs(list: readonly Token[], i: number): Token | undefined {
  let at = i - 1
  while (list[at] && (list[at]!.tag === 'adverb' || list[at]!.tag === 'not')) at--
  return list[at]
}

function tagOfOpenWord(list: readonly Token[], i: number): Tag {
  const { lower } = list[i]!
  const before = pastAdverbs(list, i)
  const after = list[i + 1]
  const inNounPhrase = before && (before.tag === 'determiner' || before.tag === 'possessive' || (before.tag === 'preposition' && list[i - 1] === before))
  const hasPast = isPast(lower)
  if (isGerund(lower)) return inNounPhrase && before!.tag !== 'preposition' ? 'noun' : 'ing'
  if (before && (before.tag === 'modal' || before.tag === 'do') && (isBaseVerb(lower) || !after || before.tag === 'modal')) return 'base'
  if (before?.tag === 'to' && isBaseVerb(lower)) return 'base'
  if (hasPast) {
    if (before && (before.tag === 'be' || before.tag === 'have')) return 'participle'
    if (inNounPhrase || isAdjective(list, i)) return 'noun'
    return 'past'
  }
  if (inNounPhrase) return 'noun'
  if (before?.tag === 'coordinator' && isBaseVerb(lower) && after?.lower !== 'of' && hasInfinitive(list, i)) return 'base'
  const isForm = isThirdPerson(lower) || isBaseVerb(lower)
  if (!before || !isForm || hasFinite(list, i)) return 'noun'
  const subject = isNominal(before) || before.tag === 'relative' || before.tag === 'coordinator' || (before.tag === 'mark' && /[)”"’—,]/.test(before.text))
  if (!subject) return 'noun'
  const agrees = isThirdPerson(lower) || isPlural(before)
  if (!mayBeNoun(lower)) return agrees || before.tag === 'number' ? 'finite' : 'noun'
  if (before.tag === 'noun' && !/s$/.test(before.lower) && isThirdPerson(lower)&&opensObject(after)) return 'finite'
  if (agrees && opensObject(after)) return 'finite'
  return 'noun'
}

const isPlural = ({ lower, tag }: Token) => tag === 'pronoun' || /[^s]s$/.test(lower) || ['people', 'who', 'which', 'that', 'men', 'women', 'children', 'and', 'or'].includes(lower)

/** What often follows a verb and seldom a noun at the end of its phrase, "of" and the like apart. */
function opensObject(after: Token | undefined): boolean {
  if (!after) return false
  const { lower } = after
  if (lower === 'of') return false
  return (
    determiners.has(lower) ||
    pronouns.has(lower) ||
    prepositions.has(lower) && lower !== 'by' ||
    adverbs.has(lower) ||
    numberWords.has(lower) ||
    lower === 'that' || lower === 'and' && false ||
    /^[\p{Lu}\p{N}“"—]/u.test(after.text) || /[a-z]{3}ly$/.test(lower) || objectPronouns.has(lower) || /[a-z]{4}(?:s|ed|al|ive|ous|ic|ing|ible|able|ary)$/.test(lower)
  )
}

/** Has the part of the sentence up to `i` its verb already? */
function hasFinite(list: readonly Token[], i: number): boolean {
  for (let at = i - 1; at >= 0; at--) {
    const token = list[at]!
    if (isFinite(token) || token.tag === 'past') return true
    if (/^[,;:—(]$/.test(token.text) || ['relative', 'subordinator', 'coordinator'].includes(token.tag)) return false
  }
  return false
}

/** "politically biased accusations": a past form behind its adverb that only describes the noun to come. */
function isAdjective(list: readonly Token[], i: number): boolean {
  const adverb = list[i - 1]
  const after = list[i + 1]
  if ((adverb?.tag !== 'adverb' && adverb?.tag !== 'number') || !after || !/^[\p{Ll}]/u.test(after.text) || prepositions.has(after.lower) || after.lower === 'to' || determiners.has(after.lower)|| coordinators.has(after.lower)||adverbs.has(after.lower)) return false
  const before = list[i - 2]
  return !before || !(isNominal(before) || before.tag === 'have' || before.tag === 'be' || before.tag==='relative')
}

/** Is the word joined to an infinitive, as in "to stop and prevent"? */
function hasInfinitive(list: readonly Token[], i: number): boolean {
  for (let at = i - 2; at >= 0 && at > i - 14; at--) {
    const { tag } = list[at]!
    if (tag === 'base') return true
    if (tag === 'finite' || tag === 'be' || tag === 'have') return false
  }
  return false
}
