import type { AssertionKind, agents, modalities, StanceKind } from '../../../db/vocabulary.ts'
import type { Range } from '../text/anchor.ts'
import { codePoints } from '../text/codePoints.ts'
import { sentenceAround } from '../text/sentences.ts'
import { type AttributionInText, attributionOf } from './attributionInText.ts'
import {
  claimRanker,
  commonWeights,
  learnRanking,
  type RankedClaim,
  type RankingWeights,
} from './claimRanking.ts'
import { agentOf, kindOf, modalityOf } from './cues.ts'
import { type FigureInText, figuresIn } from './figuresInText.ts'
import { chooseReadings, learnKeeping } from './keeping.ts'
import type { Known, MarkedLetter } from './known.ts'
import type { PlacedProposal } from './proposals.ts'
import type { ReadableLetter } from './rawLetter.ts'
import { stanceGuesser } from './stance.ts'
import { type PlacedReading, readLetter } from './statements.ts'
import { topicGuesser } from './topicGuess.ts'

/** What the rules here propose is marked with this, as what a language model proposes is with its name. */
export const ruleSource = 'rules'

/** A statement that somebody may mark, with everything about it that can be guessed. Offsets in code points of the letter. */
export interface Suggestion {
  /** The words of its ranges, joined by " … ". */
  quote: string
  /** More than one where the words stand apart, in the order of the letter. */
  ranges: Range[]
  /** Of the first range and of the last. */
  start: number
  end: number
  /** In one sentence, where a language model gives it. */
  gist?: string
  /** 0 to 1: how likely the words would be kept as they are. */
  likelihood: number
  /** Who proposes it: `ruleSource`, or the name of a language model. */
  sources: string[]
  kind: AssertionKind
  modality: (typeof modalities)[number]
  agent: (typeof agents)[number]
  /** Chosen beforehand; `offeredTopics` are less sure. */
  topics: string[]
  offeredTopics: string[]
  attribution: Omit<AttributionInText, 'reason'>[]
  figures: Omit<FigureInText, 'reason'>[]
  citations: ({ footnote: string } | { authority: string })[]
  /** At most five, the likeliest first, each with the stance that the statement may take on it. */
  claims: SuggestedClaim[]
  newClaim: { isLikely: boolean; reason: string }
  /** Towards the first of the claims; a statement that may need a claim of its own asserts that. */
  stance: StanceKind
  reasons: {
    span: string
    kind: string
    modality: string
    agent: string
    stance: string
    topics: Record<string, string>
    attribution: string[]
    figures: string[]
    citations: string[]
  }
}

export interface SuggestedClaim extends RankedClaim {
  stance: StanceKind
  stanceReason: string
}

/** Words that somebody has marked, with their sentence and paragraph; `start` is their place in the sentence, in UTF-16 units. */
export interface MarkedWords {
  quote: string
  sentence: string
  paragraph: string
  start: number
}

/**
 * What a collection teaches about words, learned once, then asked for any that are marked: by a suggestion, or by a person.
 * `party` is the side that the letter speaks for, null where it is unknown. How much each tie to a claim counts is learned
 * by whoever has the seconds for it (`learnRanking`); topics are the same for every side.
 */
