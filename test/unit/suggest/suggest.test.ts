import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRawLetter } from '../../../server/domain/suggest/rawLetter.ts'
import { type Suggestion, suggester } from '../../../server/domain/suggest/suggest.ts'
import { practiceLetters } from '../../../server/features/suggestions/practiceLetters.ts'
import { nothingKnown, oddText, shipped } from './support.ts'

const known = shipped()
const practice = practiceLetters()
const taught = suggester(known, null, practice)
const untaught = suggester(nothingKnown, null, practice)

const suggest = (raw: string, { suggest } = taught) => suggest(readRawLetter(raw))
const quotes = (raw: string) => suggest(raw).map(({ quote }) => quote)

function expectWhole(raw: string, suggestions: Suggestion[]) {
  const { text, paragraphs } = readRawLetter(raw)
  const points = Array.from(text)
  for (const { quote, ranges, start, end, claims, likelihood } of suggestions) {
    expect(ranges.map((range) => points.slice(range.start, range.end).join('')).join(' … ')).toBe(quote)
    expect([start, end]).toEqual([ranges[0]!.start, ranges.at(-1)!.end])
    const inside = paragraphs.filter(
      (paragraph) => paragraph.start <= start && end <= paragraph.start + Array.from(paragraph.text).length,
    )
    expect(inside).toHaveLength(1)
    expect(quote.trim()).toBe(quote)
    expect(claims.length).toBeLessThanOrEqual(5)
    for (const score of [likelihood, ...claims.map(({ score }) => score)]) {
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  }
}

describe('whatever the text', () => {
  test('quotes are its exact words, each inside of one paragraph', () => {
    fc.assert(fc.property(oddText, (raw) => expectWhole(raw, suggest(raw))))
    fc.assert(fc.property(oddText, (raw) => expectWhole(raw, suggest(raw, untaught))))
  })

  test('the same text gives the same suggestions', () => {
    const again = suggester(known, null, practice)
    fc.assert(
      fc.property(oddText, (raw) => {
        expect(suggest(raw, again)).toEqual(suggest(raw))
      }),
      { numRuns: 20 },
    )
  })

  test.each([
    ['empty', ''],
    ['white space', ' \n\n\t\u00a0'],
    ['one line', 'The army of Norland shelled the town of Velin on 3 May, killing 14 civilians'],
    ['right to left', 'قصف الجيش المدينة في الثالث من مايو. قُتل أربعة عشر مدنياً.'],
    ['Armenian', 'Բանակը ռմբակոծեց քաղաքը մայիսի 3-ին։ Տասնչորս քաղաքացի զոհվեց։'],
    ['Cyrillic', 'Армия обстреляла город 3 мая. Погибли четырнадцать мирных жителей.'],
    ['emoji', '👩‍👩‍👧 The army 🚀 shelled the town 🏚️ on 3 May 🙁.'],
    ['halves of characters', 'The army \ud83d shelled \udc00 the town on 3 May.'],
    ['one endless word', 'a'.repeat(50_000)],
    ['one endless sentence', 'the army shelled the town, and '.repeat(1_000)],
    [
      '60,000 characters',
      `${'The army shelled the town on 3 May, killing 14 civilians. '.repeat(50)}\n\n`.repeat(20),
    ],
    ['brackets and marks', `${'(['.repeat(20_000)} ${'"“'.repeat(20_000)}`],
    ['markers', 'x¹ [2] ^{3} '.repeat(10_000)],
    ['emphasis', '*a *'.repeat(40_000)],
  ])('odd text is no error: %s', (_, raw) => {
    expectWhole(raw, suggest(raw, untaught))
    if (raw.length < 100_000) expectWhole(raw, suggest(raw))
  })
})

describe('what is suggested', () => {
  test('headings, addresses, signatures and pure appeals make no statements', () => {
    const raw = `# The shelling of Velin by Norland

Dear Sir,

We urge you to help.

Yours faithfully,

The Association of those whom Norland expelled`
    expect(quotes(raw)).toEqual([])
  })

  test('the sentences of an annex do, behind the signature; what only names an enclosure does not', () => {
    const found =
      quotes(`Letter dated 3 May 2031 from the Permanent Representative of Norland addressed to the Council

I have the honour to transmit herewith a statement of my Government.

(Signed) Ada Nord

Annex to the letter dated 3 May 2031

Statement of the Ministry of Velin

The army of Norland shelled the hospital of Velin on 28 April and killed 14 civilians.

The guards of Norland closed the river on 29 April, in violation of the ceasefire agreement.

Encl.: 3 pages signed by the Spokesperson`)
    expect(found).toContainEqual(expect.stringContaining('shelled the hospital of Velin'))
    expect(found).toContainEqual(expect.stringContaining('closed the river'))
    expect(found.filter((quote) => /Statement of the Ministry|Encl|Annex/.test(quote))).toEqual([])
  })

  test('a sentence that carries several statements gives several', () => {
    const found = quotes(
      'On 3 May 2031 the army of Norland shelled the hospital of Velin, killing 14 civilians, which was confirmed by the Red Cross.',
    )
    expect(found.length).toBeGreaterThan(1)
  })

  test('attribution, figures, stance and topics come with a reason in words', () => {
    const [first] = suggest(
      'According to the Red Cross, at least 14 civilians were killed by cluster munitions on 3 May 2031.',
    )
    expect(first!.attribution).toMatchObject([{ name: 'Red Cross', adopted: true }])
    expect(first!.figures).toMatchObject([{ number: 14, bound: 'at least', unit: 'civilians' }])
    expect(first!.topics).toContain('cluster-munitions')
    expect(first!.claims[0]).toMatchObject({ reason: expect.stringMatching(/\w/) })
    const { reasons } = first!
    for (const reason of [reasons.span, reasons.kind, reasons.modality, reasons.agent, reasons.stance]) {
      expect(reason).toMatch(/^\p{Lu}.*\.$|^“.*\.$/u)
    }
  })
})
