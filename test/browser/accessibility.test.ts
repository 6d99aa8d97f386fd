import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser, type Site } from '../support/browser.ts'
import { databaseWith } from '../support/builders.ts'
import { signInBrowser } from '../support/desk.ts'
import { manyParties } from '../support/manyParties.ts'
import { everyDeskPage, everyKindOfPage } from '../support/pages.ts'

/** Visits every kind of page, or those of the desk as an owner, and gives what `examine` finds on each, named by page. */
async function examineAll(
  site: Site,
  options: BrowserContextOptions,
  examine: (page: Page, status: number) => Promise<string[]>,
  { ofDesk = false } = {},
): Promise<string[]> {
  const context = await site.browser.newContext(options)
  const pages = ofDesk
    ? everyDeskPage(site.db, await signInBrowser(site, context, 'owner'))
    : everyKindOfPage(site.db)
  await context.addInitScript(notePolicyBreaches)
  const page = await context.newPage()
  const findings: string[] = []
  let at = ''
  page.on('console', (message) => {
    // The browser itself reports a page that is meant not to be there; breaches of the policy are told apart below.
    const isOwn = !/ 4(04|10) |Content Security Policy/.test(message.text())
    if (message.type() === 'error' && isOwn) findings.push(`${at}: ${message.text()}`)
  })
  page.on('pageerror', (error) => findings.push(`${at}: ${error.message}`))
  for (const { name, path } of pages) {
    at = `${name} (${path})`
    const answer = await page.goto(site.address + path)
    for (const breach of await policyBreaches(page)) findings.push(`${at}: ${breach}`)
    for (const finding of await examine(page, answer?.status() ?? 0)) findings.push(`${at}: ${finding}`)
  }
  await context.close()
  return findings
}

/**
 * Breaches of the page's policy are noted in the page itself. What examines a page may break its policy too, and the console
 * tells of that whenever it likes, also when the next page is there: so they are read before anything examines the page.
 */
const notePolicyBreaches = `
  window.policyBreaches = []
  document.addEventListener('securitypolicyviolation', (event) =>
    policyBreaches.push(event.effectiveDirective + ' forbids ' + event.blockedURI + ': ' + event.sample))`

/** Those of the page as it has come, once it was drawn. */
const policyBreaches = (page: Page): Promise<string[]> =>
  page.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(window.policyBreaches))))',
  )

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((node) => node.html.slice(0, 200))
        .join(' | ')}`,
  )
}

async function overflow(page: Page): Promise<string[]> {
  const wider = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  return wider > 0 ? [`is ${wider} px wider than the window`] : []
}

async function nameAndHeading(page: Page): Promise<string[]> {
  const title = await page.title()
  const headings = await page.locator('h1').count()
  return [
    ...(/^\S.+ · Counterclaim$/.test(title) ? [] : [`its title is “${title}”`]),
    ...(headings === 1 ? [] : [`it has ${headings} main headings`]),
  ]
}

describeInBrowser('Every kind of page', (site) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has no accessibility violation and breaks no policy in ${colorScheme}`, async () => {
      const viewport = { width: 1280, height: 900 }
      expect(await examineAll(site, { colorScheme, viewport }, violations)).toEqual([])
    }, 600_000)
  }

  test.each([390, 640, 1024, 2560])(
    'fits a window of %d px without scrolling sideways',
    async (width) => {
      expect(await examineAll(site, { viewport: { width, height: 800 } }, overflow)).toEqual([])
    },
    300_000,
  )

  test('says its own name first in the title and has one main heading', async () => {
    const titles = new Set<string>()
    const findings = await examineAll(site, {}, async (page) => {
      titles.add(await page.title())
      return nameAndHeading(page)
    })
    expect(findings).toEqual([])
    expect(titles.size).toBeGreaterThan(12)
  }, 120_000)
})

describeInBrowser('Every page of the desk', (site) => {
  const ofDesk = { ofDesk: true }
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has no accessibility violation and breaks no policy in ${colorScheme}`, async () => {
      const options = { colorScheme, viewport: { width: 1280, height: 900 } }
      expect(await examineAll(site, options, violations, ofDesk)).toEqual([])
    }, 600_000)
  }

  test.each([390, 640, 1024, 2560])(
    'fits a window of %d px without scrolling sideways',
    async (width) => {
      expect(await examineAll(site, { viewport: { width, height: 800 } }, overflow, ofDesk)).toEqual([])
    },
    300_000,
  )

  test('says its own name first in the title and has one main heading', async () => {
    expect(await examineAll(site, {}, nameAndHeading, ofDesk)).toEqual([])
  }, 120_000)
})

for (const count of [1, 3, 6] as const) {
  describeInBrowser(
    `With ${count} ${count === 1 ? 'party' : 'parties'}, every kind of page`,
    (site) => {
      test.each([390, 1280])(
        'is shown and fits a window of %d px',
        async (width) => {
          const findings = await examineAll(
            site,
            { viewport: { width, height: 800 } },
            async (page, status) => [
              ...(status < 500 ? [] : [`answers ${status}`]),
              ...(await overflow(page)),
            ],
          )
          expect(findings).toEqual([])
        },
        300_000,
      )
    },
    () => databaseWith(manyParties(count)),
  )
}

describeInBrowser(
  'With as many parties as there may be, every kind of page',
  (site) => {
    test('has no accessibility violation', async () => {
      expect(await examineAll(site, { viewport: { width: 1280, height: 800 } }, violations)).toEqual([])
    }, 600_000)
  },
  () => databaseWith(manyParties(6)),
)
