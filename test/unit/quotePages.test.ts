import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type StanceKind, stanceKinds } from '../../db/vocabulary.ts'
import { pageOfQuotes, planPage, type QuotePlace } from '../../server/domain/quotePages.ts'

const quote = fc.record({ letterId: fc.integer({ min: 1, max: 6 }), stance: fc.constantFrom(...stanceKinds) })

/** Quotes with their places, numbered through each letter. */
function placed(list: { letterId: number; stance: StanceKind }[]): QuotePlace[] {
  const last = new Map<number, number>()
  return list.map(({ letterId, stance }) => {
    const ordinal = (last.get(letterId) ?? 0) + 1
    last.set(letterId, ordinal)
    return { letterId, stance, ordinal }
  })
}

function countsOf(quotes: readonly QuotePlace[]) {
  return [...new Set(quotes.map(({ letterId }) => letterId))].map((letterId) => {
    const taken = (stance: StanceKind) =>
      quotes.filter((one) => one.letterId === letterId && one.stance === stance).length
    return {
      letterId,
      asserts: taken('asserts'),
      disputes: taken('disputes'),
      qualifies: taken('qualifies'),
      reports: taken('reports'),
    }
  })
}

/** Later letters have smaller ids here, so that ids alone would give another order. */
const byDate = (one: number, other: number) => other - one

/** All pages, each read only from the letters that its plan names. */
function allPages(quotes: QuotePlace[], size: number) {
  const pages = []
  let after: QuotePlace | null = null
  for (let guard = 0; guard <= quotes.length; guard++) {
    const plan = planPage(countsOf(quotes), byDate, after, size)
    const page = pageOfQuotes(
      plan,
      quotes.filter(({ letterId }) => plan.letterIds.includes(letterId)),
    )
    pages.push(page)
    if (!page.hasMore) break
    after = page.quotes.at(-1)!
  }
  return pages
}

test('what makes up the position comes first, then qualifications, then reports; each by date and place', () => {
  const quotes = placed([
    { letterId: 1, stance: 'reports' },
    { letterId: 1, stance: 'disputes' },
    { letterId: 2, stance: 'qualifies' },
    { letterId: 2, stance: 'disputes' },
    { letterId: 2, stance: 'disputes' },
  ])
  const [page] = allPages(quotes, 40)
  expect(page?.quotes.map(({ letterId, ordinal }) => [letterId, ordinal])).toEqual([
    [2, 2],
    [2, 3],
    [1, 2],
    [2, 1],
    [1, 1],
  ])
})

test('where a side only qualifies, its qualifications are its position', () => {
  const quotes = placed([
    { letterId: 1, stance: 'reports' },
    { letterId: 1, stance: 'qualifies' },
  ])
  const plan = planPage(countsOf(quotes), byDate, null, 40)
  expect(plan.position).toBe('qualifies')
  expect(pageOfQuotes(plan, quotes).quotes.map(({ stance }) => stance)).toEqual(['qualifies', 'reports'])
})

test('pages of any size give every quote once, in the same order as one page', () => {
  fc.assert(
    fc.property(fc.array(quote, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (list, size) => {
      const quotes = placed(list)
      const whole = allPages(quotes, 1000)[0]!
      const pages = allPages(quotes, size)
      expect(pages.flatMap((page) => page.quotes)).toEqual(whole.quotes)
      expect(whole.quotes).toHaveLength(quotes.length)
      pages.forEach((page, i) => {
        expect(page.total).toBe(quotes.length)
        if (page.quotes.length) expect(page.first).toBe(i * size + 1)
        expect(page.last - page.first + (page.quotes.length ? 1 : 0)).toBe(page.quotes.length)
      })
    }),
  )
})

test('a page reads no more letters than it needs', () => {
  const quotes = placed(Array.from({ length: 60 }, (_, i) => ({ letterId: 1 + (i % 6), stance: 'asserts' })))
  expect(planPage(countsOf(quotes), byDate, null, 10).letterIds).toEqual([6])
  expect(
    planPage(countsOf(quotes), byDate, { letterId: 6, ordinal: 10, stance: 'asserts' }, 10).letterIds,
  ).toEqual([6, 5])
})

test('a page after a quote that is no longer there begins at the beginning', () => {
  const quotes = placed([{ letterId: 1, stance: 'asserts' }])
  const plan = planPage(countsOf(quotes), byDate, { letterId: 9, ordinal: 3, stance: 'asserts' }, 10)
  expect(pageOfQuotes(plan, quotes)).toMatchObject({ first: 1, last: 1, hasMore: false })
})
