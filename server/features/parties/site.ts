import type { RequestHandler } from 'express'
import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import { type Sides, sides } from '../../domain/sides.ts'
import { originOf } from '../../web/origin.ts'
import { Problem } from '../../web/problem.ts'
import { type Params, withParams } from '../../web/urls.ts'

/** A party as every page needs it. `letters` counts those that the collection holds of its authors. */
export interface SideParty {
  id: number
  slug: string
  name: string
  letters: number
}

/** What every page knows; set on `res.locals` by `siteLocals`. */
export interface SiteLocals {
  /** `change` is the number of the last change. */
  site: { title: string; namesNote: string | null; dataVersion: number; change: number | null }
  parties: SideParty[]
  sides: Sides<SideParty>
  /** The sides as the address asks for them, to be kept in every link; empty where it does not. */
  sidesParams: Params
  /** The same as a query string: "" or "?left=…". */
  query: string
  /** The site's own origin, "https://host", for addresses that are mailed. */
  origin: string
}

const statements = prepareOnce(({ $client }) => ({
  site: $client.prepare<[], SiteLocals['site']>(`
    SELECT title, names_note AS namesNote, data_version AS dataVersion, (SELECT max(id) FROM changes) AS change
    FROM corpus`),
  lettersVersion: $client.prepare<[], number>('SELECT letters_version FROM corpus').pluck(),
  parties: $client.prepare<[], SideParty>(`
    SELECT p.id, p.slug, p.name,
      (SELECT count(*) FROM letters l JOIN authors a ON a.id = l.author_id WHERE a.party_id = p.id) AS letters
    FROM parties p ORDER BY p.ordinal, p.id`),
}))

/** Puts on `res.locals` what every page shows: the collection, its parties, and which two face each other. */
export function siteLocals(db: Db): RequestHandler {
  let parties: SideParty[] = []
  let knownVersion = -1
  return (req, res, next) => {
    const site = statements(db).site.get()
    if (!site) {
      throw new Problem(503, 'This collection is empty', 'Load a corpus folder: npm run corpus -- load seeds')
    }
    const version = statements(db).lettersVersion.get()!
    if (version !== knownVersion) {
      parties = statements(db).parties.all()
      knownVersion = version
    }
    const asked = { left: one(req.query.left), right: one(req.query.right) }
    const isParty = (slug: string | undefined) => parties.some((party) => party.slug === slug)
    const sidesParams: Params = {
      left: isParty(asked.left) ? asked.left : undefined,
      right: isParty(asked.right) ? asked.right : undefined,
    }
    const locals: SiteLocals = {
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

const one = (value: unknown) => (typeof value === 'string' ? value : undefined)
