import { type Request, type Response, Router } from 'express'
import { changedSince } from '../../../db/changedSince.ts'
import type { Db } from '../../../db/client.ts'
import { edit } from '../../../db/edit.ts'
import { presentRecord } from '../../../db/present.ts'
import { listPresent } from '../../../db/presentNames.ts'
import { isSameRecord, type ObjectRef, type RecordOf } from '../../../db/records.ts'
import { listReferrers } from '../../../db/referrers.ts'
import { currentSlug, findId } from '../../../db/slugs.ts'
import { type Saved, save } from '../../../db/writes/save.ts'
import { latestChange } from '../../../db/writes/stale.ts'
import { mergeTopics } from '../../domain/registers/mergeTopics.ts'
import { orderBy } from '../../domain/registers/orderBy.ts'
import {
  type Faults,
  noSide,
  readRecord,
  registers,
  type Typed,
  typedRecord,
} from '../../domain/registers/readRecord.ts'
import { countOf } from '../../domain/words.ts'
import { may, signedBy, signedIn } from '../../web/access.ts'
import { conflictView } from '../../web/conflict.ts'
import { baseOf, emptyForm, type Form, refused, typedFields } from '../../web/form.ts'
import { notFound, Problem } from '../../web/problem.ts'
import { isReading } from '../../web/reading.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import {
  countCarriers,
  countRegister,
  listNamed,
  listParties,
  listRegister,
  listTopics,
  mostListed,
  readCarriers,
  wasSlug,
} from './queries.ts'
import { type Register, registerOf } from './register.ts'

/** So many of those that name an object are listed on its page. */
const referrersShown = 12

/** Whatever carries a topic is written once more when the topic is merged: more than this would keep everybody waiting. */
const mostMerged = 5000

/** The lists to which everything else refers: topics, sides, authors, sources. */
export function registerRoutes(db: Db): Router {
  const routes = Router()
  for (const kind of registers) addRegister(routes, db, registerOf[kind])
  addOrders(routes, db)
  addMerger(routes, db)
  return routes
}

