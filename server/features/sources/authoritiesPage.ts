import type { Db } from '../../../db/client.ts'
import { authorityKinds } from '../../../db/vocabulary.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { capitalised } from '../../domain/words.ts'
import { type PageContext, placedParties } from '../../web/pageContext.ts'
import { urls } from '../../web/urls.ts'
import { sourceCounts } from './counting.ts'
import { footnoteTotals } from './footnotesPage.ts'
import type { Sort, SourcesForm } from './forms.ts'
import type { AuthorityUse } from './queries.ts'
import {
  headOf,
  pageSize,
  readDetail,
  type Standing,
  standingOf,
  standings,
  swapped,
  usesView,
  weightOf,
} from './uses.ts'

/** The list of authorities: those that both facing sides invoke first. */
export async function authoritiesPage(db: Db, form: SourcesForm, context: PageContext) {
  const parties = placedParties(context.sides)
  const counts = await sourceCounts(db)
  const all = counts.authorities
  const chosen = form.kind.length ? all.filter(({ kind }) => form.kind.includes(kind)) : all
  const placed = sorted(
    chosen.map((authority) => ({ authority, standing: standingOf(authority, context) })),
    form.sort,
  )
  const after = form.after === null ? -1 : placed.findIndex(({ authority }) => authority.slug === form.after)
  const shown = pageOf(placed, after + 1)
  const last = after + 1 + shown.length

  const detail = readDetail(
    db,
    shown.map(({ authority }) => authority),
  )
  const items = shown.map(({ authority, standing }) => ({
    ...headOf(authority, parties),
    standing,
    ...usesView(authority, detail, parties),
  }))
  const countOfStanding = groupBy(placed, ({ standing }) => standing)
  const address = (more: object) =>
    urls.sources({
      kind: form.kind,
      sort: form.sort === 'sides' ? null : form.sort,
      ...context.sidesParams,
      ...more,
    })
  return {
    title: 'Sources',
    show: 'authorities' as const,
    banner: corpusBanner(context.parties),
    total: all.length,
    found: placed.length,
    first: shown.length ? after + 2 : 0,
    last,
    sort: form.sort,
    kinds: authorityKinds.map((kind) => ({
      value: kind,
      label: capitalised(kind),
      count: all.filter((authority) => authority.kind === kind).length,
      selected: form.kind.includes(kind),
    })),
    /** The items of this page by who invokes them; one group without a name where another order was asked for. */
    groups:
      form.sort === 'sides'
        ? standings
            .map((standing) => ({
              standing,
              ...standingWords(standing, context),
              count: countOfStanding.get(standing)?.length ?? 0,
              items: items.filter((item) => item.standing === standing),
            }))
            .filter((group) => group.items.length > 0)
        : [{ standing: null, heading: null, lead: null, count: placed.length, items }],
    footnotes: footnoteTotals(db, counts),
    ...swapped(context, (sides) => address({ ...sides, after: null })),
    firstHref: after >= 0 ? address({}) : null,
    nextHref: last < placed.length ? address({ after: shown.at(-1)!.authority.slug }) : null,
  }
}

function standingWords(standing: Standing, { sides, parties }: PageContext) {
  const only = parties.length > 1 ? 'only' : ''
  const words: Record<Standing, { heading: string; lead: string | null }> = {
    both: {
      heading: 'Invoked by both sides',
      lead: 'The same source in the letters of both: what each uses it for, side by side.',
    },
    left: { heading: `Invoked ${only} by: ${sides.left.name}`.replace('  ', ' '), lead: null },
    right: { heading: `Invoked ${only} by: ${sides.right?.name}`.replace('  ', ' '), lead: null },
    others: {
      heading: 'Not invoked by these sides',
      lead: 'Only reported, without being made the letter’s own ground, or invoked by others.',
    },
    none: { heading: 'Not invoked', lead: 'Known to the collection, but no letter rests on it.' },
  }
  return words[standing]
}

/** Where each source is used often, fewer of them make a page. */
const usesOnPage = 1200

/** A page of sources from `start` on. */
function pageOf(placed: readonly Placed[], start: number): Placed[] {
  const page: Placed[] = []
  let uses = 0
  for (const one of placed.slice(start, start + pageSize)) {
    uses += weightOf(one.authority)
    if (page.length && uses > usesOnPage) break
    page.push(one)
  }
  return page
}

interface Placed {
  authority: AuthorityUse
  standing: Standing
}

/** By name only where that is asked for: the usual order must not depend on what anybody is called. */
function sorted(placed: Placed[], sort: Sort): Placed[] {
  const letters = sumOf('letters')
  const assertions = sumOf('counted')
  const bySize = (a: Placed, b: Placed) =>
    letters(b) - letters(a) || assertions(b) - assertions(a) || a.authority.id - b.authority.id
  if (sort === 'name') {
    return placed.sort((a, b) => collator.compare(a.authority.name, b.authority.name) || bySize(a, b))
  }
  if (sort === 'uses') return placed.sort(bySize)
  return placed.sort((a, b) => standings.indexOf(a.standing) - standings.indexOf(b.standing) || bySize(a, b))
}

const collator = new Intl.Collator('en')
const sumOf = (what: 'letters' | 'counted') => {
  const sums = new Map<AuthorityUse, number>()
  return ({ authority }: Placed) => {
    let sum = sums.get(authority)
    if (sum === undefined) sums.set(authority, (sum = authority.uses.reduce((n, use) => n + use[what], 0)))
    return sum
  }
}
