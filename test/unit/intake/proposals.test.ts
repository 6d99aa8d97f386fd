import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../../../db/client.ts'
import { changesMade } from '../../../server/domain/intake/changesMade.ts'
import { compose } from '../../../server/domain/intake/compose.ts'
import { type Decisions, decide } from '../../../server/domain/intake/decisions.ts'
import { letterText } from '../../../server/domain/intake/letterText.ts'
import { likeness, nearlySame } from '../../../server/domain/intake/likeness.ts'
import { proposeDetails } from '../../../server/domain/intake/metadata.ts'
import { missingInWords } from '../../../server/domain/intake/missingNotes.ts'
import { plainBlocks } from '../../../server/domain/intake/plainBlocks.ts'
import type { Verdict } from '../../../server/domain/intake/proposals/proposal.ts'
import { inEffect, propose } from '../../../server/domain/intake/propose.ts'
import type { Source } from '../../../server/domain/intake/source.ts'
import { normaliseText } from '../../../server/domain/text/normalise.ts'
import { readFolder } from '../../../server/features/corpus/readFolder.ts'
import { seedsFolder } from '../../support/app.ts'

const seeds = readFolder(seedsFolder).corpus
const rawLetter = (id: string) =>
  readFileSync(join(projectRoot(import.meta.dirname), `test/fixtures/letters/${id}.txt`), 'utf8')

/** What the program makes of plain text when nobody rejects anything. */
function read(text: string) {
  const source: Source = { format: 'plain', blocks: plainBlocks(text), warnings: [] }
  const proposals = propose(source)
  const decisions = inEffect(proposals, () => undefined, {})
  const draft = compose(source, decisions)
  return { source, proposals, decisions, draft, letter: letterText(draft, decisions) }
}
const shown = (text: string) =>
  read(text).draft.paragraphs.map(({ role, mark, text: words }) => `${role}${mark}: ${words}`)

describe('the five shipped letters, from their raw sources', () => {
  test.each(seeds.letters!)(
    '$id comes out as it was put right by hand, but for lines of its address',
    (seed) => {
      const { letter } = read(rawLetter(seed.id))
      const words = (text: string) => text.split(/\s+/)
      expect(words(letter.text)).toEqual(words(seed.text))
      const points = Array.from(seed.text)
      const points2 = Array.from(letter.text)
      const expected = seed.paragraphs.map(
        ({ role, marker, start, end }) => `${role} ${marker ?? ''} ${points.slice(start, end).join('')}`,
      )
      const found = letter.paragraphs.map(
        ({ role, marker, start, end }) => `${role} ${marker ?? ''} ${points2.slice(start, end).join('')}`,
      )
      expect(expected.filter((paragraph) => !found.includes(paragraph)).length).toBeLessThanOrEqual(1)
      expect(Math.abs(found.length - expected.length)).toBeLessThanOrEqual(1)
    },
  )

  test.each(seeds.letters!)('$id has every footnote, with its words, addresses and markers', (seed) => {
    const { letter } = read(rawLetter(seed.id))
    const before = (text: string, offset: number) =>
      Array.from(text).slice(0, offset).join('').split(/\s+/).join(' ')
    const inWords = (text: string, notes: typeof letter.footnotes | typeof seed.footnotes) =>
      notes.map(({ marker, text: words, urls, offsets }) => ({
        marker,
        words,
        urls: urls.map(({ url }) => url),
        behind: offsets.map((offset) => before(text, offset)),
      }))
    expect(inWords(letter.text, letter.footnotes)).toEqual(inWords(seed.text, seed.footnotes))
  })

  test('their dates are read with their grounds', () => {
    const dates = (id: string) => {
      const { source, draft } = read(rawLetter(id))
      return Object.fromEntries(
        proposeDetails(source, draft, []).flatMap(({ field, date }) =>
          date ? [[field, [date.from, date.to, date.ground]]] : [],
        ),
      )
    }
    for (const seed of seeds.letters!) {
      const known = Object.fromEntries(
        Object.entries(seed.dates).map(([kind, date]) => [kind, [date.from, date.to, date.ground]]),
      )
      expect(dates(seed.id)).toEqual(known)
    }
  })
})

