import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'
import { databaseWith } from '../support/builders.ts'
import { manyParties } from '../support/manyParties.ts'
import { everyKindOfPage } from '../support/pages.ts'

describeInBrowser('Every kind of page', (site) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has no accessibility violation and breaks no policy in ${colorScheme}`, async () => {
      const context = await site.browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => {
        // The browser itself reports a page that is meant not to be there.
        if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      for (const { name, path } of everyKindOfPage(site.db)) {
        await page.goto(site.address + path)
        const { violations } = await new AxeBuilder({ page }).analyze()
        const found = violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map((node) => node.html)
              .join(' | ')}`,
        )
        expect(found, `${name} (${path})`).toEqual([])
      }
      expect(complaints).toEqual([])
      await context.close()
    }, 300_000)
  }

  test('fits a telephone, a tablet and a page zoomed to twice its size without scrolling sideways', async () => {
    for (const width of [390, 640, 1024]) {
      const context = await site.browser.newContext({ viewport: { width, height: 800 } })
      const page = await context.newPage()
      for (const { name, path } of everyKindOfPage(site.db)) {
        await page.goto(site.address + path)
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        expect(overflow, `${name} at ${width} px`).toBeLessThanOrEqual(0)
      }
      await context.close()
    }
  }, 300_000)

  test('says its own name first in the title and has one main heading', async () => {
    const page = await site.browser.newPage()
    const titles = new Map<string, string>()
    for (const { name, path } of everyKindOfPage(site.db)) {
      await page.goto(site.address + path)
      expect(await page.locator('h1').count(), name).toBe(1)
      const title = await page.title()
      expect(title, name).toMatch(/^\S.+ · Counterclaim$/)
      titles.set(name, title)
    }
    expect(titles.get('a search')).not.toBe(titles.get('the method'))
    await page.close()
  }, 120_000)
})

for (const count of [1, 3, 6] as const) {
  describeInBrowser(
    `With ${count} ${count === 1 ? 'party' : 'parties'}, every kind of page`,
    (site) => {
      test('is accessible and fits a telephone and a wide screen', async () => {
        for (const width of [390, 1280]) {
          const context = await site.browser.newContext({ viewport: { width, height: 800 } })
          const page = await context.newPage()
          for (const { name, path } of everyKindOfPage(site.db)) {
            const answer = await page.goto(site.address + path)
            expect(answer?.status(), name).toBeLessThan(500)
            const overflow = await page.evaluate(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            )
            expect(overflow, `${name} at ${width} px`).toBeLessThanOrEqual(0)
            const { violations } = await new AxeBuilder({ page }).analyze()
            expect(
              violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
              name,
            ).toEqual([])
          }
          await context.close()
        }
      }, 300_000)
    },
    () => databaseWith(manyParties(count)),
  )
}
