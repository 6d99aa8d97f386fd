import type { Db } from '../../../db/client.ts'
import { assertionKinds } from '../../../db/vocabulary.ts'
import { lastChangeOf } from '../../../db/writes/stale.ts'
import { kindWords, stanceWords } from '../../domain/words.ts'
import { urls } from '../../web/urls.ts'
import { listClaims } from './claimQueries.ts'
import { findChange } from './queueQueries.ts'
import { presentAssertion } from './saving.ts'

/** An assertion as it stands now, to be read beside what somebody has typed; null where it is gone. */
export function standingView(db: Db, slug: string) {
  const present = presentAssertion(db, slug)
  const touched = [
    lastChangeOf(db, 'assertion', slug),
    ...(present?.stances.map(({ claim }) => lastChangeOf(db, 'stance', `${claim} ${slug}`)) ?? []),
  ]
  const line = findChange(db, Math.max(...touched))
  const by = line ? { change: line.number, actor: line.actor, madeAt: line.madeAt } : null
  if (!present) return { slug, href: null, by, quote: null, facts: [], claims: [] }
  const { assertion, stances } = present
  const claims = new Map(
    listClaims(
      db,
      stances.map(({ claim }) => claim),
    ).map((claim) => [claim.slug, claim.wording]),
  )
  const list = (words: readonly string[]) => words.join('; ') || 'none'
  return {
    slug,
    href: urls.deskAssertion(slug),
    by,
    quote: assertion.ranges.map(({ exact }) => exact).join(' … '),
    facts: [
      { name: 'What it states', words: assertion.gist },
      { name: 'Kind', words: kindWords[assertionKinds.find((kind) => kind === assertion.kind) ?? 'fact'] },
      { name: 'Said', words: assertion.modality },
      { name: 'Who did it', words: assertion.agent },
      { name: 'Topics', words: list(assertion.topics) },
      { name: 'Relays', words: list(assertion.attribution.map(({ name }) => name)) },
      {
        name: 'Figures',
        words: list(
          assertion.figures.map(
            ({ number, bound, unit, counted }) => `${bound} ${number ?? ''} ${unit} (${counted})`,
          ),
        ),
      },
      {
        name: 'Rests on',
        words: list(
          assertion.citations.map((one) => ('footnote' in one ? `note ${one.footnote}` : one.authority)),
        ),
      },
    ],
    claims: stances.map(({ claim, stance, scope }) => ({
      href: urls.claim(claim),
      wording: claims.get(claim) ?? claim,
      stance: stanceWords[stance],
      note: scope?.note ?? null,
    })),
  }
}
