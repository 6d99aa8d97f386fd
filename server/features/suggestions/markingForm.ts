import { scopeSlots } from '../../../db/vocabulary.ts'
import {
  all,
  attributionRows,
  figureRows,
  flatRows,
  one,
  rows,
  type Sent,
} from '../../domain/marking/sentRows.ts'
import {
  emptyLink,
  emptyMarking,
  type LinkValues,
  type MarkingValues,
  proposedParts,
  type SlotValues,
} from '../../domain/marking/values.ts'

/** What the buttons of the form do: the first four only give the form back, "again" for words that were drawn over. */
export const acts = ['words', 'again', 'find', 'more', 'skip', 'reject', 'save', 'save-and-stay'] as const
export type Act = (typeof acts)[number]

/** Which button was pressed; one that is unknown changes nothing. "find-2" looks for the claim of the second link. */
export function actOf(sent: unknown): Act {
  const typed = sentOnce(sent, 'act')
  return acts.find((act) => typed === act || (act === 'find' && typed.startsWith('find-'))) ?? 'words'
}

/** What was typed, whatever it is: it goes back to the page as it came. */
export function markingValues(body: unknown): MarkingValues {
  const sent = (body ?? {}) as Sent
  const defaults = emptyMarking()
  // Words that are still being typed are none yet when others are drawn over.
  const typed = (name: string) => (actOf(body) === 'again' ? '' : one(sent, name))
  return {
    ranges: all(sent, 'range'),
    quote: typed('quote'),
    place: typed('place'),
    paragraph: one(sent, 'paragraph'),
    first: typed('first'),
    last: typed('last'),
    beside: one(sent, 'beside') === 'yes',
    gist: one(sent, 'gist'),
    kind: one(sent, 'kind') || defaults.kind,
    modality: one(sent, 'modality') || defaults.modality,
    agent: one(sent, 'agent') || defaults.agent,
    author: one(sent, 'author'),
    otherAuthor: one(sent, 'otherAuthor'),
    topics: all(sent, 'topic'),
    attribution: attributionRows(sent),
    figures: figureRows(sent),
    footnotes: all(sent, 'footnote'),
    otherFootnotes: one(sent, 'otherFootnotes'),
    authorities: all(sent, 'authority').filter(Boolean),
    otherAuthority: one(sent, 'otherAuthority'),
    links: linkRows(sent),
    proposed: {
      ranges: one(sent, 'proposed-ranges'),
      parts: Object.fromEntries(proposedParts.map((part) => [part, one(sent, `proposed-${part}`)])),
      stances: stancesIn(sent, 'proposed-stance-'),
    },
  }
}

/** The stance on each claim, by its slug: "link-1-stance-SLUG". */
const stancesIn = (sent: Sent, prefix: string): Record<string, string> =>
  Object.fromEntries(
    Object.keys(sent)
      .filter((name) => name.startsWith(prefix))
      .map((name) => [name.slice(prefix.length), one(sent, name)]),
  )

function linkRows(sent: Sent): LinkValues[] {
  const links = rows(sent, 'link', linkRow)
  return links.length ? links : [emptyLink()]
}

function linkRow(field: (name: string) => string, sent: Sent): LinkValues {
  const slots = (prefix: string) =>
    Object.fromEntries(scopeSlots.map((slot) => [slot, one(sent, field(`${prefix}${slot}`))])) as SlotValues
  return {
    claim: one(sent, field('claim')) || 'none',
    stances: stancesIn(sent, field('stance-')),
    newStance: one(sent, field('newStance')) || 'asserts',
    find: one(sent, field('find')),
    note: one(sent, field('note')),
    slots: slots(''),
    wording: one(sent, field('wording')),
    claimSlots: slots('claim-'),
    claimTopics: all(sent, field('claimTopic')),
  }
}

/** A single value of a form or of an address, or "". */
export const sentOnce = (sent: unknown, name: string): string => one((sent ?? {}) as Sent, name)

/** The values under the names of the form's fields, for the macros that print them. */
export function flatValues(values: MarkingValues): Record<string, unknown> {
  const { ranges, topics, footnotes, authorities, attribution, figures, links, proposed, beside, ...single } =
    values
  const flat: Record<string, unknown> = {
    ...single,
    range: ranges,
    topic: topics,
    footnote: footnotes,
    authority: authorities,
    beside: beside ? 'yes' : '',
    ...flatRows({ attribution, figures }),
  }
  links.forEach(({ stances, slots, claimSlots, claimTopics, ...row }, i) => {
    for (const [name, value] of Object.entries({ ...row, ...slots, claimTopic: claimTopics }))
      flat[`link-${i + 1}-${name}`] = value
    for (const [claim, stance] of Object.entries(stances)) flat[`link-${i + 1}-stance-${claim}`] = stance
    for (const [slot, words] of Object.entries(claimSlots)) flat[`link-${i + 1}-claim-${slot}`] = words
  })
  return flat
}
