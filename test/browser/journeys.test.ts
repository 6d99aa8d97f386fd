import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { describeInBrowser } from '../support/browser.ts'

/** The exact words and the address that a copied citation holds. */
function partsOf(citation: string) {
  const quote = /^“([^”]+)”/.exec(citation)?.[1]
  const address = /(http:\S+)$/.exec(citation)?.[1]
  if (!quote || !address) throw new Error(`not a citation: ${citation}`)
  return { quote, address }
}

/** Opens a citation's address: the words must stand in the letter, marked, and in view. */
async function expectCitedWordsInView(page: Page, { quote, address }: { quote: string; address: string }) {
  await page.goto(address)
  const id = new URL(page.url()).hash.slice(1)
  expect(page.url()).toMatch(/\/letters\/[a-z0-9-]+#[a-z0-9-]+$/)
  const mark = page.locator(`[id="${id}"]`)
  const paragraph = await page.locator('.letter__text', { has: mark }).innerText()
  const words = (text: string) => text.replaceAll(/\s+/g, ' ')
  expect(words(paragraph)).toContain(words(quote).slice(0, 40))
  await expect.poll(() => isInView(page, id)).toBe(true)
  expect(await page.evaluate(`document.querySelector(':target')?.id`)).toBe(id)
}

const isInView = (page: Page, id: string) =>
  page.evaluate(`(() => {
    const { top, bottom } = document.getElementById(${JSON.stringify(id)}).getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  })()`)

/** Presses a key until the focused element fits, at most so many times. */
async function tabTo(page: Page, fits: string, key = 'Tab') {
  for (let i = 0; i < 250; i++) {
    await page.keyboard.press(key)
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(fits)}) ?? false`)) return
  }
  throw new Error(`${fits} was not reached with ${key}`)
}

describeInBrowser('An analyst comes from the front page to a copied citation', (site) => {
  const open = async (options: { javaScriptEnabled?: boolean } = {}) => {
    const context = await site.browser.newContext({
      viewport: { width: 1280, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    })
    const page = await context.newPage()
    await page.goto(site.address)
    return { page, close: () => context.close() }
  }

  test('by mouse: narrows down in place, opens a claim, copies, and the address leads to the marked words', async () => {
    const { page, close } = await open()
    await page.getByRole('checkbox', { name: /^Cluster munitions/ }).click()
    await page.waitForURL(/topic=cluster-munitions/)
    await expect.poll(() => page.locator('.claim').count()).toBeLessThan(40)
    expect(await page.getByRole('checkbox', { name: /^Cluster munitions/ }).isChecked()).toBe(true)
    const heading = page.locator('.claim h2 a').first()
    const wording = await heading.innerText()
    await heading.click()
    expect(await page.locator('h1').innerText()).toBe(wording)
    await page
      .locator('figure.quote')
      .first()
      .getByRole('button', { name: /Copy citation/ })
      .click()
    await expect.poll(() => page.evaluate<string>('navigator.clipboard.readText()')).toMatch(/^“/)
    const cited = partsOf(await page.evaluate<string>('navigator.clipboard.readText()'))
    await expectCitedWordsInView(page, cited)
    await close()
  })

  test('going back brings the filters back as they were', async () => {
    const { page, close } = await open()
    await page.getByRole('checkbox', { name: /^Contested/ }).click()
    await page.waitForURL(/pattern=contested/)
    await page.locator('.claim h2 a').first().click()
    await page.waitForURL(/\/claims\//)
    await page.goBack()
    await expect.poll(() => page.getByRole('checkbox', { name: /^Contested/ }).isChecked()).toBe(true)
    await page.goBack()
    await expect.poll(() => page.getByRole('checkbox', { name: /^Contested/ }).isChecked()).toBe(false)
    await close()
  })

  test('by keyboard alone: searches, opens a claim, copies a citation', async () => {
    const { page, close } = await open()
    await page.keyboard.press('/')
    await page.keyboard.type('cluster munitions')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\?/)
    await tabTo(page, 'main a[href^="/claims/"]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/claims\//)
    await tabTo(page, 'figure.quote copy-citation button')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate<string>('navigator.clipboard.readText()')).toMatch(/^“/)
    await expectCitedWordsInView(page, partsOf(await page.evaluate<string>('navigator.clipboard.readText()')))
    await close()
  })

  test('by keyboard alone: skips to the content, and every focus can be seen', async () => {
    const { page, close } = await open()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Skip to')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab')
      const shown = await page.evaluate(`(() => {
        const focused = document.activeElement
        const { outlineStyle, outlineWidth } = getComputedStyle(focused)
        const { width, height } = focused.getBoundingClientRect()
        return width > 0 && height > 0 && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
      })()`)
      expect(shown, await page.evaluate<string>('document.activeElement.outerHTML.slice(0, 200)')).toBe(true)
    }
    await close()
  })

  test('without JavaScript: applies a filter, opens a claim, and finds the words and the citation', async () => {
    const { page, close } = await open({ javaScriptEnabled: false })
    await page.getByRole('checkbox', { name: /^Cluster munitions/ }).check()
    await page.getByRole('button', { name: /apply/i }).first().click()
    expect(page.url()).toMatch(/topic=cluster-munitions/)
    await page.locator('.claim h2 a').first().click()
    expect(
      await page
        .getByText(/Counterclaim, as of change \d+\. http/)
        .first()
        .isVisible(),
    ).toBe(true)
    const place = page.locator('figure.quote a[href*="/letters/"]').first()
    const id = (await place.getAttribute('href'))?.split('#')[1]
    await place.click()
    expect(new URL(page.url()).hash).toBe(`#${id}`)
    const words = page.locator('.letter__text', { has: page.locator(`[id="${id}"]`) })
    // The browser goes to the place once the page and its type have come.
    const isSeen = async () => {
      const box = await words.boundingBox()
      return box !== null && box.y < 900 && box.y + box.height > 0
    }
    await expect.poll(isSeen, { timeout: 10_000 }).toBe(true)
    await close()
  })
})

