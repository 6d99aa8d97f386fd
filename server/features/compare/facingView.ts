import { lettersInWords } from '../../domain/markedLetters.ts'
import { type PageContext, placedParties } from '../../web/pageContext.ts'
import { type Params, urls } from '../../web/urls.ts'

/**
 * The sides that face each other, the way to exchange them, and, of three or more parties, to choose them. `addressOf`
 * makes the address of the same page with other sides.
 */
export function facingView(context: PageContext, addressOf: (sidesParams: Params) => string) {
  const { sides, parties, sidesParams } = context
  const placed = placedParties(sides)
  const [path = '/', query = ''] = addressOf({}).split('?')
  return {
    facing: placed.slice(0, 2).map(({ slug, name, place, letters, unmarked }) => ({
      party: slug,
      name,
      place,
      letters: lettersInWords({ letters, unmarked }),
      href: urls.party(slug, sidesParams),
    })),
    swapHref: sides.right
      ? addressOf({ left: sides.right.slug, right: parties.length > 2 ? sides.left.slug : null })
      : null,
    /** Which two of three or more parties face each other. */
    sidesChoice:
      parties.length > 2
        ? {
            action: path,
            kept: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
            parties: placed.map(({ slug, name }) => ({ slug, name })),
            left: sides.left.slug,
            right: sides.right?.slug ?? null,
          }
        : null,
  }
}
