import type { Request, Response } from 'express'
import type { Db } from '../../../db/client.ts'
import { currentSlug } from '../../../db/slugs.ts'
import { movedTo } from '../../web/moved.ts'
import { notFound } from '../../web/problem.ts'
import { urls } from '../../web/urls.ts'
import { type DeskLetter, findDeskLetter } from './letterQueries.ts'

/** The letter of an address of the desk; or undefined, once an old address was sent on. */
export function deskLetterAt(
  db: Db,
  req: Request,
  res: Response,
  addressOf: (slug: string) => string,
): DeskLetter | undefined {
  const slug = String(req.params.slug)
  const letter = findDeskLetter(db, slug)
  if (letter) return letter
  const current = currentSlug(db, 'letter', slug)
  if (current === undefined)
    throw notFound('letter', [{ href: urls.letters(), text: 'All letters' }], { kind: 'letter', key: slug })
  movedTo(req, res, addressOf(current))
  return undefined
}
