import { z } from 'zod'
import { relationKinds, type ScopeSlot, scopeSlots, stanceKinds } from '../../../../db/vocabulary.ts'
import { type Placement, placements } from '../../../domain/shaping/separating.ts'
import { isSlug } from '../../../domain/slug.ts'
import { oneLine } from '../../../web/form.ts'

const line = (missing: string, longest: number) =>
  z
    .string(missing)
    .transform(oneLine)
    .pipe(z.string().min(1, missing).max(longest, `Enter at most ${longest} characters`))

const sentLine = (longest: number) =>
  z
    .string()
    .transform(oneLine)
    .pipe(z.string().max(longest, `Enter at most ${longest} characters`))
    .optional()

const optionalLine = (longest: number) => sentLine(longest).transform((value) => value || undefined)

/** What a field that may stand several times in a form holds. */
const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat())

const longestWording = 400
const longestReason = 500
const wording = line('Enter the claim in one sentence', longestWording)

const slots = Object.fromEntries(scopeSlots.map((slot) => [slot, optionalLine(300)])) as Record<
  ScopeSlot,
  ReturnType<typeof optionalLine>
>

/** The main topic first; the folder lists a claim under it. */
const terms = { ...slots, mainTopic: line('Choose a topic', 80), topics: several }
const withTopics = <T extends { mainTopic: string; topics: string[] }>({
  mainTopic,
  topics,
  ...rest
}: T) => ({
  ...rest,
  topics: [mainTopic, ...topics.filter((topic) => topic !== mainTopic)],
})

const slugMessage = 'Enter small letters, digits and single hyphens, at most 80 in all'
const slug = z
  .string()
  .transform((value) => oneLine(value).toLowerCase())
  .pipe(z.union([z.literal(''), z.string().refine(isSlug, slugMessage)], slugMessage))
  .optional()
  .transform((value) => value || undefined)

export const newClaimForm = z.object({ wording, slug, ...terms }).transform(withTopics)
/** A slot that is not sent stays as it is; an empty one says nothing any more. */
export const rewordingForm = z.object({
  wording,
  ...(Object.fromEntries(scopeSlots.map((slot) => [slot, sentLine(300)])) as Record<
    ScopeSlot,
    ReturnType<typeof sentLine>
  >),
})
export const termsForm = z.object(terms).transform(withTopics)
export const retirementForm = z.object({ reason: line('Say why the claim is retired', longestReason) })
export const addressForm = z.object({
  slug: z
    .string('Enter an address')
    .transform((value) => oneLine(value).toLowerCase())
    .pipe(z.string().min(1, 'Enter an address').refine(isSlug, slugMessage)),
})

const stance = z.enum(stanceKinds, 'Choose how it bears on the claim')
const scope = { note: optionalLine(600), ...slots }
export const stanceForm = z.object({ stance, ...scope })
export const linkForm = z.object({ assertion: line('Choose an assertion', 80), stance, ...scope })
/** Those that are ticked, each as it is; or one, with the stance that it has now. */
export const confirmationForm = z.object({
  assertion: several.refine((list) => list.length > 0, 'Tick the stances that still hold'),
  stance: stance.optional(),
  /** Of which list it was sent. */
  only: z.literal('earlier').optional().catch(undefined),
})

const reason = line('Say in one line how they are related', longestReason)
export const relationForm = z.object({
  other: line('Choose a claim', 80),
  /** As the choice reads on this claim's page: narrows and supports hold one way. */
  kind: z.enum([...relationKinds, 'narrowed by', 'supported by'], 'Choose how they are related'),
  reason,
})
/** Which relation: its key in the history. */
export const relationKeyForm = z.object({ relation: line('Choose a relation', 200) })
export const reasonForm = relationKeyForm.extend({ reason })

const step = <T extends string>(done: T) =>
  z.union([z.literal(done), z.string().regex(/^page-\d{1,6}$/)]).catch('preview')

export const mergingForm = z.object({
  into: line('Choose the claim that stays', 80),
  step: z.enum(['preview', 'merge']).catch('preview'),
  /** Whether the two are worded against each other. */
  reversed: z.literal('yes').optional().catch(undefined),
  /** Assertions that bear on both and keep the stance on the claim that goes. */
  kept: several,
})

/** Where assertions go: those on the page one by one, those on other pages as lists. */
const placed = { moves: z.string().max(600_000).catch(''), both: z.string().max(600_000).catch('') }

export const splittingForm = z
  .object({ wording, slug, ...terms, ...placed, step: step('split') })
  .transform(withTopics)
export const separationForm = z.object({
  ...placed,
  claim: line('Choose the claim to take out', 80),
  step: step('separate'),
  relinked: several,
  relations: z.literal('yes').optional().catch(undefined),
})

const placementOf = z.enum(placements)

/** The placements that a form sends: lists of those that move or stay on both, and a field for each assertion on the page. */
export function readPlacements(body: unknown): Map<string, Placement> {
  const fields = (body ?? {}) as Record<string, unknown>
  const found = new Map<string, Placement>()
  for (const placement of ['moves', 'both'] as const) {
    const list = fields[placement]
    if (typeof list !== 'string') continue
    for (const assertion of list.split(' ').filter(isSlug)) found.set(assertion, placement)
  }
  for (const [name, value] of Object.entries(fields)) {
    const assertion = /^place\.(.+)$/.exec(name)?.[1]
    const placement = placementOf.safeParse(value)
    if (assertion !== undefined && placement.success) found.set(assertion, placement.data)
  }
  return found
}

/** What an address of the desk asks for. */
export const deskQuery = z.object({
  after: z.coerce.number().int().nonnegative().catch(0),
  only: z.literal('earlier').nullable().catch(null),
  q: z.string().max(400).catch(''),
  into: z.string().max(80).catch(''),
  claim: z.string().max(80).catch(''),
})
