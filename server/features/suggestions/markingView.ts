import type { Db } from '../../../db/client.ts'
import { agents, assertionKinds, bounds, modalities, stanceKinds } from '../../../db/vocabulary.ts'
import { placesOf } from '../../domain/marking/proposed.ts'
import { chosenWords, type MarkingErrors, rangeInForm } from '../../domain/marking/readMarking.ts'
import { noAttribution, noFigure, withRoom } from '../../domain/marking/sentRows.ts'
import { chosenClaim, type LinkValues, type MarkingValues } from '../../domain/marking/values.ts'
import type { Range } from '../../domain/text/anchor.ts'
import { kindWords, stanceWords } from '../../domain/words.ts'
import type { PageContext } from '../../web/pageContext.ts'
import { type ClaimCard, claimCards } from './claimView.ts'
import type { DescribedWords } from './describing.ts'
import { type DeskLetter, formOptions } from './letterQueries.ts'
import { flatValues } from './markingForm.ts'
import { markersAt, wordsView } from './wordsView.ts'

export interface MarkingState {
  values: MarkingValues
  errors: MarkingErrors
  /** What can be told from the words; undefined for an assertion that nothing is proposed for. */
  described: DescribedWords | undefined
  /** For each link the claims found for it by words, or null where none were looked for. */
  found: (string[] | null)[]
  /** The ranges with which the page began. */
  before: readonly Range[]
  /** The sentence that is shown while no words are chosen. */
  near: Range | null
  /** Whether the whole paragraph is shown, word by word. */
  isWhole: boolean
  /** Whether a row more is offered in each list than is filled. */
  hasRoom: boolean
}

export type MarkingView = ReturnType<typeof markingView>

/** The form for an assertion, everything to choose from included. */
export function markingView(
  db: Db,
  letter: DeskLetter,
  { values, errors, described, found, before, near, isWhole, hasRoom }: MarkingState,
  context: PageContext,
) {
  const { record } = letter
  const chosen = chosenWords(values, record)
  const typedIsPlaced = !errors.quote && !errors.first
  const kept = typedIsPlaced
    ? { ...values, quote: '', place: '', first: '', last: '', beside: false }
    : values
  const authorities = [
    ...values.authorities,
    ...values.attribution.flatMap(({ who }) =>
      who.startsWith('authority:') ? [who.slice('authority:'.length)] : [],
    ),
  ]
  const options = formOptions(db, { author: values.author, authorities })
  const markers = markersAt(record, chosen.ranges)
  const ticked = new Set(values.footnotes)
  const attribution = withRoom(values.attribution, hasRoom, noAttribution)
  const figures = withRoom(values.figures, hasRoom, noFigure)
  const links = linkViews(db, letter, values.links, found, described, context)
  return {
    form: { values: flatValues({ ...kept, attribution, figures }), errors },
    letter: {
      slug: record.id,
      title: record.title,
      shortTitle: record.short_title,
      language: record.language,
    },
    words: wordsView(record, chosen.ranges, {
      label: values.paragraph,
      near,
      isWhole,
      places: errors.quote ? chosen.places : [],
    }),
    near: near && rangeInForm(near),
    before: placesOf(before),
    paragraph: values.paragraph,
    isWhole,
    kinds: assertionKinds.map((kind) => ({ value: kind, text: kindWords[kind] })),
    modalities: modalities.map((modality) => ({ value: modality, text: modalityWords[modality] })),
    agents: agents.map((agent) => ({ value: agent, text: agentWords[agent] })),
    bounds: bounds.map((bound) => ({ value: bound, text: bound })),
    authors: [
      { value: '', text: `${letter.authorName}, the letter’s author` },
      ...options.authors.list
        .filter(({ slug }) => slug !== record.author)
        .map(({ slug, name }) => ({ value: slug, text: name })),
    ],
    topics: options.topics.map(({ slug, name }) => ({
      slug,
      name,
      isTicked: values.topics.includes(slug),
      reason: described?.reasons.topics[slug] ?? null,
    })),
    attribution: attribution.map((_, i) => ({
      n: i + 1,
      hints: { name: described?.reasons.attribution[i] ?? null },
    })),
    whom: {
      parties: options.parties.map(({ slug, name }) => ({ value: `party:${slug}`, text: name })),
      authorities: options.authorities.list.map(({ slug, name }) => ({
        value: `authority:${slug}`,
        text: name,
      })),
    },
    figures: figures.map((_, i) => ({
      n: i + 1,
      hints: { number: described?.reasons.figures[i] ?? null },
    })),
    footnotes: record.footnotes
      .filter(({ marker }) => ticked.has(marker) || markers.includes(marker))
      .map(({ marker, text }) => ({ marker, text, isTicked: ticked.has(marker) })),
    hasOtherFootnotes: record.footnotes.length > 0,
    authorities: options.authorities.list.filter(({ slug }) => values.authorities.includes(slug)),
    otherAuthorities: options.authorities.list.filter(({ slug }) => !values.authorities.includes(slug)),
    asksForOther: {
      author: options.authors.isCut,
      authority: options.authorities.isCut || values.otherAuthority !== '',
    },
    reasons: described?.reasons ?? null,
    newClaim: described?.newClaim ?? null,
    stances: stanceKinds.map((stance) => ({ value: stance, text: stanceWords[stance] })),
    links,
    proposed: proposedFields(values, links),
  }
}

