import type { Db } from '../../db/client.ts'
import { edit } from '../../db/edit.ts'
import { readCorpus } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { addComment, addCommentState } from '../../db/writes/comments.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { decide } from '../../db/writes/suggestions.ts'
import { invite } from '../../server/features/accounts/links.ts'
import { type Person, signInAs } from './desk.ts'
import { intakePages } from './intake.ts'
import { shapeClaims } from './shapedClaims.ts'
import { suggest } from './suggested.ts'

/** One address of every kind of page, and the longest of each kind that can be long; `name` says which in a test's title. */
export function everyKindOfPage(db: Db): { name: string; path: string }[] {
  const first = (sql: string) => db.$client.prepare<[], string>(sql).pluck().get()!
  const longestLetter = first(
    'SELECT l.slug FROM letters l ORDER BY (SELECT count(*) FROM assertions a WHERE a.letter_id = l.id) DESC, l.id LIMIT 1',
  )
  const otherLetter = first(
    `SELECT slug FROM letters WHERE slug <> '${longestLetter}' ORDER BY length(text) DESC LIMIT 1`,
  )
  const framedLetter = first(
    "SELECT l.slug FROM letters l JOIN paragraphs p ON p.letter_id = l.id WHERE p.role = 'frame' ORDER BY length(l.text) LIMIT 1",
  )
  const largestClaim = first(
    `SELECT c.slug FROM claims c JOIN claim_summaries s ON s.claim_id = c.id
    ORDER BY s.pattern = 'contested' DESC, s.assertions DESC, c.id LIMIT 1`,
  )
  const smallClaim = first(
    `SELECT c.slug FROM claims c JOIN claim_summaries s ON s.claim_id = c.id
    WHERE s.pattern = 'one-sided' ORDER BY s.assertions, c.id LIMIT 1`,
  )
  const topic = first('SELECT slug FROM topics ORDER BY ordinal LIMIT 1')
  const parties = db.$client.prepare<[], string>('SELECT slug FROM parties ORDER BY ordinal').pluck().all()
  const authority = first(
    `SELECT slug FROM authorities a ORDER BY
      (SELECT count(*) FROM footnote_authorities f WHERE f.authority_id = a.id) DESC, id LIMIT 1`,
  )
  return [
    { name: 'Compare', path: '/' },
    {
      name: 'Compare, narrowed down and swapped',
      path: `/?left=${parties[1]}&pattern=contested&stance=disputes`,
    },
    {
      name: 'Compare with nothing found',
      path: '/?pattern=contested&pattern=shared&mirrored=yes&month=1999-01&stance=reports',
    },
    { name: 'a topic', path: `/topics/${topic}` },
    { name: 'the topics', path: '/topics' },
    { name: 'the matrix by letter', path: '/matrix' },
    { name: 'the matrix by party', path: '/matrix?by=party' },
    { name: 'the mirrors', path: '/mirrors' },
    { name: 'the largest contested claim', path: `/claims/${largestClaim}` },
    { name: 'a one-sided claim', path: `/claims/${smallClaim}` },
    { name: 'the quotes of one party', path: `/claims/${largestClaim}/quotes/${parties[0]}` },
    { name: 'the letters', path: '/letters' },
    { name: 'the longest letter', path: `/letters/${longestLetter}` },
    { name: 'a letter in a frame', path: `/letters/${framedLetter}` },
    { name: 'two letters', path: `/letters/${longestLetter}/beside/${otherLetter}` },
    { name: 'a party', path: `/parties/${parties[0]}` },
    { name: 'the sources', path: '/sources' },
    { name: 'a source', path: `/sources/${authority}` },
    { name: 'a search', path: '/search?q=cluster+civilians' },
    { name: 'a search for nothing', path: '/search' },
    { name: 'a search that finds nothing', path: '/search?q=zeppelin' },
    { name: 'the method', path: '/method' },
    { name: 'the history', path: '/history' },
    { name: 'a change', path: '/history/1' },
    { name: 'the history of a claim', path: `/history/of/claim/${largestClaim}` },
    { name: 'a claim as of a change', path: `/claims/${largestClaim}?as-of=1` },
    { name: 'the page to sign in on', path: '/sign-in?to=%2Fdesk' },
    { name: 'a page that is not there', path: '/nowhere' },
    { name: 'a claim that is not there', path: '/claims/nobody-ever-said-so' },
  ]
}

