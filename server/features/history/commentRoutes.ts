import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Db } from '../../../db/client.ts'
import { presentKey } from '../../../db/keys.ts'
import { objectKinds } from '../../../db/vocabulary.ts'
import { addComment, addCommentState } from '../../../db/writes/comments.ts'
import { longestComment, normaliseComment } from '../../domain/commentBody.ts'
import { capitalised } from '../../domain/words.ts'
import { may, signedIn } from '../../web/access.ts'
import { emptyForm, type Form, firstValue, parseForm, refused, rowNumber } from '../../web/form.ts'
import { pageContext } from '../../web/pageContext.ts'
import { notFound, Problem } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import {
  type CommentRow,
  findComment,
  hasHistory,
  listAnswers,
  listCommenters,
  listComments,
  listStates,
} from './commentQueries.ts'
import { commentView, rightsOver } from './commentView.ts'
import { readChangeNumber } from './forms.ts'
import { kindWords } from './lineView.ts'
import { presentNames } from './names.ts'

const commentsPerPage = 50

const words = z
  .string()
  .catch('')
  .transform(normaliseComment)
  .pipe(z.string().min(1, 'Write something'))
  .refine((body) => Array.from(body).length <= longestComment, 'Make it at most 5,000 characters long')
const commentForm = z.object({ body: words })
const editForm = z.object({ body: words, base: rowNumber.catch(0) })
const onForm = z.object({ kind: z.enum(objectKinds), key: z.string().min(1).max(400) })

const filterForm = z.object({
  state: firstValue.pipe(z.enum(['open', 'resolved', 'all'])).catch('open'),
  kind: firstValue.pipe(z.enum(objectKinds)).nullable().catch(null),
  author: firstValue.pipe(z.string().min(1).max(60)).nullable().catch(null),
  before: firstValue.pipe(rowNumber).nullable().catch(null),
})

