import type { Db } from '../../../db/client.ts'
import { suggestionProgress } from '../../../db/suggestionStates.ts'
import { includesRole, type Role } from '../../domain/roles.ts'
import { countOf } from '../../domain/words.ts'
import type { Visitor } from '../../web/access.ts'
import { urls } from '../../web/urls.ts'
import {
  countLetters,
  countOpenComments,
  countOpenIntakes,
  countPeople,
  countRegisters,
  countWaitingStances,
} from './queries.ts'

/** One thing that somebody can do, with how much of it waits. */
export interface Card {
  title: string
  href: string
  text: string
  facts: string | null
}

/** Who sees the card, and what it says just now. */
interface CardMaker {
  role: Role
  make: (db: Db, visitor: Visitor) => Card
}

/** In the order in which the desk shows them. */
const makers: CardMaker[] = [
  {
    role: 'editor',
    make: (db) => {
      const open = countOpenIntakes(db)
      return {
        title: 'Bring in a letter',
        href: urls.intakes(),
        text: 'Paste a text or upload a file, put it right beside the original, and accept it.',
        facts: open ? `${countOf(open, 'letter')} on the way in` : 'Nothing is on the way in',
      }
    },
  },
  {
    role: 'editor',
    make: (db) => {
      const { letters, waiting } = countLetters(db)
      return {
        title: 'Letters',
        href: urls.deskLetters(),
        text: 'Change what is said about a letter, or correct its text.',
        facts: `${countOf(letters, 'letter')}${waiting ? `; ${countOf(waiting, 'assertion')} waiting since a correction` : ''}`,
      }
    },
  },
  {
    role: 'editor',
    make: (db) => {
      const waiting = countWaitingStances(db)
      return {
        title: 'Claims',
        href: urls.claimsDesk(),
        text: 'Make, reword, merge, split and relate claims; look at what is suggested.',
        facts: waiting ? `${countOf(waiting, 'stance')} made against an earlier wording` : null,
      }
    },
  },
  ...(
    [
      ['topics', 'Topics', 'Define the subjects of claims, order them, merge two into one.', 'topic'],
      ['parties', 'Sides', 'Name the sides and put them in order.', 'side'],
      ['authors', 'Authors', 'Who speaks in the letters, and for which side.', 'author'],
      ['sources', 'Sources', 'Bodies, officials, documents and media that letters invoke.', 'source'],
    ] as const
  ).map(
    ([path, title, text, noun]): CardMaker => ({
      role: 'editor',
      make: (db) => ({
        title,
        href: urls.deskRegister(path),
        text,
        facts: countOf(countRegisters(db)[path], noun),
      }),
    }),
  ),
  {
    role: 'editor',
    make: (db) => {
      const open = [...suggestionProgress(db).values()]
        .map((progress) => progress.open)
        .filter((count) => count > 0)
      const waiting = open.reduce((sum, count) => sum + count, 0)
      return {
        title: 'Suggestions',
        href: urls.deskSuggestions(),
        text: 'Decide on suggested assertions, letter by letter, or have a letter looked through.',
        facts: open.length ? `${countOf(waiting)} open in ${countOf(open.length, 'letter')}` : 'None is open',
      }
    },
  },
  {
    role: 'commenter',
    make: (db) => ({
      title: 'Open comments',
      href: urls.comments(),
      text: 'What people say about letters, claims and everything else, until somebody settles it.',
      facts: countOf(countOpenComments(db), 'open comment'),
    }),
  },
  {
    role: 'owner',
    make: (db) => {
      const { accounts, invitations } = countPeople(db)
      const waiting = invitations ? `, ${countOf(invitations, 'invitation')} not used yet` : ''
      return {
        title: 'People',
        href: urls.people(),
        text: 'Invite somebody, give roles, help with a lost password.',
        facts: `${countOf(accounts, 'account')}${waiting}`,
      }
    },
  },
  {
    role: 'commenter',
    make: (_db, { usesKeys }) => ({
      title: 'Your account',
      href: urls.account(),
      text: 'Change your password, turn single keys on or off, sign out everywhere.',
      facts: `Single keys are ${usesKeys ? 'on' : 'off'}`,
    }),
  },
]

export const cardsFor = (db: Db, visitor: Visitor): Card[] =>
  makers.filter(({ role }) => includesRole(visitor.role, role)).map(({ make }) => make(db, visitor))