/**
 * One address of every kind of page that only who is signed in sees, as an owner sees them all. What such a page needs to have
 * something to show is made on the way, by `owner`.
 */
export function everyDeskPage(db: Db, owner: Person): { name: string; path: string }[] {
  const other = signInAs(db, 'commenter')
  invite(db, 'editor', owner.id)
  const first = (sql: string) => db.$client.prepare<[], string>(sql).pluck().get()!
  const letter = first('SELECT slug FROM letters ORDER BY length(text), id LIMIT 1')
  const topic = first('SELECT slug FROM topics ORDER BY ordinal LIMIT 1')
  const comment = addComments(db, owner, topic)
  const author = first('SELECT slug FROM authors ORDER BY id LIMIT 1')
  const { reworded, into, merged, other: anotherClaim } = shapeClaims(db, owner.id)
  const claimForm = (name: string, form: string, query = '') => ({
    name,
    path: `/desk/claims/${reworded}/${form}${query}`,
  })
  return [
    { name: 'the desk', path: '/desk' },
    ...intakePages(db, owner.id),
    { name: 'a change that can be undone', path: '/history/1' },
    { name: 'the claims at the desk', path: '/desk/claims?q=civilians' },
    { name: 'a new claim', path: '/desk/claims/new?wording=It+is+not+so.' },
    { name: 'the suggestions on claims', path: '/desk/claims/suggestions' },
    { name: 'a claim at the desk', path: `/desk/claims/${reworded}?done=2` },
    { name: 'stances made against an earlier wording', path: `/desk/claims/${reworded}?only=earlier` },
    { name: 'a claim at the desk that another was merged into', path: `/desk/claims/${into}` },
    claimForm('rewording a claim', 'rewording'),
    claimForm('scope and topics of a claim', 'scope'),
    claimForm('retiring a claim', 'retirement'),
    claimForm('the address of a claim', 'address'),
    claimForm('the claims to merge one into', 'merging', '?q=civilians'),
    claimForm('what merging will do', 'merging', `?into=${anotherClaim}`),
    claimForm('splitting a claim', 'splitting'),
    claimForm('linking an assertion', 'stances', '?q=resolution'),
    claimForm('relating a claim', 'relations', '?q=civilians'),
    { name: 'taking a claim out again', path: `/desk/claims/${into}/separation?claim=${merged}` },
    { name: 'a claim at the desk that is not there', path: '/desk/claims/nobody-ever-said-so' },
    { name: 'one’s own account', path: '/desk/account?saved=settings' },
    { name: 'the letters on the desk', path: '/desk/letters' },
    { name: 'a letter’s details', path: `/desk/letters/${letter}` },
    { name: 'a letter’s text as a form', path: `/desk/letters/${letter}/correction` },
    { name: 'what waits since a correction', path: '/desk/waiting' },
    { name: 'the assertions that bear on no claim', path: '/desk/assertions' },
    ...markingPages(db, letter, owner),
    { name: 'an assertion that waits', path: `/desk/waiting/${takeOffRecord(db, letter)}` },
    { name: 'the figures of a claim', path: figuresOf(db) },
    { name: 'the topics on the desk', path: '/desk/topics' },
    { name: 'the sides on the desk', path: '/desk/parties' },
    { name: 'the sources on the desk', path: '/desk/sources' },
    { name: 'a topic on the desk', path: `/desk/topics/${topic}` },
    { name: 'an author on the desk', path: `/desk/authors/${author}` },
    { name: 'merging a topic', path: `/desk/topics/${topic}/merger` },
    { name: 'a history with comments', path: `/history/of/topic/${topic}` },
    { name: 'the comments', path: '/desk/comments?state=all' },
    { name: 'a comment', path: `/desk/comments/${comment}` },
    { name: 'the people', path: '/desk/people' },
    { name: 'a person', path: `/desk/people/${other.id}` },
    { name: 'what was done to accounts', path: '/desk/people/history' },
    { name: 'what was done to accounts long ago', path: '/desk/people/history?before=1' },
    { name: 'a link that lets somebody in', path: `/sign-in/link/${invite(db, 'editor', owner.id).token}` },
    { name: 'a link that lets nobody in', path: '/sign-in/link/mistyped' },
    { name: 'an account that is not there', path: '/desk/people/99999' },
  ]
}

