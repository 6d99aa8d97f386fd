import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commentParagraphs, normaliseComment } from '../../server/domain/commentBody.ts'

const origin = 'https://example.org'
const linksIn = (body: string) =>
  commentParagraphs(body, origin)
    .flat()
    .flatMap(({ href }) => href ?? [])

test('addresses of this site are links, others are not', () => {
  expect(linksIn('See /claims/bridge-shelled, and https://example.org/letters/a?left=b#p-6.')).toEqual([
    '/claims/bridge-shelled',
    '/letters/a?left=b#p-6',
  ])
  expect(
    linksIn('Not https://elsewhere.org/claims/x, and/letters/or, /claimsandmore, //evil.org/claims/x'),
  ).toEqual([])
})

test('no word of a comment is lost in its paragraphs', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', '/claims/b', ' ', '.', '\n\n', '\n', '“', '?x=1', origin), {
        maxLength: 20,
      }),
      (parts) => {
        const body = normaliseComment(parts.join(''))
        const printed = commentParagraphs(body, origin).map((pieces) =>
          pieces.map(({ text }) => text).join(''),
        )
        expect(printed.join('\n\n')).toBe(body)
        for (const href of linksIn(body)) expect(href).toMatch(/^\/claims\//)
      },
    ),
  )
})

test('a comment is kept without stray signs and with at most one blank line in a row', () => {
  expect(normaliseComment('  One \r\n\r\n\r\n\r\nTwo\u0007  ')).toBe('One\n\nTwo')
})
