import type { Db } from '../../../db/client.ts'
import { suggestionProgress } from '../../../db/suggestionStates.ts'
import { includesRole, type Role } from '../../domain/roles.ts'
import { countOf } from '../../domain/words.ts'
import type { Visitor } from '../../web/access.ts'
import { urls } from '../../web/urls.ts'
import {
  countOpenComments,
  countOpenIntakes,
  countPeople,
  countRegisters,
  countUnlinked,
  countWaiting,
  countWaitingStances,
} from './queries.ts'

/** One thing that somebody can do, with how much there is of it. */
export interface Card {
  title: string
  href: string
  text: string
  facts: string
  /** Whether something of it waits for somebody. */
  isWaiting: boolean
}

/** Who sees the card, and what it says just now. */
interface CardMaker {
  role: Role
  make: (db: Db, visitor: Visitor) => Card
}

/** What a card says where nothing of it ever waits. */
const standing = (title: string, href: string, text: string, facts: string): Card => ({
  title,
  href,
  text,
  facts,
  isWaiting: false,
})

/** In the order of the work: what waits for a decision, then what is kept, then who works here. */
const makers: CardMaker[] = [
  {
    role: 'editor',
    make: (db) => {
      const open = countOpenIntakes(db)
      return {
        title: 'Bring in a letter',
        href: urls.intakes(),
        text: 'Paste a text or upload a file, put it right beside the original, and accept it.',
        facts: open ? `${countOf(open, 'letter')} on the way in` : 'No letter is on the way in',
        isWaiting: open > 0,
      }
    },
  },
  {
    role: 'editor',
    make: (db) => {
      const counts = [...suggestionProgress(db).values()].map(({ open }) => open)
      const letters = counts.filter((open) => open > 0).length
      const open = counts.reduce((sum, count) => sum + count, 0)
      return {
        title: 'Suggestions',
        href: urls.deskSuggestions(),
        text: 'Decide on suggested assertions, letter by letter, or have a letter looked through.',
        facts: letters
          ? `${countOf(letters, 'letter')} with ${countOf(open, 'open suggestion')}`
          : 'No suggestion is open',
        isWaiting: letters > 0,
      }
    },
  },
  {
    role: 'editor',
    make: (db) => {
      const { assertions, letters } = countWaiting(db)
      return {
        title: 'Waiting assertions',
        href: urls.deskWaiting(),
        text: 'Say where the words of an assertion stand since its letter’s text was corrected.',
        facts: assertions
          ? `${countOf(letters, 'letter')} with ${countOf(assertions, 'waiting assertion')}`
          : 'No assertion waits',
        isWaiting: assertions > 0,
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
        facts: `${countOf(countRegisters(db).claims, 'claim')}${waiting ? `, ${countOf(waiting, 'stance')} made against an earlier wording` : ''}`,
        isWaiting: waiting > 0,
      }
    },
  },
  {
    role: 'editor',
    make: (db) => {
      const unlinked = countUnlinked(db)
      const facts = unlinked ? countOf(unlinked, 'assertion') : 'Every assertion bears on a claim'
      const text = 'Find what is marked in letters and stands on no claim’s page yet; link it, or leave it.'
      return standing('Assertions without a claim', urls.deskAssertions(), text, facts)
    },
  },
  {
    role: 'commenter',
    make: (db) => {
      const open = countOpenComments(db)
      return {
        title: 'Comments',
        href: urls.comments(),
        text: 'What people say about letters, claims and everything else, until somebody settles it.',
        facts: open ? countOf(open, 'open comment') : 'No comment is open',
        isWaiting: open > 0,
      }
    },
  },
  ...(
    [
      [
        'letters',
        'Letters',
        'Change what is said about a letter, correct its text, mark its words.',
        'letter',
      ],
      ['topics', 'Topics', 'Define the subjects of claims, order them, merge two into one.', 'topic'],
      ['parties', 'Sides', 'Name the sides and put them in order.', 'side'],
      ['authors', 'Authors', 'Who speaks in the letters, and for which side.', 'author'],
      ['sources', 'Sources', 'Bodies, officials, documents and media that letters invoke.', 'source'],
    ] as const
  ).map(
    ([path, title, text, noun]): CardMaker => ({
      role: 'editor',
      make: (db) => {
        const href = path === 'letters' ? urls.deskLetters() : urls.deskRegister(path)
        return standing(title, href, text, countOf(countRegisters(db)[path], noun))
      },
    }),
  ),
  {
    role: 'owner',
    make: (db) => {
      const { accounts, invitations } = countPeople(db)
      const waiting = invitations ? `, ${countOf(invitations, 'invitation')} not used yet` : ''
      const text = 'Invite somebody, give roles, help with a lost password.'
      return standing('People', urls.people(), text, `${countOf(accounts, 'account')}${waiting}`)
    },
  },
  {
    role: 'commenter',
    make: (_db, { usesKeys }) => {
      const text = 'Change your password, turn single keys on or off, sign out everywhere.'
      return standing('Your account', urls.account(), text, `Single keys are ${usesKeys ? 'on' : 'off'}`)
    },
  },
]

export const cardsFor = (db: Db, visitor: Visitor): Card[] =>
  makers.filter(({ role }) => includesRole(visitor.role, role)).map(({ make }) => make(db, visitor))
