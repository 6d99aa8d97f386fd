import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { disableAccount, enableAccount, setRole } from '../../../db/writes/accounts.ts'
import { withdrawSignInLink } from '../../../db/writes/signInLinks.ts'
import { may, signedIn } from '../../web/access.ts'
import { emptyForm, type Form, parseForm, readNumber, refused } from '../../web/form.ts'
import { originOf } from '../../web/origin.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { roleForm } from './forms.ts'
import { type GivenLink, giveLink, invite } from './links.ts'
import { changeLine, linkView, personView, roleChoices } from './peopleView.ts'
import {
  type Account,
  findAccount,
  listAccountChanges,
  listAccounts,
  listOpenInvitations,
} from './queries.ts'

const changesPerPage = 50
const lastOwner = 'This is the only owner. Make somebody else an owner first.'

/** Who has an account, for owners: inviting, roles, lost passwords, and what was done to accounts. */
export function peopleRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/people', may('owner'), (req, res) =>
    showPeople(req, res, 200, emptyForm({ role: 'editor' })),
  )

  routes.post('/desk/people/invitations', may('owner'), (req, res) => {
    const submission = parseForm(roleForm, req.body)
    if (!submission.ok) return showPeople(req, res, 422, submission.form)
    showGiven(req, res, invite(db, submission.data.role, signedIn(res).id), {
      name: null,
      role: submission.data.role,
      backHref: urls.people(),
    })
  })

  routes.post('/desk/people/invitations/:id/withdrawal', may('owner'), (req, res) => {
    withdrawSignInLink(db, readNumber(req.params.id) ?? 0, signedIn(res).id)
    res.redirect(303, urls.people())
  })

  routes.get('/desk/people/history', may('owner'), (req, res) => {
    const before = readNumber(req.query.before)
    const rows = listAccountChanges(db, { before, limit: changesPerPage + 1 })
    const shown = rows.slice(0, changesPerPage)
    const next = rows.length > shown.length ? shown.at(-1)!.id : null
    respond(
      req,
      res,
      { page: 'accounts/history', section: 'desk' },
      {
        changes: shown.map(changeLine),
        nextHref: next === null ? null : urls.peopleHistory({ before: next }),
        firstHref: before === null ? null : urls.peopleHistory(),
      },
    )
  })

  routes.get('/desk/people/:id', may('owner'), (req, res) => {
    const account = accountOf(req)
    showPerson(req, res, 200, account, emptyForm({ role: account.role }))
  })

  routes.post('/desk/people/:id/role', may('owner'), (req, res) => {
    const account = accountOf(req)
    const submission = parseForm(roleForm, req.body)
    if (!submission.ok) return showPerson(req, res, 422, account, submission.form)
    if (!setRole(db, account.id, submission.data.role, signedIn(res).id)) {
      return showPerson(req, res, 422, account, refused(req.body, 'role', lastOwner).form)
    }
    res.redirect(303, urls.person(account.id))
  })

  routes.post('/desk/people/:id/links', may('owner'), (req, res) => {
    const account = accountOf(req)
    if (account.disabledAt !== null) {
      const message = 'This account is disabled. Enable it first.'
      return showPerson(req, res, 422, account, refused({ role: account.role }, 'form', message).form)
    }
    showGiven(req, res, giveLink(db, account, signedIn(res).id), {
      name: account.name,
      role: account.role,
      backHref: urls.person(account.id),
    })
  })

  routes.post('/desk/people/:id/disablement', may('owner'), (req, res) => {
    const account = accountOf(req)
    if (!disableAccount(db, account.id, signedIn(res).id)) {
      return showPerson(req, res, 422, account, refused({ role: account.role }, 'form', lastOwner).form)
    }
    res.redirect(303, urls.person(account.id))
  })

  routes.post('/desk/people/:id/enablement', may('owner'), (req, res) => {
    const { id } = accountOf(req)
    enableAccount(db, id, signedIn(res).id)
    res.redirect(303, urls.person(id))
  })

  function accountOf(req: Request): Account {
    const account = findAccount(db, readNumber(req.params.id) ?? 0)
    if (!account) throw notFound('account', [{ href: urls.people(), text: 'All people' }])
    return account
  }

  function showPeople(req: Request, res: Response, status: number, form: Form) {
    respond(
      req,
      res,
      { page: 'accounts/people', section: 'desk', status },
      {
        people: listAccounts(db).map(personView),
        invitations: listOpenInvitations(db).map(linkView),
        form,
        roleChoices,
      },
    )
  }

  function showPerson(req: Request, res: Response, status: number, account: Account, form: Form) {
    respond(
      req,
      res,
      { page: 'accounts/person', section: 'desk', status },
      {
        person: personView(account),
        isSelf: account.id === signedIn(res).id,
        form,
        roleChoices,
        changes: listAccountChanges(db, { accountId: account.id, limit: changesPerPage }).map(changeLine),
      },
    )
  }

  return routes
}

/** The page that shows a link: the only place where it is ever written. */
function showGiven(
  req: Request,
  res: Response,
  { token, expiresAt }: GivenLink,
  whom: { name: string | null; role: string; backHref: string },
) {
  res.set('Cache-Control', 'no-store')
  respond(
    req,
    res,
    { page: 'accounts/given', section: 'desk', status: 201 },
    { link: originOf(req) + urls.signInLink(token), expiresAt: expiresAt.toISOString(), ...whom },
  )
}
