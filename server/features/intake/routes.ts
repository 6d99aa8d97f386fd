import { Router } from 'express'
import { acceptanceRoutes } from './acceptanceRoutes.ts'
import { handInRoutes } from './handInRoutes.ts'
import { type IntakeQueueOptions, intakeQueue } from './queue.ts'
import { textRoutes } from './textRoutes.ts'

interface IntakeOptions extends IntakeQueueOptions {
  /** Has a letter that was just accepted looked through for assertions; told its slug. */
  lookThrough: (letter: string) => void
}

/** Bringing a letter in: hand it in, wait while it is read, put its text right, say what it is, make it part of the collection. */
export function intakeRoutes({ lookThrough, ...options }: IntakeOptions): Router {
  const { db } = options
  const queue = intakeQueue(options)
  const routes = Router()
  routes.use(handInRoutes(db, () => void queue.start()))
  routes.use(textRoutes(db))
  routes.use(acceptanceRoutes(db, lookThrough))
  return routes
}
