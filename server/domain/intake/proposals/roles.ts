import type { ParagraphRole } from '../../../../db/vocabulary.ts'
import { opening } from '../../words.ts'
import type { DraftParagraph } from '../compose.ts'
import { readDay } from '../datesInText.ts'
import { type Decisions, decide } from '../decisions.ts'
import { isBody, type Proposal, salutation, type View } from './proposal.ts'

interface Guess {
  role: ParagraphRole
  reason: string
}

/** Every paragraph gets a role: by what it says, and by where it stands before, in or behind the letter's own text. */
export function proposeRoles({ source, draft }: View): Proposal[] {
  const { paragraphs } = draft
  const isHeading = (paragraph: DraftParagraph) =>
    source.blocks[paragraph.segments[0]!.block]!.hint === 'heading'
  const isText = paragraphs.map(
    (paragraph, i) =>
      !isHeading(paragraph) && paragraph.role !== 'heading' && isBody(source, paragraph, paragraphs[i + 1]),
  )
  const guesses = guessRoles(paragraphs, isText, isHeading)
  const runs: { guess: Guess; paragraphs: DraftParagraph[] }[] = []
  let isOpen = false
  for (const [i, paragraph] of paragraphs.entries()) {
    const guess = guesses[i]
    const isNeeded = guess !== undefined && guess.role !== paragraph.role
    const last = runs.at(-1)
    if (isNeeded && isOpen && last!.guess.role === guess.role && last!.guess.reason === guess.reason)
      last!.paragraphs.push(paragraph)
    else if (isNeeded) runs.push({ guess, paragraphs: [paragraph] })
    isOpen = isNeeded
  }
  return runs.map(({ guess, paragraphs: run }) => {
    const sets: Decisions = {}
    for (const { place } of run) Object.assign(sets, decide.role(place, guess.role))
    const first = `“${opening(run[0]!.text, 40)}”`
    return {
      id: `roles ${run[0]!.place}`,
      kind: 'roles',
      place: run[0]!.place,
      what:
        run.length === 1
          ? `${first} is ${inWords[guess.role]}.`
          : `${run.length} paragraphs from ${first} on are ${inWords[guess.role]}.`,
      reason: guess.reason,
      sets,
    }
  })
}

const inWords: Record<ParagraphRole, string> = {
  frame: 'a frame by others, or a masthead',
  address: 'the address',
  heading: 'a heading',
  text: 'text',
  'list item': 'a point of a list',
  signature: 'the signature',
  enclosure: 'an enclosure',
}

const leadIn =
  /\b(?:reads?|goes|runs|says)\s+(?:as follows|in (?:full|part))\b|\bfull text of (?:the|this) (?:letter|statement|appeal|address)\b|\b(?:the )?(?:letter|statement|appeal) (?:reads|says|states)[:,]?$/i
