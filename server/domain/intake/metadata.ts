import { dayInWords } from '../dates.ts'
import { opening } from '../words.ts'
import type { Draft, DraftParagraph } from './compose.ts'
import { daysIn, isoDay, type NamedDay, readDay } from './datesInText.ts'
import type { Source } from './source.ts'

/** What a letter's front matter could say, read from its text, with the reason; an editor confirms or corrects it. */
export interface DetailProposal {
  field: 'title' | 'short_title' | 'author' | 'addressee' | 'symbol' | 'language' | DateField
  value: string
  /** For a date: its last possible day, its ground, what it is read from. */
  date?: { from?: string; to?: string; ground: 'stated' | 'inferred'; basis: string }
  reason: string
}
export type DateField = 'written' | 'circulated' | 'published'

/** An author whom the collection knows. */
export interface KnownAuthor {
  slug: string
  name: string
  person: string | null
}

/** Everything that the draft says of the letter itself. */
export function proposeDetails(
  source: Source,
  draft: Draft,
  authors: readonly KnownAuthor[],
): DetailProposal[] {
  const heading = titleOf(source, draft)
  const addressee = addresseeOf(draft, heading?.value)
  const author = authorOf(draft, heading?.value, authors)
  const authorName = author && (authors.find(({ slug }) => slug === author.value)?.name ?? author.value)
  const dates = datesOf(source, draft)
  const title = heading ?? titleMade(authorName, addressee?.value, dates) ?? titleOfFrame(draft)
  const language = languageOf(draft)
  const short = shortTitle(authorName, addressee?.value, title?.value)
  return [title, short, author, addressee, symbolOf(source, draft), language, ...dates].filter(
    (proposal) => proposal !== undefined,
  )
}

const ofRole = (draft: Draft, ...roles: DraftParagraph['role'][]) =>
  draft.paragraphs.filter(({ role }) => roles.includes(role))

function titleOf(source: Source, draft: Draft): DetailProposal | undefined {
  const first = draft.paragraphs.findIndex(({ role }) => role === 'text' || role === 'list item')
  const heading = draft.paragraphs.find(({ role }, i) => role === 'heading' && (first < 0 || i < first))
  if (heading) return { field: 'title', value: heading.text, reason: 'The heading above the letter.' }
  if (source.title)
    return { field: 'title', value: source.title, reason: 'The title that the file gives itself.' }
  return undefined
}

function titleMade(
  author = '',
  addressee = '',
  dates: readonly DetailProposal[],
): DetailProposal | undefined {
  if (!author || !addressee) return undefined
  const day = dates.find(({ field, date }) => field === 'written' && date?.ground === 'stated')?.value
  const value = `Letter${day ? ` dated ${dayInWords(day)}` : ''} from ${author} to ${addressee.includes(',') ? `${addressee.split(',')[0]} and others` : addressee}`
  return {
    field: 'title',
    value,
    reason: 'No heading was found: it is made of the author, the addressee and the date.',
  }
}

function titleOfFrame(draft: Draft): DetailProposal | undefined {
  const frame = ofRole(draft, 'frame')[0]
  return frame && { field: 'title', value: frame.text, reason: 'The first line of the frame.' }
}

/** "Letter dated … from (somebody) addressed to (somebody)". */
const parties = /\bfrom\s+(?:the\s+)?(.+?)\s+(?:addressed\s+)?to\s+(?:the\s+)?(.+)$/i
const addressedTo = /\b(?:letter|appeal|statement|petition|address)\s+(?:\p{L}+\s+)?to\s+(?:the\s+)?(.+)$/iu

