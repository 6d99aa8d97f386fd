import request from 'supertest'
import { expect, test } from 'vitest'
import { startTestApp } from '../support/app.ts'
import { agentOf, signInAs } from '../support/desk.ts'
import { everyDeskPage, everyKindOfPage } from '../support/pages.ts'
import { faultsOf } from '../support/validHtml.ts'

async function faultsOn(
  pages: { name: string; path: string }[],
  get: (path: string) => PromiseLike<{ text: string }>,
) {
  const findings: string[] = []
  for (const { name, path } of pages) {
    const { text } = await get(path)
    for (const fault of await faultsOf(text)) findings.push(`${name} (${path}): ${fault}`)
  }
  return findings
}

test('every kind of page is valid HTML, and none has an inline style or script', async () => {
  const { app, db } = startTestApp()
  expect(await faultsOn(everyKindOfPage(db), (path) => request(app).get(path))).toEqual([])
}, 120_000)

test('so is every page of the desk, and every public page as who is signed in sees it', async () => {
  const { app, db } = startTestApp()
  const owner = signInAs(db, 'owner')
  const agent = agentOf(app, owner.token)
  const pages = [...everyDeskPage(db, owner), ...everyKindOfPage(db).slice(0, 12)]
  expect(await faultsOn(pages, (path) => agent.get(path))).toEqual([])
}, 120_000)
