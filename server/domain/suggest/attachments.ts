import { type Clause, closesBracket, isInPhrase, nounPhraseEnd, opensBracket } from './clauses.ts'
import { isSaidByVerb } from './hosts.ts'
import { contentNouns, nounsWithTo, timeNouns } from './lexicon.ts'
import { takesWhatIsAsked } from './moods.ts'
import type { Attachment, Cut } from './reading.ts'
import { isNominal, type Token } from './tags.ts'

export const fewestWords = 3

/** How many words, marks apart, stand between two tokens. */
export const wordsIn = (list: readonly Token[], from: number, to: number) =>
  list.slice(from, to).filter(({ tag }) => tag !== 'mark').length

export const isFirstPerson = ({ lower }: Token) => lower === 'i' || lower === 'we'

/** Where the clause's n-th group of verbs and all that belongs to it ends: at the word that joins the next one. */
export function predicateEnd(list: readonly Token[], { verbs, end }: Clause, n: number): number {
  const next = verbs[n + 1]
  if (next === undefined) return end
  for (let at = next; at > verbs[n]!; at--) {
    if (list[at]!.tag === 'coordinator' || list[at]!.text === ',' || list[at]!.text === '—') return at
  }
  return next
}

/** "… the sessions of the council | convened at its request". */
export const describesPhrase = (list: readonly Token[], at: number) =>
  list[at]!.tag === 'past' && isInPhrase(list[at - 1]!) && pastPairs(list, at)?.tag === 'preposition'

/** Where a clause may end before something that is attached; "the envoy explains in his note | that …" would say nothing. */
export const endsBefore = (list: readonly Token[], cuts: readonly Cut[], start: number) =>
  cuts.filter(
    ({ at, kind, cue }) =>
      wordsIn(list, start, at) >= fewestWords &&
      !(kind === 'clause' && (cue === 'complement' || (cue === 'relative' && isApposition(list, at)))),
  )

/** "… of the Ossenites, a people | who …": a noun behind a comma that only its relative clause explains. */
function isApposition(list: readonly Token[], at: number): boolean {
  const comma = list.slice(0, at).findLastIndex(({ text }) => text === ',')
  const noun = list[comma + 1]
  const isNamed = noun?.lower === 'a' || noun?.lower === 'an'
  return comma > 0 && comma + 1 < at && isNamed && nounPhraseEnd(list, comma + 1) >= at
}

/** "… was accepted | on the day on which it was made": the day belongs to what says which. */
function withTime(list: readonly Token[], at: number): number {
  if (!timeNouns.has(list[at - 1]?.lower ?? '')) return at
  const length = list.slice(Math.max(0, at - 4), at).findLastIndex(({ tag }) => tag === 'preposition')
  return length < 0 ? at : Math.max(0, at - 4) + length
}

/** "400 metres from the frontier | that the treaty drew": what describes a noun is read like "which …". */
const describesBefore = (list: readonly Token[], clause: Clause) =>
  clause.kind === 'complement' &&
  list[clause.start]!.lower === 'that' &&
  isNominal(list[clause.start - 1]!) &&
  !contentNouns.has(list[clause.start - 1]!.lower) &&
  !isSaidByVerb(list, clause)

export function attachmentsOf(
  list: readonly Token[],
  clauses: readonly Clause[],
  clause: Clause,
  start: number,
  end: number,
  verb: number,
): Cut[] {
  const isWriter = list.slice(start, verb).some(isFirstPerson)
  const inner = clauses.filter((other) => other !== clause && other.start > start && other.verbs.length > 0)
  const isInsideOther = (at: number) =>
    inner.some(
      (other) => other.kind !== 'joined' && other.kind !== 'complement' && at > other.start && at < other.end,
    )
  // "… that, besides other things, they left": it belongs to what is said.
  const isBeforeSubject = (at: number) =>
    inner.some((other) => other.kind === 'complement' && at > other.start && at < other.verbs[0]!)
  const cuts: Cut[] = []
  let brackets = 0
  // "They asked the council to …": what it was asked for is no purpose.
  const asks = takesWhatIsAsked(list, verb)
  for (let at = verb + 1; at < end; at++) {
    if (opensBracket(list[at]!)) brackets++
    else if (closesBracket(list[at]!)) brackets--
    if (brackets > 0 || isBeforeSubject(at)) continue
    // "…, since they left": the clause itself is attached, no phrase that begins with "since".
    if (list[at]!.text === ',' && inner.some((other) => other.start === at + 1)) continue
    const opened = inner.find((other) => other.start === at)
    if (opened) {
      if (opened.kind !== 'complement' || !isWriter) {
        cuts.push({
          at: withTime(list, at),
          kind: 'clause',
          cue: describesBefore(list, opened) ? 'relative' : opened.kind,
        })
        continue
      }
    }
    if (isInsideOther(at) && list[at]!.text !== ',') continue
    const cut = attachmentAt(list, at, start, end, cuts.length > 0)
    const isAsked = asks && !list.slice(verb, at).some(({ tag }) => tag === 'base')
    if (cut && !(cut.kind === 'purpose' && cut.cue === 'to' && isAsked)) cuts.push(cut)
  }
  return cuts
}

const looseAlways = new Set(['within', 'despite', 'due', 'notwithstanding', 'because'])

const looseWithIng = new Set(['while', 'without', 'through', 'after', 'before', 'for'])

/** "in accordance with …": what follows belongs to these words. */
export const takesWith = new Set(
  `accordance agreement along compatible compliance conformity connection consistent contact cooperation dealing
  incompatible inconsistent keeping line parallel relation relations together`.split(/\s+/),
)

