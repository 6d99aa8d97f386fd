import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { presentRecord } from '../../db/present.ts'
import { bridges } from '../support/bridges.ts'
import { describeInBrowser, type Site } from '../support/browser.ts'
import { databaseWith } from '../support/builders.ts'
import { signInBrowser } from '../support/desk.ts'
import { expectSound } from '../support/soundness.ts'

/** A letter that the collection does not have: about its claims and something new, with furniture and a footnote. */
const letterOf = (
  author: string,
) => `Letter dated 3 December 2020 from ${author} addressed to the Chair of the Council

To: The Chair of the Council

Dear Chair,

No bridge was shelled by South in October.[1] The tunnel of the Southern side was closed by North on
2 December 2020.

Add a comment

Yours sincerely,

Ada Poe
${author}

[1] See https://example.org/bridge.`

async function editorsPage(site: Site, options: BrowserContextOptions = {}) {
  const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  await signInBrowser(site, context, 'editor')
  const page = await context.newPage()
  page.setDefaultTimeout(12_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // An undo that is refused answers 409.
    if (message.type() === 'error' && !/status of 409/.test(message.text())) errors.push(message.text())
  })
  return { context, page, errors }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first()
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText()

/** The pages of a journey may be used in more than one way: how something is pressed, filled in and chosen. */
interface Hand {
  press(target: ReturnType<typeof button>): Promise<unknown>
  fill(target: ReturnType<typeof button>, words: string): Promise<unknown>
  choose(target: ReturnType<typeof button>): Promise<unknown>
  select(target: ReturnType<typeof button>, label: string): Promise<unknown>
}

const mouse: Hand = {
  press: (target) => target.click(),
  fill: async (target, words) => {
    await target.click()
    await target.fill(words)
  },
  choose: (target) => target.check(),
  select: (target, label) => target.selectOption({ label }),
}

const keyboard: Hand = {
  press: async (target) => {
    await target.focus()
    await target.page().keyboard.press('Enter')
  },
  fill: async (target, words) => {
    await target.focus()
    await target.page().keyboard.press('Control+a')
    await target.page().keyboard.insertText(words)
  },
  choose: async (target) => {
    await target.focus()
    await target.page().keyboard.press('Space')
  },
  select: async (target, label) => {
    await target.focus()
    await target.page().keyboard.type(label)
  },
}

/** From the desk to the first suggestion of a letter that was pasted, put right, described and accepted. */
async function bringIn(page: Page, { press, fill, select }: Hand, author: string, hasScript: boolean) {
  await press(link(page, 'Bring in a letter'))
  await press(link(page, 'Bring in a letter'))
  await fill(page.getByLabel('Paste the text'), letterOf(author))
  await press(button(page, 'Read it'))
  await comesBy(page, hasScript, 'Put the text right', 'Ask now')
  const row = (words: string) => page.locator('.intake-row', { hasText: words }).first()
  expect(await row('Add a comment').innerText()).toContain('Left out')
  expect(await page.locator('.intake-row__text', { hasText: 'No bridge' }).innerText()).toContain(
    'October.1 The',
  )
  // A heading becomes text and is made a heading again: every step can be taken back.
  await press(row('Dear Chair').getByRole('button', { name: 'Leave out' }))
  await page.locator('.intake-last', { hasText: 'Left out “Dear Chair,”' }).waitFor()
  await press(button(page, 'Take it back'))
  await page.locator('.intake-row__text', { hasText: 'Dear Chair' }).waitFor()
  await press(link(page, 'The text is right'))
  expect(await page.getByLabel('Title', { exact: true }).inputValue()).toContain(`from ${author}`)
  await select(page.getByLabel('Kind'), 'Civil society')
  await select(page.getByLabel('Side'), 'Southern side')
  await press(button(page, 'Save and look at it'))
  await press(button(page, 'Accept the letter'))
  await page.getByText('its text is frozen').waitFor()
  await comesBy(page, hasScript, '1 of', 'Look again')
}

/** Waits until the page says so; without a script, by the link that asks again. */
async function comesBy(page: Page, hasScript: boolean, words: string, again: string) {
  const shown = page.getByText(words).first()
  for (let asked = 0; asked < 200 && !hasScript && !(await shown.isVisible()); asked++) {
    const asking = link(page, again)
    if (await asking.isVisible()) await asking.click()
  }
  await shown.waitFor({ timeout: 30_000 })
}

/** Decides on both suggestions: the one disputes the other side's claim, the other bears on a new one. */
async function decide(page: Page, { press, fill, choose }: Hand, wording: string) {
  await page.getByText('0 of 2 decided').waitFor()
  await choose(page.getByLabel('South shelled the bridge.'))
  await choose(page.locator('.claim-choice', { hasText: 'South shelled the bridge.' }).getByLabel('Disputes'))
  await press(page.locator('summary', { hasText: 'How far the words reach' }))
  await fill(page.getByLabel('Scope note'), 'Speaks of October only.')
  await page.keyboard.press('Tab')
  await press(button(page, /^Accept/))
  await page.getByText('1 of 2 decided').waitFor()
  await choose(page.getByLabel(/A new claim/))
  await fill(page.getByLabel('The claim in one sentence'), wording)
  await choose(page.locator('#field-link-1-claimTopic').getByLabel('Tunnels'))
  await page.keyboard.press('Tab')
  await press(button(page, /^Accept/))
  await page.getByText('Every suggestion is decided: 2 accepted').waitFor()
}

