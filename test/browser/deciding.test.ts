import { expect, test } from 'vitest'
import { presentRecord } from '../../db/present.ts'
import { bridges } from '../support/bridges.ts'
import { describeInBrowser } from '../support/browser.ts'
import { databaseWith } from '../support/builders.ts'
import { signInBrowser } from '../support/desk.ts'
import { addLetter, editorsPage, gist, madeIn, words } from '../support/markingInBrowser.ts'

const focused = 'document.activeElement.id'

describeInBrowser(
  'Deciding on suggestions',
  (site) => {
    test('after “f” and “n” what is typed goes into the field, and decides on nothing', async () => {
      const { id, queue } = addLetter(site, 'typed-behind-a-key')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.keyboard.press('f')
      await page.keyboard.type('cars')
      expect(await page.locator('#field-link-1-find').inputValue()).toBe('cars')
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('n')
      await page.keyboard.type('As cars are')
      expect(await page.locator('#field-link-1-wording').inputValue()).toBe('As cars are')
      expect(await page.locator('.chosen-claims').textContent()).toBe('Asserts, a new claim: As cars are')
      expect(await page.getByText('0 of 4 decided').count()).toBe(1)
      expect(madeIn(site, id)).toEqual([])
      expect(errors).toEqual([])
      await context.close()
    })

    test('Enter looks for the claim that is typed, then leads to what was found; nothing is sent off', async () => {
      const { id, queue } = addLetter(site, 'enter-finds')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.keyboard.press('f')
      await page.keyboard.type('other bridge')
      await page.keyboard.press('Enter')
      await page.locator('[data-found]').first().waitFor()
      await page.keyboard.press('Enter')
      expect(await page.evaluate(focused)).toBe('link-1-other-bridge-shelled')
      await page.keyboard.press('Space')
      expect(await page.locator('.chosen-claims').textContent()).toMatch(
        /^[A-Z][a-z]+: North shelled the other bridge/,
      )
      expect(madeIn(site, id)).toEqual([])
      expect(errors).toEqual([])
      await context.close()
    })

    test('without a connection the page says that nothing was sent, and keeps what was typed until it is', async () => {
      const { id, queue } = addLetter(site, 'offline')
      const { context, page } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.keyboard.press('c')
      await page.locator('#field-gist').fill('Typed before the connection was lost')
      await context.setOffline(true)
      await page.locator('#accept').click()
      const notice = page.getByRole('alert').filter({ hasText: 'Not sent: the connection is lost.' })
      await notice.waitFor()
      expect(await gist(page)).toBe('Typed before the connection was lost')
      expect(await page.locator('[aria-busy]').count()).toBe(0)
      await context.setOffline(false)
      await page.locator('#accept').click()
      await page.getByText('1 of 4 decided').waitFor()
      expect(await notice.isVisible()).toBe(false)
      expect(madeIn(site, id)).toHaveLength(1)
      await context.close()
    })

    test('a failing server leaves the form as it is and says so', async () => {
      const { id, queue } = addLetter(site, 'failing')
      const { context, page } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.keyboard.press('c')
      await page.locator('#field-gist').fill('Typed before the server failed')
      await page.route('**/decision', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }))
      await page.locator('#accept').click()
      await page.getByRole('alert').filter({ hasText: 'Not sent: the server did not answer' }).waitFor()
      expect(await gist(page)).toBe('Typed before the server failed')
      await page.unroute('**/decision')
      await page.locator('#accept').click()
      await page.getByText('1 of 4 decided').waitFor()
      expect(madeIn(site, id)).toHaveLength(1)
      await context.close()
    })

    test('while an answer is awaited the page is busy, and a key says that it was not taken', async () => {
      const { id, queue } = addLetter(site, 'busy')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      let goOn = () => {}
      const held = new Promise<void>((resolve) => {
        goOn = resolve
      })
      await page.route('**/decision', async (route) => {
        await held
        await route.continue()
      })
      await page.keyboard.press('a')
      await page.locator('#queue[aria-busy="true"] #marking[aria-busy="true"]').waitFor()
      await page.keyboard.press('r')
      const notice = page.getByText('Still sending: the key “r” was not taken.')
      await notice.waitFor()
      goOn()
      await page.getByText('1 of 4 decided').waitFor()
      expect(await notice.count()).toBe(0)
      expect(madeIn(site, id)).toHaveLength(1)
      expect(errors).toEqual([])
      await context.close()
    })

    test('after a key the suggestion that has come has the focus, and what was done is told in full', async () => {
      const { queue } = addLetter(site, 'focus')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      expect(await page.locator('.chosen-claims').textContent()).toBe('No claim is chosen yet')
      await page.keyboard.press('a')
      await page.getByText('“Our ferry was sunk by South” is accepted. It bears on no claim yet.').waitFor()
      expect(await page.evaluate(focused)).toBe('suggestion')
      await page.keyboard.press('1')
      expect(await page.locator('.chosen-claims').textContent()).toMatch(/^Asserts: .+/)
      await page.keyboard.press('a')
      await page.getByText('“the bridge was shelled” is accepted.').waitFor()
      expect(await page.evaluate(focused)).toBe('suggestion')
      expect(errors).toEqual([])
      await context.close()
    })
    test('words that are typed take the place of those that were chosen, and have the focus', async () => {
      const { id, queue } = addLetter(site, 'shorter')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.getByText('Choose words by typing them').click()
      await page.locator('#field-quote').fill('ferry was sunk')
      await page.getByRole('button', { name: 'Use these words' }).click()
      await page.locator('.picker__handle--start:focus').waitFor({ state: 'attached' })
      expect(await words(page)).toBe('ferry was sunk')
      expect(await gist(page)).toBe('Ferry was sunk.')
      await page.keyboard.press('a')
      await page.getByText('“ferry was sunk” is accepted with changes.').waitFor()
      expect(madeIn(site, id).map(({ quote }) => quote)).toEqual(['ferry was sunk'])
      expect(errors).toEqual([])
      await context.close()
    })

    test('what is proposed follows words that are drawn over, and what was typed stays', async () => {
      const { queue } = addLetter(site, 'following')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.keyboard.press('c')
      await page.locator('#field-otherFootnotes').fill('1')
      await page.locator('.picker__handle--start').focus()
      await page.keyboard.press('ArrowRight')
      await page.locator('#field-gist', { hasText: 'Ferry was sunk by South.' }).waitFor()
      expect(await page.locator('#field-otherFootnotes').inputValue()).toBe('1')
      expect(await page.locator('#details[open]').count()).toBe(1)
      // A row more leaves the words as they are, to be drawn over.
      await page.getByRole('button', { name: 'Room for another' }).click()
      await page.locator('#link-2').waitFor()
      expect(await page.locator('.picker__handle').count()).toBe(2)
      expect(await words(page)).toBe('ferry was sunk by South')
      expect(errors).toEqual([])
      await context.close()
    })

    test('a draft brings the words, the claim and the note back together', async () => {
      const { id, queue } = addLetter(site, 'drafted')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.locator('.picker__handle--end').focus()
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('ArrowLeft')
      await page.getByText('ferry was sunk').first().waitFor()
      await page.keyboard.press('f')
      await page.keyboard.type('other bridge')
      await page.locator('[data-found="1"]').check()
      await page.getByText('How far the words reach').click()
      await page.locator('#field-link-1-note').fill('A note of mine')
      await page.locator('#field-link-1-note').press('Tab')
      site.db.$client.prepare('DELETE FROM sessions').run()
      await page.locator('#accept').click()
      await page.getByText('Sign in first').waitFor()
      await signInBrowser(site, context, 'editor')
      await page.goto(site.address + queue)
      expect(await words(page)).toBe('Our ferry was sunk by South')
      await page.getByRole('button', { name: 'Put it back' }).click()
      await page.locator('[value="claim:other-bridge-shelled"]:checked').waitFor()
      expect(await words(page)).toBe('Our ferry was sunk')
      expect(await page.locator('#field-link-1-note').inputValue()).toBe('A note of mine')
      expect(await page.getByText('could not be put back').count()).toBe(0)
      await page.locator('#accept').click()
      await page.getByText('“Our ferry was sunk” is accepted with changes. Look at it').waitFor()
      const [made] = madeIn(site, id)
      expect(made!.quote).toBe('Our ferry was sunk')
      expect(presentRecord(site.db, 'stance', `other-bridge-shelled ${made!.slug}`)).toMatchObject({
        scope: { note: 'A note of mine' },
      })
      expect(errors).toEqual([])
      await context.close()
    })
  },
  () => databaseWith(bridges()),
)
