import { get } from 'node:http'
import { Sqlite } from '../../db/driver.ts'
import { jsonAddress } from '../../server/web/urls.ts'
import type { Recorded } from './bareServer.ts'
import { below, type Random, seededRandom, vocabulary } from './words.ts'

/** A spread of addresses of one kind of page. */
export interface Pages {
  name: string
  paths: string[]
}

const spread = 40

/** Every kind of page that is measured, with addresses that are there in the database; and each of them as JSON. */
export async function allPages(database: string, port: number): Promise<Pages[]> {
  const db = new Sqlite(database, { readonly: true })
  const list = (sql: string) => db.prepare<[], string>(sql).pluck().all()
  const some = (table: string) => {
    const count = db.prepare<[], number>(`SELECT max(id) FROM ${table}`).pluck().get()!
    const slugOf = db.prepare<[number], string>(`SELECT slug FROM ${table} WHERE id = ?`).pluck()
    const random = seededRandom(5)
    return Array.from({ length: spread }, () => slugOf.get(1 + below(random, count))!)
  }
  const topics = list('SELECT slug FROM topics ORDER BY id')
  const largest = list(
    'SELECT slug FROM claims WHERE id = (SELECT claim_id FROM claim_summaries ORDER BY rank_size LIMIT 1)',
  )
  const claims = some('claims')
  const letters = some('letters')
  db.close()

  const pages: Pages[] = [
    {
      name: 'compare',
      paths: [
        ...(await andTheNext(port, '/', 12)),
        ...(await andTheNext(port, '/?sort=date', 4)),
        ...(await andTheNext(port, '/?pattern=contested&sort=size', 4)),
        ...topics.map((topic) => `/topics/${topic}`),
      ],
    },
    {
      name: 'compare, filtered',
      paths: [
        '/?pattern=one-sided&stance=disputes',
        '/?kind=government&kind=news+agency',
        '/?month=2021-03&topic=topic-9',
        `/?letter=${letters[0]}`,
        '/?mirrored=yes&sort=date',
        '/?stance=disputes&stance=qualifies&pattern=contested&topic=topic-16&sort=size',
      ],
    },
    {
      name: 'matrix',
      paths: [
        ...(await andTheNext(port, '/matrix', 6)),
        '/matrix?by=party',
        ...topics.slice(0, 6).map((topic) => `/matrix?topic=${topic}`),
      ],
    },
    { name: 'claim', paths: claims.map((slug) => `/claims/${slug}`) },
    { name: 'claim of 5,000', paths: largest.map((slug) => `/claims/${slug}`) },
    { name: 'letter', paths: letters.map((slug) => `/letters/${slug}`) },
    { name: 'search', paths: searches(seededRandom(6)) },
    { name: 'search, commonest', paths: [`/search?q=${encodeURIComponent(vocabulary[0]!)}`] },
  ]
  return pages.flatMap(({ name, paths }) => [
    { name, paths },
    { name: `${name}.json`, paths: paths.map(jsonAddress) },
  ])
}

/** Common words, rare ones, both together, and beginnings of words. */
function searches(random: Random): string[] {
  const word = (from: number, to: number) => vocabulary[from + below(random, to - from)]!
  const texts = Array.from({ length: 8 }, () => [
    word(1, 20),
    word(100, 1000),
    word(1000, 15_000),
    `${word(0, 10)} ${word(300, 3000)}`,
    `${word(0, 5)} ${word(5, 20)} ${word(20, 60)}`,
    word(200, 2000).slice(0, 4),
  ]).flat()
  return texts.map((text) => `/search?q=${encodeURIComponent(text)}`)
}

/** A page and those that its "next" link leads to, one after the other. */
async function andTheNext(port: number, path: string, count: number): Promise<string[]> {
  const paths = [path]
  while (paths.length < count) {
    const { body } = await ask(port, paths.at(-1)!)
    const next = /href="([^"]*[?;&]after=[^"]*)" rel="next"|rel="next" href="([^"]*[?;&]after=[^"]*)"/
      .exec(body.toString())?.[1]
      ?.replaceAll('&amp;', '&')
    if (next === undefined) break
    paths.push(next)
  }
  return paths
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

export function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () =>
        resolve({ status: res.statusCode!, headers: res.headers, body: Buffer.concat(chunks) }),
      )
    }).on('error', reject)
  })
}

/** Headers that every `node:http` server adds by itself. */
const addedByNode = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])

/** An answer for the bare server to repeat. */
export function recorded(path: string, { status, headers, body }: Answer): Recorded {
  const repeated = Object.entries(headers).filter(([name]) => !addedByNode.has(name))
  return { path, status, headers: Object.fromEntries(repeated), bodyBase64: body.toString('base64') }
}
