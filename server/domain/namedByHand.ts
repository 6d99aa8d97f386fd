import type { NamedKind } from '../../db/vocabulary.ts'

interface Named {
  slug: string
  name: string
}

/** What the collection has for the words typed: what is called so, and where nothing is, what holds the words in its name. */
export interface FoundByName {
  called: readonly Named[]
  near: readonly Named[]
}

const namedAs = {
  author: ['author', 'authors'],
  authority: ['source', 'sources'],
  letter: ['letter', 'letters'],
} as const
/** So many are told; of one more it is said that there are more. */
const mostTold = 6

/** What is called as was typed; where nothing is, `most` whose names hold it. */
export type FindByName = (kind: NamedKind, words: string, most: number) => FoundByName

/** The slug of the one that is meant, or what to type instead; the slug is "" where nothing was typed. */
export function readNamed(
  kind: NamedKind,
  typed: string | undefined,
  find: FindByName,
): { slug: string } | { fault: string } {
  const words = typed?.trim()
  if (!words) return { slug: '' }
  const { called, near } = find(kind, words, mostTold + 1)
  const [one, several] = namedAs[kind]
  if (called.length === 1) return { slug: called[0]!.slug }
  if (called.length)
    return {
      fault: `Several ${several} have this name: give the address of one, ${called.map(({ slug }) => slug).join(' or ')}.`,
    }
  if (!near.length) return { fault: `No ${one} has this name or address.` }
  const told = near.slice(0, mostTold).map(({ slug, name }) => `${name}: ${slug}`)
  const rest = near.length > mostTold ? ' – and others; type more of the name' : ''
  return {
    fault: `No ${one} has just this name. Give the address of the one you mean. ${told.join(' · ')}${rest}.`,
  }
}

/** A field that chooses from a list which may not hold everything, and the one beside it where something else is named. */
export interface NamedField {
  kind: NamedKind
  chosen: string
  named: string
}

/** What was typed, with what is named by hand in the place of what was chosen; and what is wrong, by field. */
export function withNamed(
  typed: Readonly<Record<string, string>>,
  fields: readonly NamedField[],
  find: FindByName,
): { typed: Record<string, string>; faults: Record<string, string[]> } {
  const read = { typed: { ...typed }, faults: {} as Record<string, string[]> }
  for (const { kind, chosen, named } of fields) {
    const found = readNamed(kind, typed[named], find)
    if ('fault' in found) read.faults[named] = [found.fault]
    else if (found.slug) read.typed[chosen] = found.slug
  }
  return read
}

/** A letter's author, as forms about letters choose it. */
export const namedAuthor: NamedField = { kind: 'author', chosen: 'author', named: 'otherAuthor' }
