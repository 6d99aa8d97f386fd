import type { Position } from '../../../db/vocabulary.ts'
import { attributionInWords } from '../../domain/attribution.ts'
import { citeQuote } from '../../domain/citation.ts'
import { type Interval, intervalInWords } from '../../domain/dates.ts'
import { figureInWords } from '../../domain/figures.ts'
import { type FootnoteUrl, footnoteParts } from '../../domain/footnoteParts.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { quotedRanges } from '../../domain/text/quotedRanges.ts'
import { quoteInSentence } from '../../domain/text/quoteInSentence.ts'
import { capitalised, kindWords, positionWords, stanceWords } from '../../domain/words.ts'
import { urls } from '../../web/urls.ts'
import type { CitationRow, FigureRow, LinkRow, QuoteRow, RangeRow, readQuotes } from './queries.ts'

/** What the quotes of a page need to know besides their rows. */
export interface QuoteSetting {
  position: Position
  /** The number of the claim's present wording. */
  wordingNumber: number
  origin: string
  dateOf: (letterId: number) => Interval
  /** The name and slug of a party, and whether it has words of its own on this claim. */
  partyOf: (partyId: number) => NamedParty | null
}

export interface NamedParty {
  slug: string
  name: string
  hasQuotes: boolean
}

export type Quote = ReturnType<typeof quoteView>

/** The quotes as a page shows them, in the order of their rows. */
export function quoteViews(
  { rows, ranges, paragraphTexts, citations, links, figures }: ReturnType<typeof readQuotes>,
  settingOf: (row: QuoteRow) => QuoteSetting,
): Quote[] {
  const texts = new Map(paragraphTexts.map(({ id, text }) => [id, text]))
  const byAssertion = <T extends { assertionId: number }>(list: T[]) => {
    const groups = groupBy(list, (item) => item.assertionId)
    return (id: number) => groups.get(id) ?? []
  }
  const rangesOf = byAssertion(ranges)
  const citationsOf = byAssertion(citations)
  const linksOf = byAssertion(links)
  const figuresOf = byAssertion(figures)

  return rows.map((row) =>
    quoteView(
      row,
      {
        ranges: rangesOf(row.id).map((range) => ({
          ...range,
          paragraphText: texts.get(range.paragraphId) ?? '',
        })),
        citations: citationsOf(row.id),
        links: linksOf(row.id),
        figures: figuresOf(row.id),
      },
      settingOf(row),
    ),
  )
}

interface Belongings {
  ranges: (RangeRow & { paragraphText: string })[]
  citations: CitationRow[]
  links: LinkRow[]
  figures: FigureRow[]
}

function quoteView(row: QuoteRow, { ranges, citations, links, figures }: Belongings, setting: QuoteSetting) {
  const date = setting.dateOf(row.letterId)
  const author = { name: row.authorName, person: row.authorPerson }
  const lettersAuthor = { name: row.letterAuthorName, person: row.letterAuthorPerson }
  const speaker = row.isLettersAuthor ? null : author
  const exact = ranges.map((range) => range.exact)
  const paragraphs = [...new Set(ranges.map((range) => range.label))]
  const address = setting.origin + urls.assertion(row.slug)
  return {
    slug: row.slug,
    address,
    gist: row.gist,
    stance: row.stance,
    stanceWords: stanceWords[row.stance],
    /** Whether the stance is another than the position it stands under, so that it must be told. */
    isApart: row.stance !== setting.position,
    kind: row.kind,
    /** Named only where it is not a plain fact. */
    kindWords: row.kind === 'fact' ? null : kindWords[row.kind],
    modality: row.modality,
    author: { ...author, kind: row.authorKind },
    /** Whose letter it is, where somebody else speaks in it. */
    withinLetterOf: speaker && lettersAuthor.name,
    letter: {
      slug: row.letterSlug,
      title: row.letterTitle,
      shortTitle: row.letterShortTitle,
      language: row.letterLanguage,
      date: intervalInWords(date),
    },
    paragraphs,
    exact,
    sentence: quoteInSentence(quotedRanges(ranges)),
    attribution: links.length
      ? attributionView({ name: row.authorName, party: row.authorPartySlug }, links, setting)
      : null,
    sources: citations.map(sourceView),
    scope: {
      note: row.scopeNote,
      who: row.who,
      what: row.what,
      whom: row.whom,
      where: row.where,
      when: row.when,
    },
    figures: figures.map((figure) => ({ ...figureOf(figure), words: figureInWords(figure) })),
    /** The number of the earlier wording that it was set against; null where that is the present one. */
    madeAgainst: row.wording === setting.wordingNumber ? null : row.wording,
    citation: citeQuote({
      quotes: exact,
      paragraphs,
      speaker,
      letter: {
        author: lettersAuthor,
        title: row.letterTitle,
        date,
        symbol: row.letterSymbol,
        address: setting.origin + urls.letter(row.letterSlug),
      },
      address,
    }),
  }
}

const figureOf = ({ number, bound, unit, counted, where, when }: FigureRow) => ({
  number,
  bound,
  unit,
  counted,
  where,
  when,
})

/**
 * The chain in words, with where each name leads: to the party's own words, or to the page of the source. Whoever is of
 * the author's own side leads to no words: they are those among which the chain stands.
 */
export function attributionView(
  author: { name: string; party: string | null },
  links: LinkRow[],
  { partyOf }: Pick<QuoteSetting, 'partyOf'>,
) {
  const { text, parts } = attributionInWords(
    author.name,
    links.map(({ name, isAdopted }) => ({ name, isAdopted: isAdopted === 1 })),
  )
  return {
    text,
    author: author.name,
    links: parts.map(({ words, name, index }) => {
      const { partyId, authoritySlug, authorityPartyId } = links[index]!
      const party = partyId === null ? null : partyOf(partyId)
      const speaksFor = authorityPartyId === null ? null : partyOf(authorityPartyId)
      return {
        words,
        name,
        party,
        authority: authoritySlug,
        /** The party for which the authority speaks. */
        speaksFor,
        isOwnSide: author.party !== null && (party ?? speaksFor)?.slug === author.party,
      }
    }),
  }
}

/** A footnote with its words, or an authority that the text names. */
export function sourceView({ marker, text, urls: addresses, authoritySlug, authorityName }: CitationRow) {
  const list = addresses === null ? [] : (JSON.parse(addresses) as FootnoteUrl[])
  return {
    footnote: text === null || marker === null ? null : { marker, parts: footnoteParts(text, list) },
    authority: authoritySlug === null ? null : { slug: authoritySlug, name: authorityName ?? '' },
  }
}

export const positionInWords = (position: Position) => capitalised(positionWords[position])
