import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'

/** What is ticked, and what the address says is chosen: the same, in the same order. */
const ticked = (page: Page) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('form.facets :checked')].map((box) => box.name + '=' + box.value)`,
  )
const chosen = (page: Page) =>
  [...new URL(page.url()).searchParams].map(([name, value]) => `${name}=${value}`)

async function toggle(page: Page, name: RegExp) {
  const before = page.url()
  const box = page.getByRole('checkbox', { name })
  await box.click()
  await page.waitForURL((url) => String(url) !== before)
}

describeInBrowser('On Compare', (site) => {
  test('the ticked boxes and the address stay in step while filters come and go', async () => {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(site.address)
    const steps = [/^Cluster munitions/, /^Contested/, /^Civilian harm/, /^Cluster munitions/, /^Government/]
    for (const name of [...steps, /^Contested/, /^Disputes/]) {
      await toggle(page, name)
      await expect.poll(() => ticked(page)).toEqual(chosen(page))
      const focused = await page.evaluate<string>('document.activeElement.closest("label").innerText')
      expect(focused).toMatch(name)
    }
    await page.close()
  })

  test('the window’s title and the heading follow the topic that is chosen', async () => {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(site.address)
    await toggle(page, /^Ceasefires/)
    await expect.poll(() => page.locator('h1').textContent()).toBe('Ceasefires')
    expect(await page.title()).toBe('Ceasefires · Counterclaim')
    await page.close()
  })

  test('more quotes of a side open in place', async () => {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(site.address)
    const claim = page.locator('article.claim', { has: page.locator('.more__link') }).first()
    const slug = await claim.getAttribute('id')
    const quotes = page.locator(`[id="${slug}"] figure.quote`)
    const before = await quotes.count()
    await claim.locator('.more__link').first().click()
    await expect.poll(() => quotes.count()).toBeGreaterThan(before)
    expect(new URL(page.url()).pathname).toBe('/')
    await page.close()
  })

  test('on a telephone, open filters stay open while they are ticked', async () => {
    const page = await site.browser.newPage({ viewport: { width: 390, height: 800 } })
    await page.goto(site.address)
    await page.locator('.facets__summary').click()
    await toggle(page, /^Contested/)
    await expect.poll(() => page.locator('.found__count').textContent()).toMatch(/fit the filters/)
    expect(await page.getByRole('checkbox', { name: /^Contested/ }).isVisible()).toBe(true)
    await page.close()
  })
})

describeInBrowser('In the matrix', (site) => {
  test('a cell opens its quotes beneath the line; Escape closes them and gives the focus back', async () => {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(`${site.address}/matrix`)
    const cell = page.locator('.matrix__link').first()
    const name = (await cell.getAttribute('aria-label')) ?? ''
    expect(name).toMatch(/: (asserts|disputes|qualifies|only reports)/)
    await cell.focus()
    await page.keyboard.press('Enter')
    const detail = page.locator('.matrix__detail:visible')
    await expect.poll(() => detail.count()).toBe(1)
    expect(await detail.locator('blockquote').count()).toBeGreaterThan(0)
    expect(await cell.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Escape')
    expect(await detail.count()).toBe(0)
    expect(await cell.getAttribute('aria-expanded')).toBe('false')
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(name)
    await page.close()
  })

  test('the table can be scrolled with the keyboard where it is wider than the window', async () => {
    const page = await site.browser.newPage({ viewport: { width: 390, height: 800 } })
    await page.goto(`${site.address}/matrix`)
    await page.getByRole('region', { name: /^Claim matrix/ }).focus()
    expect(await page.evaluate('document.activeElement.className')).toBe('matrix-region')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.evaluate('document.activeElement.scrollLeft')).toBeGreaterThan(0)
    await page.close()
  })

  test('on a telephone its head and its claims leave more than half of the window to the cells, and it says that it goes on', async () => {
    const page = await site.browser.newPage({ viewport: { width: 390, height: 772 } })
    await page.goto(`${site.address}/matrix`)
    const boxOf = async (part: string) => (await page.locator(part).first().boundingBox())!
    expect((await boxOf('.matrix thead')).height).toBeLessThan(772 / 4)
    expect((await boxOf('.matrix__claim')).width).toBeLessThan(390 * 0.4)
    expect(await page.locator('.matrix-hint').isVisible()).toBe(true)
    await page.setViewportSize({ width: 772, height: 390 })
    const style = (part: string, of: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${part}')).${of}`)
    expect(await style('.matrix thead', 'position')).toBe('static')
    expect(await style('.matrix-region', 'maxHeight')).toBe('none')
    await page.close()
  })
})

describeInBrowser('From page to page', (site) => {
  test('the head of the page stands in the same place', async () => {
    const letter = site.db.$client.prepare<[], string>('SELECT slug FROM letters LIMIT 1').pluck().get()
    for (const width of [1280, 1600]) {
      const page = await site.browser.newPage({ viewport: { width, height: 800 } })
      const places = []
      for (const path of ['/', '/matrix', '/topics', `/letters/${letter}`]) {
        await page.goto(site.address + path)
        places.push((await page.locator('.wordmark').boundingBox())!.x)
      }
      expect(new Set(places).size, String(width)).toBe(1)
      await page.close()
    }
  })
})

describeInBrowser('More quotes', (site) => {
  test('take the focus when they come, so that a keyboard goes on from them', async () => {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(site.address)
    await page.locator('.more__link[hx-get]').first().focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(() =>
        page.evaluate('document.activeElement.matches(".side__quotes .quotes > .quote:first-child")'),
      )
      .toBe(true)
    await page.close()
  })
})
