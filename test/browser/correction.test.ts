import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { presentRecord, readCorpus } from '../../db/present.ts'
import { formatFolder } from '../../server/features/corpus/writeFolder.ts'
import { describeInBrowser } from '../support/browser.ts'
import { databaseWith } from '../support/builders.ts'
import { signInBrowser } from '../support/desk.ts'
import { disputedBridge } from '../support/disputedBridge.ts'

describeInBrowser(
  'Correcting a text',
  (site) => {
    test('is looked at, saved, settled and undone, without JavaScript', async () => {
      const context = await site.browser.newContext({ javaScriptEnabled: false })
      await signInBrowser(site, context, 'editor')
      const folder = () => Object.fromEntries(formatFolder(readCorpus(site.db)))
      const before = folder()
      const page = await context.newPage()
      await page.goto(`${site.address}/letters/second-letter`)
      await page.getByRole('link', { name: 'Correct its text' }).click()
      const words = page.getByLabel('Words of ¶ 2')
      await words.fill((await words.inputValue()).replace('fifty', 'sixty'))
      await page.getByLabel('What is corrected').fill('A misread number mended.')
      await page.getByRole('button', { name: 'Show what it does' }).click()
      await page.getByText('1 will wait for a person').waitFor()
      await page.getByRole('button', { name: 'Save this correction' }).click()

      await page.getByRole('heading', { name: 'Waiting since a correction' }).waitFor()
      expect(presentRecord(site.db, 'assertion', 'b-3')).toBeUndefined()
      await page.getByRole('link', { name: /^Settle it/ }).click()
      await page.getByRole('radio', { name: /sixty people left/ }).check()
      await page
        .getByLabel('What the words state')
        .fill('The Northern side itself says that sixty people left the town.')
      await page.getByRole('button', { name: 'Put it back on the record' }).click()
      await page.waitForURL(/\/letters\/second-letter\?done=\d+#b-3$/)
      expect(presentRecord(site.db, 'assertion', 'b-3')?.ranges[0]?.exact).toBe(
        'They themselves say that sixty people left',
      )
      await page.getByText('Version 2 of the text').waitFor()

      for (const change of [3, 2]) {
        await page.goto(`${site.address}/history/${change}`)
        await page.getByRole('button', { name: 'Undo this change' }).click()
        await page.getByRole('heading', { name: new RegExp(`^Undid change ${change}`) }).waitFor()
      }
      expect(folder()).toEqual(before)
      await context.close()
    })

    test('a comment is written and settled by keyboard, on a page without barriers', async () => {
      const context = await site.browser.newContext()
      await signInBrowser(site, context, 'editor')
      const page = await context.newPage()
      await page.goto(`${site.address}/history/of/claim/bridge-shelled#comments`)
      await page.getByLabel('Your comment').focus()
      await page.keyboard.type('Is it this bridge? See /claims/mill-shelled')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByText('1 comment, 1 open').waitFor()
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
      await page.getByRole('button', { name: 'Settle' }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('1 comment, 0 open').waitFor()
      await context.close()
    })
  },
  () => databaseWith(disputedBridge()),
)
