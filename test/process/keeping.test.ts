import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import express from 'express'
import request from 'supertest'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Db, latestSchema, openDatabase, projectRoot } from '../../db/client.ts'
import { findDrift } from '../../db/derived/recount.ts'
import { Sqlite } from '../../db/driver.ts'
import { findDamage } from '../../db/keep.ts'
import { readCorpus } from '../../db/present.ts'
import { showProblem } from '../../server/web/problem.ts'
import { makeNumberedChange, makeNumberedDatabase, numbersOf } from '../support/numberedChanges.ts'
import { compile, type Running, run, until } from '../support/run.ts'
import { addressOf } from '../support/server.ts'
import { mountSmallDisk, unmountSmallDisk } from '../support/tmpfs.ts'

const compiled = compile()
afterAll(compiled.remove)

let folder: string
let running: Running[] = []
const file = (name = 'some.db') => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterclaim-'))
})
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.map(({ exited }) => exited))
  running = []
  rmSync(folder, { recursive: true })
})

type Ids = { uid?: number; gid?: number }

/** Starts one of our scripts on a database, some.db if not told; it is ended with the test. */
function start(script: string, args: string[] = [], database = file(), ids: Ids = {}): Running {
  const env = { DATABASE: database, PORT: '0' }
  const process = run(join(compiled.folder, `${script}.js`), args, { env, ...ids })
  running.push(process)
  return process
}

/** Runs `npm run backup -- …` and the like on a database, some.db if not told. */
async function command(
  name: 'backup' | 'restore' | 'doctor',
  args: string[],
  database = file(),
  ids: Ids = {},
) {
  const process = start(`server/commands/${name}`, args, database, ids)
  const code = await process.exited
  return { code, said: process.output() }
}

/** A refusal is one that says what to do, in sentences, and not where in the code it came from. */
function expectRefusal({ code, said }: { code: number | null; said: string }, words: string) {
  expect(said).toContain(words)
  expect(said).not.toMatch(/^\s+at /m)
  expect(code).toBe(1)
}

function opened<T>(path: string, look: (db: Db) => T): T {
  const db = openDatabase(path)
  try {
    return look(db)
  } finally {
    db.$client.close()
  }
}

/** The numbers of the changes in a file, after everything that can be checked about it was. */
const wholeNumbers = (path: string) =>
  opened(path, (db) => {
    expect(findDamage(db.$client)).toEqual([])
    expect(findDrift(db)).toEqual([])
    return numbersOf(db)
  })

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)

/** A database with so many numbered changes. */
function makeDatabase(changes: number, path = file()) {
  makeNumberedDatabase(path)
  opened(path, (db) =>
    db.$client.transaction(() => {
      for (const number of upTo(changes)) makeNumberedChange(db, number)
    })(),
  )
}

const acknowledged = (writer: Running) => Number(/(\d+)\n$/.exec(writer.output())?.[1] ?? 0)

const startWriter = async (pauseMs: number) => {
  const writer = start('test/support/numberedWriter', [file(), String(pauseMs)])
  await until(writer, () => acknowledged(writer) > 0)
  return writer
}

/** Inverts bytes of a file. */
function damage(path: string, from: number, length: number) {
  const bytes = readFileSync(path)
  for (let i = from; i < from + length; i++) bytes[i]! ^= 0xff
  writeFileSync(path, bytes)
}

/** Damages a whole page in each tenth of the file. */
function damagePages(path: string) {
  const { size } = statSync(path)
  for (let tenth = 1; tenth < 10; tenth++) damage(path, Math.floor((size * tenth) / 10 / 4096) * 4096, 4096)
}

test('killed at any instant, every change that was acknowledged is there whole, and none by half', async () => {
  makeNumberedDatabase(file())
  let last = 0
  for (let round = 0; round < 24; round++) {
    const writer = await startWriter(0)
    await setTimeout(Math.random() * 60)
    writer.child.kill('SIGKILL')
    expect(await writer.exited).toBe(null)
    const numbers = wholeNumbers(file())
    expect(numbers).toEqual(upTo(numbers.length))
    expect(numbers.length).toBeGreaterThanOrEqual(acknowledged(writer))
    expect(numbers.length).toBeLessThanOrEqual(acknowledged(writer) + 1)
    expect(acknowledged(writer)).toBeGreaterThan(last)
    last = numbers.length
  }
}, 240_000)