/** A list's page with the form for a new one, and a page for each of its objects. */
function addRegister(routes: Router, db: Db, register: Register) {
  const { kind, path, one } = register
  type Row = RecordOf[typeof kind]

  routes.get(`/desk/${path}`, may('editor'), (req, res) => showList(req, res, 200, emptyForm()))

  routes.post(`/desk/${path}`, may('editor'), (req, res) => {
    const typed = typedFields(req.body)
    const read = readRecord(kind, typed, null, known(null))
    if ('faults' in read) return showList(req, res, 422, { values: typed, errors: read.faults })
    const line = signedBy(signedIn(res), `add ${one}`, `Added the ${one} “${read.record.name}”`)
    const saved = save(db, line, [], [edit(kind, null, read.record)])
    if (saved.kind !== 'saved') return showList(req, res, 422, { values: typed, errors: messagesOf(saved) })
    res.redirect(303, urls.deskRegister(path, { done: saved.change }))
  })

  routes.get(`/desk/${path}/:slug`, may('editor'), (req, res) => {
    const record = recordAt(req, res)
    if (record) show(req, res, record, { status: 200 })
  })

  routes.post(`/desk/${path}/:slug`, may('editor'), (req, res) => {
    const record = recordAt(req, res)
    if (!record) return
    const typed = typedFields(req.body)
    const read = readRecord(kind, typed, record, known(record.id))
    if ('faults' in read) return show(req, res, record, { status: 422, typed, errors: read.faults })
    if (isSameRecord(record, read.record)) return res.redirect(303, urls.deskRegister(path))
    const base = baseOf(req.body)
    const line = signedBy(signedIn(res), `change ${one}`, changeInWords(one, record, read.record))
    const saved = save(db, line, [{ kind, key: record.id, base }], [edit(kind, record, read.record)])
    if (saved.kind === 'stale') {
      const conflict = conflictView(changedSince(db, { kind, key: record.id }, base))
      return show(req, res, record, { status: 409, typed, conflict })
    }
    if (saved.kind === 'refused')
      return show(req, res, record, { status: 422, typed, errors: messagesOf(saved) })
    res.redirect(303, urls.deskRegister(path, { done: saved.change }))
  })

  routes.post(`/desk/${path}/:slug/removal`, may('editor'), (req, res) => {
    const record = recordAt(req, res)
    if (!record) return
    const base = baseOf(req.body)
    const line = signedBy(signedIn(res), `remove ${one}`, `Removed the ${one} “${record.name}”`)
    const saved = save(db, line, [{ kind, key: record.id, base }], [edit(kind, record, null)])
    if (saved.kind === 'stale') {
      const conflict = conflictView(changedSince(db, { kind, key: record.id }, base))
      return show(req, res, record, { status: 409, conflict })
    }
    if (saved.kind === 'refused') return show(req, res, record, { status: 422, errors: messagesOf(saved) })
    res.redirect(303, urls.deskRegister(path, { done: saved.change }))
  })

  const known = (own: string | null) => ({
    hasParty: (slug: string) => findId(db, 'party', slug) !== undefined,
    isTaken: (slug: string) =>
      slug !== own && (findId(db, kind, slug) !== undefined || wasSlug(db, kind, slug)),
    hasName: (name: string) => listNamed(db, kind, name).some((slug) => slug !== own),
  })

  function recordAt(req: Request, res: Response): Row | undefined {
    const slug = String(req.params.slug)
    const record = presentRecord(db, kind, slug)
    if (record) return record
    const current = currentSlug(db, kind, slug)
    if (current === undefined)
      throw notFound(one, [{ href: urls.deskRegister(path), text: register.title }], { kind, key: slug })
    res.redirect(308, urls.deskRegisterOne(path, current))
    return undefined
  }

  function showList(req: Request, res: Response, status: number, form: Form) {
    const words = typeof req.query.q === 'string' ? req.query.q.slice(0, 200).trim() : ''
    const total = countRegister(db, kind)
    respond(
      req,
      res,
      { page: 'registers/index', section: 'desk', status },
      {
        register: plain(register),
        rows: listRegister(db, kind, words).map((row) => ({
          ...row,
          uses: countOf(row.uses, ...register.usedIn),
          href: urls.deskRegisterOne(path, row.slug),
        })),
        words,
        total,
        mostListed,
        isFull: kind === 'party' && total >= 6,
        form,
        namesakes: namesakesOf(form, null),
        kinds: [{ value: '', text: 'Choose a kind' }, ...kindChoices(register)],
        parties:
          kind === 'author'
            ? [{ value: '', text: 'Choose a side' }, ...partyChoices(noSide)]
            : partyChoices(''),
        base: latestChange(db),
      },
    )
  }

  function show(
    req: Request,
    res: Response,
    record: Row,
    {
      status,
      typed = typedRecord(record),
      errors = {},
      conflict = null,
    }: { status: number; typed?: Typed; errors?: Faults; conflict?: object | null },
  ) {
    const referrers = listReferrers(db, { kind, key: record.id }, referrersShown + 1)
    const nameOf = listPresent(db, referrers.slice(0, referrersShown))
    const topics = kind === 'topic' ? listTopics(db).filter(({ slug }) => slug !== record.id) : []
    const isBegun = isReading(req) || conflict !== null
    respond(
      req,
      res,
      { page: 'registers/show', section: 'desk', status },
      {
        register: plain(register),
        record: { slug: record.id, name: record.name, publicHref: register.publicHref(record.id) },
        form: { values: typed, errors },
        namesakes: namesakesOf({ values: typed, errors }, record.id),
        kinds: kindChoices(register),
        parties: partyChoices(''),
        usedBy: referrers.slice(0, referrersShown).map((ref) => ({
          kind: ref.kind === 'authority' ? 'source' : ref.kind,
          name: nameOf.get(`${ref.kind} ${ref.key}`) ?? ref.key,
          href: urlOf(ref),
        })),
        isUsedFurther: referrers.length > referrersShown,
        mergeInto: topics.map(({ slug, name }) => ({ value: slug, text: name })),
        conflict,
        base: isBegun ? latestChange(db) : baseOf(req.body),
      },
    )
  }

  /** Those that have the name that is refused because of them. */
  function namesakesOf({ values, errors }: Form, own: string | null) {
    if (!errors.name || typeof values.name !== 'string') return []
    const name = values.name.replace(/\s+/g, ' ').trim()
    const slugs = listNamed(db, kind, name).filter((slug) => slug !== own)
    const rows = listRegister(db, kind, name)
    return slugs.map((slug) => {
      const row = rows.find((one) => one.slug === slug)
      return { href: urls.deskRegisterOne(path, slug), name: row?.name ?? slug, about: row?.about ?? null }
    })
  }

  const partyChoices = (none: string) => [
    { value: none, text: 'No side' },
    ...listParties(db).map(({ slug, name }) => ({ value: slug, text: name })),
  ]
}

const kindChoices = ({ kinds }: Register) =>
  kinds.map((word) => ({ value: word, text: `${word.charAt(0).toUpperCase()}${word.slice(1)}` }))

/** Where an editor finds what names an object of a list. */
function urlOf({ kind, key }: ObjectRef): string | null {
  if (kind === 'letter') return urls.letter(key)
  if (kind === 'assertion') return urls.assertion(key)
  if (kind === 'claim') return urls.claim(key)
  if (kind === 'waiting') return urls.deskWaitingOne(key)
  if (kind === 'author' || kind === 'authority') return urls.deskRegisterOne(registerOf[kind].path, key)
  return null
}

/** What a template and a program read of a list. */
const plain = ({ kind, path, title, lead, one, orderOf }: Register) => ({
  kind,
  path,
  title,
  lead,
  one,
  orderOf,
})

