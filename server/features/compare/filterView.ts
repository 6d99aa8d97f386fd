import { authorKinds, patterns, stanceKinds } from '../../../db/vocabulary.ts'
import type { letterIndex } from '../../domain/letterIndex.ts'
import { monthInWords } from '../../domain/months.ts'
import { capitalised, cappedCount, patternWords, stanceWords } from '../../domain/words.ts'
import type { PlacedParty } from '../../web/pageContext.ts'
import type { Params } from '../../web/urls.ts'
import { type Choice, cleared, countChosen, type Selection, slugOfWords, without } from './choice.ts'
import { type Facet, facets } from './forms.ts'
import type { FacetCounts } from './queries/counts.ts'
import type { LetterName, TopicName } from './queries/names.ts'

/** A value that can be ticked. `claims` is how many claims it would show with what is chosen in the other filters. */
export interface FilterOption {
  name: string
  value: string
  label: string
  claims: number
  count: string
  isChosen: boolean
}

export interface Filter {
  legend: string
  options: FilterOption[]
  /** How many of its values are chosen. */
  chosen: number
  /** The rest of a long filter, folded away. */
  more: { summary: string; options: FilterOption[] } | null
}

/** So many claims are counted exactly on the page ("10,000+" beyond); programs get the number itself. */
export const countCap = 10_000
/** Of letters and months so many stand open. */
const mostOpen = 12

export interface FilterNames {
  topics: readonly TopicName[]
  letters: ReadonlyMap<number, LetterName>
  parties: readonly PlacedParty[]
  index: ReturnType<typeof letterIndex>
}

/** The filters with their counts, as form fields. `mirrored` stands among the patterns. */
export function filtersView(
  choice: Choice,
  counts: Record<Facet, FacetCounts>,
  names: FilterNames,
): Filter[] {
  const optionOf =
    (facet: Facet) =>
    ([value, slug]: readonly [value: string, slug: string]): FilterOption[] => {
      const claims = counts[facet].claims.get(value) ?? 0
      const isChosen = choice[facet].some((one) => one.value === value)
      if (!claims && !isChosen) return []
      const label = labelOf(facet, value, names)
      return [{ name: facet, value: slug, label, claims, count: cappedCount(claims, countCap), isChosen }]
    }
  const options = (facet: Facet, values: readonly (readonly [string, string])[]) =>
    values.flatMap(optionOf(facet))
  const short = (legend: string, list: FilterOption[]): Filter => ({
    legend,
    options: list,
    chosen: countIn(list),
    more: null,
  })

  return [
    short('Pattern', [
      ...options('pattern', patternValues(choice, names.parties)),
      ...options('mirrored', [['yes', 'yes']]),
    ]),
    short(
      'Topic',
      options(
        'topic',
        names.topics.map(({ id, slug }) => [String(id), slug]),
      ),
    ),
    short(
      'Author',
      options(
        'kind',
        authorKinds.map((kind) => [kind, slugOfWords(kind)]),
      ),
    ),
    long('Letter', 'letters', options('letter', letterValues(choice, counts, names)), counts.letter.isCut),
    long('Month', 'months', options('month', monthValues(choice, counts)), counts.month.isCut),
    short(
      'Stance',
      options(
        'stance',
        stanceKinds.map((stance) => [stance, stance]),
      ),
    ),
  ].filter(({ options: list }) => list.length > 0)
}

const countIn = (options: FilterOption[]) => options.filter(({ isChosen }) => isChosen).length

/** One-sided claims are offered side by side; as one value they stand only where an address asks for it. */
function patternValues(choice: Choice, parties: readonly PlacedParty[]) {
  return patterns.flatMap((pattern): [string, string][] => {
    const itself: [string, string] = [pattern, pattern]
    if (pattern !== 'one-sided') return [itself]
    const isAsked = choice.pattern.some(({ value }) => value === 'one-sided')
    const bySide = parties.map(({ id, slug }): [string, string] => [`only:${id}`, `only-${slug}`])
    return isAsked ? [itself, ...bySide] : bySide
  })
}

/** Letters in the order of their dates. */
function letterValues(choice: Choice, counts: Record<Facet, FacetCounts>, { letters, index }: FilterNames) {
  return valuesOf('letter', choice, counts)
    .map(Number)
    .sort(index.compare)
    .flatMap((id): [string, string][] => {
      const letter = letters.get(id)
      return letter ? [[String(id), letter.slug]] : []
    })
}

/** Months in order; "undated" comes after all of them. */
const monthValues = (choice: Choice, counts: Record<Facet, FacetCounts>) =>
  valuesOf('month', choice, counts)
    .sort()
    .map((month): [string, string] => [month, month])

const valuesOf = (facet: Facet, choice: Choice, counts: Record<Facet, FacetCounts>) => [
  ...new Set([...counts[facet].claims.keys(), ...choice[facet].map(({ value }) => value)]),
]

/** A filter of which the most frequent values and the chosen ones stand open, in their own order. */
function long(legend: string, noun: string, options: FilterOption[], isCut: boolean): Filter {
  const most = new Set(options.toSorted((a, b) => b.claims - a.claims).slice(0, mostOpen))
  const isOpen = (option: FilterOption) => most.has(option) || option.isChosen
  const folded = options.filter((option) => !isOpen(option))
  return {
    legend,
    options: options.filter(isOpen),
    chosen: countIn(options),
    more: folded.length
      ? {
          summary: isCut ? `The ${options.length} most frequent` : `All ${options.length} ${noun}`,
          options: folded,
        }
      : null,
  }
}

/** A value in words, as a filter and a chip name it. */
function labelOf(facet: Facet, value: string, { topics, letters, parties }: FilterNames): string {
  switch (facet) {
    case 'pattern': {
      const party = parties.find(({ id }) => `only:${id}` === value)
      return party ? `Only the ${party.name}` : capitalised(patternWords[value as (typeof patterns)[number]])
    }
    case 'mirrored':
      return 'Mirrored accusation'
    case 'topic':
      return topics.find(({ id }) => String(id) === value)?.name ?? value
    case 'letter':
      return letters.get(Number(value))?.shortTitle ?? value
    case 'month':
      return value === 'undated' ? 'No certain month' : monthInWords(value)
    case 'stance':
      return capitalised(stanceWords[value as (typeof stanceKinds)[number]])
    default:
      return capitalised(value)
  }
}

/** The form around the filters: where it goes, what it carries along, and what is chosen, each with the way without it. */
export function filterForm(
  selection: Selection,
  filters: Filter[],
  names: FilterNames,
  sidesParams: Params,
  page: { action: string; addressOf: (selection: Selection, more: Params) => string },
) {
  const { choice, sort, countsAllKinds, by } = selection
  const kept: Params = { sort: sort === 'contested' ? null : sort, by, ...sidesParams }
  return {
    action: page.action,
    kept: Object.entries(kept).flatMap(([name, value]) => (value ? [{ name, value: String(value) }] : [])),
    filters,
    countsAllKinds,
    chosen: countChosen(choice),
    chips: facets.flatMap((facet) =>
      choice[facet].map(({ value }) => ({
        text: labelOf(facet, value, names),
        href: page.addressOf(without(selection, facet, value), sidesParams),
      })),
    ),
    clearHref: page.addressOf(cleared(selection), sidesParams),
  }
}
