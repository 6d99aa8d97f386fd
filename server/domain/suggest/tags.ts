import {
  adverbs,
  alsoAdjectives,
  coordinators,
  describes,
  determiners,
  formsOfBe,
  formsOfDo,
  formsOfHave,
  isBaseVerb,
  isFinitePast,
  isGerund,
  isPast,
  isThirdPerson,
  mayBeNoun,
  modals,
  negations,
  notAdverbs,
  numberWords,
  objectPronouns,
  onlyParticiples,
  prepositions,
  pronouns,
  relatives,
  saysThat,
  showsVerb,
  subordinators,
} from './lexicon.ts'

/**
 * What a word does in its sentence. `finite` is a verb that can be its clause's only one, `past` a form that is either
 * that or a participle, `participle` one behind "be" or "have", `base` an infinitive.
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

/** A word or a mark; offsets in UTF-16 units of the text it was cut from. Adjectives are tagged as nouns. */
export interface Token {
  text: string
  lower: string
  start: number
  end: number
  tag: Tag
}

/** An address on the web is one word: nothing begins or ends within it. */
const webAddress = /(?:[Hh]ttps?:\/\/|[Ww]ww\.)[^\s<>"“”]*[^\s<>"“”.,;:!?’')\]]/u
const wordOrMark =
  /\p{L}[\p{L}\p{M}\p{N}]*(?:[-’'.&/](?=[\p{L}\p{N}])[\p{L}\p{M}\p{N}]+)*[’']?|\p{N}[\p{N}.,:/]*\p{N}(?:st|nd|rd|th)?|\p{N}+(?:st|nd|rd|th)?|\S/gu

const addressOrWord = new RegExp(`${webAddress.source}|${wordOrMark.source}`, 'gu')

/** The words and marks of `text` from one UTF-16 offset to another, each with what it does there. */
export function tokens(text: string, from = 0, to = text.length): Token[] {
  const list: Token[] = []
  const push = (word: string, start: number) =>
    list.push({ text: word, lower: word.toLowerCase(), start, end: start + word.length, tag: 'noun' })
  for (const { 0: word, index } of text.slice(from, to).matchAll(addressOrWord)) {
    const start = from + index
    // A quote behind a word is a mark, unless it makes a plural's genitive: states' but not ‘word’.
    const closing = word.length > 1 && /[^sS][’']$/u.test(word)
    push(closing ? word.slice(0, -1) : word, start)
    if (closing) push(word.slice(-1), start + word.length - 1)
  }
  for (const [i, token] of list.entries()) token.tag = webAddress.test(token.text) ? 'noun' : tagOf(list, i)
  return list
}

export const isNominal = ({ tag }: Token) =>
  tag === 'noun' || tag === 'name' || tag === 'number' || tag === 'pronoun'

/** Can it be the verb that makes a clause? (A bare past form can too, but need not: see `pastIsFinite`.) */
export const isFiniteVerb = ({ tag }: Token) =>
  tag === 'modal' || tag === 'be' || tag === 'have' || tag === 'do' || tag === 'finite'

/** The last token before `i` that is no adverb and no negation. */
export function pastAdverbs(list: readonly Token[], i: number): Token | undefined {
  let at = i - 1
  while (list[at]?.tag === 'adverb' || list[at]?.tag === 'not') at--
  // "at first", "at once".
  if (at < i - 1 && list[at]?.lower === 'at') at--
  return list[at]
}

const anyVerb = (word: string) =>
  modals.has(word) ||
  formsOfBe.has(word) ||
  formsOfHave.has(word) ||
  formsOfDo.has(word) ||
  isThirdPerson(word)

/** Decided from left to right: what stands before is tagged already. Closed classes first, then forms. */
function tagOf(list: readonly Token[], i: number): Tag {
  const { text, lower } = list[i]!
  const before = list[i - 1]
  const after = list[i + 1]
  if (!/[\p{L}\p{N}]/u.test(text)) return 'mark'
  if (/^\p{N}/u.test(text)) return 'number'
  if (/[’']s?$/u.test(text) && text.length > 2) return 'possessive'
  if (lower === 'to') return 'to'
  if (lower === 'not' || lower === 'never' || lower === 'hardly') return 'not'
  if (coordinators.has(lower))
    return lower === 'yet' && before && before.text !== ',' ? 'adverb' : 'coordinator'
  if (modals.has(lower)) return lower === 'may' && text !== lower && i > 0 ? 'name' : 'modal'
  if (lower === 'been' && isUnfinished(pastAdverbs(list, i))) return 'participle'
  if (formsOfBe.has(lower)) return isInfinitive(list, i) ? 'base' : 'be'
  if (formsOfHave.has(lower)) return isInfinitive(list, i) ? 'base' : 'have'
  if (formsOfDo.has(lower)) return isInfinitive(list, i) ? 'base' : 'do'
  if (lower === 'that') return tagOfThat(list, i)
  if (lower === 'where' || lower === 'when') {
    const described = lower === 'where' && before?.text === ',' ? list[i - 2] : before
    return described && isNominal(described) ? 'relative' : 'subordinator'
  }
  if (relatives.has(lower)) return 'relative'
  if (standsAlone.has(lower) && (!after || /^[,.;:!?”)]$/.test(after.text))) return 'adverb'
  if (prepositions.has(lower) || (lower === 'because' && after?.lower === 'of')) return 'preposition'
  if (lower === 'so') return after && opensClauseBehindSo(after) ? 'subordinator' : 'adverb'
  if (subordinators.has(lower)) return 'subordinator'
  if (numberWords.has(lower)) return 'number'
  if (determiners.has(lower)) {
    const standsAlone = !after || (/^[.,;:?!)]$/.test(after.text) && !needsNoun.test(lower))
    return standsAlone || (pronouns.has(lower) && anyVerb(after.lower) && !isTheirs(lower, after.lower))
      ? 'pronoun'
      : 'determiner'
  }
  if (pronouns.has(lower) || objectPronouns.has(lower)) return 'pronoun'
  if (adverbs.has(lower) || (/[a-z]{3}ly$/.test(lower) && !notAdverbs.has(lower))) return 'adverb'
  if (/^\p{Lu}/u.test(text) && !opensSentence(list, i)) return 'name'
  return tagOfOpenWord(list, i)
}

/** "these films": several things, of which no verb in -s tells. */
const isTheirs = (word: string, next: string) =>
  /^(?:these|those|many|some|all|others)$/.test(word) && isThirdPerson(next) && mayBeNoun(next)

/** "Both were refused", "the law requires both."; but never "its." */
const needsNoun = /^(?:an?|the|no|every|its|his|our|your|their|my|whose|certain|various|numerous|much)$/

/** "the day before.", "nothing has been heard since.": prepositions that may end a sentence. */
const standsAlone = new Set(['before', 'since', 'below', 'above', 'inside', 'outside', 'around', 'beyond'])

/** "having | been heard", "to have | been heard": no verb that makes a clause. */
const isUnfinished = (before: Token | undefined) =>
  before !== undefined && /^ha(?:ving|ve)$/.test(before.lower) && before.tag !== 'have'

/** "to have left", "to be", "to do so". */
const isInfinitive = (list: readonly Token[], i: number) => {
  const before = pastAdverbs(list, i)
  // "which up to now have been kept".
  return before?.tag === 'to' && list[list.indexOf(before) - 1]?.lower !== 'up'
}

/** "so that …", "so they …", but not "so far", "to do so". */
const opensClauseBehindSo = ({ lower }: Token) =>
  lower === 'that' || pronouns.has(lower) || determiners.has(lower)

const opensSentence = (list: readonly Token[], i: number) =>
  list.slice(0, i).every(({ tag }) => tag === 'mark' || tag === 'number')

function tagOfThat(list: readonly Token[], i: number): Tag {
  const before = list[i - 1]
  const after = list[i + 1]
  if (!after) return 'pronoun'
  if (before?.tag === 'preposition' || before?.tag === 'to') return 'determiner'
  if (anyVerb(after.lower)) return before && isNominal(before) ? 'relative' : 'pronoun'
  if (isObject(list, i)) return 'determiner'
  // "actions that violate …", "the cable that connected …": the verb has no other subject.
  if (before && isNominal(before) && opensWithVerb(before, after, list[i + 2])) return 'relative'
  const opensClause = determiners.has(after.lower) || pronouns.has(after.lower)
  return i < 2 && (!before || before.tag === 'mark') && !opensClause ? 'determiner' : 'subordinator'
}

/** "violating that article, …": the verb before says nothing, and no verb of another clause follows. */
function isObject(list: readonly Token[], i: number): boolean {
  const before = list[i - 1]
  const after = list[i + 1]!
  const isVerb = before && ['finite', 'base', 'ing', 'past', 'participle'].includes(before.tag)
  if (!isVerb || saysThat.test(before.lower) || determiners.has(after.lower) || pronouns.has(after.lower))
    return false
  const end = list.findIndex(({ text }, at) => at > i && /^[,.;:—]$/.test(text))
  return !list.slice(i + 1, end < 0 ? list.length : end).some(({ lower }) => anyVerb(lower) || isPast(lower))
}

const opensWithVerb = (before: Token, { lower }: Token, next: Token | undefined) =>
  (isBaseVerb(lower) &&
    isPlural(before) &&
    (!mayBeNoun(lower) ||
      (next !== undefined &&
        (prepositions.has(next.lower) ||
          adverbs.has(next.lower) ||
          next.lower === 'to' ||
          opensPhrase(next))))) ||
  (isPast(lower) &&
    !onlyParticiples.has(lower) &&
    (opensPhrase(next) || (next !== undefined && prepositions.has(next.lower)) || next?.lower === 'to'))

function tagOfOpenWord(list: readonly Token[], i: number): Tag {
  const { lower } = list[i]!
  const before = pastAdverbs(list, i)
  const after = list[i + 1]
  const isDetermined =
    before?.tag === 'determiner' || before?.tag === 'possessive' || before?.lower === 'whose'
  const isInPhrase = isDetermined || (before?.tag === 'preposition' && list[i - 1] === before)
  // "high-ranking", "war-torn", but "re-elected".
  const isCompound = lower.includes('-') && !/^(?:re|co|cross|over|under)-/.test(lower)
  if (isGerund(lower) && isCompound) return 'noun'
  if (!before && after && opensOrder(lower, after)) return isBaseVerb(lower) ? 'base' : 'finite'
  if (isGerund(lower)) return isDetermined || namesWhatIsDone(list, i) ? 'noun' : 'ing'
  if (before?.tag === 'modal' || (before?.tag === 'do' && (isBaseVerb(lower) || !after))) return 'base'
  if (before?.tag === 'to' && isBaseVerb(lower)) return 'base'
  if (isPast(lower)) {
    if (
      before &&
      (before.tag === 'be' || formsOfHave.has(before.lower) || /^(?:be|been|having)$/.test(before.lower))
    )
      return 'participle'
    return isInPhrase || describesNext(list, i) || isAmongDescriptions(list, i)
      ? 'noun'
      : isFinitePast(lower)
        ? 'finite'
        : 'past'
  }
  if (
    before &&
    isSubject(list, i, before) &&
    (/^(?:i|we)$/.test(before.lower) || agreesWith(before, lower))
  ) {
    return 'finite'
  }
  if (isInPhrase) return 'noun'
  if (before?.tag === 'relative' && isSubjectOfRelative(list, i, before)) return 'finite'
  if (before?.tag === 'coordinator' && isBaseVerb(lower) && after?.lower !== 'of' && hasInfinitive(list, i)) {
    return 'base'
  }
  return before && (isThirdPerson(lower) || isBaseVerb(lower)) && makesClause(list, i, before)
    ? 'finite'
    : 'noun'
}

/** "Release the crew", "demands an inquiry", "calls upon …": the first word of an item; no noun has a determiner behind it. */
const opensOrder = (word: string, after: Token) =>
  (determiners.has(after.lower) && !pronouns.has(after.lower) && (isBaseVerb(word) || isThirdPerson(word))) ||
  (isThirdPerson(word) && showsVerb(word, after.lower))

/** Is a pronoun before a word its subject: "we count on …", not "tell them that we and they …"? */
const isSubject = (list: readonly Token[], i: number, before: Token) =>
  subjectPronouns.test(before.lower) && before.tag === 'pronoun' && !hasVerb(list, i, false)
const subjectPronouns = /^(?:i|we|you|he|she|it|they)$/
const agreesWith = ({ lower }: Token, verb: string) =>
  /^(?:he|she|it)$/.test(lower) ? isThirdPerson(verb) : isBaseVerb(verb)

/** "which runs for …", "who still hope": the verb follows the word that is its subject, whatever else the form may be. */
function isSubjectOfRelative(list: readonly Token[], i: number, before: Token): boolean {
  const { lower } = list[i]!
  if (!/^(?:which|who|that)$/.test(before.lower) || alsoAdjectives.has(lower)) return false
  const opening = list[list.indexOf(before) - 1]
  const after = list[i + 1]
  if (opening?.tag === 'preposition' && opening.lower !== 'of') return false
  return (isThirdPerson(lower) || isBaseVerb(lower)) && !(after && anyVerb(after.lower))
}

/** Is the form, which may be a verb of the present, one here? `before` is what stands before it, adverbs apart. */
function makesClause(list: readonly Token[], i: number, before: Token): boolean {
  const { lower } = list[i]!
  const isOnlyVerb = !mayBeNoun(lower)
  const after = list[i + 1]
  const opensMore = after !== undefined && opensClause(after)
  if (hasVerb(list, i, !isOnlyVerb && !(opensMore && after.lower === 'that'))) return false
  const hasSubject =
    isNominal(before) ||
    before.tag === 'relative' ||
    before.tag === 'coordinator' ||
    (before.tag === 'mark' && /[)”"’—,]/.test(before.text))
  if (!hasSubject || isOwned(list, i)) return false
  // "images published in May show that …": a name or number before may belong to anything.
  const isOpen = opensMore && (before.tag === 'name' || before.tag === 'number')
  const agrees = isThirdPerson(lower) || isPlural(before) || isOpen
  if (alsoAdjectives.has(lower)) return agrees && opensPhrase(after)
  if (isOnlyVerb) {
    return agrees || before.tag === 'number' || closesRelative(list, i) || hasSubjectAfar(list, i)
  }
  // "reports emerged …": the next word is the verb.
  if (!agrees || !after || isFinitePast(after.lower)) return false
  // "days of desperate attempts to …": what a preposition leads to is no subject.
  const isDescribed = describes(before.lower) || isPast(before.lower)
  if (before.tag === 'noun' && isDescribed && list[i - 2]?.tag === 'preposition') return false
  // "the Government accordingly protests in …": an adverb stands before a verb.
  if (isNominal(before) && list[i - 1]!.tag === 'adverb' && /ly$/.test(list[i - 1]!.lower)) return true
  // "missile strikes on …": two nouns; "the closure leads to …" is shown by its "to".
  if (prepositions.has(after.lower) || after.lower === 'to') return showsVerb(lower, after.lower)
  return opensObject(after)
}

/** "the traces found on the seabed | appear to …": may a plural farther back be the subject of what is only a verb? */
function hasSubjectAfar(list: readonly Token[], i: number): boolean {
  const start = list
    .slice(0, i)
    .findLastIndex(({ tag }) =>
      ['mark', 'relative', 'subordinator', 'coordinator', 'to', 'modal', 'base'].includes(tag),
    )
  const subject = list.slice(start + 1, i).find(isNominal)
  return subject !== undefined && isPlural(subject) && subject !== list[i - 1]
}

/** "The reports, which have been published, contain …", "The acts, being deliberate, amount to …": a comma ends what only describes the subject. */
function closesRelative(list: readonly Token[], i: number): boolean {
  if (list[i - 1]?.text !== ',' || hasInfinitive(list, i + 1)) return false
  const comma = list.slice(0, i - 1).findLastIndex(({ text }) => text === ',')
  if (comma > 0 && ['ing', 'past'].includes(list[comma + 1]!.tag)) return true
  const relative = list.slice(0, i - 1).findLastIndex(({ tag }) => tag === 'relative')
  const opens = [',', 'of'].includes(list[relative - 1]?.text ?? '')
  return relative > 0 && opens && list.slice(relative, i).some(isFiniteVerb)
}

/** "whose names it published", "whose names and addresses it published": things of somebody, before a verb. */
function isOwned(list: readonly Token[], i: number): boolean {
  if (list[i - 1]!.tag !== 'coordinator') return list[i - 1]!.lower === 'whose'
  const start = list.slice(0, i).findLastIndex((token) => !isNominal(token) && token.tag !== 'coordinator')
  return list[start]?.lower === 'whose'
}

const isPlural = ({ lower, tag }: Token) =>
  tag === 'pronoun' ||
  /[^s]s$/.test(lower) ||
  /^(?:people|who|whom|which|that|men|women|children|and|or)$/.test(lower)

const opensPhrase = (after: Token | undefined) =>
  after !== undefined &&
  (determiners.has(after.lower) || objectPronouns.has(after.lower) || /^\p{Lu}/u.test(after.text))

const opensClause = ({ lower }: Token) =>
  lower === 'that' || determiners.has(lower) || (/[a-z]{3}ly$/.test(lower) && !notAdverbs.has(lower))

/** What often follows a verb and seldom a noun. */
function opensObject(after: Token | undefined): boolean {
  if (!after || after.lower === 'of' || after.lower === 'by') return false
  const { lower, text } = after
  return (
    determiners.has(lower) ||
    pronouns.has(lower) ||
    objectPronouns.has(lower) ||
    prepositions.has(lower) ||
    adverbs.has(lower) ||
    numberWords.has(lower) ||
    negations.has(lower) ||
    lower === 'that' ||
    lower === 'to' ||
    /^[\p{Lu}\p{N}“"—]/u.test(text) ||
    /[a-z]{3}ly$|[a-z]{4}(?:s|ed|al|ive|ous|ic|ing|ible|able|ary)$/.test(lower)
  )
}

/** Has the clause that `i` stands in its verb already? A bare past form may be one, or not. */
function hasVerb(list: readonly Token[], i: number, countsPast: boolean): boolean {
  for (let at = i - 1; at >= 0; at--) {
    const token = list[at]!
    if (isFiniteVerb(token) || (countsPast && token.tag === 'past')) return true
    if (/^[,;:—(]$/.test(token.text)) return false
    if (token.tag === 'relative' || token.tag === 'subordinator' || token.tag === 'coordinator') return false
  }
  return false
}

/** "politically biased accusations", "three concluded truces", "laid barbed wire": a past form that only describes the noun to come. */
function describesNext(list: readonly Token[], i: number): boolean {
  const link = list[i - 1]
  const after = list[i + 1]
  if (link?.tag !== 'adverb' && link?.tag !== 'number' && link?.tag !== 'past') return false
  if (!after || !/^\p{Ll}/u.test(after.text)) return false
  const { lower } = after
  if (lower === 'to' || prepositions.has(lower) || determiners.has(lower)) return false
  if (coordinators.has(lower) || adverbs.has(lower)) return false
  const before = list[i - 2]
  return !before || !(isNominal(before) || ['have', 'be', 'relative'].includes(before.tag))
}

/** "in the course of recent armed aggression": a past form between another word that describes and the noun. */
function isAmongDescriptions(list: readonly Token[], i: number): boolean {
  const [link, before, after] = [list[i - 2], list[i - 1], list[i + 1]]
  return (
    link?.tag === 'preposition' &&
    before?.tag === 'noun' &&
    describes(before.lower) &&
    after !== undefined &&
    /^\p{Ll}/u.test(after.text) &&
    !prepositions.has(after.lower) &&
    !determiners.has(after.lower) &&
    !coordinators.has(after.lower)
  )
}

/** "ethnic cleansing", "the artillery shelling of …": an -ing form behind what describes it, without an object. */
function namesWhatIsDone(list: readonly Token[], i: number): boolean {
  const [before, after] = [list[i - 1], list[i + 1]]
  if (before?.tag !== 'noun' && before?.tag !== 'name') return false
  if (after?.lower === 'of') return !takesOf.test(list[i]!.lower)
  const isLast =
    !after || !/[\p{L}\p{N}]/u.test(after.text) || coordinators.has(after.lower) || anyVerb(after.lower)
  return isLast && before.tag === 'noun' && describes(before.lower)
}
const takesOf = /^(?:consist|dispos|speak|dy|complain|boast|think|approv|despair|smell|rid)ing$/

/** Is the word joined to an infinitive a few words back: "to stop and prevent"? */
function hasInfinitive(list: readonly Token[], i: number): boolean {
  for (let at = i - 2; at >= 0 && at > i - 14; at--) {
    const { tag } = list[at]!
    if (tag === 'base') return true
    if (tag === 'finite' || tag === 'be' || tag === 'have') return false
  }
  return false
}
