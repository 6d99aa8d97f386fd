import type { Db } from '../../../db/client.ts'
import { eachRecord, stancesOn } from '../../../db/present.ts'
import type { AssertionRecord, LetterRecord } from '../../../db/records.ts'

/**
 * The whole corpus as one JSON object, piece by piece: each record is read when it is asked for, so that no more than one is
 * held. `quote` is the exact words, or a list of them where there are several ranges. To be gone through in one transaction.
 */
export function* corpusJson(db: Db): Generator<string> {
  const [corpus] = eachRecord(db, 'corpus')
  const authors = [...eachRecord(db, 'author')]
  const partyOf = new Map(authors.map(({ id, party }) => [id, party ?? null]))
  const letterAuthor = new Map<string, string>()

  const head = JSON.stringify({ ...corpus }).slice(0, -1)
  yield head === '{' ? head : `${head},`
  yield* list('parties', eachRecord(db, 'party'))
  yield* list('authors', authors)
  yield* list('authorities', eachRecord(db, 'authority'))
  yield* list('topics', eachRecord(db, 'topic'))
  yield* list('letters', eachRecord(db, 'letter'), (letter) => {
    letterAuthor.set(letter.id, letter.author)
    return letterShown(letter, partyOf.get(letter.author) ?? null)
  })
  yield* list('claims', eachRecord(db, 'claim'), (claim) => ({
    ...claim,
    stances: stancesOn(db, claim.id).map(({ claim: _, ...stance }) => stance),
  }))
  yield* list('relations', eachRecord(db, 'relation'))
  yield* list(
    'assertions',
    eachRecord(db, 'assertion'),
    (assertion) => {
      const author = assertion.author ?? letterAuthor.get(assertion.letter)!
      return assertionShown(assertion, author, partyOf.get(author) ?? null)
    },
    '}',
  )
}

/** A field of the object that is a list of records, and what stands behind it. */
function* list<T extends object>(
  name: string,
  records: Iterable<T>,
  show: (record: T) => object = (record) => record,
  behind = ',',
): Generator<string> {
  let before = `"${name}":[`
  for (const record of records) {
    yield before + JSON.stringify(show(record))
    before = ','
  }
  yield `${before === ',' ? '' : before}]${behind}`
}

const letterShown = (letter: LetterRecord, party: string | null) => ({
  ...letter,
  party,
  footnotes: letter.footnotes.map((footnote) => ({
    ...footnote,
    urls: footnote.urls.map(({ url }) => url),
    unusable_urls: footnote.urls.flatMap(({ url, state }, position) =>
      state === 'usable' ? [] : [{ position, url, state }],
    ),
  })),
})

function assertionShown(
  { ranges, author: _, ...assertion }: AssertionRecord,
  author: string,
  party: string | null,
) {
  const quotes = ranges.map(({ exact }) => exact)
  return { ...assertion, author, party, quote: quotes.length === 1 ? quotes[0] : quotes, ranges }
}
