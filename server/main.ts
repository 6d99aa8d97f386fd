import { createServer } from 'node:http'
import { join } from 'node:path'
import { DatabaseRefused, type Db, explained, isUnwritable, openDatabase, projectRoot } from '../db/client.ts'
import { dataVersion } from '../db/dataVersion.ts'
import { createApp } from './app.ts'
import { type Config, ConfigRefused, listeningAt, readConfig } from './config.ts'
import { inviteFirstOwner } from './features/accounts/links.ts'
import { FolderRefused, hasCorpus, loadFolder } from './features/corpus/loadCorpus.ts'
import { keepPages } from './web/keptPages.ts'
import { logLine } from './web/log.ts'
import { urls } from './web/urls.ts'

/** In bytes: room for a search of 10,000 characters, each of them up to twelve bytes in an address. */
const longestHead = 128 * 1024

/** Reads the environment, opens the database, loads the shipped corpus into an empty one, lets the first owner in, listens, and stops cleanly. */
function start(config: Config) {
  const db = openDatabase(config.database)
  logLine(`Database ${config.database} is open.`)
  loadSeeds(db)
  const ownerLink = firstOwnerLink(db, config.database)

  const { logsRequests, proxies, model } = config
  const app = createApp({ db, log: logLine, logsRequests, proxies, model })
  // With a line for each request, every request goes through the application.
  const server = createServer(
    { maxHeaderSize: longestHead },
    config.logsRequests ? app : keepPages(app, () => dataVersion(db)),
  )
  server.headersTimeout = 15_000
  // Long enough for a file of 50 MB over a slow line.
  server.requestTimeout = 300_000
  server.keepAliveTimeout = 10_000
  server.on('error', (error: NodeJS.ErrnoException) => {
    db.$client.close()
    stopWith(
      error.code === 'EADDRINUSE'
        ? `Port ${config.port} is taken. Stop the other server, or set PORT to another number.`
        : `The server cannot listen on ${config.host}:${config.port}: ${error.message}`,
    )
  })
  server.listen(config.port, config.host, () => {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : config.port
    const site = listeningAt(config, port)
    if (ownerLink) logLine(`Sign in as owner: ${site}${urls.signInLink(ownerLink.token)}`)
    logLine(`Open ${site}/`)
  })

  let isStopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      logLine(`${signal}: finishing the requests in flight.`)
      server.close(() => {
        db.$client.close()
        logLine('Stopped.')
      })
      server.closeIdleConnections()
    })
  }
}

function loadSeeds(db: Db) {
  if (hasCorpus(db)) return
  try {
    const added = loadFolder(db, join(projectRoot(import.meta.dirname), 'seeds'), 'shipped corpus')
    logLine(
      `Loaded the shipped corpus: ${added.letters} letters, ${added.assertions} assertions, ${added.claims} claims.`,
    )
  } catch (error) {
    // Another server that was started on the same new file at the same moment has loaded it.
    if (!hasCorpus(db)) throw error
  }
}

/** The way in for the first owner; none where nothing can be written just now: there is still much to read. */
function firstOwnerLink(db: Db, path: string) {
  try {
    return inviteFirstOwner(db)
  } catch (error) {
    if (!isUnwritable(error)) throw error
    logLine(`No link for the first owner was made. ${explained(error, path).message}`)
    return null
  }
}

function stopWith(message: string) {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}

try {
  start(readConfig(process.env))
} catch (thrown) {
  const error = explained(thrown, process.env.DATABASE ?? 'counterclaim.db')
  const isExpected =
    error instanceof ConfigRefused || error instanceof DatabaseRefused || error instanceof FolderRefused
  if (!isExpected) throw error
  stopWith(error.message)
}
