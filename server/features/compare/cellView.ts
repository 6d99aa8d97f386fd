import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { assertionsInWords } from '../../domain/assertionBase.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { capitalised, stanceWords } from '../../domain/words.ts'
import type { PageContext } from '../../web/pageContext.ts'
import { claimHead } from './claimHead.ts'
import { type QuoteRow, readClaims, readLinks, readPositions, readQuotes } from './queries/claims.ts'
import { type LetterCell, readCells, readLetterQuotes } from './queries/matrix.ts'
import { lettersById } from './queries/names.ts'
import { type QuoteView, quoteView, sideSetting, sideView } from './sideView.ts'

/** So many quotes of a letter are shown before the claim's page goes on. */
const mostQuotes = 12

/** What a cell of the matrix opens: who speaks, and in which words. */
export interface CellView {
  claim: ReturnType<typeof claimHead>
  name: string
  note: string | null
  place: number | null
  /** A sign and words for the position; null where each quote has its own. */
  position: { shape: string; words: string } | null
  quotes: QuoteView[]
  more: { text: string; href: string }
}

/** The quotes of one letter on a claim, each with its stance; whoever speaks in the letter. */
export function letterCell(db: Db, claimId: number, letterId: number, context: PageContext): CellView {
  const setting = sideSetting(context, datedLetters(db), false)
  const row = readClaims(db, [claimId])[0]!
  const claim = claimHead(row, setting.query)
  const letter = lettersById(db, [letterId]).get(letterId)!
  const quotes = readLetterQuotes(db, claimId, letterId, mostQuotes)
  const linksOf = readLinks(db, quotes)
  const [counts] = readCells(db, [claimId], [letter])
  const speaking = new Set(readPositions(db, [claimId]).map(({ partyId }) => partyId))
  return {
    claim,
    name: letter.title,
    note: [setting.dateInWords(letterId), ...saidInWords(quotes, counts, letter.partyId)].join(', '),
    place: setting.parties.find(({ id }) => id === letter.partyId)?.place ?? null,
    position: null,
    quotes: quotes.map((quote) =>
      quoteView(
        quote,
        capitalised(stanceWords[quote[2]]),
        row,
        linksOf.get(quote[4]),
        (partyId) => speaking.has(partyId),
        setting,
      ),
    ),
    more: { text: everything, href: claim.href },
  }
}

/** How much the letter's author says, as the matrix counts it, and that others speak in the letter or that there is more. */
function saidInWords(
  quotes: readonly QuoteRow[],
  counts: LetterCell | undefined,
  partyId: number | null,
): string[] {
  const hasOthers = quotes.some(([, speaker]) => speaker !== partyId)
  return [
    counts ? assertionsInWords(counts) : null,
    hasOthers ? 'words of others in the letter' : null,
    counts && counts.assertions > mostQuotes ? `the first ${mostQuotes} here` : null,
  ].filter((words) => words !== null)
}

const everything = 'The claim with everything that is said on it'

/** The words that speak for a party on a claim. */
export function partyCell(db: Db, claimId: number, partyId: number, context: PageContext): CellView {
  const setting = sideSetting(context, datedLetters(db), false)
  const row = readClaims(db, [claimId])[0]!
  const party = setting.parties.find(({ id }) => id === partyId)!
  const positions = readPositions(db, [claimId])
  const { quotes, linksOf } = readQuotes(db, [claimId], partyId, null)
  const rowOf = (id: number) => positions.find((one) => one.partyId === id)
  const quotesOf = groupBy(quotes, ([, id]) => id)
  const side = sideView(party, row, rowOf, quotesOf.get(partyId) ?? [], linksOf, setting)
  const claim = claimHead(row, setting.query)
  return {
    claim,
    name: party.name,
    note: side.base ?? side.silence,
    place: party.place,
    position: { shape: side.shape, words: side.positionWords },
    quotes: side.quotes,
    more: side.more
      ? { text: `${side.more.text} from the ${party.name}`, href: side.more.href }
      : { text: everything, href: claim.href },
  }
}