describe('a backup', () => {
  test('that is made while changes go on is whole, as of a moment while it was made', async () => {
    makeNumberedDatabase(file())
    const writer = await startWriter(3)
    for (const name of ['first.db', 'second.db', 'third.db']) {
      const before = acknowledged(writer)
      const { code, said } = await command('backup', [file(name)])
      expect(said).toContain(`Backed up ${file()} to ${file(name)}`)
      expect(code).toBe(0)
      const numbers = wholeNumbers(file(name))
      expect(numbers).toEqual(upTo(numbers.length))
      expect(numbers.length).toBeGreaterThanOrEqual(before)
      expect(numbers.length).toBeLessThanOrEqual(acknowledged(writer) + 1)
      expect(acknowledged(writer)).toBeGreaterThan(before)
    }
  })

  test('that is killed while it is written is not there, or it is there whole', async () => {
    makeDatabase(600)
    const make = async (name: string, killAfter?: () => Promise<void>) => {
      const backup = start('server/commands/backup', [file(name)])
      await until(backup, () => readdirSync(folder).some((one) => one.startsWith(`${name}.unfinished`)))
      const began = Date.now()
      await killAfter?.()
      if (killAfter) backup.child.kill('SIGKILL')
      await backup.exited
      return Date.now() - began
    }
    const durationMs = await make('whole.db')
    let missing = 0
    for (let round = 0; round < 8; round++) {
      const name = `killed-${round}.db`
      await make(name, () => setTimeout((durationMs * round) / 8))
      if (!existsSync(file(name))) missing++
      else expect(wholeNumbers(file(name))).toEqual(upTo(600))
    }
    expect(missing).toBeGreaterThan(0)
    expect(wholeNumbers(file())).toEqual(upTo(600))
  }, 120_000)

  test('never takes the place of a file that is there', async () => {
    makeDatabase(1)
    writeFileSync(file('letter.txt'), 'Dear Secretary General')
    expectRefusal(await command('backup', [file('letter.txt')]), 'is there already and is left as it is')
    expect(readFileSync(file('letter.txt'), 'utf8')).toBe('Dear Secretary General')
    writeFileSync(file('other.db-wal'), 'a journal that SQLite would mix into the backup')
    expectRefusal(await command('backup', [file('other.db')]), 'other.db-wal is there already')
    expect(readdirSync(folder).sort()).toEqual(['letter.txt', 'other.db-wal', 'some.db'])
  })

  test('of a database that is missing or damaged, or into a folder that is, is refused and leaves nothing', async () => {
    expectRefusal(await command('backup', [file('backup.db')]), 'There is no database at')
    makeDatabase(300)
    expectRefusal(await command('backup', [file('nowhere/backup.db')]), 'does not exist. Make it')
    damagePages(file())
    expectRefusal(await command('backup', [file('backup.db')]), 'some.db is damaged')
    expect(readdirSync(folder)).toEqual(['some.db'])
  })

  test('can be read by nobody who may not read the database', async () => {
    makeDatabase(1)
    chmodSync(file(), 0o600)
    await command('backup', [file('backup.db')])
    expect(statSync(file('backup.db')).mode & 0o777).toBe(0o600)
  })
})

