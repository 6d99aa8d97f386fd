import type { Response } from 'express'
import type { LetterCounts } from '../domain/markedLetters.ts'
import type { Sides } from '../domain/sides.ts'
import type { Params } from './urls.ts'

/** A party as every page knows it, with the letters that the collection holds of its authors. */
export interface PageParty extends LetterCounts {
  id: number
  slug: string
  name: string
}

/** What every page knows of the collection and of the sides that face each other on it. */
export interface PageContext {
  /** `change` is the number of the last change, 0 before the first. */
  site: { title: string; namesNote: string | null; dataVersion: number; change: number }
  parties: PageParty[]
  sides: Sides<PageParty>
  /** The sides as the address asks for them, to be kept in every link; empty where it does not. */
  sidesParams: Params
  /** The same as a query string: "" or "?left=…". */
  query: string
  /** The site's own origin, "https://host", for addresses that are mailed. */
  origin: string
}

/** The context of the page being answered; set on `res.locals` before any page's route. */
export const pageContext = (res: Response): PageContext => res.locals as PageContext

/** A party with the place at which it stands on this page: 1 left, 2 right, then the others in the order of the data. */
export interface PlacedParty extends PageParty {
  place: number
}

/** All parties in the order of their places. */
export function placedParties({ left, right, others }: Sides<PageParty>): PlacedParty[] {
  return [left, right, ...others]
    .filter((party) => party !== null)
    .map((party, i) => ({ ...party, place: i + 1 }))
}