describe('what a proposal may do', () => {
  const line = fc.constantFrom(
    'Dear Chair,',
    '3 May 2031',
    '- open it;',
    '1. say why',
    '---',
    'A- A+',
    'The bridge was closed,[1]',
    '[1] See https://example.org/a.',
    'and nobody said why it was.',
    '**Bold** words ¹',
    '¹ Ibid.',
    'Page 3 of 9',
    'exam-',
    'ple words',
    '1 See the bridge.',
    '21-17345 (E)     1/3',
    'A/75/1187',
    'It was closed.1 So it is.',
    '(a) the maps;',
    '(Signed) A. North',
    'Annex',
    '# Title',
    '“Quoted”',
  )
  const text = fc.array(line, { maxLength: 25 }).chain((lines) =>
    fc
      .array(fc.constantFrom('\n', '\n\n', '  \n', '\f'), {
        minLength: lines.length,
        maxLength: lines.length,
      })
      .map((ends) => lines.map((one, i) => one + ends[i]).join('')),
  )

  test('no word is lost: what is neither text nor a note is shown as left out', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const { source, draft } = read(raw)
        const length = source.blocks.reduce((sum, block) => sum + block.text.length, 0)
        expect(draft.rows.reduce((sum, { segment }) => sum + segment.to - segment.from, 0)).toBe(length)
      }),
    )
  })

  test('with every proposal rejected, the text is the source as it stands', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const { source, proposals } = read(raw)
        const draft = compose(
          source,
          inEffect(proposals, () => 'rejected', {}),
        )
        expect(draft.paragraphs.map((paragraph) => paragraph.text)).toEqual(
          source.blocks.map((block) => normaliseText(block.text)),
        )
      }),
    )
  })

  test('each can be rejected alone, and has an id, an effect and a reason of its own', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const { source, proposals } = read(raw)
        expect(new Set(proposals.map(({ id }) => id)).size).toBe(proposals.length)
        for (const { id, what, reason, sets } of proposals) {
          expect(Object.keys(sets).length).toBeGreaterThan(0)
          expect(`${what} ${reason}`).toMatch(/^\S.*\.$|”\.$/s)
          compose(
            source,
            inEffect(proposals, (one) => (one === id ? 'rejected' : undefined), {}),
          )
        }
      }),
    )
  })

  test('a text is canonical whatever was proposed: composed letters, single spaces, markers within it', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const { letter } = read(raw)
        const points = Array.from(letter.text)
        for (const { start, end } of letter.paragraphs) {
          const words = points.slice(start, end).join('')
          expect(words).toBe(normaliseText(words))
        }
        for (const { offsets } of letter.footnotes)
          for (const offset of offsets) expect(offset).toBeLessThanOrEqual(points.length)
      }),
    )
  })
})