function addresseeOf(draft: Draft, title: string | undefined): DetailProposal | undefined {
  const address = ofRole(draft, 'address').filter(
    ({ text }) => !readDay(text)?.isWhole && !/^dear\b/i.test(text),
  )
  const inTitle =
    title && (/\baddressed to\s+(?:the\s+)?(.+)$/i.exec(title)?.[1] ?? addressedTo.exec(title)?.[1])
  if (inTitle)
    return {
      field: 'addressee',
      value: capital(inTitle),
      reason: 'The heading says to whom it is addressed.',
    }
  if (address.length) {
    const lines = address.map(({ text }) =>
      text.replace(/^(?:to(?: the attention of)?|att(?:n|ention)\.?)\s*:?\s*/i, '').replace(/[,;:]$/, ''),
    )
    const shown = lines.filter((line) => line !== '').slice(0, 4)
    const more = lines.length > 4 ? ' and others' : ''
    return { field: 'addressee', value: `${shown.join(', ')}${more}`, reason: 'The lines of the address.' }
  }
  const greeting = draft.paragraphs.find(({ text }) => /^dear\b/i.test(text))?.text
  const named = greeting && /^dear\s+(.+?)[,:!.]?$/i.exec(greeting)?.[1]
  return named ? { field: 'addressee', value: named, reason: `The greeting “${greeting}”.` } : undefined
}