const messagesOf = (saved: Exclude<Saved, { kind: 'saved' }>): Faults => ({
  form:
    saved.kind === 'refused' ? saved.messages : ['Somebody else has changed it meanwhile. Look at it again.'],
})

function changeInWords(
  one: string,
  before: { id: string; name: string },
  after: { id: string; name: string },
): string {
  if (before.name !== after.name) return `Renamed the ${one} “${before.name}” to “${after.name}”`
  if (before.id !== after.id) return `Moved the ${one} “${after.name}” to the address ${after.id}`
  return `Changed the ${one} “${after.name}”`
}

/** In which order topics or sides stand. */
function addOrders(routes: Router, db: Db) {
  routes.post('/desk/orders/:of', may('editor'), (req, res) => {
    const before = presentRecord(db, 'order', String(req.params.of))
    if (!before) throw notFound('order')
    const register = registerOf[before.of === 'topics' ? 'topic' : 'party']
    const typed = typedFields(req.body)
    const ids = orderBy(before.ids, (slug) => typed[`place-${slug}`] ?? '')
    const after = { of: before.of, ids }
    if (!isSameRecord(before, after)) {
      const line = signedBy(
        signedIn(res),
        'order',
        `Put the ${before.of === 'topics' ? 'topics' : 'sides'} in another order`,
      )
      const shown = [{ kind: 'order' as const, key: before.of, base: baseOf(req.body) }]
      const saved = save(db, line, shown, [edit('order', before, after)])
      if (saved.kind !== 'saved') {
        throw new Problem(
          409,
          'The order was changed meanwhile',
          'Somebody else has put it in another order. Nothing of yours was saved.',
          [{ href: urls.deskRegister(register.path), text: 'Look at it as it is now' }],
        )
      }
      return res.redirect(303, urls.deskRegister(register.path, { done: saved.change }))
    }
    res.redirect(303, urls.deskRegister(register.path))
  })
}

/** Making two topics one. */
function addMerger(routes: Router, db: Db) {
  const path = '/desk/topics/:slug/merger'

  routes.get(path, may('editor'), (req, res) => {
    const topic = presentRecord(db, 'topic', String(req.params.slug))
    if (!topic) throw notFound('topic', [{ href: urls.deskRegister('topics'), text: 'Topics' }])
    show(req, res, topic, typeof req.query.into === 'string' ? req.query.into : '', 200, emptyForm())
  })

  routes.post(path, may('editor'), (req, res) => {
    const from = presentRecord(db, 'topic', String(req.params.slug))
    if (!from) throw notFound('topic', [{ href: urls.deskRegister('topics'), text: 'Topics' }])
    const typed = typedFields(req.body)
    const into = presentRecord(db, 'topic', typed.into ?? '')
    if (!into || into.id === from.id) {
      return show(req, res, from, '', 422, refused(typed, 'into', 'Choose another topic').form)
    }
    const { claims, assertions } = countCarriers(db, from.id)
    if (claims + assertions > mostMerged) {
      const message = `More than ${countOf(mostMerged)} claims and assertions carry it: merging them here would keep everybody else waiting.`
      return show(req, res, from, into.id, 422, refused(typed, 'form', message).form)
    }
    const base = baseOf(typed)
    const saved = save(
      db,
      signedBy(signedIn(res), 'merge topics', `Merged the topic “${from.name}” into “${into.name}”`),
      [from, into].map(({ id }) => ({ kind: 'topic' as const, key: id, base })),
      () => mergeTopics(from, into, readCarriers(db, from.id)),
    )
    if (saved.kind === 'stale') {
      const conflict = conflictView(changedSince(db, saved.stale.object, base))
      return show(req, res, from, into.id, 409, emptyForm(typed), conflict)
    }
    if (saved.kind === 'refused')
      return show(req, res, from, into.id, 422, { values: typed, errors: { form: saved.messages } })
    res.redirect(303, urls.deskRegisterOne('topics', into.id, { done: saved.change }))
  })

  function show(
    req: Request,
    res: Response,
    from: RecordOf['topic'],
    chosen: string,
    status: number,
    form: Form,
    conflict: object | null = null,
  ) {
    const into = chosen && chosen !== from.id ? presentRecord(db, 'topic', chosen) : undefined
    respond(
      req,
      res,
      { page: 'registers/merger', section: 'desk', status },
      {
        from: { slug: from.id, name: from.name, definition: from.definition },
        into: into ? { slug: into.id, name: into.name, definition: into.definition } : null,
        topics: listTopics(db)
          .filter(({ slug }) => slug !== from.id)
          .map(({ slug, name }) => ({ value: slug, text: name })),
        counts: countCarriers(db, from.id),
        form: { ...form, values: { into: into?.id ?? '' } },
        conflict,
        base: latestChange(db),
      },
    )
  }
}
