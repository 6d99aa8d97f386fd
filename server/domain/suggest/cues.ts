import type { AssertionKind, agents, modalities } from '../../../db/vocabulary.ts'
import { isInPhrase } from './clauses.ts'
import { namesAnAct } from './lexicon.ts'
import { isFiniteVerb, type Tag, type Token, tokens } from './tags.ts'

/** A guess with the sentence that says why. */
export interface Guess<T> {
  value: T
  reason: string
}

const demand =
  /\b(?:must|should|shall|needs? to|ought to|has to|have to)\b(?! not? (?:be )?(?:use|justif))|\b(?:urge|call (?:up)?on|demand|request)\b/i
const appraisal =
  /\b(?:shameful|dangerous|brazen\w*|cynical\w*|barbar\w+|brutal\w*|heinous|outrageous|unprecedented|regrettabl\w+|hardly|merely|so-called|justified|unjustifi\w+|catastroph\w+|disaster\w*|verge|spirit|undermin\w+|indifferen\w+|hypocri\w+|propaganda|selective|inaccurate|biased|legitimate reasons?|proper|fair|unfair|worthy|noble|courageous|policy of hat\w+|phobi\w*)\b|\w+phobic\b/i
/** Something is measured by a law. */
const measured =
  /\b(?:illegal\w*|unlawful\w*|illegitimate|in (?:accordance|compliance|conformity|violation|breach|contravention) (?:with|of)|violat(?:e|es|ing)\b|violations? (?:of|by)|war crimes?|crimes? against humanity|genocid\w+|ethnic cleansing|rights? to|self-defen[cs]e|sovereign\b|internationally recogni[sz]ed|(?:is|are|was|were) obliged|obligated|legal (?:status|justification|basis|grounds)|under (?:\w+ ){0,3}law|constitutes? an? (?:\w+ ){0,2}(?:crime|violation|breach)|(?:may|can|shall|must) not be used)\b/i
/** A law is named: in few words that is what they say, in many it is what they are about. */
const lawNamed =
  /\b(?:human rights|humanitarian law|aggression|occup(?:y|ied|ies|ying|ation)|convention|charter|treaty|resolutions?|self-determination|territorial integrity|prohibited|violat\w+)\b/i
const fewWords = 8

/** Fact, legal characterisation, evaluation or demand. */
export function kindOf(quote: string): Guess<AssertionKind> {
  const isShort = quote.split(' ').length <= fewWords
  const law = measured.exec(quote) ?? (isShort ? lawNamed.exec(quote) : null)
  if (law) return { value: 'legal', reason: `“${law[0]}” is a word of law.` }
  const opinion = appraisal.exec(quote)
  if (opinion) return { value: 'evaluation', reason: `“${opinion[0]}” judges.` }
  const wish = demand.exec(quote)
  if (wish) return { value: 'demand', reason: `“${wish[0]}” asks for something.` }
  return { value: 'fact', reason: 'No word of law, judgement or demand in it.' }
}

const hedge =
  /\b(?:may|might|could|seem(?:s|ed|ingly)?|appear(?:s|ed)?|apparent(?:ly)?|likely|probabl[ey]|possibl[ey]|perhaps|reportedly|presumably|suspect(?:s|ed)?|suggests?|believe(?:d to)?|reasons? to believe|potential(?:ly)?)\b/i
const relaying =
  /\b(?:alleg(?:e|es|ed|edly|ation|ations)|claim(?:s|ed)?(?: that)?|accus(?:e|es|ed|ing|ation|ations)|purport\w*|so-called|reports? (?:emerged|that|of)|rumou?rs?)\b/i

/** Plain, hedged, or relayed from somebody whose words the writer does not make his own. */
export function modalityOf(quote: string, relays: string | undefined): Guess<(typeof modalities)[number]> {
  if (relays) return { value: 'relayed', reason: `It is put as the words of ${relays}.` }
  const relay = relaying.exec(quote)
  if (relay) return { value: 'relayed', reason: `“${relay[0]}” puts it as somebody’s words.` }
  const softened = hedge.exec(quote)
  if (softened) return { value: 'hedged', reason: `“${softened[0]}” softens it.` }
  return { value: 'plain', reason: 'Nothing softens it.' }
}

/** Is it said who did it: named in the words themselves, to be gathered from the sentence, or not at all? */
export function agentOf(quote: string): Guess<(typeof agents)[number]> {
  const list = tokens(quote)
  const actor = actorIn(list)
  if (actor) return { value: 'named', reason: `“${actor}” is named as the one who acts.` }
  const acts = list.some(({ tag, lower }) => isAction(tag) || namesAnAct(lower))
  if (!acts) return { value: 'absent', reason: 'It says how things are, not what anybody does.' }
  return { value: 'implied', reason: 'Somebody acts whom the words themselves do not name.' }
}

const isAction = (tag: Tag) =>
  ['finite', 'past', 'participle', 'base', 'ing', 'modal', 'do', 'have'].includes(tag)

/** The words that name who acts: behind "by"; as an owner; as the subject; in "attacks of X" where no verb is. */
function actorIn(list: readonly Token[]): string | undefined {
  for (const [i, { lower }] of list.entries()) {
    const next = list[i + 1]
    if (lower !== 'by' || !next || next.tag === 'ing' || next.tag === 'number') continue
    const words = list.slice(i + 1, i + 8)
    const stop = words.findIndex(({ tag, lower }) => !isInPhrase({ tag }) && lower !== 'of')
    const named = words.slice(0, stop < 0 ? words.length : stop)
    if (named.length && !/means$/.test(named.at(-1)!.lower)) return named.map(({ text }) => text).join(' ')
  }
  const owner = list.find(({ tag, text }) => tag === 'possessive' && /^\p{Lu}/u.test(text))
  if (owner) return owner.text
  const verb = list.findIndex((token) => isFiniteVerb(token) || token.tag === 'past')
  const isPassive =
    verb >= 0 &&
    list.slice(verb, verb + 5).some(({ tag }, i) => tag === 'participle' && list[verb + i - 1]?.tag === 'be')
  if (isPassive) return undefined
  const before = list.slice(0, verb < 0 ? list.length : verb)
  const subject = before.find(({ tag, text }, i) => {
    const isFirst = i === 0 && (tag === 'noun' || tag === 'number') && /^\p{Lu}\p{L}/u.test(text)
    return (tag === 'name' && !isInDate(before, i)) || (isFirst && before[1]?.tag === 'name')
  })
  // Words without a verb name who acts only where they name an act: "attacks of X".
  return verb >= 0 || before.some(({ lower }) => namesAnAct(lower)) ? subject?.text : undefined
}

const months = new Set(
  'january february march april may june july august september october november december'.split(' '),
)

/** "29 October", "October 8": a day acts as little as a year. */
const isInDate = (list: readonly Token[], i: number) =>
  months.has(list[i]!.lower) && (list[i - 1]?.tag === 'number' || list[i + 1]?.tag === 'number')
