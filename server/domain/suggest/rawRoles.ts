import type { ParagraphRole } from '../../../db/vocabulary.ts'
import { type Block, endsSentence } from './rawBlocks.ts'
import { isFiniteVerb, tokens } from './tags.ts'

export interface RoleBlock {
  role: ParagraphRole
  words: string
}

/** Gives every block a role: what its mark says, else by its form and its place before, in or behind the letter's text. */
export function withRoles(blocks: readonly Block[]): RoleBlock[] {
  const isText = whichAreText(blocks)
  const first = isText.indexOf(true)
  const last = isText.lastIndexOf(true)
  let hasClosed = false
  return blocks.map(({ words, mark }, i) => {
    if (mark === 'heading') return { role: 'heading', words }
    if (closing.test(words) && words.length < 120) hasClosed = true
    if (enclosing.test(words) && words.length < 200) return { role: 'enclosure', words }
    if (i > last || (hasClosed && !readsAsText(words))) return { role: 'signature', words }
    if (isText[i]) return { role: mark === 'list' ? 'list item' : 'text', words }
    const isAddress = salutation.test(words) || addressing.test(words)
    return { role: isAddress ? 'address' : i < first ? 'frame' : 'heading', words }
  })
}

/** Where nothing reads as a sentence, a line that holds a verb is taken for one. */
function whichAreText(blocks: readonly Block[]): boolean[] {
  const isText = blocks.map(
    ({ words, mark }) => mark !== 'heading' && (mark === 'list' || readsAsText(words)),
  )
  if (isText.includes(true)) return isText
  return blocks.map(
    ({ words, mark }) => mark !== 'heading' && words.split(/\s+/).length > 3 && hasVerb(words),
  )
}

const salutation = /^(?:dear|your|his|her|to|excellenc|mr\.?|mrs\.?|ms\.?|sir|madam)\b/i
const addressing =
  /^(?:secretary|president|minister|ministry|chair|ambassador|department|attn|\p{L}+,? \d{1,2} \p{L}+ \d{4}$)/iu
const closing =
  /^(?:(?:yours )?(?:sincerely|faithfully|respectfully|truly)|(?:with )?(?:best|kind) regards|please accept|\(?signed\b|signator|signed by)/i
const enclosing = /^(?:encl(?:osures?|osed)?|annex(?:es)?)\b[.:]/i

/** Does it open the letter, so that what follows is no part of it? */
export const isSalutation = (words: string) => salutation.test(words) && words.length < 80

/** A sentence, not a line of an address or a title: it ends like one, or is long and holds a verb. */
function readsAsText(words: string): boolean {
  if (isSalutation(words) && !/\.\s*$/.test(words)) return false
  if (closing.test(words) && words.length < 120) return false
  const count = words.split(/\s+/).length
  const isOpen = count > 25 || (count > 3 && /[:;]["”’»)\]]*$/.test(words))
  return (count > 3 && endsSentence(words)) || (isOpen && hasVerb(words))
}

const hasVerb = (words: string) => tokens(words.slice(0, 2000)).some(isFiniteVerb)