describe('a restored database', () => {
  test('is the one that was backed up, and the one before it can be had back the same way', async () => {
    makeDatabase(20)
    const before = opened(file(), readCorpus)
    await command('backup', [file('backup.db')])
    opened(file(), (db) => makeNumberedChange(db, 21))
    chmodSync(file(), 0o640)

    const { code, said } = await command('restore', [file('backup.db')])
    expect(said).toContain('What is kept ready-made is what a recount gives.')
    expect(code).toBe(0)
    expect(wholeNumbers(file())).toEqual(upTo(20))
    expect(opened(file(), readCorpus)).toEqual(before)
    expect(statSync(file()).mode & 0o777).toBe(0o640)

    const kept = /is kept: (\S+)/.exec(said)?.[1] ?? ''
    expect(kept).toContain(`${file()}.before-restore-`)
    expect((await command('restore', [kept])).code).toBe(0)
    expect(wholeNumbers(file())).toEqual(upTo(21))
    expect(readdirSync(folder).filter((name) => name.includes('before-restore'))).toHaveLength(2)
  })

  test('can be made where none is, and after a crash that left a journal', async () => {
    makeDatabase(5)
    await command('backup', [file('backup.db')])
    const writer = await startWriter(0)
    writer.child.kill('SIGKILL')
    await writer.exited
    expect(existsSync(file('some.db-wal'))).toBe(true)
    const { said } = await command('restore', [file('backup.db')])
    expect(wholeNumbers(file())).toEqual(upTo(5))
    const kept = /is kept: (\S+)/.exec(said)?.[1] ?? ''
    expect(wholeNumbers(kept).length).toBeGreaterThanOrEqual(acknowledged(writer))

    expect((await command('restore', [file('backup.db')], file('new.db'))).code).toBe(0)
    expect(wholeNumbers(file('new.db'))).toEqual(upTo(5))
  })

  test('is the old one or the new one when the restoring is killed, never less', async () => {
    makeDatabase(600, file('backup.db'))
    makeDatabase(3, file('small.db'))
    copyFileSync(file('small.db'), file())
    let durationMs = 0
    let restored = 0
    for (let round = 0; round <= 8; round++) {
      const restore = start('server/commands/restore', [file('backup.db')])
      await until(restore, () => readdirSync(folder).some((one) => one.startsWith('some.db.restoring')))
      const began = Date.now()
      if (round) {
        await setTimeout((durationMs * (round - 1)) / 8)
        restore.child.kill('SIGKILL')
      }
      await restore.exited
      if (!round) durationMs = Date.now() - began
      const numbers = wholeNumbers(file())
      expect([3, 600]).toContain(numbers.length)
      expect(numbers).toEqual(upTo(numbers.length))
      if (numbers.length === 600) restored++
      for (const name of readdirSync(folder)) if (name.startsWith('some.db')) rmSync(file(name))
      copyFileSync(file('small.db'), file())
    }
    expect(restored).toBeLessThan(9)
  }, 120_000)

  test('is refused while a server has it open, however idle', async () => {
    makeDatabase(2)
    await command('backup', [file('backup.db')])
    const server = start('server/main')
    const address = await addressOf(server)
    expectRefusal(await command('restore', [file('backup.db')]), 'Stop the server, then restore again.')
    expect((await fetch(address)).status).toBe(200)
    server.child.kill('SIGTERM')
    await server.exited
    expect(readdirSync(folder).sort()).toEqual(['backup.db', 'backup.db.sha256', 'some.db'])
    expect((await command('restore', [file('backup.db')])).code).toBe(0)
  })

  test('is brought to the present schema', async () => {
    const migrations = join(projectRoot(import.meta.dirname), 'migrations')
    cpSync(migrations, file('migrations'), { recursive: true })
    const journal = JSON.parse(readFileSync(file('migrations/meta/_journal.json'), 'utf8'))
    journal.entries.length = 2
    writeFileSync(file('migrations/meta/_journal.json'), JSON.stringify(journal))
    const old = new Sqlite(file('old.db'))
    migrate(drizzle(old), { migrationsFolder: file('migrations') })
    old.exec("INSERT INTO corpus (id, title) VALUES (1, 'Letters about a bridge')")
    expect(old.pragma('user_version', { simple: true })).toBe(2)
    old.close()

    const { said } = await command('restore', [file('old.db')])
    expect(said).toContain(`It had schema 2 and was brought to ${latestSchema()}.`)
    expect(opened(file(), (db) => db.$client.prepare('SELECT title FROM corpus').pluck().get())).toBe(
      'Letters about a bridge',
    )
    const untouched = new Sqlite(file('old.db'), { readonly: true })
    expect(untouched.pragma('user_version', { simple: true })).toBe(2)
    untouched.close()
  })

  test('has what is kept ready-made anew where the backup had it wrong, and that is said', async () => {
    makeDatabase(4)
    opened(file(), ({ $client }) => $client.exec('DELETE FROM claim_summaries WHERE claim_id = 2'))
    await command('backup', [file('backup.db')])
    const { said } = await command('restore', [file('backup.db')])
    expect(said).toContain('claim_summaries: 1 rows were not what a recount gives. They were made anew.')
    expect(wholeNumbers(file())).toEqual(upTo(4))
  })
})

