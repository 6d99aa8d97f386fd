import type { Express } from 'express'
import request from 'supertest'
import { expect, test } from 'vitest'
import { roles } from '../../db/vocabulary.ts'
import { startTestApp } from '../support/app.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { agentOf, signInAs } from '../support/desk.ts'
import { everyDeskPage, everyKindOfPage } from '../support/pages.ts'
import { type Route, routesOf } from '../support/routes.ts'

const isReading = ({ method }: Route) => method === 'get' || method === 'head'
const isOfDesk = ({ path }: Route) => /^\/desk(\/|$)/.test(path)
const named = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`

const start = () => startTestApp(databaseWith(bridges()))
const changing = (app: Express) => routesOf(app).filter((route) => !isReading(route))

/** A route's address with something in each place of its pattern. */
const addressOf = ({ path }: Route) => path.replace(/\{([^}]*)\}/g, '$1').replace(/[:*]\w+/g, '1')

function call(agent: ReturnType<typeof agentOf>, { method, path }: Route) {
  const send = agent[method as 'post' | 'put' | 'patch' | 'delete']
  if (!send) throw new Error(`No route may answer ${method.toUpperCase()} (${path}).`)
  return send.call(agent, addressOf({ method, path, who: undefined }))
}

test('the walk finds the routes of every router', () => {
  const found = routesOf(start().app).map(named)
  expect(found).toEqual(
    expect.arrayContaining(['GET /', 'GET /claims/:slug', 'GET /history/:change', 'POST /sign-out']),
  )
})

test('every route that is not for reading states who may, before anything else', () => {
  const silent = changing(start().app).filter(({ who }) => who === undefined)
  expect(silent.map(named)).toEqual([])
})

test('every page of the desk states who may, and it is never anyone', () => {
  const open = routesOf(start().app).filter(
    (route) => isOfDesk(route) && (route.who === undefined || route.who === 'anyone'),
  )
  expect(open.map(named)).toEqual([])
})

test('a stranger, and the role just below the one that is stated, change nothing anywhere', async () => {
  const { app, db } = start()
  const stranger = agentOf(app)
  const agents = Object.fromEntries(roles.map((role) => [role, agentOf(app, signInAs(db, role).token)]))
  const counted = countAll(db)
  const findings: string[] = []
  for (const route of changing(app)) {
    const { who } = route
    if (who === undefined || who === 'anyone') continue
    const { status } = await call(stranger, route)
    if (status !== 401) findings.push(`${named(route)} answers ${status} to a stranger`)
    const below = roles[roles.indexOf(who) - 1]
    if (!below) continue
    const refused = await call(agents[below]!, route)
    if (refused.status !== 403) findings.push(`${named(route)} answers ${refused.status} to a ${below}`)
  }
  expect(findings).toEqual([])
  expect(countAll(db)).toEqual(counted)
})

test('no route that changes anything obeys another site, not even for an owner', async () => {
  const { app, db } = start()
  const { token } = signInAs(db, 'owner')
  const counted = countAll(db)
  const findings: string[] = []
  for (const route of changing(app)) {
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://elsewhere.example' },
      { Origin: 'null' },
      {},
    ]) {
      const { method } = route
      const sender = request(app) as unknown as ReturnType<typeof agentOf>
      const { status } = await call(sender, route).set('Cookie', `session=${token}`).set(headers)
      if (status !== 403)
        findings.push(`${method} ${named(route)} answers ${status} to ${JSON.stringify(headers)}`)
    }
  }
  expect(findings).toEqual([])
  expect(countAll(db)).toEqual(counted)
})

/** How many rows each table holds. */
function countAll({ $client }: ReturnType<typeof start>['db']) {
  const names = $client
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_fts_*'")
    .pluck()
    .all()
  return names.map((name) => [name, $client.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()])
}

test('whoever asks for the headers of a page alone is answered as by the page', async () => {
  const { app, db } = startTestApp()
  const owner = signInAs(db, 'owner')
  const agent = agentOf(app, owner.token)
  const pages = [...everyDeskPage(db, owner), ...everyKindOfPage(db)]
  const answers = async (method: 'get' | 'head') => {
    const found: string[] = []
    for (const { path } of pages) found.push(`${(await agent[method](path)).status} ${path}`)
    return found
  }
  expect(await answers('head')).toEqual(await answers('get'))
}, 120_000)
