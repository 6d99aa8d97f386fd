import { expect, test } from 'vitest'
import { compose } from '../../server/domain/intake/compose.ts'
import { letterText } from '../../server/domain/intake/letterText.ts'
import { inEffect, propose } from '../../server/domain/intake/propose.ts'
import { readPdf } from '../../server/features/intake/reading/pdf.ts'
import { bridges } from '../support/bridges.ts'
import { describeInBrowser, type Site } from '../support/browser.ts'
import { databaseWith } from '../support/builders.ts'

const notes = [
  'Daily note of the Mission, 29 April 2031.',
  'Ibid., para. 4, where it is said that the inhabitants of the three villages learned of the closing of the bridge from the guards themselves, in the evening of that day.',
  'See https://example.org/reports/2031/bridge.',
  'Statement of the ferry company, 30 April 2031.',
]
const demands =
  '<ol><li>that the bridge be opened at once;</li><li>that the ferry go on;</li><li>that a report be made;</li><li>that nobody be sent away.</li></ol>'

/** A letter as a page of the web has it, with markers in its text and something behind it. */
const letter = (marker: (n: number) => string, behind: string, between = '') => `
<style>body { font: 16px/1.5 serif } sup { font-size: 11px }</style>
<h1>Letter dated 3 May 2031 from the Observer addressed to the Chair</h1>
<p>Dear Chair,</p>
<p>The bridge over the river was closed by the guards on 28 April, without notice.${marker(1)} The inhabitants were not told of it before the evening, as your own mission reported in its note of that week.${marker(2)}</p>
${between}
<p>Nobody has said why${marker(3)}, and the ferry was stopped the same day, the 3<sup>rd</sup> time this year; three villages with 1,200 people have had no bread since.${marker(4)} The area is 12 km<sup>2</sup> wide.</p>
<p>It is asked:</p><ol><li>that the bridge be opened again;</li><li>that a report be made by 30 June.</li></ol>
<p>(Signed) Ada North</p>
${behind}`

const listed = (item: (words: string) => string) =>
  `<ol>${notes.map((words) => `<li>${item(words)}</li>`).join('')}</ol>`
const raised = (n: number) => `<sup>${n}</sup>`
const bracketed = (n: number) => `<sup><a href="#n">[${n}]</a></sup>`

async function print({ browser }: Site, html: string, options: object = {}) {
  const page = await browser.newPage()
  await page.setContent(html)
  const pdf = await page.pdf({ format: 'A4', margin: { top: '60px', bottom: '60px' }, ...options })
  await page.close()
  const source = await readPdf(new Uint8Array(pdf), () => {})
  const proposals = propose(source)
  const decisions = inEffect(proposals, () => undefined, {})
  return { source, proposals, ...letterText(compose(source, decisions), decisions) }
}

describeInBrowser(
  'A page of the web that was printed',
  (site) => {
    test.each([
      [
        'as an encyclopedia has them',
        bracketed,
        `<h2>References</h2>${listed((words) => `<b>^</b> ${words}`)}`,
      ],
      [
        'with several ways back',
        bracketed,
        `<h2>References</h2>${listed((words) => `<b>^</b> <sup>a</sup> <sup>b</sup> ${words}`)}`,
      ],
      ['with arrows up', bracketed, listed((words) => `↑ ${words}`)],
      ['with arrows back', raised, `<hr>${listed((words) => `${words} <a href="#r">↩︎</a>`)}`],
      ['as a plain list below a title', raised, `<h3>Notes</h3>${listed((words) => words)}`],
      ['as a plain list without a title', raised, `<hr>${listed((words) => words)}`],
      [
        'in brackets in the text, and a plain list',
        (n: number) => `[${n}]`,
        `<h2>Endnotes</h2>${listed((words) => words)}`,
      ],
      [
        'numbered by hand',
        (n: number) => `<sup>(${n})</sup>`,
        `<h2>Notes</h2>${notes.map((words, i) => `<p>(${i + 1}) ${words}</p>`).join('')}`,
      ],
      [
        'in a table',
        raised,
        `<h2>Sources</h2><table>${notes.map((words, i) => `<tr><td>${i + 1}</td><td>${words}</td></tr>`).join('')}</table>`,
      ],
    ])('has its end notes linked, %s', async (_, marker, behind) => {
      const { text, footnotes, proposals } = await print(site, letter(marker, behind))
      expect(footnotes.map(({ marker: label, text: words }) => [label, words])).toEqual(
        notes.map((words, i) => [String(i + 1), words]),
      )
      const before = footnotes.map(({ offsets }) =>
        offsets.map((offset) =>
          Array.from(text)
            .slice(offset - 8, offset)
            .join(''),
        ),
      )
      expect(before).toEqual([[' notice.'], ['at week.'], ['said why'], ['d since.']])
      expect(text).toContain('the 3rd time')
      expect(text).toContain('12 km2 wide')
      expect(text).toMatch(/\(Signed\) Ada North$/)
      // Each is a proposal of its own, which can be rejected.
      expect(
        proposals.filter(({ kind, id }) => kind === 'notes' && !id.startsWith('notes title')),
      ).toHaveLength(4)
    })

    test('has its end notes linked over several pages, with what the browser prints above and below', async () => {
      const many = Array.from(
        { length: 60 },
        () => '<p>Nothing was said of it by anybody for many days.</p>',
      ).join('')
      const long = notes.map((words, i) =>
        i === 1 ? `${words}${' It was cold, and dark, and late.'.repeat(150)}` : words,
      )
      const list = `<h2>Notes</h2><ol>${long.map((words) => `<li>${words}</li>`).join('')}</ol>`
      const { footnotes, source } = await print(site, letter(raised, list, many), {
        displayHeaderFooter: true,
      })
      expect(source.blocks.at(-1)?.page).toBeGreaterThan(3)
      expect(footnotes.map(({ text: words }) => words)).toEqual(long)
      expect(footnotes.every(({ offsets }) => offsets.length === 1)).toBe(true)
    })

    test.each([
      ['a list of demands, and raised numbers whose notes are not there', letter(raised, demands)],
      [
        'a list that is longer than the numbers count',
        letter((n) => (n < 3 ? raised(n) : ''), `<h2>Notes</h2>${listed((words) => words)}`),
      ],
      [
        'numbers that do not count up from 1',
        letter((n) => raised(n + 1), `<h2>Notes</h2>${listed((words) => words)}`),
      ],
      [
        'a list and no numbers in the text',
        letter(() => '', `<h2>References</h2>${listed((words) => `^ ${words}`)}`),
      ],
    ])('has nothing linked where there is %s', async (_, html) => {
      const { footnotes } = await print(site, html)
      expect(footnotes).toEqual([])
    })
  },
  () => databaseWith(bridges()),
)