describe('kinds of proposal', () => {
  test('a sentence that a page break divided is joined, one that ends is not', () => {
    expect(
      shown(
        'The bridge was closed by the guards of the\n\nSouthern Shore on 3 May. That is known.\n\nNobody said why it was closed.',
      ),
    ).toEqual([
      'text: The bridge was closed by the guards of the Southern Shore on 3 May. That is known.',
      'text: Nobody said why it was closed.',
    ])
  })

  test('raised, bracketed and plain numbers lead to their notes, wherever those stand', () => {
    for (const [marker, note] of [
      ['¹', '¹ '],
      ['[1]', '[1] '],
      ['<sup>1</sup>', '<sup>1</sup> '],
      ['^1', '1 '],
      ['*', '* '],
      ['1', '1 '],
    ]) {
      const { draft } = read(
        `The bridge was closed without notice.${marker} Nobody said why.\n\n${note}See https://example.org/a.`,
      )
      expect(draft.paragraphs[0]).toMatchObject({
        text: 'The bridge was closed without notice. Nobody said why.',
        markers: [{ offset: 37 }],
      })
      expect(draft.notes[0]?.text).toBe('See https://example.org/a.')
    }
  })

  test('plain numbers below a rule, each on a line of its own, are notes; a point (c) is no notice of copyright', () => {
    const { letter } = read(`Dear Chair,

The bridge was shelled twice.1 The road has been closed since May.2 We saw at the bridge:

(a) two barriers;
(b) a guard;
(c) graves that had been opened.

__________
1 Report of the society, 3 May 2031.
2 General map of the roads, sheet 4,
and its legend.`)
    expect(letter.footnotes.map(({ marker, text }) => `${marker}: ${text}`)).toEqual([
      '1: Report of the society, 3 May 2031.',
      '2: General map of the roads, sheet 4, and its legend.',
    ])
    expect(letter.footnotes.every(({ offsets }) => offsets.length === 1)).toBe(true)
    expect(letter.text).toContain('graves that had been opened.')
    expect(letter.text).not.toContain('____')
  })

  test('a numbered list behind the text is its notes where the markers count as it does and it cites something', () => {
    const text = (list: string) =>
      `Dear Chair,\n\nThe bridge fell in the night.¹ The ferry was sunk by a storm.² The road is shut since May.³\n\n(Signed) Ada\n\n${list}`
    const { draft } = read(text('1. See A/75/1.\n2. Ibid.\n3. Letter of the mayor.'))
    expect(draft.notes.map(({ label, text: words }) => `${label}: ${words}`)).toEqual([
      '1: See A/75/1.',
      '2: Ibid.',
      '3: Letter of the mayor.',
    ])
    expect(draft.paragraphs[1]!.markers.map(({ label }) => label)).toEqual(['1', '2', '3'])
    // Demands are as many; nothing says that they are notes.
    for (const list of [
      '1. Open the road.\n2. Raise the ferry.\n3. Mend the bridge.',
      '1. See A/75/1.\n2. Ibid.',
    ])
      expect(read(text(list)).draft.notes).toEqual([])
    const titled = read(text('Notes\n\n1. Said on the radio.\n\n2. So the mayor.\n\n3. Nobody passes.'))
    expect(titled.draft.notes).toHaveLength(3)
    expect(titled.draft.paragraphs.map(({ text: words }) => words)).not.toContain('Notes')
  })

  test('numbers that begin anew on each page keep their notes apart', () => {
    const { draft } = read(
      'One was closed.¹ That is so.\n\n¹ See one.\f Two was closed.¹ That is so.\n\n¹ See two.',
    )
    expect(draft.notes.map(({ label, text }) => [label, text])).toEqual([
      ['1', 'See one.'],
      ['1-2', 'See two.'],
    ])
    expect(draft.paragraphs.map(({ markers }) => markers.map(({ label }) => label))).toEqual([['1'], ['1-2']])
  })

  test('a year, a square metre, an editor’s letter and a resolution’s number are no markers', () => {
    const raw =
      'In 2031 the 40 m² hall was “[i]llegally” taken, as resolution 5/2 says.\n\n[ii] See https://example.org/a.'
    expect(read(raw).draft.notes).toEqual([])
  })

  test('what belongs to a web page is left out, and the page’s own date is not the letter’s', () => {
    expect(
      shown(
        'May 10, 2031\nA- A+\n\nShare on Facebook\n\nOpen letter to the Chair\n\n3 May 2031\n\nDear Chair,\n\nThe bridge was closed on that day by the guards.\n\nAdd a comment',
      ),
    ).toEqual([
      'heading: Open letter to the Chair',
      'address: 3 May 2031',
      'address: Dear Chair,',
      'text: The bridge was closed on that day by the guards.',
    ])
  })

  test('a letter that an agency quotes stands in a frame', () => {
    expect(
      shown(
        'Towns write to the Council\n\nNORTHTOWN, MAY 3. Four towns have written to the River Council about the bridge.\n\nThe letter reads as follows:\n\n“We ask the Council to open the bridge again.',
      ).map((one) => one.split(':')[0]),
    ).toEqual(['frame', 'frame', 'frame', 'text'])
  })

  test('an annex stands behind the signature as an enclosure', () => {
    const roles = shown(
      'Dear Chair,\n\nThe bridge was closed on 3 May without notice.\n\nYours sincerely,\n\nAda North\n\nAnnex\n\nList of the villages that were cut off by it.',
    ).map((one) => one.split(':')[0])
    expect(roles).toEqual(['address', 'text', 'signature', 'signature', 'enclosure', 'enclosure'])
  })

  test('a word divided at the end of a line is put together as the letter writes it elsewhere', () => {
    expect(
      shown('The clos-\nure of the well-\nknown bridge. It is a closure of a well-known bridge.'),
    ).toEqual(['text: The closure of the well-known bridge. It is a closure of a well-known bridge.'])
  })

  test('the list of changes says what was done, with what was corrected by hand word by word', () => {
    const { source, proposals } = read(
      'The brigde over the river was closed by the\n\nguards of the shore.¹\n\n¹ See one.\n\nAdd a comment',
    )
    const decisions = inEffect(proposals, () => undefined, { 'words 0:4-10': 'bridge' })
    expect(changesMade(source, compose(source, decisions), decisions, proposals)).toEqual([
      'Sentences that a page break or notes had divided were joined (“…the river was closed by the guards of the shore.¹”).',
      'Footnotes were moved to the end; their markers became links.',
      'What belongs to the page and not to the letter was left out: “Add a comment”.',
      '“brigde” was corrected to “bridge”.',
      'Every run of white space became one space.',
    ])
  })

  test('a number that became a marker, or a note’s own, is no words left out; other words beside it are told', () => {
    const { source } = read('The bridge was closed.3 (Nobody) said why.\n\n3 The mayor of the town.')
    const changes = (byHand: Decisions) => changesMade(source, compose(source, byHand), byHand, [])
    const note = { ...decide.fate('1:0', 'note'), ...decide.note('1:0', '3'), ...decide.words(1, 0, 2, '') }
    const others = [
      'Footnotes were moved to the end; their markers became links.',
      'Every run of white space became one space.',
    ]
    expect(changes({ ...note, ...decide.words(0, 22, 23, '[^3]') })).toEqual(others)
    expect(changes({ ...note, ...decide.words(0, 15, 23, 'closed.[^3]') })).toEqual(others)
    expect(changes({ ...note, ...decide.words(0, 22, 32, '[^3] Nobody') })).toContain(
      '“3 (Nobody)” was corrected to “Nobody”.',
    )
    expect(changes({ ...note, ...decide.words(0, 24, 32, '') })).toContain(
      'The words “(Nobody)” were left out.',
    )
  })
})

