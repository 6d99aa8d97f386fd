import type { Express } from 'express'
import nunjucks from 'nunjucks'
import { assertionsInWords, ofAnyKind } from '../domain/assertionBase.ts'
import { paragraphInWords } from '../domain/citation.ts'
import { dayInWords, intervalInWords } from '../domain/dates.ts'
import { lettersInWords } from '../domain/markedLetters.ts'
import { includesRole, type Role } from '../domain/roles.ts'
import { asSentence, bearingInWords, capitalised, countOf, unstopped } from '../domain/words.ts'
import { urls } from './urls.ts'

/** Sets up nunjucks for `app`: a misspelt name fails, everything is escaped, `urls` and a few words are at hand. */
export function useTemplates(app: Express, folder: string) {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder, { noCache: false }), {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  })
  environment.addGlobal('urls', urls)
  environment.addFilter('day', dayInWords)
  environment.addFilter('interval', intervalInWords)
  // A line may end before a day or after it, not within.
  environment.addFilter('daysUnbroken', (words: string) =>
    words.replace(/(\d+) (\p{L}+) (\d{4})/gu, '$1\u00a0$2\u00a0$3'),
  )
  environment.addFilter('paragraph', paragraphInWords)
  // In place of its namesake, which makes small letters of all others: "PDF", "Northern side", an address in a link. What a
  // macro has made stays HTML.
  environment.addFilter('capitalize', (words: string | nunjucks.runtime.SafeString) =>
    words instanceof nunjucks.runtime.SafeString
      ? new nunjucks.runtime.SafeString(capitalised(words.toString()))
      : capitalised(words),
  )
  environment.addFilter('asSentence', asSentence)
  environment.addFilter('unstopped', unstopped)
  environment.addFilter('bearing', bearingInWords)
  environment.addFilter('countOf', (count: number, noun: string, plural?: string) =>
    countOf(count, noun, plural),
  )
  environment.addFilter('assertionsInWords', assertionsInWords)
  environment.addFilter('ofAnyKind', ofAnyKind)
  environment.addFilter('lettersInWords', lettersInWords)
  environment.addFilter('may', (visitor: { role: Role } | null, needed: Role) =>
    Boolean(visitor && includesRole(visitor.role, needed)),
  )
  environment.express(app)
  return environment
}