/** What is proposed in the form, as hidden fields: sent back, it tells what was left alone. */
function proposedFields({ proposed }: MarkingValues, links: readonly LinkView[]) {
  if (!proposed.ranges) return []
  const stances = links.flatMap(({ claims }) =>
    claims.map(({ slug, proposedStance }) => [slug, proposedStance]),
  )
  return [
    { name: 'proposed-ranges', value: proposed.ranges },
    ...Object.entries(proposed.parts).map(([part, value]) => ({ name: `proposed-${part}`, value })),
    ...Object.entries<string>(Object.fromEntries(stances)).map(([slug, value]) => ({
      name: `proposed-stance-${slug}`,
      value,
    })),
  ]
}

const modalityWords = {
  plain: 'plainly',
  hedged: 'hedged (“may”, “seems”)',
  relayed: 'relayed (“reports say”)',
}
const agentWords = { named: 'it is named', implied: 'it is implied', absent: 'nobody is named' }

export interface LinkView {
  n: number
  claims: OfferedClaim[]
  /** What was looked for, and whether anything was found. */
  find: string
  found: number | null
  choice: string
}

export interface OfferedClaim extends ClaimCard {
  stance: string
  proposedStance: string
  /** Why it is offered: its likeness, or that it was found or chosen. */
  reason: string | null
  stanceReason: string | null
  /** Its place among those that were found by words, counted from 1. */
  foundAt: number | null
}

function linkViews(
  db: Db,
  letter: DeskLetter,
  links: readonly LinkValues[],
  found: MarkingState['found'],
  described: DescribedWords | undefined,
  context: PageContext,
): LinkView[] {
  const proposed = described?.claims ?? []
  const offered = links.map((link, i) => {
    const chosen = chosenClaim(link)
    return [
      ...new Set([
        ...proposed.map(({ id }) => id),
        ...(found[i] ?? []),
        ...(chosen === undefined ? [] : [chosen]),
      ]),
    ]
  })
  const cards = claimCards(db, [...new Set(offered.flat())], letter.partyId, context)
  return links.map((link, i) => ({
    n: i + 1,
    find: link.find,
    found: found[i]?.length ?? null,
    choice: link.claim,
    claims: offered[i]!.flatMap((slug): OfferedClaim[] => {
      const card = cards.get(slug)
      if (!card || (!card.isCurrent && chosenClaim(link) !== slug)) return []
      const proposal = proposed.find(({ id }) => id === slug)
      const proposedStance = proposal?.stance ?? described?.stancesOn[slug] ?? 'asserts'
      return [
        {
          ...card,
          stance: link.stances[slug] ?? proposedStance,
          proposedStance,
          reason: proposal?.reason ?? null,
          stanceReason: proposal?.stanceReason ?? null,
          foundAt: found[i]?.includes(slug) ? found[i].indexOf(slug) + 1 : null,
        },
      ]
    }),
  }))
}
