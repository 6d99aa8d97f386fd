import { countOf } from '../../domain/words.ts'
import type { changesPage } from './view.ts'

type Changes = ReturnType<typeof changesPage>['changes']

/** What a feed says of itself; addresses are whole. */
export interface FeedHead {
  title: string
  /** Where the feed is, and where the page that lists the same changes is. */
  self: string
  page: string
  next: string | null
  /** The moment of the last change of all: a feed needs one even where nothing fits. */
  updated: string
  origin: string
}

/** Changes as Atom 1.0 (RFC 4287). A change's id is its address, which stays: history is not rewritten. */
export function atomFeed(head: FeedHead, changes: Changes): string {
  const link = (rel: string, type: string, href: string) =>
    `  <link rel="${rel}" type="${type}" href="${escaped(href)}"/>`
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `  <title>${escaped(head.title)}</title>`,
    `  <id>${escaped(head.self)}</id>`,
    `  <updated>${changes[0]?.madeAt ?? head.updated}</updated>`,
    link('self', 'application/atom+xml', head.self),
    link('alternate', 'text/html', head.page),
    ...(head.next ? [link('next', 'application/atom+xml', head.next)] : []),
    ...changes.map((change) => entry(change, head.origin)),
    '</feed>',
    '',
  ].join('\n')
}

function entry(change: Changes[number], origin: string): string {
  const { number, madeAt, actor, action, summary, objects, undoes, alsoUndoes, undoneBy } = change
  const notes = [
    `Change ${number}: ${objects.words}.`,
    ...(undoes
      ? [
          `It undoes change ${undoes.number}${alsoUndoes.length ? ` and ${countOf(alsoUndoes.length, 'later one')}` : ''}.`,
        ]
      : []),
    ...(undoneBy ? [`It was undone by change ${undoneBy.number}.`] : []),
  ]
  const address = escaped(origin + change.href)
  return `  <entry>
    <title>${escaped(summary)}</title>
    <id>${address}</id>
    <link rel="alternate" type="text/html" href="${address}"/>
    <published>${madeAt}</published>
    <updated>${madeAt}</updated>
    <author><name>${escaped(actor)}</name></author>
    <category term="${escaped(action)}"/>
    <summary type="text">${escaped(notes.join(' '))}</summary>
  </entry>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for an element or an attribute; what XML 1.0 cannot hold at all is left out. */
const escaped = (text: string) =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (sign) => entities[sign]!)
