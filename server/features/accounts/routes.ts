import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { ownAccountRoutes } from './ownAccount.ts'
import { peopleRoutes } from './people.ts'
import { signInRoutes } from './signIn.ts'

/** Signing in and out, what people set for themselves, and what owners set for others. */
export function accountRoutes(db: Db): Router {
  const routes = Router()
  routes.use(signInRoutes(db))
  routes.use(ownAccountRoutes(db))
  routes.use(peopleRoutes(db))
  return routes
}
