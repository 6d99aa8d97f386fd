import { expect, test } from 'vitest'
import { attributionOf } from '../../../server/domain/suggest/attributionInText.ts'

const known = {
  parties: [{ id: 'north', name: 'Norlandic side' }],
  authorities: [{ id: 'red-cross', name: 'Red Cross', party: null }],
}
const sources = (sentence: string, quote: string) => {
  const start = sentence.indexOf(quote)
  return attributionOf(sentence, start, start + quote.length, known).map(
    ({ name, party, authority, adopted }) =>
      `${name} ${party ?? authority ?? ''} ${adopted ? 'adopted' : 'only reported'}`,
  )
}

test.each([
  ['According to the Red Cross, the town burnt.', 'the town burnt', 'Red Cross red-cross adopted'],
  ['The town burnt, as confirmed by the Red Cross.', 'The town burnt', 'Red Cross red-cross adopted'],
  ['Norland claims that the town burnt.', 'the town burnt', 'Norland north only reported'],
  [
    'Norland claims that the town burnt.',
    'Norland claims that the town burnt',
    'Norland north only reported',
  ],
  [
    'We are concerned by Norland’s claims that the town burnt.',
    'the town burnt',
    'Norland north only reported',
  ],
])('the source is found, and whether the writer adopts it: %s', (sentence, quote, expected) => {
  expect(sources(sentence, quote)).toEqual([expected])
})

test('the writer is no further source', () => {
  expect(sources('We note that the town burnt.', 'the town burnt')).toEqual([])
})
