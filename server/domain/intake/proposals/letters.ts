import { opening } from '../../words.ts'
import { type Decisions, decide, placeOf } from '../decisions.ts'
import type { Source } from '../source.ts'
import { type Mending, mendDivided } from './dividedWords.ts'
import { type Proposal, sourceWords, type View } from './proposal.ts'

/** Letters that only the making of the page has changed: words divided at the end of a line, ligatures, invisible signs. */
export function proposeLetters({ source, draft, replacements }: View): Proposal[] {
  const words = wordsOf(source)
  const invisible: Decisions = {}
  const ligatures: Decisions = {}
  const proposals: Proposal[] = []
  const firsts = { invisible: 0, ligatures: 0 }
  for (const [block, { text }] of source.blocks.entries()) {
    const isFree = (from: number, to: number) =>
      replacements(block).every((one) => to <= one.from || from >= one.to)
    for (const { 0: match, index } of text.matchAll(divided)) {
      const [from, to] = [index, index + match.length]
      if (isFree(from, to)) mend({ block, from, to }, text.slice(to, to + longestWord))
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
  // The end of a page divides words too, where a sentence goes on in another block.
  for (const { segments } of draft.paragraphs) {
    for (const [i, next] of segments.entries()) {
      const before = segments[i - 1]
      const hyphen = before && /[-\u00ad\u2010]\s*$/.exec(sourceWords(source, before))
      if (!hyphen || before.block === next.block) continue
      const divided = { block: before.block, from: before.from + hyphen.index, to: before.to }
      mend(divided, sourceWords(source, next).slice(0, longestWord))
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

  /** A word whose hyphen and end of line stand at a place, and go on with what is behind it. */
  function mend({ block, from, to }: { block: number; from: number; to: number }, behind: string) {
    const { text } = source.blocks[block]!
    // A word is found within so many letters of the place where it is divided.
    const head = /\p{L}+(?:-\p{L}+)*$/u.exec(text.slice(Math.max(0, from - longestWord), from))?.[0]
    const tail = /^\p{Ll}+(?:-\p{L}+)*/u.exec(behind)?.[0]
    if (!head || !tail) return
    const { hasHyphen, reason } = text[from] === '\u00ad' ? softlyDivided : mendDivided(head, tail, words)
    const written = (hyphen: string) => ({
      what: `“${head}-” and “${tail}” become “${head}${hyphen}${tail}”.`,
      sets: decide.words(block, from, to, hyphen),
    })
    const [chosen, other] = hasHyphen ? (['-', ''] as const) : (['', '-'] as const)
    proposals.push({
      id: `letters ${placeOf(block, from)}`,
      kind: 'letters',
      place: placeOf(block),
      ...written(chosen),
      reason,
      other: { ...written(other), button: hyphenButton(other), back: hyphenButton(chosen) },
    })
  }

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
const softlyDivided: Mending = {
  hasHyphen: false,
  reason: 'The word was divided at the end of a line, by a hyphen that only shows there.',
}
const hyphenButton = (hyphen: string) => (hyphen ? 'With the hyphen' : 'Without the hyphen')

/** A hyphen, and the end of the line behind it. */
const divided = /[-\u00ad\u2010][^\S\n]*\n\s*(?=\p{Ll})/gu

/** Every word of the source that no end of a line divides, in small letters. */
function wordsOf(source: Source): Set<string> {
  const words = new Set<string>()
  for (const { text } of source.blocks) {
    const tails = new Set(Array.from(text.matchAll(divided), ({ 0: match, index }) => index + match.length))
    for (const { 0: word, index } of text.matchAll(
      /\p{L}+(?:-\p{L}+)*(?![-\u00ad\u2010][^\S\n]*(?:\n|$)|\p{L})/gu,
    ))
      if (!tails.has(index)) words.add(word.toLowerCase())
  }
  return words
}
