import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import type { Db } from '../../db/client.ts'
import { keepPages } from '../../server/web/keptPages.ts'
import { seededDatabase, startTestApp } from './app.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** The browser named by BROWSER, or the first Chromium or Chrome on the path or in a usual place. */
export function findBrowser(): string | undefined {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.flatMap((name) => [join(folder, name), join(folder, `${name}.exe`)]))
  return [process.env.BROWSER ?? '', ...onPath, ...places].find((path) => path && existsSync(path))
}

/** What a browser test has: the browser, the address of the real server on the shipped corpus, its database. */
export interface Site {
  browser: Browser
  address: string
  db: Db
}

/**
 * A group of tests in a real browser against the real server. Without a browser they are skipped and say so; where CI
 * is set they fail instead, since nothing is skipped there.
 */
export function describeInBrowser(
  title: string,
  tests: (site: Site) => void,
  makeDatabase: () => Db = seededDatabase,
) {
  const executablePath = findBrowser()
  if (!executablePath && !process.env.CI) {
    describe.skip(`${title} (no browser found: install Chromium or Chrome, or set BROWSER to its path)`, () =>
      tests({} as Site))
    return
  }
  describe(title, () => {
    const site = {} as Site
    let server: Server
    beforeAll(async () => {
      if (!executablePath)
        throw new Error('No browser found: install Chromium or Chrome, or set BROWSER to its path.')
      site.browser = await chromium.launch({
        executablePath,
        // Chromium's sandbox does not start as root, as in most containers; the pages are our own.
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      })
      site.db = makeDatabase()
      const version = site.db.$client.prepare<[], number>('SELECT data_version FROM corpus').pluck()
      const { app } = startTestApp(site.db)
      server = createServer(keepPages(app, () => version.get() ?? 0))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      site.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    })
    afterAll(async () => {
      await site.browser?.close()
      server?.closeAllConnections()
      server?.close()
      site.db?.$client.close()
    })
    tests(site)
  })
}
