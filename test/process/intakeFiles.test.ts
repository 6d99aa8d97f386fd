import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  Document,
  ExternalHyperlink,
  FootnoteReferenceRun,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  TextRun,
} from 'docx'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../../db/client.ts'
import { compose } from '../../server/domain/intake/compose.ts'
import { inEffect } from '../../server/domain/intake/propose.ts'
import { readInProcess } from '../../server/features/intake/reading/reader.ts'
import { seedsFolder } from '../support/app.ts'
import { zipFile } from '../support/zipFile.ts'

const fixtures = join(projectRoot(import.meta.dirname), 'test/fixtures/intake')
const fixture = (name: string) => readFileSync(join(fixtures, name))

/** What reading the file gives, with all that the program proposes for it. */
async function read(bytes: Buffer | string, limits?: Parameters<typeof readInProcess>[2]) {
  const handedIn = { bytes: Buffer.from(bytes), name: 'letter', isPasted: false }
  const reading = await readInProcess(handedIn, () => {}, limits)
  if (reading.kind !== 'letter') throw new Error('This is a corpus.')
  const { source, proposals } = reading
  return {
    ...reading,
    draft: compose(
      source,
      inEffect(proposals, () => undefined, {}),
    ),
  }
}

const shown = ({ draft }: Awaited<ReturnType<typeof read>>) =>
  draft.paragraphs.map(
    ({ role, mark, text, markers }) =>
      `${role}${mark}: ${text}${markers.map(({ label }) => ` [${label}]`).join('')}`,
  )
const refusalOf = (bytes: Buffer | string, limits?: Parameters<typeof readInProcess>[2]) =>
  read(bytes, limits).then(
    () => 'not refused',
    (error: Error) => error.message,
  )

const opening =
  'Dear Chair,\n\nThe bridge was closed on 3 May without notice, as your own mission has reported.'

