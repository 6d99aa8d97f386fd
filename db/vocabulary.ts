/** The fixed words of the model: read by the schema's types, the forms and the templates. */

export const stanceKinds = ['asserts', 'disputes', 'qualifies', 'reports'] as const
export type StanceKind = (typeof stanceKinds)[number]

export const positions = [
  'asserts',
  'disputes',
  'qualifies',
  'mixed',
  'only reports',
  'not addressed',
] as const
export type Position = (typeof positions)[number]

/** In the order in which Compare shows them. */
export const patterns = ['contested', 'qualified', 'shared', 'one-sided', 'unclaimed'] as const
export type Pattern = (typeof patterns)[number]

export const assertionKinds = ['fact', 'legal', 'evaluation', 'demand'] as const
export type AssertionKind = (typeof assertionKinds)[number]

/** The kinds that counts show unless asked otherwise. */
export const countedKinds: readonly AssertionKind[] = ['fact', 'legal']

export const modalities = ['plain', 'hedged', 'relayed'] as const
export const agents = ['named', 'implied', 'absent'] as const
export const bounds = ['exactly', 'at least', 'more than', 'about', 'at most', 'unspecified'] as const

export const relationKinds = ['mirrors', 'contradicts', 'narrows', 'supports', 'not comparable'] as const
export type RelationKind = (typeof relationKinds)[number]

export const paragraphRoles = [
  'frame',
  'address',
  'heading',
  'text',
  'list item',
  'signature',
  'enclosure',
] as const
export type ParagraphRole = (typeof paragraphRoles)[number]

export const authorKinds = [
  'government',
  'civil society',
  'news agency',
  'international organisation',
  'other',
] as const
export type AuthorKind = (typeof authorKinds)[number]

export const authorityKinds = ['organisation', 'state', 'official', 'document', 'media', 'other'] as const

export const dateKinds = ['written', 'circulated', 'published', 'captured'] as const
export type DateKind = (typeof dateKinds)[number]
export const dateGrounds = ['stated', 'inferred'] as const

export const referenceKinds = ['answers', 'encloses'] as const

export const urlStates = ['usable', 'broken', 'empty'] as const

export const claimStates = ['current', 'retired', 'merged'] as const

/** The parts of a claim's or a stance's scope, in the order of the sentence. */
export const scopeSlots = ['who', 'what', 'whom', 'where', 'when'] as const
export type ScopeSlot = (typeof scopeSlots)[number]

/**
 * Why an assertion waits for a person once its letter's text was corrected: its words are others now; they stand, but not
 * at one place that is certain; a number, a name or a negation beside them has changed; a footnote that it rests on is gone.
 */
export const waitingReasons = ['words', 'place', 'beside', 'note'] as const
export type WaitingReason = (typeof waitingReasons)[number]

export const objectKinds = [
  'corpus',
  'party',
  'author',
  'authority',
  'topic',
  'letter',
  'assertion',
  'claim',
  'stance',
  'relation',
  // An assertion that waits until a person has settled where its words stand in the corrected text.
  'waiting',
  // In which order the parties or the topics stand.
  'order',
] as const
export type ObjectKind = (typeof objectKinds)[number]

/** What can become of a comment. */
export const commentActions = ['edited', 'withdrawn', 'resolved', 'reopened'] as const

/** What an account may do, each more than the one before: comment, change the collection, look after people and settings. */
export const roles = ['commenter', 'editor', 'owner'] as const
export type Role = (typeof roles)[number]

/** What an editor does with a suggestion. Of several decisions on one the last holds; “reopened” takes back the one before. */
export const suggestionDecisions = ['accepted', 'changed', 'skipped', 'rejected', 'reopened'] as const
export type SuggestionDecision = (typeof suggestionDecisions)[number]

/** What can happen to an account, as the accounts' history names it; the first is its beginning. */
export const accountActions = [
  'made',
  'set password',
  'set role',
  'set keys',
  'disabled',
  'enabled',
  'signed out everywhere',
  'invited',
  'gave link',
  'withdrew link',
] as const
export type AccountAction = (typeof accountActions)[number]

/** What is suggested on claims: two that mirror one another, two that may be one, an assertion that may answer one. */
export const claimSuggestionKinds = ['mirror', 'duplicate', 'counterpart'] as const
export type ClaimSuggestionKind = (typeof claimSuggestionKinds)[number]

/** What an editor can decide on such a suggestion. */
export const dismissalActions = ['put aside', 'brought back'] as const
export type DismissalAction = (typeof dismissalActions)[number]

/** What is named by hand, where a collection has more of it than a form can list. */
export type NamedKind = 'author' | 'authority' | 'letter'

/** How far a letter has come in: read by a process, put right by editors, then part of the collection or not. */
export const intakeStates = [
  'waiting',
  'reading',
  'failed',
  'open',
  'loaded',
  'accepted',
  'discarded',
] as const
export type IntakeState = (typeof intakeStates)[number]
