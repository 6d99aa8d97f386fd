import { expect, test } from 'vitest'
import { presentRecord } from '../../db/present.ts'
import { bridges } from '../support/bridges.ts'
import { describeInBrowser } from '../support/browser.ts'
import { databaseWith } from '../support/builders.ts'
import { signInBrowser } from '../support/desk.ts'
import { addLetter, draw, editorsPage, gist, madeIn, words } from '../support/markingInBrowser.ts'
import { suggest } from '../support/suggested.ts'

describeInBrowser(
  'Marking and deciding',
  (site) => {
    test('by single keys: choose a claim, accept, skip, reject, go on; the help tells them', async () => {
      const { id, queue } = addLetter(site, 'by-keys')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      expect(await gist(page)).toBe('Our ferry was sunk by South.')
      await page.keyboard.press('?')
      expect(await page.locator('#keys').isVisible()).toBe(true)
      await page.keyboard.press('Escape')
      await page.locator('#keys').waitFor({ state: 'hidden' })
      await page.keyboard.press('1')
      const chosen = await page.locator('.claim-choice__radio:checked').getAttribute('value')
      expect(chosen).toMatch(/^claim:/)
      await page.keyboard.press('a')
      await page.getByText('1 of 4 decided').waitFor()
      expect(await gist(page)).toBe('The bridge was shelled.')
      await page.keyboard.press('s')
      await page.getByText('2 of 4 decided').waitFor()
      await page.keyboard.press('r')
      await page.getByText('3 of 4 decided').waitFor()
      await page.keyboard.press('k')
      await page.waitForURL(/at=/)
      await page.getByText('rejected').first().waitFor()
      const [made] = madeIn(site, id)
      expect(made!.quote).toBe('Our ferry was sunk by South')
      expect(
        presentRecord(site.db, 'stance', `${chosen!.slice('claim:'.length)} ${made!.slug}`),
      ).toBeDefined()
      expect(errors).toEqual([])
      await context.close()
    })

    test('no key acts while somebody types, nor where an account has them turned off', async () => {
      const { id, queue } = addLetter(site, 'without-keys')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.keyboard.press('c')
      await page.locator('#field-gist').fill('')
      await page.locator('#field-gist').pressSequentially('a scar')
      expect(await gist(page)).toBe('a scar')
      await page.locator('select#field-kind').focus()
      await page.keyboard.press('r')
      expect(madeIn(site, id)).toEqual([])
      expect(await page.getByText('0 of 4 decided').count()).toBe(1)
      site.db.$client.prepare('UPDATE accounts SET uses_keys = 0').run()
      await page.goto(site.address + queue)
      await page.keyboard.press('a')
      await page.getByRole('button', { name: 'Keys' }).click()
      await page.getByText('Single keys are off for your account').waitFor()
      expect(madeIn(site, id)).toEqual([])
      site.db.$client.prepare('UPDATE accounts SET uses_keys = 1').run()
      expect(errors).toEqual([])
      await context.close()
    })

    test('by mouse: words are drawn over, handles dragged, words apart added, and the claims follow', async () => {
      const { id, queue } = addLetter(site, 'by-mouse')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      const word = (text: string) =>
        page.locator('.picker__word', { hasText: new RegExp(`^${text}$`) }).first()
      await draw(page, word('ferry'), word('sunk'))
      expect(await words(page)).toBe('ferry was sunk')
      await draw(page, page.locator('.picker__handle--end'), word('by'))
      expect(await words(page)).toBe('ferry was sunk by')
      await word('South').click()
      expect(await words(page)).toBe('ferry was sunk by South')
      await page.getByRole('button', { name: 'Add words that stand apart' }).click()
      await word('Our').click()
      expect(await page.locator('[data-ranges] input').count()).toBe(2)
      await page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.ok())
      await page.getByRole('button', { name: 'Accept', exact: false }).first().click()
      await page.getByText('1 of 4 decided').waitFor()
      // The two ranges have only a space between them: they are one.
      expect(madeIn(site, id).map(({ quote }) => quote)).toEqual(['Our ferry was sunk by South'])
      expect(errors).toEqual([])
      await context.close()
    })

    test('a suggestion whose words stand apart shows each of its stretches and is accepted with them', async () => {
      const { id, queue } = addLetter(site, 'apart')
      suggest(site.db, id, ['Our ferry … the bridge was shelled'])
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      expect(await page.locator('.letter--beside .now').allTextContents()).toEqual([
        'Our ferry',
        'the bridge was shelled',
      ])
      expect(await words(page)).toBe('Our ferrythe bridge was shelled')
      await page.keyboard.press('a')
      await page.locator('.queue__count', { hasText: '1 of 1 decided' }).waitFor()
      expect(madeIn(site, id).map(({ quote }) => quote)).toEqual(['Our ferry … the bridge was shelled'])
      expect(errors).toEqual([])
      await context.close()
    })

    test('from one sentence several spans are marked, one after the other, and the queue goes on', async () => {
      const { id, queue } = addLetter(site, 'by-spans')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.getByRole('button', { name: 'mark another from this sentence' }).click()
      await page.getByText('Choose the next words of this sentence').waitFor()
      const word = (text: string) =>
        page.locator('.picker__word', { hasText: new RegExp(`^${text}$`) }).first()
      await draw(page, word('by'), word('South'))
      await page.getByRole('button', { name: 'Mark these words' }).waitFor()
      expect(await gist(page)).toBe('By South.')
      await page.locator('#field-topic').getByLabel('Ferries').check()
      await page.getByRole('button', { name: 'Mark these words' }).click()
      await page.getByText('1 of 4 decided').waitFor()
      expect(await gist(page)).toBe('The bridge was shelled.')
      expect(madeIn(site, id).map(({ quote }) => quote)).toEqual(['Our ferry was sunk by South', 'by South'])
      expect(errors).toEqual([])
      await context.close()
    })

    test('by keyboard alone: the handles are moved word by word, a new claim is made on the page', async () => {
      const { id, queue } = addLetter(site, 'by-keyboard')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.locator('.picker__handle--start').focus()
      await page.keyboard.press('ArrowRight')
      expect(await page.locator('.picker__handle--start').getAttribute('aria-valuetext')).toBe('ferry')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Shift+ArrowLeft')
      await page.keyboard.press('Shift+ArrowLeft')
      expect(await words(page)).toBe('ferry was sunk')
      await page.keyboard.press('n')
      await page.locator('#field-link-1-wording').fill('The ferry of the Northern side was sunk in May.')
      await page.locator('#field-link-1-wording').press('Escape')
      await page.locator('#link-1-new').focus()
      await page.keyboard.press('a')
      await page.getByText('1 of 4 decided').waitFor()
      const [made] = madeIn(site, id)
      expect(made!.quote).toBe('ferry was sunk')
      expect(presentRecord(site.db, 'assertion', made!.slug)).toMatchObject({ gist: 'Ferry was sunk.' })
      expect(presentRecord(site.db, 'claim', 'ferry-northern-side-sunk-may')).toBeDefined()
      expect(errors).toEqual([])
      await context.close()
    })

    test('another claim is found while its words are typed', async () => {
      const { id, queue } = addLetter(site, 'by-finding')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.keyboard.press('f')
      await page.locator('#field-link-1-find').pressSequentially('other bri')
      const found = page.getByLabel('North shelled the other bridge.')
      await found.check()
      expect(await page.locator('#field-link-1-find').inputValue()).toBe('other bri')
      await page.keyboard.press('a')
      await page.getByText('1 of 4 decided').waitFor()
      expect(
        presentRecord(site.db, 'stance', `other-bridge-shelled ${madeIn(site, id)[0]!.slug}`),
      ).toBeDefined()
      expect(errors).toEqual([])
      await context.close()
    })

    test('words that are selected in a letter are marked from there, exactly those', async () => {
      const { id } = addLetter(site, 'by-selecting')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(`${site.address}/letters/${id}`)
      const select = (from: string, to: string) =>
        page.evaluate(`{
          const walk = document.createTreeWalker(document.querySelector('#p-2 .letter__text'), NodeFilter.SHOW_TEXT)
          const range = document.createRange()
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const [from, to] = [node.textContent.indexOf('${from}'), node.textContent.indexOf('${to}')]
            if (from >= 0) range.setStart(node, from)
            if (to >= 0) range.setEnd(node, to + '${to}'.length)
          }
          getSelection().removeAllRanges()
          getSelection().addRange(range)
        }`)
      await select('ferry', 'sunk')
      expect(await page.locator('.mark-words__link').getAttribute('href')).toContain('?start=')
      // Behind the note's marker, and in the middle of words: the letter's own words count, and whole ones.
      await select('tself', 'shel')
      await page.locator('.mark-words__link').click()
      expect(await words(page)).toBe('itself says, the bridge was shelled')
      await page.getByRole('button', { name: 'Mark these words' }).click()
      await page.waitForURL(/\/letters\/by-selecting\?done=\d+#/)
      expect(madeIn(site, id).map(({ quote }) => quote)).toEqual(['itself says, the bridge was shelled'])
      expect(errors).toEqual([])
      await context.close()
    })

    test('without JavaScript: plain buttons, words by their numbers, a typed quote, a claim that is looked for', async () => {
      const { id, queue } = addLetter(site, 'without-js')
      const { context, page } = await editorsPage(site, { javaScriptEnabled: false })
      await page.goto(site.address + queue)
      await page.getByRole('button', { name: 'Skip' }).click()
      await page.getByText('1 of 4 decided').waitFor()
      await page.getByText('Choose words by typing them').click()
      await page.locator('#range-1').uncheck()
      await page.locator('#field-first').fill('8')
      await page.locator('#field-last').fill('10')
      await page.getByRole('button', { name: 'Use these words' }).click()
      expect(await words(page)).toBe('South itself says')
      await page.getByLabel('Another claim').check()
      await page.locator('#field-link-1-find').fill('road')
      await page.getByRole('button', { name: 'Find' }).click()
      await page.getByLabel('The road is open.').check()
      await page
        .getByRole('button', { name: /^Accept/ })
        .first()
        .click()
      await page.getByText('2 of 4 decided').waitFor()
      await page.getByRole('link', { name: 'Mark other words' }).click()
      await page.waitForURL(/\/marking$/)
      await page.locator('#field-quote').fill('NOBODY was hurt')
      await page.getByRole('button', { name: 'Use these words' }).click()
      await page.getByRole('button', { name: 'Mark these words' }).click()
      await page.getByText('Choose at least one topic.').first().waitFor()
      await page.locator('#field-topic').getByLabel('Ferries').check()
      await page.getByRole('button', { name: 'Mark these words' }).click()
      await page.waitForURL(/\/letters\/without-js\?done=\d+#/)
      expect(madeIn(site, id).map(({ quote }) => quote)).toEqual(['South itself says', 'Nobody was hurt'])
      await context.close()
    })

    test('what was typed outlives an ended session: it is shown to be sent again, and offered back on the page', async () => {
      const { id, queue } = addLetter(site, 'by-drafts')
      const { context, page, errors } = await editorsPage(site)
      await page.goto(site.address + queue)
      await page.keyboard.press('c')
      await page.locator('#field-gist').fill('Typed before the session ended')
      await page.keyboard.press('Tab')
      await page.getByLabel('A new claim').check()
      await page.locator('#field-link-1-wording').fill('A claim of my own.')
      site.db.$client.prepare('DELETE FROM sessions').run()
      await page
        .getByRole('button', { name: /^Accept/ })
        .first()
        .click()
      await page.getByText('Sign in first').waitFor()
      await page.getByText('What you typed', { exact: true }).click()
      await page.getByText('Typed before the session ended').first().waitFor()
      await signInBrowser(site, context, 'editor')
      await page.goto(site.address + queue)
      await page.getByRole('button', { name: 'Put it back' }).click()
      expect(await gist(page)).toBe('Typed before the session ended')
      expect(await page.locator('#link-1-new').isChecked()).toBe(true)
      // Once it is taken, nothing of it is kept.
      await page.getByText('How far the words reach').click()
      await page.locator('#field-link-1-note').fill('A note')
      await page.locator('#field-link-1-note').press('Tab')
      await page
        .getByRole('button', { name: /^Accept/ })
        .first()
        .click()
      await page.getByText('1 of 4 decided').waitFor()
      expect(
        await page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("draft "))'),
      ).toEqual([])
      expect(madeIn(site, id)).toHaveLength(1)
      expect(errors).toEqual([])
      await context.close()
    })

    test('two editors see each other’s decisions within ten seconds, and neither writes over the other', async () => {
      const { id, queue } = addLetter(site, 'by-two')
      const [ann, bob] = await Promise.all([editorsPage(site), editorsPage(site)])
      await Promise.all([ann.page.goto(site.address + queue), bob.page.goto(site.address + queue)])
      await ann.page.keyboard.press('c')
      await ann.page.locator('#field-gist').fill('What Ann types')
      await bob.page.keyboard.press('a')
      await bob.page.getByText('1 of 4 decided').waitFor()
      await ann.page
        .getByText('has just decided on the suggestion that you are looking at')
        .waitFor({ timeout: 10_000 })
      expect(await gist(ann.page)).toBe('What Ann types')
      await ann.page
        .getByRole('button', { name: /^Accept/ })
        .first()
        .click()
      await ann.page.locator('.standing').waitFor()
      expect(await gist(ann.page)).toBe('What Ann types')
      expect(madeIn(site, id)).toHaveLength(1)
      await ann.page.getByRole('button', { name: 'Put mine in its place' }).click()
      await ann.page.getByText('Saved.').waitFor()
      expect(presentRecord(site.db, 'assertion', madeIn(site, id)[0]!.slug)).toMatchObject({
        gist: 'What Ann types',
      })
      expect([...ann.errors, ...bob.errors]).toEqual([])
      await Promise.all([ann.context.close(), bob.context.close()])
    })
  },
  () => databaseWith(bridges()),
)
