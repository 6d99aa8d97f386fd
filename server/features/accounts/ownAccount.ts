import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { setPassword, setUsesKeys, signOutEverywhere } from '../../../db/writes/accounts.ts'
import { may, signedIn } from '../../web/access.ts'
import { emptyForm, type Form, parseForm, refused } from '../../web/form.ts'
import { respond } from '../../web/respond.ts'
import { clearSessionCookie, sessionToken } from '../../web/session.ts'
import { urls } from '../../web/urls.ts'
import { passwordForm, settingsForm } from './forms.ts'
import { passwordLimit } from './limits.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { findAccount } from './queries.ts'
import { hashOfToken } from './tokens.ts'

const saidOf = new Map([
  ['password', 'Your password is changed. Every other browser that was signed in is signed out.'],
  ['settings', 'Your settings are saved.'],
])

/** What people see and set of their own account. */
export function ownAccountRoutes(db: Db): Router {
  const routes = Router()
  const limit = passwordLimit(
    (res) => signedIn(res).id,
    (req, res, wait) => {
      const message = `Too many tries went wrong. Wait ${wait}, then try again.`
      showAccount(req, res, 429, refused({}, 'form', message).form)
    },
  )

  routes.get('/desk/account', may('commenter'), (req, res) => showAccount(req, res, 200, emptyForm()))

  routes.post('/desk/account/password', may('commenter'), limit, async (req, res) => {
    const { id } = signedIn(res)
    const submission = parseForm(passwordForm, req.body)
    if (!submission.ok) return showAccount(req, res, 422, submission.form)
    const { password, newPassword } = submission.data
    if (!(await isPassword(password, findAccount(db, id)?.passwordHash ?? null))) {
      return showAccount(req, res, 422, refused({}, 'password', 'This is not your present password').form)
    }
    const passwordHash = await hashPassword(newPassword)
    setPassword(db, { accountId: id, passwordHash, kept: hashOfToken(sessionToken(req) ?? '') }, id)
    res.redirect(303, `${urls.account()}?saved=password`)
  })

  routes.post('/desk/account/settings', may('commenter'), (req, res) => {
    const submission = parseForm(settingsForm, req.body)
    if (submission.ok) setUsesKeys(db, signedIn(res).id, submission.data.usesKeys)
    res.redirect(303, `${urls.account()}?saved=settings`)
  })

  routes.post('/sign-out/everywhere', may('commenter'), (req, res) => {
    const { id } = signedIn(res)
    signOutEverywhere(db, id, id)
    clearSessionCookie(req, res)
    res.redirect(303, urls.home())
  })

  function showAccount(req: Request, res: Response, status: number, { errors }: Form) {
    const { id, name, role, usesKeys } = signedIn(res)
    const { madeAt, sessions } = findAccount(db, id)!
    respond(
      req,
      res,
      { page: 'accounts/own', section: 'desk', status },
      {
        account: { name, role, madeAt, sessions },
        // No password goes back to a page.
        passwordForm: { values: {}, errors },
        settingsForm: emptyForm({ usesKeys: usesKeys ? 'yes' : '' }),
        saved: saidOf.get(String(req.query.saved)) ?? null,
      },
    )
  }

  return routes
}