describe('the foot and the head of a page', () => {
  const letter = `Dear Chair,

The bridge was closed to every car.1 The guards told nobody.2 They hold the pris-

1 See the report of the mayor, 9 November 2030
21-17345 (E)                                 1/3
A/75/1187

oners of the shore in the tower since May.3 That is known.

(Signed) Ada North

2 Mayor of the town, “A bridge”,
23 October 2030.
2/3                                          21-17345
3 Letter of the guards, which
3/3
goes on here.`

  test('are left out where they stand within notes, which go on behind them, and the text with the text', () => {
    const { draft, proposals, source } = read(letter)
    expect(draft.notes.map(({ label, text: words }) => `${label}: ${words}`)).toEqual([
      '1: See the report of the mayor, 9 November 2030',
      '2: Mayor of the town, “A bridge”, 23 October 2030.',
      '3: Letter of the guards, which goes on here.',
    ])
    expect(draft.paragraphs.at(-2)?.text).toContain('They hold the prisoners of the shore')
    expect(draft.paragraphs.at(-1)?.text).toBe('(Signed) Ada North')
    expect(draft.paragraphs.flatMap(({ markers }) => markers.map(({ label }) => label))).toEqual([
      '1',
      '2',
      '3',
    ])
    const feet = proposals.filter(({ kind }) => kind === 'furniture').map(({ id }) => id)
    expect(feet).toHaveLength(4)
    // Each of them may be taken back.
    const back = compose(
      source,
      inEffect(proposals, (id) => (feet.includes(id) ? 'rejected' : undefined), {}),
    )
    expect(back.notes[0]?.text).toBe(
      'See the report of the mayor, 9 November 2030 21-17345 (E) 1/3 A/75/1187',
    )
  })

  test('a note whose number is missing is asked for', () => {
    expect(missingInWords(['1', '2', '4', '5', '*', 'iv'])).toBe(
      'By the count of the notes, note 3 is missing.',
    )
    expect(missingInWords(['2', '5', '1-2', '2-2'])).toBe(
      'By the count of the notes, notes 1, 3 to 4 are missing.',
    )
    expect(missingInWords(['1', '2', '1-2', '2-2', '3'])).toBeUndefined()
    expect(missingInWords([])).toBeUndefined()
  })
})

