import type { Express } from 'express'
import type { BrowserContext } from 'playwright-core'
import request from 'supertest'
import type { Db } from '../../db/client.ts'
import { addAccount } from '../../db/writes/accounts.ts'
import type { Role } from '../../server/domain/roles.ts'
import { openSession } from '../../server/features/accounts/sessions.ts'
import { seededDatabase, startTestApp } from './app.ts'
import type { Site } from './browser.ts'

/** Somebody with an account, and the token of a session of theirs. */
export interface Person {
  id: number
  name: string
  role: Role
  token: string
}

/** An account without a password that is signed in already; its name is the role's unless given, with a number where that is taken. */
export function signInAs(db: Db, role: Role, name = freeName(db, role)): Person {
  const id = addAccount(db, { name, role }, null)
  return { id, name, role, token: openSession(db, id) }
}

function freeName(db: Db, role: Role): string {
  const isTaken = db.$client.prepare<[string], number>('SELECT 1 FROM accounts WHERE name = ?').pluck()
  let name = `An ${role}`
  for (let n = 2; isTaken.get(name); n++) name = `An ${role} (${n})`
  return name
}

/** An agent whose requests come from our own pages, with this session if any. Its further cookies it keeps like a browser. */
export function agentOf(app: Express, token?: string) {
  const agent = request.agent(app)
  agent.set('Sec-Fetch-Site', 'same-origin')
  if (token) agent.jar.setCookie(`session=${token}; Path=/`, '127.0.0.1')
  return agent
}

/** The real application with somebody signed in who has this role: what `agent` asks, they ask from our own pages. */
export function startDesk({ role = 'editor', db = seededDatabase() }: { role?: Role; db?: Db } = {}) {
  const { app, logged } = startTestApp(db)
  const visitor = signInAs(db, role)
  return { app, db, logged, visitor, agent: agentOf(app, visitor.token) }
}

/** Signs a browser's context in, with an account of its own. */
export async function signInBrowser(site: Site, context: BrowserContext, role: Role): Promise<Person> {
  const person = signInAs(site.db, role)
  await context.addCookies([{ name: 'session', value: person.token, url: site.address }])
  return person
}
