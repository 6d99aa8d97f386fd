import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { bridges } from '../support/bridges.ts'
import { describeInBrowser } from '../support/browser.ts'
import { databaseWith } from '../support/builders.ts'
import { signInBrowser } from '../support/desk.ts'
import { expectSound, stateOf } from '../support/soundness.ts'

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText()

describeInBrowser(
  'An editor shapes claims without JavaScript',
  (site) => {
    test('rewords a claim and confirms what was said of it, merges it, takes it out again, and undoes it all', async () => {
      const context = await site.browser.newContext({ javaScriptEnabled: false })
      await signInBrowser(site, context, 'editor')
      const page = await context.newPage()
      const atFirst = stateOf(site.db)

      await page.goto(`${site.address}/claims/bridge-shelled`)
      await link(page, 'Shape this claim').click()
      await link(page, 'Reword').click()
      await page.getByLabel('New wording').fill('South did not spare the bridge.')
      await button(page, 'Reword').click()
      expect(await page.getByRole('status').innerText()).toContain('Reworded a claim')
      expect(await page.locator('.hints').innerText()).toContain('“not” puts it in the negative')

      await link(page, '4 stances made against an earlier wording').click()
      const denial = page.locator('#south-not-shelled')
      await denial.getByLabel('On the present wording it').selectOption('qualifies')
      await denial.getByRole('button', { name: 'Confirm' }).click()
      // The others are still to be confirmed: the page goes on at one of them.
      expect(await page.getByRole('button', { name: 'Confirm', exact: true }).count()).toBe(3)
      expect(await page.locator('.shaped__item:target').count()).toBe(1)
      for (const box of await page.getByLabel('Tick to confirm with others').all()) await box.check()
      await button(page, 'Confirm those ticked, as they are').click()
      expect(await page.getByText('made against an earlier wording').count()).toBe(0)
      expect(await denial.innerText()).toContain('Qualifies')
      const reworded = stateOf(site.db)

      await link(page, 'Merge').click()
      await page.getByRole('searchbox', { name: 'Find the claim that stays' }).fill('other bridge')
      await page.getByRole('main').getByRole('button', { name: 'Search' }).click()
      await page.getByLabel('North shelled the other bridge.').check()
      await button(page, 'See what will happen').click()
      expect(await page.getByRole('main').innerText()).toContain('4 assertions go over with stance and scope')
      await page.getByLabel('The two are worded against each other').check()
      await button(page, 'See it again with these choices').click()
      expect(await page.getByLabel('The two are worded against each other').isChecked()).toBe(true)
      await button(page, 'Merge').click()
      expect(await heading(page)).toBe('North shelled the other bridge.')
      await page.goto(`${site.address}/claims/bridge-shelled`)
      expect(page.url()).toBe(`${site.address}/claims/other-bridge-shelled`)
      expectSound(site.db)

      await link(page, 'Shape this claim').click()
      await link(page, 'Take out again').click()
      await button(page, 'Take it out').click()
      expect(await heading(page)).toBe('South did not spare the bridge.')
      expect(stateOf(site.db).folder).toEqual(reworded.folder)

      await link(page, 'Split').click()
      await page.getByLabel('Wording of the new claim').fill('South shelled the bridge twice.')
      await page.locator('#place-society-shelled').selectOption({ label: 'both' })
      // Return in a field shows what will happen; it does not do it.
      await page.getByText('Its topics, scope and address').click()
      await page.getByLabel('Address').press('Enter')
      expect(await page.locator('.standings').innerText()).toContain('The new claim')
      await button(page, 'Split').click()
      expect(await heading(page)).toBe('South shelled the bridge twice.')
      expectSound(site.db)

      const changes = site.db.$client.prepare<[], number>('SELECT max(id) FROM changes').pluck().get()!
      for (let change = changes; change > 1; change--) {
        await page.goto(`${site.address}/history/${change}`)
        await button(page, 'Undo this change').click()
      }
      expect(stateOf(site.db)).toEqual(atFirst)
      expectSound(site.db)
      await context.close()
    }, 60_000)

    test('finds a claim by keyboard alone, retires it, and takes that back with the button beside it', async () => {
      const context = await site.browser.newContext({ javaScriptEnabled: false })
      await signInBrowser(site, context, 'editor')
      const page = await context.newPage()
      await page.goto(`${site.address}/desk/claims`)
      await page.getByRole('searchbox', { name: 'Find a claim' }).focus()
      await page.keyboard.type('ferry repaired')
      await page.keyboard.press('Enter')
      await link(page, 'The ferry was repaired.').press('Enter')
      await link(page, 'Retire').press('Enter')
      await page.getByLabel('Reason').focus()
      await page.keyboard.type('Nobody speaks of it.')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await page.locator('.banner').innerText()).toContain('Nobody speaks of it.')
      await button(page, 'Undo').press('Enter')
      await page.goto(`${site.address}/claims/ferry-repaired`)
      expect(await page.locator('.banner').count()).toBe(0)
      await context.close()
    }, 60_000)
  },
  () => databaseWith(bridges()),
)