export function describer(
  known: Known,
  party: string | null,
  {
    weights = commonWeights,
    guessTopics = topicGuesser(known),
  }: { weights?: RankingWeights; guessTopics?: ReturnType<typeof topicGuesser> } = {},
) {
  const rankClaims = claimRanker(known, party, weights)
  const guessStance = stanceGuesser(known, party)

  return (marked: MarkedWords) => {
    const { quote, sentence, paragraph, start } = marked
    const links = attributionOf(sentence, start, start + quote.length, known)
    const relays = links.find(({ adopted }) => !adopted)?.name
    const kind = kindOf(quote)
    const modality = modalityOf(quote, relays)
    const agent = agentOf(quote)
    const figures = figuresIn(quote)
    const { claims, newClaim, topicShares } = rankClaims({ quote, sentence, paragraph })
    const topics = guessTopics(quote, sentence, topicShares)
    const withStances = claims.map((claim) => {
      const stance = guessStance(quote, claim.id, relays)
      return { ...claim, stance: stance.kind, stanceReason: stance.reason }
    })
    const [first] = withStances
    return {
      /** The stance towards any claim of the collection. */
      stanceOn: (claim: string) => guessStance(quote, claim, relays).kind,
      quote,
      kind: kind.value,
      modality: modality.value,
      agent: agent.value,
      topics: topics.filter(({ isTicked }) => isTicked).map(({ id }) => id),
      offeredTopics: topics.filter(({ isTicked }) => !isTicked).map(({ id }) => id),
      attribution: links.map(({ reason: _, ...link }) => link),
      figures: figures.map(({ reason: _, ...figure }) => figure),
      claims: withStances,
      newClaim,
      stance: first?.stance ?? ((relays ? 'reports' : 'asserts') satisfies StanceKind),
      reasons: {
        span: '',
        kind: kind.reason,
        modality: modality.reason,
        agent: agent.reason,
        stance: first?.stanceReason ?? 'No claim of the collection shares its words.',
        topics: Object.fromEntries(topics.map(({ id, reason }) => [id, reason])),
        attribution: links.map(({ reason }) => reason),
        figures: figures.map(({ reason }) => reason),
        citations: [],
      },
    }
  }
}

/**
 * What a collection teaches, learned once (one or two seconds for a handful of letters), then asked for any letter. `party`
 * is the side that the letter speaks for, null where it is unknown; `practice` are letters that teach only what is marked. The same collection and letter always give the same.
 */
export function suggester(known: Known, party: string | null, practice: readonly MarkedLetter[]) {
  const keep = learnKeeping(known.letters, practice)
  const describe = describer(known, party, { weights: learnRanking(known) })

  /** The suggestion of words at their place in a letter. */
  function suggestionOf(words: PlacedWords, markers: readonly Marker[]): Suggestion {
    const { quote, ranges, start, end, sentence, paragraph, startInSentence, likelihood, source, reason } =
      words
    const { stanceOn: _, ...described } = describe({
      quote,
      sentence: sentence.text,
      paragraph,
      start: startInSentence,
    })
    const cited = citationsOf(words, markers, known)
    return {
      ...described,
      ranges,
      start,
      end,
      likelihood: Math.round(likelihood * 100) / 100,
      sources: [source],
      citations: cited.map(({ citation }) => citation),
      reasons: { ...described.reasons, span: reason, citations: cited.map((one) => one.reason) },
    }
  }

  /** What the rules find in a letter. */
  function suggest(letter: ReadableLetter): Suggestion[] {
    const markers = markersOf(letter)
    const suggestions: Suggestion[] = []
    for (const { readings } of readLetter(letter.paragraphs)) {
      for (const { reading, likelihood } of chooseReadings(readings, keep)) {
        const words = { ...reading, likelihood, source: ruleSource, reason: spanReason(reading) }
        suggestions.push(suggestionOf(words, markers))
      }
    }
    return suggestions
  }

  /** Adds what a language model proposes; where its words are suggested already, it becomes one more source of that. */
  function withProposals(
    letter: ReadableLetter,
    suggestions: readonly Suggestion[],
    proposals: readonly PlacedProposal[],
    model: string,
  ): Suggestion[] {
    const markers = markersOf(letter)
    const byPlace = new Map(suggestions.map((one) => [placeOf(one.ranges), one]))
    for (const proposal of proposals) {
      const place = placeOf([proposal])
      const present = byPlace.get(place)
      if (present?.sources.includes(model)) continue
      byPlace.set(place, present ? seconded(present, proposal, model) : proposed(proposal, markers, model))
    }
    return [...byPlace.values()].sort((a, b) => a.start - b.start || b.end - a.end)
  }

  function proposed(proposal: PlacedProposal, markers: readonly Marker[], model: string): Suggestion {
    const { quote, start, end, paragraph, gist, kind } = proposal
    const place = { start: start - paragraph.start, end: end - paragraph.start }
    const around = sentenceAround(paragraph.text, place)
    const points = codePoints(paragraph.text)
    const suggestion = suggestionOf(
      {
        quote,
        ranges: [{ start, end }],
        start,
        end,
        sentence: {
          start: paragraph.start + around.start,
          end: paragraph.start + around.end,
          text: points.slice(around.start, around.end),
        },
        paragraph: paragraph.text,
        startInSentence: points.toUtf16(place.start) - points.toUtf16(around.start),
        likelihood: proposalLikelihood,
        source: model,
        reason: `${model} takes the words for a statement.`,
      },
      markers,
    )
    const kindReason = { ...suggestion.reasons, kind: `${model} says so.` }
    return {
      ...suggestion,
      ...(gist ? { gist } : {}),
      ...(kind ? { kind, reasons: kindReason } : {}),
    }
  }

  return { suggest, withProposals, describe }
}