const newsDateline = /^\p{Lu}[\p{Lu}\s.’'-]{2,30},\s+(?:\p{L}+\s+\d{1,2}|\d{1,2}\s+\p{L}+)\b/u
const masthead =
  /\bDistr\b|\bOriginal: \p{L}+$|\bAgenda items?\b|^[AS]\/[\w/.-]+$|\b(?:General Assembly|Security Council|session)$/u
const titled =
  /^(?:an?\s+|the\s+)?(?:(?:open|joint|identical|collective|urgent)\s+)*(?:letters?|appeal|statement|petition|memorandum|note verbale|declaration|address)\b(?!\s*,)/i
const subject = /^(?:subject|re|ref|regarding)\s*:/i
const addressed =
  /^(?:to\b(?: the attention)?|att(?:n|ention)\b|(?:his|her|their) (?:excellency|excellencies|holiness|majesty)|h\.?\s?e\.?\s|mrs?\.?\s|ms\.?\s|dr\.?\s|madam\b|sir\b|cc\s?:|via\s)/i
const closing =
  /^(?:(?:yours?|very) (?:sincerely|faithfully|respectfully|truly)|sincerely|respectfully|faithfully|(?:with |kind |best )+(?:regards|wishes|respect)|please accept|accept,|\(signed\)|signed\b|signator|signed by|the undersigned|on behalf of)/i
const signed = /^(?:\(signed\)|signed\s*:?|signator(?:y|ies)\b|signed by|the undersigned)/i
const enclosed = /^(?:encl(?:osures?|osed)?|attach(?:ments?|ed)?)\s*[.:]/i
const annexed = /^(?:annex(?:es)?|appendix|enclosure)\b/i

/** A guess for each paragraph that is not plain text; undefined leaves it as it is. */
function guessRoles(
  paragraphs: readonly DraftParagraph[],
  isText: readonly boolean[],
  isHeading: (paragraph: DraftParagraph) => boolean,
): (Guess | undefined)[] {
  const guesses: (Guess | undefined)[] = []
  const texts = paragraphs.map(({ text }) => text)

  const leadEnd = endOfLead(texts)
  const opens = isText.findIndex((is, i) => i > leadEnd && is)
  const isAnnex = ({ text }: DraftParagraph, i: number) =>
    i > opens && opens >= 0 && annexed.test(text) && !isText[i]
  const annex = orEnd(paragraphs.findIndex(isAnnex))
  const signedFrom = orEnd(
    paragraphs.findIndex(({ text }, i) => i > leadEnd && i < annex && signed.test(text) && text.length < 120),
  )
  const bodyEnd = Math.min(signedFrom, annex)
  const first = opens < bodyEnd ? opens : -1
  const last = isText.findLastIndex((is, i) => i > leadEnd && i < bodyEnd && is)
  const hasMasthead = texts.slice(0, Math.max(first, 0)).some((text) => masthead.test(text))

  function orEnd(index: number) {
    return index < 0 ? paragraphs.length : index
  }

  let isAddress = false
  let hasClosed = false
  for (const [i, paragraph] of paragraphs.entries()) {
    const { text } = paragraph
    guesses.push(one())

    function one(): Guess | undefined {
      if (i <= leadEnd) return { role: 'frame', reason: 'It leads in to the letter in the words of others.' }
      if (paragraph.role === 'heading' || isHeading(paragraph))
        return { role: 'heading', reason: 'The source marks it as a heading.' }
      if (i >= annex) return { role: 'enclosure', reason: 'It stands in what is annexed to the letter.' }
      if (enclosed.test(text) && text.length < 240)
        return { role: 'enclosure', reason: 'It names what is enclosed.' }
      if (first < 0) return undefined
      if (i < first) return beforeText()
      if (i >= signedFrom)
        return { role: 'signature', reason: `It stands from “${opening(texts[signedFrom]!, 30)}” on.` }
      if (i > last) {
        hasClosed = true
        return { role: 'signature', reason: 'It stands behind the last sentence of the letter.' }
      }
      if (closing.test(text) && text.length < 100 && !isText.slice(i + 1, last + 1).some(Boolean))
        hasClosed = true
      if (hasClosed) return { role: 'signature', reason: 'It stands behind the close of the letter.' }
      return inText()
    }

    function beforeText(): Guess {
      if (titled.test(text) || subject.test(text)) {
        isAddress = false
        return { role: 'heading', reason: 'It names the letter or its subject.' }
      }
      if (salutation.test(text) || addressed.test(text)) isAddress = true
      else if (!hasMasthead && readDay(text)?.isWhole) isAddress = true
      return isAddress
        ? { role: 'address', reason: 'It stands above the first sentence, from a date or an addressee on.' }
        : { role: 'frame', reason: 'It stands above the letter and addresses nobody.' }
    }

    function inText(): Guess | undefined {
      // A title between names may be as long as a sentence.
      const isTitle = isAddress && paragraph.mark === '' && !/[.:;!?]/.test(text.slice(-3))
      if (isText[i] && !isTitle) {
        isAddress = false
        return undefined
      }
      if (salutation.test(text) || (addressed.test(text) && text.length < 120)) isAddress = true
      if (isAddress) return { role: 'address', reason: 'It names somebody whom the letter is for.' }
      return text.length < 160
        ? { role: 'heading', reason: 'It is a line of its own between two paragraphs, and no sentence.' }
        : undefined
    }
  }
  return guesses
}

/** The last paragraph of a frame in which others present the letter; -1 where there is none. */
function endOfLead(texts: readonly string[]): number {
  const start = texts.slice(0, 12)
  const lead = start.findLastIndex((text) => leadIn.test(text) && text.length < 300)
  if (lead >= 0 && lead < texts.length - 1) return lead
  const report = start.findIndex((text) => newsDateline.test(text))
  const quote = start.findIndex((text, i) => i > report && /^[“"«„]/.test(text))
  return report >= 0 && report < 5 && quote > 0 ? quote - 1 : -1
}