/** How a sound backup is spoilt, and in which words it is refused then. “Without”: its checksum is taken away too. */
const unfit: [what: string, spoil: (path: string) => void, words: string][] = [
  ['missing', (path) => rmSync(path), 'There is no file'],
  ['empty', (path) => truncateSync(path), 'is empty'],
  ['cut short', (path) => truncateSync(path, statSync(path).size / 2), 'is not as it was written'],
  [
    'altered in one letter of one word',
    (path) => damage(path, readFileSync(path).indexOf('bridge was shelled'), 1),
    'is not as it was written',
  ],
  [
    'cut short, without its checksum',
    (path) => truncateSync(path, statSync(path).size / 2),
    'Use another backup.',
  ],
  ['damaged, without its checksum', damagePages, 'Use another backup.'],
  [
    'a letter, without a checksum',
    (path) => writeFileSync(path, 'Dear all, '.repeat(200)),
    'is not a database',
  ],
  [
    'of another program, without a checksum',
    (path) => changed(path, (other) => other.pragma('application_id = 7')),
    'is not a Counterclaim database',
  ],
  [
    'newer, without its checksum',
    (path) => changed(path, (newer) => newer.pragma('user_version = 999')),
    'Restore it with the newer program.',
  ],
  [
    'a database in use',
    (path) => writeFileSync(`${path}-wal`, 'changes that are not in the file'),
    'or one that was not closed, and no backup',
  ],
]

function changed(path: string, change: (client: Database.Database) => void) {
  const client = new Sqlite(path)
  change(client)
  client.close()
}

test.each(unfit)(
  'a backup that is %s is refused, and the database is as it was',
  async (what, spoil, words) => {
    makeDatabase(300, file('backup.db.made'))
    await command('backup', [file('backup.db')], file('backup.db.made'))
    makeDatabase(3)
    const before = readFileSync(file())
    spoil(file('backup.db'))
    if (what.includes('without')) rmSync(file('backup.db.sha256'))
    expectRefusal(await command('restore', [file('backup.db')]), words)
    expect(readFileSync(file()).equals(before)).toBe(true)
    expect(readdirSync(folder).filter((name) => name.startsWith('some.db'))).toEqual(['some.db'])
  },
)

test('the database is not restored from itself, nor over the database of another program', async () => {
  makeDatabase(2)
  expectRefusal(await command('restore', [file()]), 'is the database itself')
  await command('backup', [file('backup.db')])
  changed(file('songs.db'), (other) => other.exec('CREATE TABLE songs (title)'))
  expectRefusal(await command('restore', [file('backup.db')], file('songs.db')), 'of another program')
  writeFileSync(file('notes.txt'), 'Not a database at all. '.repeat(100))
  expectRefusal(
    await command('restore', [file('backup.db')], file('notes.txt')),
    'too damaged to be set aside',
  )
  expect(readFileSync(file('notes.txt'), 'utf8')).toMatch(/^Not a database/)
})

test('a damaged database can be replaced by a backup, and the doctor does not pass it', async () => {
  makeDatabase(300)
  await command('backup', [file('backup.db')])
  damagePages(file())
  const { code, said } = await command('doctor', [])
  expect(said).toMatch(/is damaged/)
  expect(said).not.toMatch(/^ +at /m)
  expect(code).toBe(1)
  expect((await command('restore', [file('backup.db')])).code).toBe(0)
  expect(wholeNumbers(file())).toEqual(upTo(300))
  expect((await command('doctor', [])).said).toBe('Nothing is wrong.\n')
})