const placeOf = (ranges: readonly Range[]) => ranges.map(({ start, end }) => `${start} ${end}`).join()

/** A model's proposals come without a likelihood that would mean the same from one model to the next. */
const proposalLikelihood = 0.5

function seconded(suggestion: Suggestion, { gist }: PlacedProposal, model: string): Suggestion {
  const { sources, reasons } = suggestion
  return {
    ...suggestion,
    ...(gist ? { gist } : {}),
    sources: [...sources, model],
    reasons: { ...reasons, span: `${reasons.span} ${model} proposes the same words.` },
  }
}

/** Words at their place in a letter, in code points, with their sentence. */
interface PlacedWords extends Range {
  ranges: Range[]
  quote: string
  sentence: Range & { text: string }
  paragraph: string
  /** Where they begin in the sentence's text, in UTF-16 units. */
  startInSentence: number
  likelihood: number
  source: string
  reason: string
}

interface Marker {
  marker: string
  offset: number
}

const markersOf = ({ footnotes }: ReadableLetter): Marker[] =>
  footnotes
    .flatMap(({ marker, offsets }) => offsets.map((offset) => ({ marker, offset })))
    .sort((a, b) => a.offset - b.offset)

function spanReason({ reading: { kind, part, cue, gap }, sentence }: PlacedReading): string {
  const parts: Record<typeof part, string> = {
    whole: '',
    head: ', without what is attached to it',
    middle: ', with a part of what is attached to it',
    long: ', with all that follows',
    short: ', its core',
  }
  const shown = gap
    ? '; what stands between is left out'
    : cue && cue !== 'clause' && /^[\p{L} -]+$/u.test(cue)
      ? ` (${cue})`
      : ''
  const appeal = sentence.appeals ? ' In an appeal.' : ''
  return `${kind[0]!.toUpperCase()}${kind.slice(1)}${part === 'whole' ? shown : ''}${parts[part]}.${appeal}`
}

/** The footnotes whose markers stand in the words or right behind them, and the authorities that the words name in full. */
function citationsOf(
  { ranges, end, sentence, quote }: PlacedWords,
  markers: readonly Marker[],
  { authorities }: Known,
): { citation: Suggestion['citations'][number]; reason: string }[] {
  // A marker behind the full stop belongs to what ends there; one between two characters belongs to what it follows.
  const closes = sentence.end - end <= 2 ? sentence.end : end + 1
  const footnotes = markers.filter(({ offset }) =>
    ranges.some((range) => offset > range.start && offset <= (range.end === end ? closes : range.end + 1)),
  )
  const lower = quote.toLowerCase()
  const named = authorities.filter(({ name }) => name.length > 3 && lower.includes(name.toLowerCase()))
  return [...new Map(footnotes.map(({ marker }) => [marker, marker])).values()]
    .map((marker): ReturnType<typeof citationsOf>[number] => ({
      citation: { footnote: marker },
      reason: `The marker of footnote ${marker} stands in the words or right behind them.`,
    }))
    .concat(
      named.map(({ id, name }) => ({
        citation: { authority: id },
        reason: `“${name}” is named in the words.`,
      })),
    )
}