/** Where words of a letter are marked, and what is suggested for it: one open, one decided on, one in words that are marked. */
function markingPages(db: Db, letter: string, owner: Person): { name: string; path: string }[] {
  const [first, second] = readCorpus(db).assertions.filter((one) => one.letter === letter)
  const [range] = first!.ranges
  suggest(db, letter, [...new Set([range!.exact, (second ?? first!).ranges[0]!.exact])])
  const ids = db.$client.prepare<[], number>('SELECT id FROM suggestions ORDER BY id').pluck().all()
  const decision = { decision: 'skipped' as const, accountId: owner.id, expectedDecision: null }
  // The list may be asked for more than once.
  const isDecided = db.$client.prepare('SELECT 1 FROM suggestion_decisions WHERE suggestion_id = ?')
  if (!isDecided.get(ids.at(-1))) decide(db, { suggestionId: ids.at(-1)!, ...decision })
  const other = db.$client
    .prepare<[string], string>('SELECT slug FROM letters WHERE slug <> ? ORDER BY length(text) DESC LIMIT 1')
    .pluck()
    .get(letter)
  const queue = `/desk/letters/${letter}/suggestions`
  const marking = `/desk/letters/${letter}/marking`
  return [
    { name: 'the letters with suggestions', path: '/desk/suggestions' },
    { name: 'a letter’s suggestions', path: queue },
    { name: 'a suggestion with everything unfolded', path: `${queue}?at=${ids[0]}&open=yes` },
    { name: 'a suggestion that was skipped', path: `${queue}?at=${ids.at(-1)}` },
    { name: 'all suggestions of a letter', path: `${queue}/all` },
    { name: 'a letter that nothing is suggested for', path: `/desk/letters/${other ?? letter}/suggestions` },
    { name: 'words to be marked', path: `${marking}?start=${range!.start}&end=${range!.end}` },
    { name: 'a paragraph of which words are marked', path: `${marking}?near=${range!.start}-${range!.end}` },
    { name: 'a letter of which words are marked', path: marking },
    { name: 'an assertion to be changed', path: `/desk/assertions/${first!.id}` },
  ]
}

/** Takes the last assertion of a letter off the record, as a correction of its words does; gives its slug. */
function takeOffRecord(db: Db, letter: string): string {
  const { assertions, stances } = readCorpus(db)
  const assertion = assertions.findLast((one) => one.letter === letter)!
  const own = stances.filter((stance) => stance.assertion === assertion.id)
  const line = { actor: 'test', action: 'correct text', summary: 'Corrected a text' }
  makeChange(db, line, (change) =>
    applyEdits(change, [
      ...own.map((stance) => edit('stance', stance, null)),
      edit('assertion', assertion, null),
      edit('waiting', null, { assertion, stances: own, reason: 'words' }),
    ]),
  )
  return assertion.id
}

/** Comments on a topic: one with an answer, a change of its text and a settlement, one that was withdrawn. Gives the first's number. */
function addComments(db: Db, { id: accountId }: Person, topic: string): number {
  const on = { kind: 'topic' as const, key: topic, accountId }
  const one = addComment(db, { ...on, body: 'Is this one topic?\n\nSee /topics and /method.' })
  addComment(db, { ...on, replyTo: one, body: 'It is.' })
  addCommentState(db, { commentId: one, accountId, action: 'edited', body: 'Is this one topic or two?' })
  addCommentState(db, { commentId: one, accountId, action: 'resolved' })
  addCommentState(db, {
    commentId: addComment(db, { ...on, body: 'A slip.' }),
    accountId,
    action: 'withdrawn',
  })
  return one
}

/** The page that asks what two figures of a claim count. */
function figuresOf(db: Db): string {
  const rows = db.$client
    .prepare<[], { claim: string; figure: string }>(`
    SELECT c.slug AS claim, a.slug || '.' || f.ordinal AS figure
    FROM claims c JOIN stances s ON s.claim_id = c.id JOIN figures f ON f.assertion_id = s.assertion_id
      JOIN assertions a ON a.id = s.assertion_id
    WHERE c.id = (SELECT s2.claim_id FROM stances s2 JOIN figures f2 ON f2.assertion_id = s2.assertion_id
      GROUP BY s2.claim_id ORDER BY count(*) DESC, s2.claim_id LIMIT 1)
    LIMIT 2`)
    .all()
  return `/desk/claims/${rows[0]!.claim}/figures?one=${rows[0]!.figure}&other=${rows[1]!.figure}&asked=yes`
}
