import { type Request, type Response, Router } from 'express'
import { changedSince } from '../../../db/changedSince.ts'
import type { Db } from '../../../db/client.ts'
import { type Edit, edit } from '../../../db/edit.ts'
import { presentRecord } from '../../../db/present.ts'
import { type FigureRecord, isSameRecord } from '../../../db/records.ts'
import { currentSlug } from '../../../db/slugs.ts'
import { bounds } from '../../../db/vocabulary.ts'
import { save } from '../../../db/writes/save.ts'
import { latestChange } from '../../../db/writes/stale.ts'
import { type FigureValues, figureInForm, readFigure } from '../../domain/figureForm.ts'
import { agree, type Figure, figureInWords, mayBeCompared } from '../../domain/figures.ts'
import { capitalised } from '../../domain/words.ts'
import { may, signedBy, signedIn } from '../../web/access.ts'
import { conflictView } from '../../web/conflict.ts'
import { baseOf, type Form } from '../../web/form.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { type FigureRow, findClaim, listFigures, mostFigures } from './queries.ts'

const sides = ['one', 'other'] as const
const fields = ['number', 'bound', 'unit', 'counted', 'where', 'when'] as const
const notPair: Form['errors'] = { form: ['Choose two different figures.'] }
type Claim = NonNullable<ReturnType<typeof findClaim>>
type Pair = { one: FigureRow; other: FigureRow }

/** Setting two figures of a claim against each other: what they count is asked first, and the guard answers. */
export function figureRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/claims/:slug/figures', may('editor'), (req, res) => {
    const slug = String(req.params.slug)
    const claim = findClaim(db, slug)
    const current = claim ? undefined : currentSlug(db, 'claim', slug)
    if (current !== undefined) return res.redirect(308, urls.claimFigures(current))
    const found = claim ?? missing()
    // Sent by the list below, with one chosen twice or only one.
    const isChosen = sides.some((side) => side in req.query)
    const isPair = isChosen && pairOf(listFigures(db, found.slug), req.query) !== null
    show(req, res, found, req.query, { status: 200, errors: isChosen && !isPair ? notPair : {} })
  })

  routes.post('/desk/claims/:slug/figures', may('editor'), (req, res) => {
    const claim = findClaim(db, String(req.params.slug)) ?? missing()
    const body: Record<string, unknown> = req.body ?? {}
    const pair = pairOf(listFigures(db, claim.slug), body)
    if (!pair) return show(req, res, claim, body, { status: 422, errors: notPair })
    const errors: Form['errors'] = {}
    const typed = sides.map((side) =>
      readFigure(valuesIn(body, side), (field, message) => {
        errors[`${side}-${field}`] = [message]
      }),
    )
    sides.forEach((side, i) => {
      if (!typed[i]) errors[`${side}-counted`] = ['Say what is counted.']
    })
    if (Object.keys(errors).length) return show(req, res, claim, body, { status: 422, errors })

    const edits = figureEdits(pair, typed as [FigureRecord, FigureRecord])
    const base = baseOf(body)
    let done: number | null = null
    if (edits.length) {
      const summary = `Said what figures count on “${claim.wording}”`
      const shown = edits.map(({ key }) => ({ kind: 'assertion' as const, key, base }))
      const saved = save(db, signedBy(signedIn(res), 'change figures', summary), shown, edits)
      if (saved.kind === 'stale') {
        const conflict = conflictView(changedSince(db, saved.stale.object, base))
        return show(req, res, claim, body, { status: 409, conflict })
      }
      if (saved.kind === 'refused')
        return show(req, res, claim, body, { status: 422, errors: { form: saved.messages } })
      done = saved.change
    }
    const both = { one: idOf(pair.one), other: idOf(pair.other) }
    res.redirect(303, `${urls.claimFigures(claim.slug, { ...both, asked: 'yes', done })}#verdict`)
  })

  /** The edits that bring both figures to what was typed; both may be of one assertion. */
  function figureEdits({ one, other }: Pair, typed: [FigureRecord, FigureRecord]): Edit[] {
    const slugs = [...new Set([one.assertion, other.assertion])]
    return slugs.flatMap((slug) => {
      const before = presentRecord(db, 'assertion', slug)!
      const figures = before.figures.map((figure, i) => {
        const which = [one, other].findIndex((row) => row.assertion === slug && row.ordinal === i + 1)
        return which < 0 ? figure : typed[which]!
      })
      const after = { ...before, figures }
      return isSameRecord(before, after) ? [] : [edit('assertion', before, after)]
    })
  }

  function missing(): never {
    throw notFound('claim', [{ href: urls.claimsDesk(), text: 'Claims' }])
  }

  function show(
    req: Request,
    res: Response,
    claim: Claim,
    asked: Record<string, unknown>,
    {
      status,
      errors = {},
      conflict = null,
    }: { status: number; errors?: Form['errors']; conflict?: object | null },
  ) {
    const rows = listFigures(db, claim.slug)
    const pair = pairOf(rows, asked)
    const isTyped = req.method === 'POST'
    const values = Object.fromEntries(
      sides.flatMap((side) => {
        if (!pair) return []
        const shown = isTyped ? valuesIn(asked, side) : figureInForm(recordOf(pair[side]))
        return fields.map((field) => [`${side}-${field}`, shown[field]])
      }),
    )
    respond(
      req,
      res,
      { page: 'figures/claim', section: 'desk', status },
      {
        claim: { slug: claim.slug, wording: claim.wording },
        figures: rows.map((row) => ({ id: idOf(row), ...rowView(row) })),
        mostFigures,
        chosen: {
          one: pair ? idOf(pair.one) : String(asked.one ?? ''),
          other: pair ? idOf(pair.other) : String(asked.other ?? ''),
        },
        pair: pair && sides.map((side) => ({ side, ...rowView(pair[side]) })),
        verdict: pair && !isTyped && asked.asked === 'yes' ? verdictOn(pair.one, pair.other) : null,
        bounds: bounds.map((bound) => ({ value: bound, text: capitalised(bound) })),
        form: { values, errors },
        conflict,
        base: !isTyped || conflict ? latestChange(db) : String(asked.base ?? 0),
      },
    )
  }

  return routes
}