interface MarginRow {
  runs: { opens: string[]; note: string | null }[]
  folded: { notes: string[] } | null
}

/** A letter's mark that leads to a note which is folded away. */
async function markWithFoldedNote({ db, address }: { db: Db; address: string }) {
  for (const slug of db.$client.prepare<[], string>('SELECT slug FROM letters').pluck().all()) {
    const response = await fetch(`${address}/letters/${slug}.json`)
    const { parts } = (await response.json()) as { parts: { rows: MarginRow[] }[] }
    for (const { runs, folded } of parts.flatMap(({ rows }) => rows)) {
      const run = runs.find(({ note }) => note !== null && folded?.notes.includes(note))
      if (run) return { slug, mark: run.opens[0]!, note: run.note! }
    }
  }
  throw new Error('no letter has a mark whose note is folded away')
}

describeInBrowser('In a letter', (site) => {
  test('pointing at a mark shows its note, and focusing a note shows its mark', async () => {
    const page = await site.browser.newPage({ viewport: { width: 1400, height: 900 } })
    const letter = site.db.$client
      .prepare<[], string>('SELECT slug FROM letters ORDER BY length(text) DESC LIMIT 1')
      .pluck()
      .get()
    await page.goto(`${site.address}/letters/${letter}`)
    const mark = page.locator('a.mark').first()
    const assertion = ((await mark.getAttribute('data-assertion')) ?? '').split(' ')[0]
    await mark.hover()
    const note = page.locator(`.note[data-assertion~="${assertion}"]`).first()
    await expect.poll(() => note.getAttribute('class')).toContain('linked')
    await page.mouse.move(0, 0)
    await expect.poll(() => note.getAttribute('class')).not.toContain('linked')
    await note.locator('a').first().focus()
    await expect
      .poll(() => page.locator(`a.mark[data-assertion~="${assertion}"]`).first().getAttribute('class'))
      .toContain('linked')
    await page.close()
  })

  test('the margin beside a paragraph does not run on far below its words', async () => {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } })
    for (const slug of site.db.$client.prepare<[], string>('SELECT slug FROM letters').pluck().all()) {
      await page.goto(`${site.address}/letters/${slug}`)
      const rows = await page.locator('.letter__row:has(.letter__margin)').evaluateAll((found) =>
        found.map((row) => {
          const heightOf = (part: string) => row.querySelector(part)?.getBoundingClientRect().height ?? 0
          return { id: row.id, text: heightOf('.letter__text'), notes: heightOf('.notes') }
        }),
      )
      // Two notes stand beside the shortest paragraph, and wordings differ in length.
      for (const { id, text, notes } of rows)
        expect(notes, `${slug} ${id}`).toBeLessThan(Math.max(text + 100, 260))
    }
    await page.close()
  })

  test('following a mark whose note is folded away opens the fold, with and without JavaScript', async () => {
    const { slug, mark, note } = await markWithFoldedNote(site)
    for (const javaScriptEnabled of [true, false]) {
      const page = await site.browser.newPage({ viewport: { width: 1400, height: 900 }, javaScriptEnabled })
      await page.goto(`${site.address}/letters/${slug}`)
      expect(await page.locator(`[id="${note}"]`).isVisible()).toBe(false)
      await page.locator(`a.mark[id="${mark}"]`).click()
      await expect.poll(() => page.locator(`[id="${note}"]`).isVisible()).toBe(true)
      await page.close()
    }
  })

  test('swapping the sides exchanges left and right, stays in the address and on every further page', async () => {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(site.address)
    const names = async () =>
      page.locator('.party-bar').first().locator('a, b, .party-bar__name').allInnerTexts()
    const before = (await names()).filter((name) => name.includes('side'))
    await page
      .getByRole('link', { name: /swap sides/i })
      .first()
      .click()
    await page.waitForURL(/left=/)
    const after = (await names()).filter((name) => name.includes('side'))
    expect(after).toEqual([...before].reverse())
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Matrix' }).click()
    expect(page.url()).toContain('left=')
    await page.close()
  })
})

describeInBrowser('On paper', (site) => {
  test('claim, Compare and letter print their words and none of the controls', async () => {
    const page = await site.browser.newPage()
    await page.emulateMedia({ media: 'print' })
    const claim = site.db.$client
      .prepare<[], string>('SELECT slug FROM claims ORDER BY id LIMIT 1')
      .pluck()
      .get()
    const letter = site.db.$client
      .prepare<[], string>('SELECT slug FROM letters ORDER BY id LIMIT 1')
      .pluck()
      .get()
    const controls = ['.site-nav', '.site-search', 'form.facets', 'copy-citation']
    const found = new Set<string>()
    for (const path of ['/', `/claims/${claim}`, `/letters/${letter}`]) {
      await page.goto(site.address + path)
      expect(await page.locator('h1').isVisible(), path).toBe(true)
      for (const control of controls) {
        for (const one of await page.locator(control).all()) {
          found.add(control)
          expect(await one.isVisible(), `${control} on ${path}`).toBe(false)
        }
      }
    }
    expect([...found].sort()).toEqual([...controls].sort())
    await page.close()
  })
})
