import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { edit } from '../../db/edit.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import type { Site } from './browser.ts'
import { aLetter } from './builders.ts'
import { signInBrowser } from './desk.ts'
import { suggest } from './suggested.ts'

/** A letter of its own for a test, with suggestions; its text has a character beyond the first plane and footnote markers. */
export function addLetter({ db }: Site, id: string) {
  const texts = [
    '😀 The masthead of a letter.',
    `Our ferry was sunk by South. As South itself says, the bridge was shelled, and the road is open; so says ${id}.`,
    'Nobody was hurt.',
  ]
  const start = Array.from(texts[0]!).length + 2
  const record = aLetter({
    id,
    author: 'minister-of-north',
    texts,
    footnotes: [{ marker: '1', text: 'A note.', urls: [], offsets: [start + 18], authorities: [] }],
  })
  makeChange(db, { actor: 'test', action: 'load', summary: 'A letter' }, (change) =>
    applyEdits(change, [edit('letter', null, record)]),
  )
  suggest(db, id, [
    'Our ferry was sunk by South',
    'the bridge was shelled',
    'the road is open',
    'Nobody was hurt',
  ])
  return { id, queue: `/desk/letters/${id}/suggestions` }
}

/** The assertions of a letter, in the order in which they were made. */
export const madeIn = ({ db }: Site, letter: string) =>
  db.$client
    .prepare<[string], { slug: string; quote: string }>(
      'SELECT a.slug, a.quote FROM assertions a JOIN letters l ON l.id = a.letter_id WHERE l.slug = ? ORDER BY a.id',
    )
    .all(letter)

/** A page of a signed-in editor; errors of its own scripts fail the test. */
export async function editorsPage(site: Site, options: BrowserContextOptions = {}) {
  const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  await signInBrowser(site, context, 'editor')
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|409|422)/.test(message.text()))
      errors.push(message.text())
  })
  return { context, page, errors }
}

/** The words that the form holds marked. */
export const words = (page: Page): Promise<string> =>
  page
    .locator('.picker__word--marked')
    .allTextContents()
    .then((parts) => parts.join('').replace(/\s+/g, ' '))
export const gist = (page: Page) => page.locator('#field-gist').inputValue()

/** From the middle of one element to that of another, with the left button held. */
export async function draw(page: Page, from: Locator, to: Locator) {
  const [a, b] = [await from.boundingBox(), await to.boundingBox()]
  await page.mouse.move(a!.x + a!.width / 2, a!.y + a!.height / 2)
  await page.mouse.down()
  await page.mouse.move(b!.x + b!.width / 2, b!.y + b!.height / 2, { steps: 8 })
  await page.mouse.up()
}