/** A figure in an address: its assertion and which of its figures. */
const idOf = ({ assertion, ordinal }: FigureRow) => `${assertion}.${ordinal}`

function pairOf(rows: readonly FigureRow[], asked: Record<string, unknown>): Pair | null {
  const [one, other] = sides.map((side) => rows.find((row) => idOf(row) === asked[side]))
  return one && other && one !== other ? { one, other } : null
}

const valuesIn = (body: Record<string, unknown>, side: string) =>
  Object.fromEntries(
    fields.map((field) => {
      const value = body[`${side}-${field}`]
      return [field, typeof value === 'string' ? value : '']
    }),
  ) as unknown as FigureValues

const recordOf = ({ number, bound, unit, counted, where, when }: FigureRow): FigureRecord => ({
  ...(number !== null && { number }),
  bound,
  unit,
  counted,
  ...(where !== null && { where }),
  ...(when !== null && { when }),
})

const rowView = (row: FigureRow) => ({
  words: figureInWords(row),
  quote: row.quote,
  stance: row.stance,
  author: row.author,
  party: row.party,
  letter: row.letterTitle,
  href: urls.letter(row.letter, {}, row.assertion),
  editHref: urls.deskAssertion(row.assertion),
})

const verdictWords = {
  agree: 'They count the same, and say the same. On the claim’s page they stand in one set.',
  differ:
    'They count the same, and cannot both be true. On the claim’s page they stand in one set, against each other.',
  compatible: 'They count the same, and may both be true. On the claim’s page they stand in one set.',
}

/** What the guard says: whether two figures may be set against each other, and how they stand; or what keeps them apart. */
function verdictOn(one: Figure, other: Figure): { isAllowed: boolean; words: string } {
  const comparability = mayBeCompared(one, other)
  if (comparability.allowed) return { isAllowed: true, words: verdictWords[agree(one, other)] }
  return {
    isAllowed: false,
    words: `They may not be set against each other. ${comparability.reason} The claim’s page says so.`,
  }
}
