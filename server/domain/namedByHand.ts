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

const namedAs = { author: ['author', 'authors'], authority: ['source', 'sources'] } as const
/** So many are told; of one more it is said that there are more. */
const mostTold = 6

/** The slug of the one that is meant, or what to type instead; the slug is "" where nothing was typed. */
export function readNamed(
  kind: NamedKind,
  typed: string | undefined,
  find: (kind: NamedKind, words: string) => FoundByName,
): { slug: string } | { fault: string } {
  const words = typed?.trim()
  if (!words) return { slug: '' }
  const { called, near } = find(kind, words)
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
