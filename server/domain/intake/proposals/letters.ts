import { opening } from '../../words.ts'
import { type Decisions, decide, placeOf } from '../decisions.ts'
import type { Source } from '../source.ts'
import type { Proposal, View } from './proposal.ts'

/** Letters that only the making of the page has changed: words divided at the end of a line, ligatures, invisible signs. */
export function proposeLetters({ source, replacements }: View): Proposal[] {
  const words = wordsOf(source)
  const invisible: Decisions = {}
  const ligatures: Decisions = {}
  const proposals: Proposal[] = []
  const firsts = { invisible: 0, ligatures: 0 }
  for (const [block, { text }] of source.blocks.entries()) {
    const isFree = (from: number, to: number) =>
      replacements(block).every((one) => to <= one.from || from >= one.to)
    for (const { 0: match, index } of text.matchAll(/[-\u00ad\u2010][^\S\n]*\n\s*(?=\p{Ll})/gu)) {
      const [from, to] = [index, index + match.length]
      // A word is found within so many letters of the place where it is divided.
      const head = /\p{L}+$/u.exec(text.slice(Math.max(0, from - longestWord), from))?.[0]
      const tail = /^\p{Ll}+/u.exec(text.slice(to, to + longestWord))?.[0]
      if (!head || !tail) continue
      if (!isFree(from, to)) continue
      const isSoft = text[from] === '\u00ad'
      const whole = `${head}${tail}`.toLowerCase()
      const hasHyphen = !isSoft && (words.has(`${head}-${tail}`.toLowerCase()) || !words.has(whole))
      proposals.push({
        id: `letters ${placeOf(block, from)}`,
        kind: 'letters',
        place: placeOf(block),
        what: `“${head}-” and “${tail}” become “${head}${hasHyphen ? '-' : ''}${tail}”.`,
        reason: isSoft
          ? 'The word was divided at the end of a line, by a hyphen that only shows there.'
          : hasHyphen
            ? words.has(`${head}-${tail}`.toLowerCase())
              ? 'The word was divided at the end of a line; elsewhere the letter writes it with a hyphen.'
              : 'The word was divided at the end of a line. Whether the hyphen belongs to it, the letter does not show.'
            : 'The word was divided at the end of a line; elsewhere the letter writes it without a hyphen.',
        sets: decide.words(block, from, to, hasHyphen ? '-' : ''),
      })
    }
    for (const { 0: match, index } of text.matchAll(/[\u00ad\u200b\u200c\u2060\u200e\u200f]+(?!\s*\n)/g)) {
      if (!isFree(index, index + match.length)) continue
      if (!Object.keys(invisible).length) firsts.invisible = block
      Object.assign(invisible, decide.words(block, index, index + match.length, ''))
    }
    for (const { 0: match, index } of text.matchAll(/[\ufb00-\ufb06]/g)) {
      if (!isFree(index, index + match.length)) continue
      if (!Object.keys(ligatures).length) firsts.ligatures = block
      Object.assign(ligatures, decide.words(block, index, index + match.length, match.normalize('NFKC')))
    }
  }
  if (Object.keys(invisible).length) {
    proposals.push(
      gathered('invisible', firsts.invisible, 'Signs that cannot be seen are dropped.', invisible),
    )
  }
  if (Object.keys(ligatures).length) {
    proposals.push(
      gathered(
        'ligatures',
        firsts.ligatures,
        'Letters printed as one (“ﬁ”) become letters of their own (“fi”).',
        ligatures,
      ),
    )
  }
  return proposals

  function gathered(id: string, block: number, what: string, sets: Decisions): Proposal {
    const count = Object.keys(sets).length
    return {
      id: `letters ${id}`,
      kind: 'letters',
      place: placeOf(block),
      what,
      reason: `${count === 1 ? 'Once' : `${count} times`}, first in “${opening(source.blocks[block]!.text, 40)}”.`,
      sets,
    }
  }
}

const longestWord = 60

/** Every word of the source that stands within a line, in small letters. */
function wordsOf(source: Source): Set<string> {
  const words = new Set<string>()
  for (const { text } of source.blocks)
    for (const [word] of text.matchAll(/\p{L}+(?:-\p{L}+)*(?!-?\n|\p{L})/gu)) words.add(word.toLowerCase())
  return words
}
