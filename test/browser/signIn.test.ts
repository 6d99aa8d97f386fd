import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { addAccount } from '../../db/writes/accounts.ts'
import { invite } from '../../server/features/accounts/links.ts'
import { hashPassword } from '../../server/features/accounts/passwords.ts'
import { describeInBrowser } from '../support/browser.ts'
import { signInAs } from '../support/desk.ts'

const password = 'correct horse battery'
const heading = (page: Page) => page.locator('h1').textContent()
/** What has the focus, by its label or its words. */
const focused = (page: Page) =>
  page.evaluate<string>('(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()')

describeInBrowser('Signing in', (site) => {
  beforeAll(async () => {
    addAccount(site.db, { name: 'Ann', role: 'editor', passwordHash: await hashPassword(password) }, null)
  })

  test('is done with the keyboard alone, and leads to the page that was asked for', async () => {
    const page = await site.browser.newPage()
    await page.goto(`${site.address}/desk/account`)
    expect(await heading(page)).toBe('Sign in')
    // The link to the content, then the fields: no need to walk through the navigation.
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Name')
    await page.keyboard.type('Ann')
    await page.keyboard.press('Tab')
    await page.keyboard.type('a wrong one')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    // What is wrong has the focus already.
    expect(await focused(page)).toBe('Password')
    expect(await page.locator('#field-name').inputValue()).toBe('Ann')
    await page.keyboard.type(password)
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    expect(await heading(page)).toBe('Your account')
    await page.goto(`${site.address}/letters`)
    expect(await page.locator('.site-nav').getByText('Desk').getAttribute('href')).toBe('/desk')
    await page.getByRole('button', { name: 'Sign out' }).focus()
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    expect(await page.locator('.site-footer').getByText('Sign in').count()).toBe(1)
    await page.goto(`${site.address}/desk`)
    expect(await heading(page)).toBe('Sign in')
    await page.close()
  }, 60_000)

  test('by an invitation works without JavaScript, from the link to the desk', async () => {
    const context = await site.browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    const { token } = invite(site.db, 'editor', signInAs(site.db, 'owner').id)
    await page.goto(`${site.address}/sign-in/link/${token}`)
    await page.getByLabel('Name').fill('Ben')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('The same password again').fill('something else')
    await page.getByRole('button', { name: 'Make the account' }).click()
    expect(await page.locator('.error-summary').textContent()).toContain('a second time')
    expect(await page.getByLabel('Name').inputValue()).toBe('Ben')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('The same password again').fill(password)
    await page.getByRole('button', { name: 'Make the account' }).click()
    expect(await heading(page)).toBe('Desk')
    expect(await page.locator('.page-head__lead').textContent()).toContain('Signed in as Ben, editor')
    await context.close()
  }, 60_000)

  test('what was typed while the session ended is sent once more from the page that says so', async () => {
    const context = await site.browser.newContext()
    const page = await context.newPage()
    const person = signInAs(site.db, 'editor')
    await context.addCookies([{ name: 'session', value: person.token, url: site.address }])
    await page.goto(`${site.address}/desk/account`)
    await context.clearCookies()
    await page.getByRole('button', { name: 'Save' }).click()
    expect(await heading(page)).toBe('Sign in first')
    // Signing in opens beside the page, which keeps what it holds.
    const [beside] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: /^Sign in \(/ }).click(),
    ])
    await beside.getByLabel('Name').fill('Ann')
    await beside.getByLabel('Password').fill(password)
    await beside.getByRole('button', { name: 'Sign in' }).click()
    await beside.waitForURL('**/desk')
    await page.getByRole('button', { name: 'Send it again' }).click()
    expect(await page.getByRole('status').textContent()).toBe('Your settings are saved.')
    await context.close()
  }, 60_000)

  test('another site cannot use the session of who visits it', async () => {
    const context = await site.browser.newContext()
    const person = signInAs(site.db, 'owner')
    await context.addCookies([{ name: 'session', value: person.token, url: site.address }])
    const page = await context.newPage()
    // The same machine under another name is another site to a browser.
    const elsewhere = site.address.replace('127.0.0.1', 'localhost')
    await page.route(`${elsewhere}/trap`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${site.address}/desk/people/invitations"><input name="role" value="owner"></form>`,
      }),
    )
    await page.goto(`${elsewhere}/trap`)
    const [answer] = await Promise.all([
      page.waitForResponse((one) => one.url().endsWith('/invitations')),
      page.evaluate('document.forms[0].submit()'),
    ])
    expect(answer.status()).toBe(403)
    await context.close()
  }, 60_000)
})
