import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { endSession } from '../../../db/writes/sessions.ts'
import { acceptSignInLink } from '../../../db/writes/signInLinks.ts'
import { may, visitorOf } from '../../web/access.ts'
import { emptyForm, type Form, parseForm, refused } from '../../web/form.ts'
import { Problem } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { clearSessionCookie, sessionToken, setSessionCookie } from '../../web/session.ts'
import { urls } from '../../web/urls.ts'
import { invitedForm, readReturn, resetForm, signInForm } from './forms.ts'
import { signInLimits } from './limits.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { findAccountByName, findLink, isOpen, type Link, signsHistory } from './queries.ts'
import { openSession } from './sessions.ts'
import { hashOfToken } from './tokens.ts'

/** Signing in with a name and a password or with a link, and signing out. */
export function signInRoutes(db: Db): Router {
  const routes = Router()
  const { limits, remember } = signInLimits((req, res, wait) =>
    showSignIn(req, res, 429, {
      ...refused(req.body, 'form', `Too many tries went wrong. Wait ${wait}, then try again.`).form,
    }),
  )

  routes.get('/sign-in', may('anyone'), (req, res) => {
    if (visitorOf(res)) return res.redirect(303, readReturn(req.query.to) ?? urls.desk())
    showSignIn(req, res, 200, emptyForm({ to: req.query.to }))
  })

  routes.post('/sign-in', may('anyone'), ...limits, async (req, res) => {
    const submission = parseForm(signInForm, req.body)
    if (!submission.ok) return showSignIn(req, res, 422, submission.form)
    const { name, password } = submission.data
    const account = findAccountByName(db, name)
    if (!(await isPassword(password, account?.passwordHash ?? null)) || !account) {
      const { form } = refused(req.body, 'password', 'This is not the name and the password of an account')
      return showSignIn(req, res, 422, form)
    }
    if (account.disabledAt !== null) {
      const { form } = refused(req.body, 'form', 'This account is disabled. An owner can enable it again.')
      return showSignIn(req, res, 422, form)
    }
    remember(req)
    letIn(req, res, account.id)
    res.redirect(303, readReturn(req.body.to) ?? urls.desk())
  })

  routes.get('/sign-in/link/:token', may('anyone'), (req, res) => {
    const { token } = req.params as { token: string }
    showLink(req, res, 200, openLink(token), emptyForm())
  })

  routes.post('/sign-in/link/:token', may('anyone'), async (req, res) => {
    const { token } = req.params as { token: string }
    const link = openLink(token)
    const isInvitation = link.accountId === null
    const submission = isInvitation
      ? parseForm(invitedForm, req.body)
      : parseForm(
          resetForm.transform((typed) => ({ ...typed, name: link.name ?? '' })),
          req.body,
        )
    if (!submission.ok) return showLink(req, res, 422, link, submission.form)
    const { name, newPassword } = submission.data
    const nameTaken = () =>
      showLink(req, res, 422, link, refused(req.body, 'name', 'This name is taken. Enter another one.').form)
    // Changes made without an account are signed too: nobody is to seem to have made them.
    if (isInvitation && signsHistory(db, name)) return nameTaken()
    const passwordHash = await hashPassword(newPassword)
    const accepted = acceptSignInLink(db, { id: link.id, name, passwordHash })
    if (accepted === 'name taken') return nameTaken()
    if (accepted === 'not open') throw linkNotOpen()
    letIn(req, res, accepted.accountId)
    res.redirect(303, urls.desk())
  })

  // Also for who is signed in no longer: a sign-out never fails.
  routes.post('/sign-out', may('anyone'), (req, res) => {
    endOwnSession(req)
    clearSessionCookie(req, res)
    res.redirect(303, urls.home())
  })

  /** Every sign-in begins a session of its own: whoever knew the token of the one before knows nothing now. */
  function letIn(req: Request, res: Response, accountId: number) {
    endOwnSession(req)
    setSessionCookie(req, res, openSession(db, accountId))
  }

  function endOwnSession(req: Request) {
    const token = sessionToken(req)
    if (token !== undefined) endSession(db, hashOfToken(token))
  }

  function openLink(token: string): Link {
    const link = findLink(db, hashOfToken(token))
    if (!link) {
      throw new Problem(
        404,
        'This link is not whole',
        'No link was given out that reads so. Copy all of it, or ask an owner for a new one.',
        [signInWay],
      )
    }
    if (!isOpen(link)) throw linkNotOpen()
    return link
  }

  return routes
}

const signInWay = { href: urls.signIn(), text: 'Sign in with name and password' }

const linkNotOpen = () =>
  new Problem(
    410,
    'This link lets nobody in any more',
    'It works once and for a limited time: it has been used, has run out or was withdrawn. If you used it yourself, sign in with your name and password; if not, ask an owner for a new one. Whoever runs the server can make one for an owner: npm run owner-link.',
    [signInWay],
  )

function showSignIn(req: Request, res: Response, status: number, form: Form) {
  const to = readReturn(form.values.to)
  res.set('X-Robots-Tag', 'noindex')
  respond(req, res, { page: 'accounts/signIn', status }, { form: withoutPasswords(form), to })
}

/** The page of a link; looking at it does not use it up. */
function showLink(req: Request, res: Response, status: number, link: Link, form: Form) {
  res.set('X-Robots-Tag', 'noindex').set('Cache-Control', 'no-store')
  const { role, name, accountId, expiresAt } = link
  const model = { form: withoutPasswords(form), isInvitation: accountId === null, role, name, expiresAt }
  respond(req, res, { page: 'accounts/link', status }, { ...model, action: req.originalUrl, jsonUrl: null })
}

/** What goes back to the page, and as JSON to whoever asks for it, holds no password. */
function withoutPasswords({ values, errors }: Form): Form {
  const shown = Object.entries(values).filter(([name]) => !/password/i.test(name))
  return { values: Object.fromEntries(shown), errors }
}
