import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { endSession, setUsesKeys } from '../../../db/writes/accounts.ts'
import { may, signedIn } from '../../web/access.ts'
import { parseForm } from '../../web/form.ts'
import { clearSessionCookie, sessionToken } from '../../web/session.ts'
import { urls } from '../../web/urls.ts'
import { settingsForm } from './forms.ts'
import { hashOfToken } from './tokens.ts'

/** Signing in and out, and what people set for themselves. */
export function accountRoutes(db: Db): Router {
  const routes = Router()

  // Also for who is signed in no longer: a sign-out never fails.
  routes.post('/sign-out', may('anyone'), (req, res) => {
    const token = sessionToken(req)
    if (token !== undefined) endSession(db, hashOfToken(token))
    clearSessionCookie(req, res)
    res.redirect(303, urls.home())
  })

  routes.post('/desk/account/settings', may('commenter'), (req, res) => {
    const submission = parseForm(settingsForm, req.body)
    if (submission.ok) setUsesKeys(db, signedIn(res).id, submission.data.usesKeys)
    res.redirect(303, urls.account())
  })

  return routes
}
