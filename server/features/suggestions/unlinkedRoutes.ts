import { Router } from 'express'
import { z } from 'zod'
import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import { may } from '../../web/access.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'

interface UnlinkedRow {
  id: number
  slug: string
  gist: string
  quote: string
  kind: string
  label: string
  letter: string
  letterTitle: string
  language: string
}

const pageSize = 30

const bearsOnNone = 'NOT EXISTS (SELECT 1 FROM stances s WHERE s.assertion_id = a.id)'

const statements = prepareOnce(({ $client }) => {
  const listed = (direction: 'ASC' | 'DESC', compared: '>' | '<') =>
    $client.prepare<[number, number], UnlinkedRow>(`
      SELECT a.id, a.slug, a.gist, a.quote, a.kind, p.label, l.slug AS letter, l.short_title AS letterTitle, l.language
      FROM (SELECT * FROM assertions a WHERE a.id ${compared} ? AND ${bearsOnNone} ORDER BY a.id ${direction} LIMIT ?) a
        CROSS JOIN letters l ON l.id = a.letter_id
        CROSS JOIN ranges r ON r.assertion_id = a.id AND r.ordinal = 1
        CROSS JOIN paragraphs p ON p.id = r.paragraph_id
      ORDER BY a.id ${direction}`)
  return {
    older: listed('DESC', '<'),
    newer: listed('ASC', '>'),
    total: $client.prepare<[], number>(`SELECT count(*) FROM assertions a WHERE ${bearsOnNone}`).pluck(),
  }
})

const pageQuery = z.object({
  before: z.coerce.number().int().positive().catch(Number.MAX_SAFE_INTEGER),
  after: z.coerce.number().int().nonnegative().optional().catch(undefined),
})

/** Assertions that bear on no claim yet, those that were marked last first: no claim's page leads to them. */
export function unlinkedRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/assertions', may('editor'), (req, res) => {
    const { before, after } = pageQuery.parse(req.query)
    const { older, newer, total } = statements(db)
    const rows = after === undefined ? older.all(before, pageSize) : newer.all(after, pageSize).toReversed()
    const [first, last] = [rows[0], rows.at(-1)]
    const hasNewer = first && newer.get(first.id, 1)
    const hasOlder = last && older.get(last.id, 1)
    respond(
      req,
      res,
      { page: 'suggestions/unlinked', section: 'desk' },
      {
        total: total.get()!,
        assertions: rows.map(({ id: _, ...row }) => row),
        newerHref: hasNewer ? urls.deskAssertions({ after: first.id }) : null,
        olderHref: hasOlder ? urls.deskAssertions({ before: last.id }) : null,
      },
    )
  })

  return routes
}