/** "in accordance | with", "sediments contaminated | with": the words do not go one without the other. */
export const belongsWith = ({ lower, tag }: Token) => tag === 'past' || takesWith.has(lower)

/** "under the pretext of …", "on the grounds that …". */
const isPretext = ({ lower }: Token) => /^(?:pretext|grounds?|guise|condition|excuse)$/.test(lower)

/** "in response to …", "in violation of …": an "in" that adds a statement. */
const looseIn = new Set([
  'response',
  'violation',
  'accordance',
  'contravention',
  'breach',
  'line',
  'exchange',
  'retaliation',
  'effort',
  'support',
  'close',
])

/** The attachment that begins at or right behind a token, if one does. */
function attachmentAt(
  list: readonly Token[],
  at: number,
  start: number,
  end: number,
  isLater: boolean,
): Cut | undefined {
  const { text, lower, tag } = list[at]!
  const before = list[at - 1]!
  const next = list[at + 1]
  const done = wordsIn(list, start, at)
  if (text === ',') return at + 1 < end ? attachmentBehindComma(list, at, end, isLater) : undefined
  if (tag === 'coordinator' && isLater && next?.tag === 'ing')
    return { at: at + 1, kind: '-ing', cue: next.lower }
  if (text === '—' || text === '–') return { at: at + 1, kind: 'dash', cue: '' }
  if (!next) return undefined
  if (tag === 'preposition') {
    if (next.tag === 'ing' && (lower === 'by' || (looseWithIng.has(lower) && done > 5))) {
      return { at, kind: 'preposition with -ing', cue: lower }
    }
    if (lower === 'in' && next.lower === 'order' && ['to', 'that'].includes(list[at + 2]?.lower ?? ''))
      return { at, kind: 'purpose', cue: 'in order' }
    const isLoose =
      (lower === 'with' && !belongsWith(before) && done > 3 && wordsIn(list, at, end) > 3) ||
      (/^(?:under|on|upon)$/.test(lower) && list.slice(at + 2, at + 4).some(isPretext) && done > 3) ||
      (looseAlways.has(lower) && done > 3) ||
      (lower === 'in' && looseIn.has(next.lower) && done > 4)
    return isLoose ? { at, kind: 'preposition', cue: lower } : undefined
  }
  const isPurpose = tag === 'to' && next.tag === 'base' && isNominal(before) && !nounsWithTo.has(before.lower)
  if (isPurpose && done > 6 && wordsIn(list, at, end) > 6) {
    return { at, kind: 'purpose', cue: 'to' }
  }
  const isDescribed = isNominal(before) || (before.tag === 'coordinator' && list[at - 2]!.tag !== 'past')
  if (tag === 'past' && isDescribed && done > 4 && pastPairs(list, at)?.lower === 'by') {
    return { at, kind: 'participle', cue: 'by' }
  }
  return undefined
}

/** What follows a past form, or two that are joined: "armed and paid | by …", "carried out | in …". */
export function pastPairs(list: readonly Token[], at: number): Token | undefined {
  const isPair = list[at + 1]?.tag === 'coordinator' && list[at + 2]?.tag === 'past'
  const next = isPair ? at + 3 : at + 1
  return list[next]?.tag === 'adverb' ? list[next + 1] : list[next]
}

function attachmentBehindComma(
  list: readonly Token[],
  comma: number,
  end: number,
  isLater: boolean,
): Cut | undefined {
  const at = comma + 1
  const first = list[at]!
  const second = list[at + 1]
  const cut = (kind: Attachment): Cut => ({ at, kind, cue: first.lower })
  if (first.tag === 'ing') return cut('-ing')
  if (opensAbsolute(list, at)) return { at, kind: 'apposition', cue: 'absolute' }
  if (!second) return undefined
  if (second.tag === 'ing' && (first.tag === 'adverb' || (first.tag === 'coordinator' && isLater)))
    return cut('-ing')
  if (first.tag === 'past' && ['preposition', 'to'].includes(pastPairs(list, at)?.tag ?? ''))
    return cut('participle')
  if (first.lower === 'among' || (second.lower === 'of' && refersBack.has(list[at + 2]?.lower ?? '')))
    return cut('examples')
  if (first.lower === 'a' || first.lower === 'an') return cut('apposition')
  if (first.tag !== 'preposition') return undefined
  const adds = first.lower === 'including' || (first.lower === 'as' && second.lower === 'well')
  if (adds) return cut('examples')
  if (second.tag === 'ing') return cut('preposition with -ing')
  const length = list.slice(at, end).findIndex(({ text }) => text === ',')
  const isLong = wordsIn(list, at, length < 0 ? end : at + length) > 2 && wordsIn(list, at, end) > 4
  const opensMore = second.tag !== 'relative' && !/^(?:least|most|first|once|times)$/.test(second.lower)
  return isLong && opensMore && first.lower !== 'of' ? cut('preposition') : undefined
}

/** "…, its walls having been taken down", "…, without any reason having been given": a participle with a subject of its own. */
function opensAbsolute(list: readonly Token[], at: number): boolean {
  const length = list
    .slice(at)
    .findIndex((token) => !isInPhrase(token) && token.tag !== 'preposition' && token.tag !== 'pronoun')
  return length > 1 && /^(?:having|being)$/.test(list[at + length]!.lower)
}

export const refersBack = new Set(['them', 'it', 'these', 'those', 'whom', 'which'])
