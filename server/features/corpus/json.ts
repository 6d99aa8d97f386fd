import type { Corpus } from '../../../db/records.ts'
import { groupBy } from '../../domain/groupBy.ts'

/** The whole corpus as one JSON object; `quote` is the exact words, or a list of them where there are several ranges. */
export function corpusJson(corpus: Corpus): object {
  const partyOf = new Map(corpus.authors.map((author) => [author.id, author.party ?? null]))
  const letterAuthor = new Map(corpus.letters.map((letter) => [letter.id, letter.author]))
  const stances = groupBy(corpus.stances, (stance) => stance.claim)
  return {
    ...corpus.corpus,
    parties: corpus.parties,
    authors: corpus.authors,
    authorities: corpus.authorities,
    topics: corpus.topics,
    letters: corpus.letters.map((letter) => ({
      ...letter,
      party: partyOf.get(letter.author) ?? null,
      footnotes: letter.footnotes.map((footnote) => ({
        ...footnote,
        urls: footnote.urls.map(({ url }) => url),
        unusable_urls: footnote.urls.flatMap(({ url, state }, position) =>
          state === 'usable' ? [] : [{ position, url, state }],
        ),
      })),
    })),
    claims: corpus.claims.map((claim) => ({
      ...claim,
      stances: (stances.get(claim.id) ?? []).map(({ claim: _, ...stance }) => stance),
    })),
    relations: corpus.relations,
    assertions: corpus.assertions.map(({ ranges, author, ...assertion }) => {
      const speaker = author ?? letterAuthor.get(assertion.letter)!
      const quotes = ranges.map((range) => range.exact)
      return {
        ...assertion,
        author: speaker,
        party: partyOf.get(speaker) ?? null,
        quote: quotes.length === 1 ? quotes[0] : quotes,
        ranges,
      }
    }),
  }
}
