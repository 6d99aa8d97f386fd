/** A word that the end of a line has divided: whether its hyphen is one of its own, and what shows that. */
export interface Mending {
  hasHyphen: boolean
  reason: string
}

/** English beginnings behind which a word seldom has a hyphen, whether or not they are words themselves. */
const solidHeads = new Set(
  'un dis re pre mis over under with out up in im de be com con en em per pro sub sur trans inter fore there where ab ac ad af ag an ap ar as at il ir or to of on is no the for and not has had was are his her'.split(
    ' ',
  ),
)
/** Words that a hyphen joins to the next, and to the one before. */
const firstParts = new Set(
  'well ill self non anti cross half full high low large small long short newly near old semi quasi vice two three four five seven eight nine twenty thirty forty fifty sixty seventy eighty ninety'.split(
    ' ',
  ),
)
const secondParts = new Set(
  'based backed held led run owned sponsored torn scale term range style made level tank personnel aged related oriented controlled occupied funded imposed linked proclaimed declared styled affected determination government war general minister president chief chair chairs sponsor sponsors being known'.split(
    ' ',
  ),
)
/** What ends English words and is none. */
const endings =
  /^(?:\p{L}{0,3}(?:tions?|sions?|ments?)|ness|ings?|ed|ers?|est|able|ible|ably|ibly|ally|ly|it(?:y|ies)|isms?|ists?|al|ous|ive|ances?|ences?|ful|less|ships?|hood|ward|wards|ries|ties|ies|es)$/u

/**
 * Whether a word that is divided into these two keeps its hyphen. `words` are those that the letter has elsewhere, undivided and
 * in small letters; where they don't tell, what words of English begin and end with has to, and an editor looks at it.
 */
export function mendDivided(head: string, tail: string, words: ReadonlySet<string>): Mending {
  const [small, whole] = [head.toLowerCase(), `${head}${tail}`.toLowerCase()]
  const said = 'The word was divided at the end of a line'
  if (words.has(`${small}-${tail}`.toLowerCase()))
    return { hasHyphen: true, reason: `${said}; elsewhere the letter writes it with a hyphen.` }
  if (words.has(whole))
    return { hasHyphen: false, reason: `${said}; elsewhere the letter writes it without a hyphen.` }
  const unclear = `${said}. Whether the hyphen belongs to it, the letter does not show.`
  if (`${small}-${tail}` === 'so-called' || head.includes('-') || tail.includes('-'))
    return { hasHyphen: true, reason: unclear }
  const isName = /^\p{Lu}{2,}$/u.test(head) || (/^\p{Lu}/u.test(head) && words.has(small))
  if (isName) return { hasHyphen: true, reason: unclear }
  if (solidHeads.has(small))
    return { hasHyphen: false, reason: `${said}: words that begin with “${head}” seldom have a hyphen.` }
  if (firstParts.has(small) || secondParts.has(tail)) return { hasHyphen: true, reason: unclear }
  if (!words.has(small))
    return { hasHyphen: false, reason: `${said}: “${head}” stands nowhere else in the letter as a word.` }
  if (endings.test(tail) && !words.has(tail))
    return { hasHyphen: false, reason: `${said}: “${tail}” ends words and is none.` }
  return { hasHyphen: true, reason: unclear }
}
