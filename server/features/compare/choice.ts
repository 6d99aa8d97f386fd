import { authorKinds, patterns, stanceKinds } from '../../../db/vocabulary.ts'
import type { PageParty } from '../../web/pageContext.ts'
import { type Params, urls } from '../../web/urls.ts'
import { type Asked, type Facet, facets, type Sort } from './forms.ts'

/** One value of a filter: as the derived tables keep it ("only:2", a topic's id) and as an address writes it. */
export interface Chosen {
  value: string
  slug: string
}

/** What is chosen. Within a filter any of its values will do; a claim must fit every filter that has any. */
export type Choice = Record<Facet, readonly Chosen[]>

/** What an address asks for besides the sides and the place in the order. */
export interface Selection {
  choice: Choice
  sort: Sort
  countsAllKinds: boolean
  by: 'letter' | 'party' | null
}

/** Finds what an address names by a slug, present or former, under its present one; undefined for a slug of nothing. */
export interface SlugFinder {
  topic(slug: string): Named | undefined
  letter(slug: string): Named | undefined
  parties: readonly PageParty[]
}

interface Named {
  id: number
  slug: string
}

/** The choice that was asked for; values that mean nothing here are passed over. */
export function readChoice(asked: Asked, find: SlugFinder): Choice {
  const named = (found: Named | undefined) => found && { value: String(found.id), slug: found.slug }
  const itself = (word: string | undefined) =>
    word === undefined ? undefined : { value: word, slug: slugOfWords(word) }
  const readers: Record<Facet, (slug: string) => Chosen | undefined> = {
    pattern: (slug) => {
      const party = find.parties.find((one) => `only-${one.slug}` === slug)
      return party ? { value: `only:${party.id}`, slug } : itself(patterns.find((word) => word === slug))
    },
    mirrored: (slug) => itself(slug === 'yes' ? slug : undefined),
    topic: (slug) => named(find.topic(slug)),
    kind: (slug) => itself(authorKinds.find((kind) => slugOfWords(kind) === slugOfWords(slug))),
    letter: (slug) => named(find.letter(slug)),
    month: (slug) => itself(/^\d{4}-(0[1-9]|1[0-2])$|^undated$/.test(slug) ? slug : undefined),
    stance: (slug) => itself(stanceKinds.find((stance) => stance === slug)),
  }
  const read = (facet: Facet): Chosen[] => {
    const chosen = asked[facet].flatMap((slug) => readers[facet](slug) ?? [])
    return [...new Map(chosen.map((one) => [one.value, one])).values()]
  }
  return Object.fromEntries(facets.map((facet) => [facet, read(facet)])) as unknown as Choice
}

export const slugOfWords = (words: string) => words.replaceAll(' ', '-')

export const countChosen = (choice: Choice) => facets.reduce((n, facet) => n + choice[facet].length, 0)

/** The same selection without one value of a filter. */
export function without(selection: Selection, facet: Facet, value: string): Selection {
  const rest = selection.choice[facet].filter((one) => one.value !== value)
  return { ...selection, choice: { ...selection.choice, [facet]: rest } }
}

/** The same selection with nothing chosen. */
export function cleared(selection: Selection): Selection {
  const nothing = Object.fromEntries(facets.map((facet) => [facet, []])) as unknown as Choice
  return { ...selection, choice: nothing }
}

/** The selection as parameters, in the order in which they stand in every address. */
export function paramsOf({ choice, sort, countsAllKinds, by }: Selection): Params {
  const chosen = facets.map((facet) => [facet, choice[facet].map(({ slug }) => slug)])
  return {
    ...Object.fromEntries(chosen),
    kinds: countsAllKinds ? 'all' : null,
    sort: sort === 'contested' ? null : sort,
    by,
  }
}

/** Compare with this selection: the topic's own page where exactly one topic is chosen. `more` stands last. */
export function compareAddress(selection: Selection, more: Params): string {
  const { topic: _, by: __, ...params } = paramsOf(selection)
  const [topic, ...others] = selection.choice.topic
  return topic && !others.length
    ? urls.topic(topic.slug, { ...params, ...more })
    : urls.compare({ ...paramsOf({ ...selection, by: null }), ...more })
}

export function matrixAddress(selection: Selection, more: Params): string {
  return urls.matrix({ ...paramsOf(selection), ...more })
}