describe('a word that the end of a line has divided', () => {
  const mended = (text: string) => read(text).letter.text

  test('is put together where one half of it is no word, and keeps its hyphen where it looks like two', () => {
    expect(mended('It has unfounded alle-\ngations and host-\nages.')).toBe(
      'It has unfounded allegations and hostages.',
    )
    expect(mended('They agree with the agree-\nment on inter-\nnational guards.')).toBe(
      'They agree with the agreement on international guards.',
    )
    expect(mended('The well-\nmeant and so-\ncalled UN-\nled peace is out-of-\ndate.')).toBe(
      'The well-meant and so-called UN-led peace is out-of-date.',
    )
    expect(mended('The peace was short. A peace-\nmaker spoke.')).toBe(
      'The peace was short. A peace-maker spoke.',
    )
  })

  test('is written the other way with one decision, which is taken back like any other', () => {
    const { source, proposals } = read('The alle-\ngations about Ada.')
    const [proposal] = proposals.filter(({ kind }) => kind === 'letters')
    const text = (verdict: Verdict | undefined) =>
      compose(
        source,
        inEffect(proposals, (id) => (id === proposal?.id ? verdict : undefined), {}),
      ).paragraphs[0]!.text
    expect([text(undefined), text('other'), text('rejected')]).toEqual([
      'The allegations about Ada.',
      'The alle-gations about Ada.',
      'The alle- gations about Ada.',
    ])
    const decisions = inEffect(proposals, () => 'other', {})
    expect(changesMade(source, compose(source, decisions), decisions, proposals)).toEqual([
      'Words divided at the end of a line were put together.',
      'Every run of white space became one space.',
    ])
  })
})

describe('details', () => {
  test('who writes to whom, when and under which symbol is read from the masthead and the heading', () => {
    const { source, draft } = read(
      'River Council\n\nRC/7/12\n\nDistr.: General\n5 May 2031\n\nLetter dated 3 May 2031 from the Observer of the North addressed to the Chair of the Council\n\nThe bridge was closed on 28 April 2031 by the guards.\n\n(Signed) Ada North',
    )
    const authors = [{ slug: 'observer', name: 'Observer of the North', person: 'Ada North' }]
    const details = Object.fromEntries(
      proposeDetails(source, draft, authors).map(({ field, value }) => [field, value]),
    )
    expect(details).toMatchObject({
      author: 'observer',
      addressee: 'Chair of the Council',
      symbol: 'RC/7/12',
      written: '2031-05-03',
      circulated: '2031-05-05',
      language: 'en',
    })
  })
})

describe('who signed', () => {
  const authorIn = (signature: string) => {
    const { source, draft } = read(
      `Dear Chair,\n\nThe bridge was closed on 28 April by the guards of the shore.\n\n${signature}`,
    )
    const found = proposeDetails(source, draft, []).filter(({ field }) => /author|short_title/.test(field))
    return Object.fromEntries(found.map(({ field, value }) => [field, value]))
  }

  test('is read behind the words with which a letter closes', () => {
    for (const signature of [
      'Signed,\nAda North',
      'Yours sincerely,\n\nAda North',
      '(Signed) Ada North',
      '(Signed)\nAda North,',
      'Signed by: Ada North',
      'Respectfully,\n3 May 2031\nAda North',
    ])
      expect(authorIn(signature)).toEqual({ author: 'Ada North', short_title: 'Ada North to Chair' })
    expect(authorIn('Signed on behalf of the Society of the Shore').author).toBe('Society of the Shore')
    expect(authorIn('Signed,').author).toBeUndefined()
    expect(authorIn('Signe Day').author).toBe('Signe Day')
  })
})

describe('the same text again', () => {
  test('a copy with other words around it is nearly the same; another letter is not', () => {
    const [one, other] = seeds.letters!.map(({ text }) => text) as [string, string]
    expect(
      likeness(one, `Published today.\n\n${one.replaceAll('the', 'The')}\n\nAdd a comment`),
    ).toBeGreaterThan(0.95)
    expect(likeness(one, other)).toBeLessThan(nearlySame / 5)
  })
})