async function wordFile(): Promise<Buffer> {
  const document = new Document({
    numbering: {
      config: [
        {
          reference: 'points',
          levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: 'left' }],
        },
      ],
    },
    footnotes: {
      1: { children: [new Paragraph({ children: [new TextRun('See the notice of 3 May.')] })] },
      2: { children: [new Paragraph('Report of the mission, paragraph 14.')] },
    },
    sections: [
      {
        children: [
          new Paragraph({ text: 'Open letter on the bridge', heading: HeadingLevel.HEADING_1 }),
          new Paragraph('Dear Chair,'),
          new Paragraph({
            children: [
              new TextRun('The bridge was closed on '),
              new TextRun({ text: '3 May', bold: true }),
              new FootnoteReferenceRun(1),
              new TextRun(' without notice, as the mission has reported.'),
              new FootnoteReferenceRun(2),
            ],
          }),
          new Paragraph({ text: 'open the bridge;', numbering: { reference: 'points', level: 0 } }),
          new Paragraph({ text: 'say why it was closed.', numbering: { reference: 'points', level: 0 } }),
          new Paragraph({
            children: [
              new ExternalHyperlink({
                link: 'https://example.org/',
                children: [new TextRun('More is said there, and elsewhere too.')],
              }),
            ],
          }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

describe('every kind of file', () => {
  test('a Word file gives its headings, lists and footnotes', async () => {
    const reading = await read(await wordFile())
    expect(shown(reading)).toEqual([
      'heading: Open letter on the bridge',
      'address: Dear Chair,',
      'text: The bridge was closed on 3 May without notice, as the mission has reported. [1] [2]',
      'list item1.: open the bridge;',
      'list item2.: say why it was closed.',
      'text: More is said there, and elsewhere too.',
    ])
    expect(reading.draft.notes.map(({ label, text }) => `${label} ${text}`)).toEqual([
      '1 See the notice of 3 May.',
      '2 Report of the mission, paragraph 14.',
    ])
    expect(reading.draft.paragraphs[2]!.markers[0]!.offset).toBe('The bridge was closed on 3 May'.length)
  })

  test('a PDF gives its paragraphs over the page break, without heads and page numbers, its notes linked', async () => {
    const reading = await read(fixture('letter-on-pages.pdf'))
    const paragraphs = shown(reading)
    expect(paragraphs).toContain('list item2.: send its mission to the well-known crossing at Low Ford; and')
    expect(paragraphs[3]).toMatch(
      /^text: The closure has cut off .*The Southern Shore denies that anybody was hindered, .*\[2\] \[3\]$/,
    )
    expect(paragraphs.slice(-2)).toEqual(['signature: (Signed) Ada North', 'signature: Permanent Observer'])
    expect(paragraphs.join('\n')).not.toMatch(/RC\/7\/12|1\/2/)
    expect(reading.draft.notes.map(({ label }) => label)).toEqual(['1', '2', '3'])
    expect(reading.source.warnings).toEqual([])
  })

  test('a web page gives its article, its notes linked, without what stands around it; nothing in it is run', async () => {
    const reading =
      await read(`<!doctype html><html><head><title>A letter</title><script>document.body.innerHTML = 'gone'</script></head><body>
      <nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
      <article><h1>Open letter on the bridge</h1><p>Dear Chair,</p>
      <p>The bridge was closed on 3 May without notice,<sup><a href="#fn1" id="ref1">1</a></sup> as the mission of the Council has reported at length, and nobody has said why it was closed at all.</p>
      <p>We ask the Council to call on the Southern Shore to open it again, and to send its mission there before the end of the month, so that the villages beyond the river can reach their hospital.</p>
      <ol><li id="fn1">See the notice of 3 May. <a href="#ref1">↩</a></li></ol></article>
      <footer><p>All rights reserved. Follow us everywhere.</p></footer></body></html>`)
    expect(shown(reading)).toEqual([
      'heading: Open letter on the bridge',
      'address: Dear Chair,',
      expect.stringMatching(/^text: The bridge was closed on 3 May without notice, as .* \[1\]$/),
      expect.stringMatching(/^text: We ask the Council/),
    ])
    expect(reading.draft.notes[0]).toMatchObject({ label: '1', text: 'See the notice of 3 May.' })
    expect(reading.source.title).toBe('A letter')
  })

  test('Markdown and plain text are told by what they hold, whatever they are called', async () => {
    const reading = await read(
      '# Open letter\n\nDear Chair,\n\nThe bridge was **closed** on 3 May.[^1] It is \\*still\\* closed today.\n\n- open it;\n- say why.\n\n[^1]: See <https://example.org/a>.\n',
    )
    expect(shown(reading)).toEqual([
      'heading: Open letter',
      'address: Dear Chair,',
      'text: The bridge was closed on 3 May. It is *still* closed today. [1]',
      'list item-: open it;',
      'list item-: say why.',
    ])
    expect(reading.draft.notes[0]!.text).toBe('See https://example.org/a.')
  })

  test.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${opening}`), null],
    ['UTF-16', iconv.encode(opening, 'utf16'), null],
    [
      'an old encoding',
      iconv.encode(
        `Cher président,\n\nLe pont a été fermé le 3 mai sans préavis, à la surprise de tous, et il l’est resté depuis.`,
        'windows-1252',
      ),
      /was read as/,
    ],
  ])('text in %s is read as it was written', async (_, bytes, warning) => {
    const { draft, source } = await read(bytes)
    expect(draft.paragraphs[0]!.text).toMatch(/^(?:Dear Chair|Cher président),$/)
    expect(draft.paragraphs[1]!.text).toMatch(/closed on 3 May|été fermé/)
    if (warning) expect(source.warnings[0]).toMatch(warning)
    else expect(source.warnings).toEqual([])
  })

  test('a corpus folder in a zip gives its files, in a folder or not', async () => {
    const files = [
      'corpus.yaml',
      'parties.yaml',
      ...readdirSync(join(seedsFolder, 'letters')).map((name) => `letters/${name}`),
    ]
    for (const root of ['', 'seeds/']) {
      const bytes = zipFile([
        ...files.map((name) => ({ name: root + name, data: readFileSync(join(seedsFolder, name)) })),
        { name: '__MACOSX/._corpus.yaml', data: 'x' },
        { name: `${root}notes.txt`, data: 'not of the corpus' },
      ])
      const reading = await readInProcess({ bytes, name: 'x', isPasted: false }, () => {})
      expect(reading.kind === 'corpus' && reading.files.map(({ path }) => path).sort()).toEqual(
        files.toSorted(),
      )
    }
  })
})

describe('files that are refused say what to do', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const oldWord = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
  test.each<[string, () => Buffer | string | Promise<Buffer>, RegExp]>([
    ['an empty file', () => '', /is empty/],
    ['a file of blanks', () => '  \n\n\t ', /no words/],
    ['a picture', () => png, /OCR/],
    ['an old Word file', () => oldWord, /Save it as \.docx/],
    [
      'rubbish',
      () => Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31 + (i >> 3)) % 256)),
      /no text/,
    ],
    ['a locked PDF', () => fixture('locked.pdf'), /locked with a password/],
    ['a scanned PDF', () => fixture('scanned.pdf'), /OCR/],
    ['a PDF cut short', () => fixture('letter-on-pages.pdf').subarray(0, 3000), /damaged|pictures of pages/],
    ['a Word file cut short', async () => (await wordFile()).subarray(0, 4000), /damaged/],
    ['a zip of something else', () => zipFile([{ name: 'a.txt', data: 'x' }]), /no corpus folder/],
    [
      'a zip in a zip',
      () => zipFile([{ name: 'inner.zip', data: zipFile([{ name: 'corpus.yaml', data: 'format: 1' }]) }]),
      /another \.zip/,
    ],
    [
      'a zip with too many files',
      () => zipFile(Array.from({ length: 2500 }, (_, i) => ({ name: `letters/${i}.md`, data: '' }))),
      /at most 2000 .*smaller parts/,
    ],
    [
      'a zip that leads out of its folder',
      () => zipFile([{ name: '../letters/a.md', data: 'x' }]),
      /lead out of its folder/,
    ],
    [
      'a zip with an absolute name',
      () => zipFile([{ name: '/etc/passwd', data: 'x' }]),
      /lead out of its folder/,
    ],
    ['a locked zip', () => zipFile([{ name: 'corpus.yaml', data: 'x', isEncrypted: true }]), /password/],
    [
      'a zip bomb that says so',
      () => zipFile([{ name: 'claims/a.yaml', data: Buffer.alloc(30_000_000, 97) }]),
      /more than 8 MB\. .*npm run corpus/,
    ],
    [
      'a zip bomb that lies',
      () => zipFile([{ name: 'claims/a.yaml', data: Buffer.alloc(30_000_000, 97), declaredBytes: 100 }]),
      /not as large inside/,
    ],
    [
      'a bomb of YAML references',
      () =>
        zipFile([
          {
            name: 'topics.yaml',
            data: `a: &a [x, x]\n${'bcdefghi'
              .split('')
              .map((c, i) => `${c}: &${c} [${`*${'abcdefgh'[i]},`.repeat(9)}]`)
              .join('\n')}\n`,
          },
        ]),
      /YAML/,
    ],
    [
      'a Word file that is a bomb',
      () =>
        zipFile([
          { name: '[Content_Types].xml', data: contentTypes },
          { name: 'word/document.xml', data: ' ', declaredBytes: 250_000_000 },
        ]),
      /more than 200 MB/,
    ],
  ])('%s', async (_, make, message) => {
    expect(await refusalOf(await make())).toMatch(message)
  })

  test('a file that takes too much memory ends its reader and nothing else', async () => {
    expect(await refusalOf(hungryWordFile(), { megabytes: 300, timeMs: 60_000 })).toMatch(/more memory/)
  })

  test('a file that takes too long is given up', async () => {
    expect(await refusalOf(hungryWordFile(), { megabytes: 4000, timeMs: 1500 })).toMatch(
      /longer than 2 seconds/,
    )
  })
})

const contentTypes =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'

/** A small Word file within every declared limit, whose paragraphs are many and deep. */
function hungryWordFile(): Buffer {
  const paragraph = '<w:p><w:r><w:t>a</w:t></w:r></w:p>'
  const body = paragraph.repeat(Math.floor(18_000_000 / paragraph.length))
  return zipFile([
    { name: '[Content_Types].xml', data: contentTypes },
    {
      name: '_rels/.rels',
      data: '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    },
    {
      name: 'word/document.xml',
      data: `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    },
  ])
}