/** Comments on any object: written, answered, changed, settled and withdrawn. They are shown on the object's history. */
export function commentRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk/comments', may('commenter'), (req, res) => {
    const filter = filterForm.parse(req.query)
    const rows = listComments(db, filter, commentsPerPage + 1)
    const shown = rows.slice(0, commentsPerPage)
    const context = { visitor: signedIn(res), origin: pageContext(res).origin }
    const nameOf = presentNames(db, shown)
    const { before: _, ...chosen } = filter
    const next = rows.length > shown.length ? shown.at(-1)!.id : null
    respond(
      req,
      res,
      { page: 'history/comments', section: 'desk' },
      {
        filter,
        choices: {
          kinds: objectKinds.map((kind) => ({ value: kind, text: capitalised(kindWords[kind][1]) })),
          authors: listCommenters(db),
        },
        comments: shown.map((row) => ({
          ...commentView(row, [], context),
          about: aboutView(row, nameOf(row)),
          answers: row.answers,
        })),
        nextHref: next === null ? null : urls.comments({ ...chosen, before: next }),
        firstHref: filter.before === null ? null : urls.comments(chosen),
      },
    )
  })

  routes.post('/desk/comments', may('commenter'), (req, res) => {
    const on = onForm.safeParse(req.body ?? {})
    if (!on.success || !hasHistory(db, on.data.kind, on.data.key)) throw notFound('object to comment on')
    const { kind } = on.data
    const key = presentKey(db, on.data)
    const submission = parseForm(commentForm, req.body)
    if (!submission.ok) {
      const nameOf = presentNames(db, [{ kind, key }])
      return respond(
        req,
        res,
        { page: 'history/newComment', section: 'desk', status: 422 },
        { about: aboutView({ kind, key }, nameOf({ kind, key })), kind, key, form: submission.form },
      )
    }
    const id = addComment(db, { kind, key, accountId: signedIn(res).id, body: submission.data.body })
    res.redirect(303, placeOf({ kind, key, id }))
  })

  routes.get('/desk/comments/:id', may('commenter'), (req, res) =>
    show(req, res, commentAt(req), { status: 200 }),
  )

  routes.post('/desk/comments/:id', may('commenter'), (req, res) => {
    const row = commentAt(req)
    allow(
      rightsOver(row, signedIn(res)).edit,
      'Only who wrote a comment changes it, as long as it is not withdrawn.',
    )
    const submission = parseForm(editForm, req.body)
    if (!submission.ok) return show(req, res, row, { status: 422, edit: submission.form })
    const { body, base } = submission.data
    if (body === row.body) return res.redirect(303, placeOf(row))
    const isDone = addCommentState(db, {
      commentId: row.id,
      accountId: signedIn(res).id,
      action: 'edited',
      body,
      base,
    })
    if (!isDone) {
      const message = `It was changed meanwhile, and reads now: “${row.body}” Send yours again to put it in the place of that.`
      return show(req, res, row, { status: 409, edit: refused(req.body, 'body', message).form })
    }
    res.redirect(303, placeOf(row))
  })

  routes.post('/desk/comments/:id/answers', may('commenter'), (req, res) => {
    const row = commentAt(req)
    allow(rightsOver(row, signedIn(res)).answer, 'This comment was withdrawn.')
    const submission = parseForm(commentForm, req.body)
    if (!submission.ok) return show(req, res, row, { status: 422, answer: submission.form })
    const { kind, key } = row
    const replyTo = row.replyTo ?? row.id
    const id = addComment(db, { kind, key, replyTo, accountId: signedIn(res).id, body: submission.data.body })
    res.redirect(303, placeOf({ kind, key, id }))
  })

  const acts = { resolution: 'resolved', reopening: 'reopened', withdrawal: 'withdrawn' } as const
  const rights = { resolved: 'resolve', reopened: 'reopen', withdrawn: 'withdraw' } as const
  for (const [noun, action] of Object.entries(acts)) {
    routes.post(`/desk/comments/:id/${noun}`, may('commenter'), (req, res) => {
      const row = commentAt(req)
      const isDone = {
        resolved: row.isResolved === 1,
        reopened: row.isResolved === 0,
        withdrawn: row.isWithdrawn === 1,
      }
      // Asked twice, it is done once.
      if (!isDone[action]) {
        allow(
          rightsOver(row, signedIn(res))[rights[action]],
          'That takes who wrote the comment, or a role above yours.',
        )
        addCommentState(db, { commentId: row.id, accountId: signedIn(res).id, action })
      }
      res.redirect(303, placeOf(row))
    })
  }

  function commentAt(req: Request): CommentRow {
    const row = findComment(db, readChangeNumber(req.params.id) ?? 0)
    if (!row) throw notFound('comment', [{ href: urls.comments(), text: 'Open comments' }])
    return row
  }

  function show(
    req: Request,
    res: Response,
    row: CommentRow,
    {
      status,
      edit = emptyForm({ body: row.body }),
      answer = emptyForm(),
    }: { status: number; edit?: Form; answer?: Form },
  ) {
    const { origin } = pageContext(res)
    const context = { visitor: signedIn(res), origin }
    const answers = listAnswers(db, row.id)
    const states = listStates(db, [row.id, ...answers.map(({ id }) => id)])
    const viewOf = (one: CommentRow) =>
      commentView(
        one,
        states.filter(({ commentId }) => commentId === one.id),
        context,
      )
    respond(
      req,
      res,
      { page: 'history/comment', section: 'desk', status },
      {
        comment: { ...viewOf(row), answers: answers.map(viewOf) },
        about: aboutView(row, presentNames(db, [row])(row)),
        placeHref: placeOf(row),
        edit,
        answer,
      },
    )
  }

  return routes
}

function allow(isAllowed: boolean, why: string) {
  if (!isAllowed) throw new Problem(403, 'You may not do this to this comment', why)
}

/** The object that a comment is on. */
const aboutView = ({ kind, key }: Pick<CommentRow, 'kind' | 'key'>, name: string) => ({
  kindWord: capitalised(kindWords[kind][0]),
  name,
  href: `${urls.historyOf(kind, key)}#comments`,
})

/** Where a comment stands: in its object's history. */
const placeOf = ({ kind, key, id }: Pick<CommentRow, 'kind' | 'key' | 'id'>) =>
  `${urls.historyOf(kind, key)}#comment-${id}`
