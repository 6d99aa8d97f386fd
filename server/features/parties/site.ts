import type { RequestHandler } from 'express'
import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { prepareOnce } from '../../../db/statements.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { sides } from '../../domain/sides.ts'
import { originOf } from '../../web/origin.ts'
import type { PageContext, PageParty } from '../../web/pageContext.ts'
import { Problem } from '../../web/problem.ts'
import { type Params, withParams } from '../../web/urls.ts'

const statements = prepareOnce(({ $client }) => ({
  site: $client.prepare<[], PageContext['site']>(`
    SELECT title, names_note AS namesNote, data_version AS dataVersion,
      (SELECT coalesce(max(id), 0) FROM changes) AS change
    FROM corpus`),
  lettersVersion: $client.prepare<[], number>('SELECT letters_version FROM corpus').pluck(),
  parties: $client.prepare<[], Pick<PageParty, 'id' | 'slug' | 'name'>>(
    'SELECT id, slug, name FROM parties ORDER BY ordinal, id',
  ),
}))

/** Puts on `res.locals` what every page shows: the collection, its parties, and which two face each other. */
export function siteLocals(db: Db): RequestHandler {
  let parties: PageParty[] = []
  let knownVersion = -1
  return (req, res, next) => {
    const site = statements(db).site.get()
    if (!site) {
      throw new Problem(503, 'This collection is empty', 'Load a corpus folder: npm run corpus -- load seeds')
    }
    const version = statements(db).lettersVersion.get()!
    if (version !== knownVersion) {
      parties = listParties(db)
      knownVersion = version
    }
    const asked = { left: one(req.query.left), right: one(req.query.right) }
    const isParty = (slug: string | undefined) => parties.some((party) => party.slug === slug)
    const sidesParams: Params = {
      left: isParty(asked.left) ? asked.left : undefined,
      right: isParty(asked.right) ? asked.right : undefined,
    }
    const locals: PageContext = {
      site,
      parties,
      sides: sides(parties, asked),
      sidesParams,
      query: withParams('', sidesParams),
      origin: originOf(req),
    }
    Object.assign(res.locals, locals)
    next()
  }
}

function listParties(db: Db): PageParty[] {
  const lettersOf = groupBy(datedLetters(db), ({ partyId }) => partyId)
  return statements(db)
    .parties.all()
    .map((party) => {
      const letters = lettersOf.get(party.id) ?? []
      const marked = letters.filter(({ isMarked }) => isMarked).length
      return { ...party, letters: marked, unmarked: letters.length - marked }
    })
}

const one = (value: unknown) => (typeof value === 'string' ? value : undefined)
