import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Sqlite } from '../../db/driver.ts'
import { until } from '../support/run.ts'
import { addressOf, type ServerProcess, spawnScript, spawnServer, spawnStart } from '../support/server.ts'

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
    let answer = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      answer += chunk
    })
    // One request whole and the beginning of another: once the first is answered, the second has begun to be read.
    const head = `Host: ${address.host}\r\n`
    socket.write(
      `HEAD /method HTTP/1.1\r\n${head}\r\nGET /corpus.json HTTP/1.1\r\n${head}Connection: close\r\n`,
    )
    await until(server, () => answer.endsWith('\r\n\r\n'))
    answer = ''
    server.child.kill(signal)
    await until(server, () => server.output().includes(`${signal}: finishing the requests in flight.`))
    socket.write('\r\n')
    expect(await server.exited).toBe(0)
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/)
    expect(answer).toContain('"assertions":[')
    const db = new Sqlite(join(folder, 'some.db'), { readonly: true })
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
  },
)

test('whoever stops npm stops the server that it started', async () => {
  const server = spawnStart({ DATABASE: join(folder, 'some.db') })
  running.push(server)
  const address = await addressOf(server)
  server.child.kill('SIGTERM')
  expect(await server.exited).toBe(0)
  expect(server.output().trim()).toMatch(/ Stopped\.$/)
  await expect(fetch(address)).rejects.toThrow()
}, 60_000)

test('a second start keeps what is there', async () => {
  const first = start()
  await addressOf(first)
  first.child.kill('SIGTERM')
  await first.exited
  const second = start()
  await addressOf(second)
  expect(second.output()).not.toContain('Loaded')
})

test('every start prints a way in for the owner until there is one; later a command does', async () => {
  const linkIn = (output: string) => new URL(/Sign in as owner: (\S+)/.exec(output)![1]!)
  const first = start()
  await addressOf(first)
  first.child.kill('SIGTERM')
  await first.exited
  const second = start({ LOG: 'requests' })
  const address = await addressOf(second)
  const link = linkIn(second.output())
  expect(link.pathname).not.toBe(linkIn(first.output()).pathname)
  const enter = (path: string, typed: Record<string, string>) =>
    fetch(new URL(path, address), { method: 'POST', redirect: 'manual', body: new URLSearchParams(typed) })
  const typed = { name: 'Olga', newPassword: 'long enough', passwordAgain: 'long enough' }
  expect((await enter(link.pathname, typed)).status).toBe(303)
  expect((await enter(linkIn(first.output()).pathname, typed)).status).toBe(410)

  const { port } = new URL(address)
  const command = spawnScript('server/commands/ownerLink.ts', {
    DATABASE: join(folder, 'some.db'),
    PORT: port,
  })
  running.push(command)
  expect(await command.exited).toBe(0)
  const again = linkIn(command.output())
  expect(again.href).toMatch(new RegExp(`^${address}sign-in/link/`))
  const page = await (await fetch(again)).text()
  expect(page).toContain('For the account of Olga')
  expect((await enter(again.pathname, typed)).status).toBe(303)
  // What is printed once, to let somebody in, is not printed again with each request.
  expect(second.output()).toMatch(/POST \/sign-in\/link\/… 303/)
  expect(second.output().split(link.pathname)).toHaveLength(2)
  second.child.kill('SIGTERM')
  await second.exited
  const third = start()
  await addressOf(third)
  expect(third.output()).not.toContain('Sign in as owner')
})

test('a way in for the owner of a database that is not there is refused in one line', async () => {
  const command = spawnScript('server/commands/ownerLink.ts', { DATABASE: join(folder, 'some.db') })
  running.push(command)
  expect(await command.exited).toBe(1)
  expect(command.output()).toMatch(/^There is no database at \S+some\.db\./)
})

test.each([
  [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY must be the number of proxies'],
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

test('a search of ten thousand characters is answered, whatever they are', async () => {
  const address = await addressOf(start())
  for (const character of ['x', '"', '%', 'ж', '語', '😀']) {
    const query = new URLSearchParams({ q: character.repeat(10_000) })
    expect((await fetch(`${address}search?${query}`)).status, character).toBe(200)
  }
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
