import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { edit } from '../../db/edit.ts'
import { readCorpus } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { describeInBrowser } from '../support/browser.ts'
import { aClaim, aStance } from '../support/builders.ts'
import { signInBrowser } from '../support/desk.ts'

describeInBrowser('Undoing', (site) => {
  for (const javaScriptEnabled of [true, false]) {
    test(`is refused and then done, as the page says, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const context = await site.browser.newContext({ javaScriptEnabled })
      await signInBrowser(site, context, 'editor')
      const { topics, assertions } = readCorpus(site.db)
      const claim = aClaim({ id: `claim-${javaScriptEnabled}`, topics: [topics[0]!.id] })
      const stance = aStance(claim.id, assertions[0]!.id)
      const make = (summary: string, record: ReturnType<typeof edit>) =>
        makeChange(site.db, { actor: 'Ana', action: 'edit', summary }, (change) => {
          applyEdits(change, [record])
          return change.id
        })
      const added = make('Added a claim', edit('claim', null, claim))
      make('Linked it', edit('stance', null, stance))

      const page = await context.newPage()
      const undo = () => page.getByRole('button', { name: 'Undo this change' }).click()
      await page.goto(`${site.address}/history/${added}`)
      await undo()
      await page.getByRole('heading', { name: `Change ${added} was not undone` }).waitFor()
      if (javaScriptEnabled) {
        expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
      }
      await page.getByRole('link', { name: 'Linked it' }).click()
      await undo()
      await page.getByRole('heading', { name: /^Undid change \d+: Linked it$/ }).waitFor()
      await page.goto(`${site.address}/history/${added}`)
      await undo()
      await page.getByRole('heading', { name: `Undid change ${added}: Added a claim` }).waitFor()
      expect(readCorpus(site.db).claims.map(({ id }) => id)).not.toContain(claim.id)
      await page.getByRole('button', { name: `Do change ${added} again` }).click()
      await page.getByRole('heading', { name: `Did change ${added} again: Added a claim` }).waitFor()
      expect(readCorpus(site.db).claims.map(({ id }) => id)).toContain(claim.id)
      await context.close()
    })
  }

  test('takes a change back with all that was built on it by one button, and brings it back by another', async () => {
    const context = await site.browser.newContext()
    await signInBrowser(site, context, 'editor')
    const { topics, assertions } = readCorpus(site.db)
    const claim = aClaim({ id: 'claim-built-on', topics: [topics[0]!.id] })
    const make = (summary: string, record: ReturnType<typeof edit>) =>
      makeChange(site.db, { actor: 'Ana', action: 'edit', summary }, (change) => {
        applyEdits(change, [record])
        return change.id
      })
    const added = make('Added a claim', edit('claim', null, claim))
    for (const { id } of assertions.slice(0, 3))
      make('Linked it', edit('stance', null, aStance(claim.id, id)))
    const isThere = () => readCorpus(site.db).claims.some(({ id }) => id === claim.id)

    const page = await context.newPage()
    await page.goto(`${site.address}/history/${added}`)
    await page.getByRole('button', { name: 'Undo this change' }).click()
    await page.getByRole('heading', { name: 'These 4 changes would be undone' }).waitFor()
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
    await page.getByRole('button', { name: 'Undo all 4 changes' }).click()
    await page
      .getByRole('heading', { name: `Undid change ${added} and 3 later ones: Added a claim` })
      .waitFor()
    expect(isThere()).toBe(false)
    await page.getByRole('button', { name: `Do change ${added} and 3 later ones again` }).click()
    await page.getByRole('heading', { name: `Did change ${added} and 3 later ones again` }).waitFor()
    expect(isThere()).toBe(true)
    await context.close()
  })
})