describe('a change that cannot be written', () => {
  /** A small application whose only route makes the next numbered change. */
  const appOn = (db: Db) =>
    express()
      .get('/changes', (_req, res) => void res.json(numbersOf(db)))
      .post('/changes', (_req, res) => {
        makeNumberedChange(db, numbersOf(db).length + 1)
        res.sendStatus(201)
      })
      .use(showProblem(() => {}))
  const post = (db: Db) => request(appOn(db)).post('/changes').set('Accept', 'application/json')

  const inWay: [what: string, put: (db: Db) => void, remove: (db: Db) => void, words: RegExp][] = [
    [
      'a full database',
      ({ $client }) => $client.pragma(`max_page_count = ${$client.pragma('page_count', { simple: true })}`),
      ({ $client }) => $client.pragma('max_page_count = 100000'),
      /disk is full.*send it again when there is room/,
    ],
    [
      'a connection that may only read',
      ({ $client }) => $client.pragma('query_only = ON'),
      ({ $client }) => $client.pragma('query_only = OFF'),
      /may only be read/,
    ],
  ]

  test.each(inWay)(
    'for %s fails whole with a 503 that says so, and reading goes on',
    async (_, put, remove, words) => {
      makeDatabase(4)
      const db = openDatabase(file())
      try {
        const version = () => db.$client.prepare('SELECT data_version FROM corpus').pluck().get()
        const before = version()
        put(db)
        const { body } = await post(db).expect(503)
        expect(body.detail).toMatch(words)
        expect(body.detail).toContain('Nothing of yours was saved')
        await request(appOn(db)).get('/changes').expect(200, [1, 2, 3, 4])
        expect(version()).toBe(before)
        remove(db)
        await post(db).expect(201)
      } finally {
        db.$client.close()
      }
      expect(wholeNumbers(file())).toEqual(upTo(5))
    },
  )

  test('since another process is writing fails whole with a 503, and goes through afterwards', async () => {
    makeDatabase(1)
    const db = openDatabase(file())
    const other = new Sqlite(file())
    try {
      db.$client.pragma('busy_timeout = 20')
      other.exec('BEGIN IMMEDIATE')
      const { body } = await post(db).expect(503)
      expect(body.detail).toContain('try again in a moment')
      await request(appOn(db)).get('/changes').expect(200, [1])
      other.exec('COMMIT')
      await post(db).expect(201)
    } finally {
      other.close()
      db.$client.close()
    }
    expect(wholeNumbers(file())).toEqual([1, 2])
  })

  test('since the disk reports an error is answered with 503 as well', async () => {
    const app = express()
      .get('/', () => {
        throw new Sqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE')
      })
      .use(showProblem(() => {}))
    const { body } = await request(app).get('/').set('Accept', 'application/json').expect(503)
    expect(body.detail).toContain('disk reports an error')
  })
})

