import { type Pattern, patterns } from '../../../db/vocabulary.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { cappedCount, countOf, patternWords } from '../../domain/words.ts'
import { type PageContext, placedParties } from '../../web/pageContext.ts'
import { urls } from '../../web/urls.ts'
import type { TopicCountRow, TopicRow } from './queries.ts'

/** A topic with so many claims at most shows one dot for each. */
const mostDots = 60
const countCap = 10_000

/** A pattern, or one side alone, with how many claims of the topic show it. */
interface PatternCount {
  text: string
  claims: number
  href: string
}

/** The list of topics with how its claims stand, each number out of the topic's claims. */
export function topicsPage(
  topics: readonly TopicRow[],
  counts: readonly TopicCountRow[],
  context: PageContext,
) {
  const countsOf = groupBy(counts, ({ topicId }) => topicId)
  const views = topics.map((topic) => topicView(topic, countsOf.get(topic.id) ?? [], context))
  return {
    title: 'Topics',
    banner: corpusBanner(context.parties),
    groups: [
      { title: 'Core topics', topics: views.filter(({ isCore }) => isCore) },
      { title: 'Further topics', topics: views.filter(({ isCore }) => !isCore) },
    ].filter(({ topics: list }) => list.length > 0),
  }
}

function topicView(topic: TopicRow, counts: readonly TopicCountRow[], context: PageContext) {
  const { sidesParams } = context
  const claimsOf = (facet: TopicCountRow['facet'], value: string) =>
    counts.find((row) => row.facet === facet && row.value === value)?.claims ?? 0
  const claims = claimsOf('', '')
  const byPattern = (pattern: Pattern): PatternCount[] => [
    {
      text: patternWords[pattern],
      claims: claimsOf('pattern', pattern),
      href: urls.topic(topic.slug, { pattern, ...sidesParams }),
    },
  ]
  const bySide = (): PatternCount[] =>
    placedParties(context.sides).map((party) => ({
      text: `made only by the ${party.name}`,
      claims: claimsOf('pattern', `only:${party.id}`),
      href: urls.topic(topic.slug, { pattern: `only-${party.slug}`, ...sidesParams }),
    }))
  const listed = patterns
    .flatMap((pattern) => (pattern === 'one-sided' ? bySide() : byPattern(pattern)))
    .filter((count) => count.claims > 0)
  const mirrored: PatternCount = {
    text: 'mirrored by another claim',
    claims: claimsOf('mirrored', 'yes'),
    href: urls.topic(topic.slug, { mirrored: 'yes', ...sidesParams }),
  }
  return {
    slug: topic.slug,
    name: topic.name,
    href: urls.topic(topic.slug, sidesParams),
    isCore: topic.isCore === 1,
    definition: topic.definition,
    includes: topic.includes,
    excludes: topic.excludes,
    claims,
    claimsInWords: claims > countCap ? `${cappedCount(claims, countCap)} claims` : countOf(claims, 'claim'),
    patterns: listed.map(withCount),
    mirrored: mirrored.claims ? withCount(mirrored) : null,
    /** The pattern of each claim, where they are few enough to be seen at once. */
    dots:
      claims <= mostDots
        ? patterns.flatMap((pattern) => Array<Pattern>(claimsOf('pattern', pattern)).fill(pattern))
        : [],
  }
}

const withCount = (one: PatternCount) => ({ ...one, count: cappedCount(one.claims, countCap) })
