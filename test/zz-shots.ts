import { once } from 'node:events'
import { createServer } from 'node:http'
import { chromium } from 'playwright-core'
import { HtmlValidate } from 'html-validate'
import { AxeBuilder } from '@axe-core/playwright'
import request from 'supertest'
import { makeChange } from '../db/writes/change.ts'
import { addClaim, addStance } from '../db/writes/claims.ts'
import { startTestApp } from './support/app.ts'
const { app, db, logged } = startTestApp()
const claim = db.$client.prepare("SELECT after FROM change_objects WHERE kind='claim' LIMIT 1").pluck().get() as string
const rec = JSON.parse(claim)
makeChange(db, { actor: 'ana@example', action: 'reword claim', summary: 'Reworded a claim & <b>more</b>' }, (change) => {
  change.record('claim', rec.id, rec, { ...rec, wording: rec.wording.replace(/ (\w+) /, ' certainly $1 ').replace('the', 'a'), where: 'In the town' , earlier_wordings: [rec.wording] })
})
const a = db.$client.prepare('SELECT slug FROM assertions LIMIT 1').pluck().get() as string
makeChange(db, { actor: 'ben', action: 'add claim', summary: 'Added a claim and what one assertion says of it' }, (change) => {
  addClaim(change, { id: 'new-claim', wording: 'A wholly new claim was made.', topics: rec.topics, earlier_wordings: [] })
  addStance(change, { claim: 'new-claim', assertion: a, stance: 'asserts', wording: 1 })
})
const server = createServer(app).listen(0, '127.0.0.1')
await once(server, 'listening')
const origin = `http://127.0.0.1:${(server.address() as any).port}`
const letter = db.$client.prepare('SELECT slug FROM letters LIMIT 1').pluck().get()
const all: Record<string, string> = {
  index: '/history', filtered: '/history?actor=ben&kind=claim&from=2020-01-01', none: '/history?actor=nobody', load: '/history/1', page13: '/history/1?after=1200', reworded: '/history/2', added: '/history/3',
  life: `/history/of/claim/${rec.id}`, letterlife: `/history/of/letter/${letter}`, missing: '/history/77', asof: `/claims/${rec.id}?as-of=1`, asofgone: '/claims/new-claim?as-of=1', future: '/?as-of=9', letter: `/letters/${letter}?as-of=2`, home: '/?as-of=1',
}
const only = process.argv.slice(2)
const pages = Object.fromEntries(Object.entries(all).filter(([n]) => !only.length || only.includes(n)))
const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard', 'html-validate:document'], rules: { 'doctype-style': 'off', 'no-trailing-whitespace': 'off', 'form-dup-name': ['error', { shared: ['checkbox', 'radio', 'submit'] }], 'long-title': 'off', 'require-sri': 'off' } })
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const [name, path] of Object.entries(pages)) {
  const { text, status } = await request(server).get(path)
  const { results } = await validator.validateString(text)
  for (const m of results.flatMap((r) => r.messages).slice(0, 4)) console.log(name, m.ruleId, m.message, text.split('\n')[m.line - 1]?.trim().slice(0, 150))
  console.log(name, status, text.length)
  for (const [look, scheme, width] of [['wide', 'light', 1360], ['narrow', 'dark', 390]] as const) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
    const page = await context.newPage()
    await page.goto(origin + path)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) console.log(name, look, 'OVERFLOW', over)
    await page.screenshot({ path: `/tmp/hist/${name}-${look}.png` })
    if (!['load','home','letter','page13'].includes(name) || look === 'wide' && name === 'page13') {
      const { violations } = await new AxeBuilder({ page }).analyze()
      for (const v of violations) console.log(name, look, 'AXE', v.id, v.nodes.length, v.nodes[0]?.html.slice(0, 200))
    }
    await context.close()
  }
}
console.log(logged.filter((l) => /failed/.test(l)))
await browser.close(); server.closeAllConnections(); server.close()