function authorOf(
  draft: Draft,
  title: string | undefined,
  authors: readonly KnownAuthor[],
): DetailProposal | undefined {
  const shown = [title ?? '', ...ofRole(draft, 'signature', 'heading', 'frame').map(({ text }) => text)].join(
    '\n',
  )
  const words = new Set(wordsOf(shown))
  const scored = authors
    .map((author) => {
      const person = wordsOf(author.person ?? '')
      const name = wordsOf(author.name)
      const bySignature = person.length > 0 && person.every((word) => words.has(word))
      const share = name.filter((word) => words.has(word)).length / Math.max(name.length, 1)
      return { author, score: (bySignature ? 2 : 0) + (share === 1 ? 1 : 0), bySignature }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const [best, second] = scored
  if (best && best.score !== second?.score) {
    const { slug, name, person } = best.author
    return {
      field: 'author',
      value: slug,
      reason: best.bySignature
        ? `The letter names ${person}, who has signed as ${name} before.`
        : `The letter names ${name}.`,
    }
  }
  const from = title && parties.exec(title)?.[1]
  if (from) return { field: 'author', value: capital(from), reason: 'The heading says from whom it is.' }
  const [name] = ofRole(draft, 'signature')
    .map(({ text }) => nameIn(text))
    .filter((text) => text !== '')
  return name ? { field: 'author', value: name, reason: 'The first line of the signature.' } : undefined
}

/** Words with which letters close: a line of them, and no name. */
const closing =
  /^(?:yours?|sincerely|respectfully|faithfully|truly|cordially|very|with|kind|warm|best|regards|please|accept|in (?:hope|peace|solidarity)|signator(?:y|ies)|the undersigned)\b/i
/** What says only that somebody signed: "(Signed) Ada North", "Signed by: Ada North", "On behalf of the Society". */
const signing =
  /^(?:\(\s*signed\s*\)|\[\s*signed\s*\]|signed(?:\s+by)?(?=[\s:,.]|$)|\/s\/|sgd\b\.?|(?:for\s+and\s+)?on\s+behalf\s+of(?:\s+the\b)?)[\s:,.]*/i

/** Who is named in a line of a signature; '' where nobody is. */
function nameIn(line: string): string {
  if (closing.test(line) || readDay(line)?.isWhole) return ''
  const name = line.replace(signing, '')
  return name === line ? name.replace(/[\s:,;]+$/, '') : nameIn(name)
}

const wordsOf = (text: string) =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(
    (word) => !/^(?:of|the|in|and|to|for|with|a|an)$/.test(word),
  )

/** At most 30 characters: a column head. */
function shortTitle(author = '', addressee = '', title = ''): DetailProposal | undefined {
  const long = author && addressee ? `${author} to ${addressee.split(/[,;]/)[0]}` : title
  if (!long) return undefined
  const cut = long.length <= 30 ? long : cutAtWord(long)
  return {
    field: 'short_title',
    value: cut,
    reason:
      author && addressee
        ? 'The author and the addressee, cut to 30 characters.'
        : 'The title, cut to 30 characters.',
  }
}

const cutAtWord = (long: string) =>
  long
    .slice(0, 31)
    .replace(/\s+\S*$/, '')
    .replace(/(?:\s+(?:of|the|to|for|with|in|and|on|from|a|an))+$/i, '')
    .slice(0, 30)

const symbolPattern =
  /(?<![\w/])[A-Z]{1,6}(?:\/[A-Z0-9.]+)*\/\d+(?:\/[A-Z0-9.-]+)*(?:[–-][A-Z]\/\d+(?:\/[A-Z0-9.]+)*)?(?![\w/])/g

/** A UN document symbol in the masthead or in the heads of the pages; those in the text are of other documents. */
function symbolOf(source: Source, draft: Draft): DetailProposal | undefined {
  const first = draft.rows.findIndex(
    ({ paragraph }) => paragraph?.role === 'text' || paragraph?.role === 'list item',
  )
  const above = draft.rows.filter(({ segment, paragraph }, i) => {
    const { hint } = source.blocks[segment.block]!
    return (first < 0 ? i < 10 : i < first) ? !paragraph || paragraph.role === 'frame' : hint === 'repeated'
  })
  const found = above.flatMap(({ segment }) => source.blocks[segment.block]!.text.match(symbolPattern) ?? [])
  const symbols = [...new Set(found)].filter((symbol) => /^[A-Z]{1,6}\/.*\d/.test(symbol))
  if (!symbols.length) return undefined
  return {
    field: 'symbol',
    value: symbols.slice(0, 2).join('–'),
    reason: 'The document symbol above the letter or at the head of its pages.',
  }
}

function datesOf(source: Source, draft: Draft): DetailProposal[] {
  const proposals: DetailProposal[] = []
  const certain = (field: DateField, day: NamedDay, basis: string, reason: string) => {
    const iso = isoDay(day)!
    proposals.push({ field, value: iso, date: { from: iso, to: iso, ground: 'stated', basis }, reason })
  }
  const headings = ofRole(draft, 'heading').slice(0, 3)
  const dated = headings.find(({ text }) => /\bdated\b/i.test(text) && daysIn(text).some(({ year }) => year))
  const line = ofRole(draft, 'address', 'frame', 'heading', 'signature').find(({ text }) => {
    const day = readDay(text)
    return day?.isWhole && day.year
  })
  if (dated)
    certain(
      'written',
      daysIn(dated.text).find(({ year }) => year)!,
      `The heading “${opening(dated.text, 80)}”.`,
      'The heading says when it is dated.',
    )
  else if (line)
    certain('written', daysIn(line.text)[0]!, `The line “${line.text}”.`, 'A line of its own gives the date.')

  const distributed = ofRole(draft, 'frame').findIndex(({ text }) => /\bDistr\b/.test(text))
  const circulated = ofRole(draft, 'frame')
    .slice(distributed, distributed + 3)
    .find(({ text }) => daysIn(text).some(({ year }) => year))
  if (distributed >= 0 && circulated)
    certain(
      'circulated',
      daysIn(circulated.text).find(({ year }) => year)!,
      `The masthead “${opening(circulated.text, 80)}”.`,
      'The masthead says when it was distributed.',
    )

  const leftOut = draft.rows
    .filter(({ paragraph, note }) => !paragraph && !note)
    .map(({ segment }) => source.blocks[segment.block]!.text.slice(segment.from, segment.to))
  const published = leftOut.find((text) => readDay(text)?.isWhole && readDay(text)?.year)
  if (published)
    certain(
      'published',
      readDay(published)!,
      `The date “${published.trim()}” that the web page bears.`,
      'The web page dates itself.',
    )

  if (!dated && !line) proposals.push(...inferredDates(source, draft))
  return proposals
}

/** Without a date of its own, a letter was not finished before the latest day that it names as past. */
function inferredDates(source: Source, draft: Draft): DetailProposal[] {
  const texts = [...ofRole(draft, 'text', 'list item'), ...draft.notes].map(({ text }) => text)
  const named = texts.flatMap((text) => daysIn(text)).filter(({ year }) => year)
  const inAddresses: NamedDay[] = source.blocks.flatMap(({ text }) =>
    Array.from(text.matchAll(/\/(20\d\d)\/(\d\d)\/(\d\d)(?=\/)/g), (match) => ({
      year: Number(match[1]),
      month: Number(match[2]),
      day: Number(match[3]),
      words: match[0].slice(1),
      index: 0,
    })),
  )
  const latest = [...named, ...inAddresses].sort((a, b) => (isoDay(a)! < isoDay(b)! ? 1 : -1))[0]
  if (!latest) return []
  const from = isoDay(latest)!
  const source_ = inAddresses.includes(latest)
    ? `an address in it bears the date ${dayInWords(from)}`
    : `it names ${latest.words}`
  const proposals: DetailProposal[] = [
    {
      field: 'written',
      value: from,
      date: {
        from,
        ground: 'inferred',
        basis: `The letter is undated; ${source_}, the latest day in it, so it was not finished before that day.`,
      },
      reason:
        'No date of its own was found; the latest day that it names bounds it. Check that this day is not one still to come.',
    },
  ]
  const dateline = ofRole(draft, 'frame').flatMap(({ text }) =>
    /^\p{Lu}[\p{Lu} .’'-]+,/u.test(text) ? daysIn(text).slice(0, 1) : [],
  )[0]
  if (dateline && dateline.year === undefined) {
    const year = latest.year! + (isoDay({ ...dateline, year: latest.year! })! < from ? 1 : 0)
    const day = isoDay({ ...dateline, year })!
    proposals[0]!.date!.to = day
    proposals.push({
      field: 'published',
      value: day,
      date: {
        from: day,
        to: day,
        ground: 'inferred',
        basis: `The dateline “${dateline.words}” has no year; ${year} is inferred as the first after ${dayInWords(from)}, the latest day that the letter names.`,
      },
      reason: 'The dateline of the report, with the year inferred.',
    })
  }
  return proposals
}

/** Frequent small words of some languages, and the letters that only one script has. */
const smallWords: Record<string, RegExp> = {
  en: /^(?:the|of|and|to|in|that|is|for|with|by|on|which|has)$/,
  fr: /^(?:le|la|les|des|et|que|dans|une|est|pour|par|qui|sur|du)$/,
  es: /^(?:el|los|las|que|una|por|para|con|del|se|su|es)$/,
  de: /^(?:der|die|das|und|den|dem|nicht|mit|von|zu|ist|des)$/,
  ru: /^(?:и|в|не|на|что|по|с|от|для|как|это|из)$/,
  tr: /^(?:ve|bir|bu|için|ile|olan|da|de|olarak|ise)$/,
  az: /^(?:və|bir|bu|üçün|ilə|olan|də|da|kimi|edir)$/,
}
const scripts: [string, RegExp][] = [
  ['hy', /\p{Script=Armenian}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['el', /\p{Script=Greek}/gu],
]

function languageOf(draft: Draft): DetailProposal | undefined {
  const text = ofRole(draft, 'text', 'list item')
    .map((paragraph) => paragraph.text)
    .join(' ')
    .slice(0, 20_000)
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (!letters) return undefined
  const script = scripts.find(([, pattern]) => (text.match(pattern)?.length ?? 0) > letters / 2)
  if (script) return { field: 'language', value: script[0], reason: 'The script that it is written in.' }
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const [best] = Object.entries(smallWords)
    .map(([language, pattern]) => ({ language, count: words.filter((word) => pattern.test(word)).length }))
    .sort((a, b) => b.count - a.count)
  return best && best.count > words.length / 20
    ? {
        field: 'language',
        value: best.language,
        reason: `${best.count} of its ${words.length} words are small words of this language.`,
      }
    : undefined
}

const capital = (words: string) =>
  words
    .trim()
    .replace(/[.,;:]$/, '')
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
