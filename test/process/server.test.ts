import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addressOf, type ServerProcess, spawnServer } from '../support/server.ts'

let folder: string
let running: ServerProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterclaim-'))
})
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.map(({ exited }) => exited))
  running = []
  rmSync(folder, { recursive: true })
})

const start = (env: Record<string, string> = {}) => {
  const server = spawnServer({ DATABASE: join(folder, 'some.db'), ...env })
  running.push(server)
  return server
}

test('a first start makes the database, loads the shipped corpus and says where to look and how to sign in', async () => {
  const server = start()
  const address = await addressOf(server)
  const corpus = (await (await fetch(`${address}corpus.json`)).json()) as { letters: unknown[] }
  expect(corpus.letters).toHaveLength(5)
  const lines = server.output().trim().split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[2]).toMatch(/ Sign in as owner: http:\S+\/sign-in\/link\/[\w-]{43}$/)
  for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\S+Z /)
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  'on %s the request in flight is finished and the database is closed',
  async (signal) => {
    const server = start()
    const address = new URL(await addressOf(server))
    const socket = connect(Number(address.port), address.hostname)
    socket.write(`GET /corpus.json HTTP/1.1\r\nHost: ${address.host}\r\nConnection: close\r\n`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    server.child.kill(signal)
    await new Promise((resolve) => setTimeout(resolve, 100))
    let answer = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      answer += chunk
    })
    socket.write('\r\n')
    expect(await server.exited).toBe(0)
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/)
    expect(answer).toContain('"assertions":[')
    const db = new Database(join(folder, 'some.db'), { readonly: true })
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
  },
)

test('a second start keeps what is there', async () => {
  const first = start()
  await addressOf(first)
  first.child.kill('SIGTERM')
  await first.exited
  const second = start()
  await addressOf(second)
  expect(second.output()).not.toContain('Loaded')
})

test.each([
  [{ PORT: 'http' }, 'PORT must be a whole number'],
  [{ PORT: '70000' }, 'PORT must be a whole number'],
  [{ LOG: 'everything' }, 'LOG must be left out'],
  [{ LLM_BASE_URL: 'example', LLM_MODEL: 'a-model' }, 'LLM_BASE_URL must be left out'],
  [{ LLM_MODEL: 'a-model' }, 'LLM_BASE_URL and LLM_MODEL go together'],
])('an environment of %j is refused with what to do', async (env, message) => {
  const server = start(env as unknown as Record<string, string>)
  expect(await server.exited).toBe(1)
  expect(server.output().trim().split('\n')).toEqual([expect.stringContaining(message)])
})

test('a port that is taken is said in one line', async () => {
  const first = start()
  const { port } = new URL(await addressOf(first))
  const second = start({ PORT: port, DATABASE: join(folder, 'other.db') })
  expect(await second.exited).toBe(1)
  expect(second.output()).toContain(`Port ${port} is taken.`)
})

test('a database that cannot be used is said in one line', async () => {
  writeFileSync(join(folder, 'some.db'), 'not a database at all, but long enough to be looked at')
  const server = start()
  expect(await server.exited).toBe(1)
  expect(server.output()).toContain('is not a database')
  expect(server.output()).not.toContain(' at ')
})