/** On Compare the letter's words stand beside the other side's; the claim says how far they reach; search finds them. */
async function seeIt(page: Page, { press, fill }: Hand, author: string, wording: string) {
  await press(link(page, 'Read the letter with its marks'))
  expect(await page.locator('main').innerText()).toContain('2 assertions')
  await press(link(page, 'Compare'))
  const claim = page.locator('.claim', { hasText: 'South shelled the bridge.' }).first()
  await press(claim.getByRole('link', { name: 'South shelled the bridge.' }).first())
  expect(await heading(page)).toBe('South shelled the bridge.')
  const main = await page.locator('main').innerText()
  expect(main).toContain('No bridge was shelled by South in October')
  expect(main).toContain('Speaks of October only.')
  await fill(page.getByRole('searchbox').first(), 'tunnel')
  await page.keyboard.press('Enter')
  await page.waitForURL(/search\?q=tunnel/)
  expect(await page.locator('main').innerText()).toContain(wording)
  expect(await page.locator('main').innerText()).toContain(author)
}

/** Takes the letter back, with what was built on it, all in one step. */
async function takeBack(page: Page, site: Site, { press }: Hand, letter: string) {
  await press(link(page, 'Desk'))
  await press(
    page
      .locator('main')
      .getByRole('link', { name: /Brought in/ })
      .first(),
  )
  await page.waitForURL(/history\/\d+$/)
  await press(button(page, 'Undo this change'))
  await page.getByText('These 3 changes would be undone').waitFor()
  await press(button(page, 'Undo all 3 changes'))
  await page
    .getByText(/^Undid change \d+ and 2 later ones/)
    .first()
    .waitFor()
  expect(presentRecord(site.db, 'letter', letter)).toBeUndefined()
  expectSound(site.db)
}

const ways = [
  { way: 'by mouse', hand: mouse, options: {} },
  { way: 'by keyboard alone', hand: keyboard, options: {} },
  { way: 'without JavaScript', hand: mouse, options: { javaScriptEnabled: false } },
]

describeInBrowser(
  'An editor',
  (site) => {
    test.each(ways)(
      'brings a letter in, marks it, sees it beside the other side’s and takes it all back, $way',
      async ({ way, hand, options }) => {
        const author = `the Society ${way.split(' ').at(-1)}`
        const wording = `North closed the tunnel (${way}).`
        const { context, page, errors } = await editorsPage(site, options)
        await page.goto(`${site.address}/desk`)
        await bringIn(page, hand, author, options.javaScriptEnabled ?? true)
        await decide(page, hand, wording)
        const slug = new URL(page.url()).pathname.split('/')[3]!
        await seeIt(page, hand, author, wording)
        await takeBack(page, site, hand, slug)
        expect(errors).toEqual([])
        await context.close()
      },
      90_000,
    )

    const forms = [
      { form: 'a letter', path: '/desk/intake/new', field: 'Paste the text', send: 'Read it' },
      {
        form: 'a new claim',
        path: '/desk/claims/new',
        field: 'Wording',
        send: 'Make the claim',
        topic: 'bridges',
      },
      { form: 'a retirement', path: '/desk/claims/road-open/retirement', field: 'Reason', send: 'Retire' },
      { form: 'a comment', path: '/history/of/topic/tunnels', field: 'Comment', send: 'Comment' },
    ]
    test.each(forms)(
      'loses nothing of $form that was typed while the connection was lost, or after the session had ended',
      async ({ path, field, send, topic = '' }) => {
        const { context, page } = await editorsPage(site)
        const typed = 'Nobody has used the road between the two bridges since May.'
        const at = () => page.getByRole('textbox', { name: field }).first()
        const kept = () =>
          page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("draft ")).length')
        await page.goto(site.address + path)
        await at().fill(typed)
        if (topic) await page.getByLabel('Main topic').selectOption(topic)
        await context.setOffline(true)
        await button(page, send).click()
        await page.waitForURL(/^chrome-error:/)
        await context.setOffline(false)
        await page.goto(site.address + path)
        await button(page, 'Put it back').click()
        expect(await at().inputValue()).toBe(typed)
        site.db.$client.prepare('DELETE FROM sessions').run()
        await button(page, send).click()
        await page.getByText('Sign in first').first().waitFor()
        await signInBrowser(site, context, 'editor')
        await page.goto(site.address + path)
        await button(page, 'Put it back').click()
        expect(await at().inputValue()).toBe(typed)
        await button(page, send).click()
        await page.waitForURL((url) => url.pathname !== path || url.hash !== '')
        expect(await kept()).toBe(0)
        await context.close()
      },
      60_000,
    )
  },
  () => databaseWith(bridges()),
)