const disk = mountSmallDisk(4096)
afterAll(() => disk && unmountSmallDisk(disk))
if (!disk) {
  process.stderr.write(
    'No small disk can be mounted here (mount -t tmpfs is not permitted), so no disk was filled for real: a full database stands for it.\n',
  )
} else {
  describe('on a disk that is full', () => {
    const onDisk = (name: string) => join(disk, name)
    const filler = onDisk('filler')
    /** Takes all room but so much. */
    const fill = (leftKb: number) => {
      const kb = Buffer.alloc(1024)
      const chunks: Buffer[] = []
      for (let size = 4096; size > 0; size--) chunks.push(kb)
      try {
        writeFileSync(filler, Buffer.concat(chunks))
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' })
      }
      truncateSync(filler, Math.max(0, statSync(filler).size - leftKb * 1024))
    }
    afterEach(() => {
      for (const name of readdirSync(disk)) rmSync(onDisk(name), { recursive: true })
    })

    test('a change fails whole, reading goes on, and writing does when there is room again', () => {
      makeDatabase(4, onDisk('some.db'))
      opened(onDisk('some.db'), (db) => {
        fill(8)
        const attempt = () => {
          for (const number of upTo(100)) makeNumberedChange(db, 4 + number)
        }
        expect(attempt).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }))
        const numbers = numbersOf(db)
        expect(findDamage(db.$client)).toEqual([])
        rmSync(filler)
        makeNumberedChange(db, numbers.length + 1)
        expect(numbersOf(db)).toEqual(upTo(numbers.length + 1))
      })
      expect(wholeNumbers(onDisk('some.db')).length).toBeGreaterThanOrEqual(5)
    })

    test('a backup is refused and leaves nothing, and so is a restored database', async () => {
      makeDatabase(30)
      fill(100)
      expectRefusal(await command('backup', [onDisk('backup.db')]), 'the disk is full')
      expect(readdirSync(disk)).toEqual(['filler'])

      await command('backup', [file('backup.db')])
      rmSync(filler)
      makeDatabase(2, onDisk('some.db'))
      fill(100)
      expectRefusal(await command('restore', [file('backup.db')], onDisk('some.db')), 'the disk is full')
      expect(readdirSync(disk).sort()).toEqual(['filler', 'some.db'])
      expect(wholeNumbers(onDisk('some.db'))).toEqual([1, 2])
    })

    test.each([2, 20, 60, 120])(
      'a first start with %i kB left says so in one line; with room, the next succeeds',
      async (leftKb) => {
        fill(leftKb)
        const server = start('server/main', [], onDisk('some.db'))
        expect(await server.exited).toBe(1)
        expect(server.output().trim()).toMatch(/^There is no room for \S+: the disk is full\. .*Make room.*$/)
        rmSync(filler)
        expect(opened(onDisk('some.db'), findDrift)).toEqual([])
      },
    )
  })
}

describe('for a user who may read but not write', () => {
  const nobody = 65534
  const ids: Ids = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  beforeEach(() => {
    makeDatabase(2)
    copyFileSync(file(), file('backup.db'))
    chmodSync(folder, 0o755)
    for (const name of [file(), file('backup.db')]) chmodSync(name, 0o444)
    mkdirSync(file('mine'))
    if (ids.uid) chownSync(file('mine'), nobody, nobody)
    chmodSync(folder, 0o555)
  })
  afterEach(() => chmodSync(folder, 0o755))

  test('a server does not start on the database, and says what to check', async () => {
    const server = start('server/main', [], file(), ids)
    expect(await server.exited).toBe(1)
    expect(server.output()).toBe(
      `${file()} cannot be opened for writing. Check that the file and its folder exist and may be written to.\n`,
    )
  })

  test('neither a backup into a closed folder nor a restored database is made', async () => {
    expectRefusal(await command('backup', [file('second.db')], file(), ids), 'cannot be opened')
    expectRefusal(await command('restore', [file('backup.db')], file(), ids), 'cannot be opened')
    expect(readdirSync(folder).sort()).toEqual(['backup.db', 'mine', 'some.db'])
  })
})

test('two servers on one database both answer, and what one process writes the next request to either shows', async () => {
  makeDatabase(1)
  const servers = [1, 2].map(() => start('server/main'))
  const addresses = await Promise.all(servers.map(addressOf))
  const titles = async () =>
    Promise.all(
      addresses.map(async (address) => (await fetch(new URL('/claims/claim-2.json', address))).status),
    )
  // Twice, so that both have kept the front page.
  const fronts = async () => Promise.all(addresses.map(async (address) => (await fetch(address)).text()))
  await fronts()
  for (const page of await fronts()) expect(page).not.toContain('Claim claim-2.')
  expect(await titles()).toEqual([404, 404])
  opened(file(), (db) => makeNumberedChange(db, 2))
  for (const page of await fronts()) expect(page).toContain('Claim claim-2.')
  expect(await titles()).toEqual([200, 200])
})
