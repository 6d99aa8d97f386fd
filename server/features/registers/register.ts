import { authorityKinds, authorKinds } from '../../../db/vocabulary.ts'
import type { RegisterKind } from '../../domain/registers/readRecord.ts'
import { urls } from '../../web/urls.ts'

/** How a list is named and where it is; which fields its objects have is said by the template. */
export interface Register {
  kind: RegisterKind
  /** The last part of its address on the desk. */
  path: string
  title: string
  lead: string
  one: string
  usedIn: [one: string, several: string]
  kinds: readonly string[]
  orderOf: 'topics' | 'parties' | null
  /** Where readers see one. */
  publicHref: (slug: string) => string | null
}

export const registerOf: Record<RegisterKind, Register> = {
  topic: {
    kind: 'topic',
    path: 'topics',
    title: 'Topics',
    lead: 'The subjects under which claims are gathered, in the order in which they stand everywhere.',
    one: 'topic',
    usedIn: ['claim', 'claims'],
    kinds: [],
    orderOf: 'topics',
    publicHref: (slug) => urls.topic(slug),
  },
  party: {
    kind: 'party',
    path: 'parties',
    title: 'Sides',
    lead: 'The sides whose letters are set against each other, in the order in which they stand on a page. There are six at most.',
    one: 'side',
    usedIn: ['letter', 'letters'],
    kinds: [],
    orderOf: 'parties',
    publicHref: (slug) => urls.party(slug),
  },
  author: {
    kind: 'author',
    path: 'authors',
    title: 'Authors',
    lead: 'Who speaks in the letters: an office or a body, who signed for it, and the side it belongs to, if any.',
    one: 'author',
    usedIn: ['letter', 'letters'],
    kinds: authorKinds,
    orderOf: null,
    publicHref: () => null,
  },
  authority: {
    kind: 'authority',
    path: 'sources',
    title: 'Sources',
    lead: 'Bodies, officials, documents and media that letters invoke.',
    one: 'source',
    usedIn: ['use', 'uses'],
    kinds: authorityKinds,
    orderOf: null,
    publicHref: (slug) => urls.source(slug),
  },
}
