import { existsSync } from 'node:fs'
import { DatabaseRefused, explained, openDatabase } from '../../db/client.ts'
import { ConfigRefused, listeningAt, readConfig } from '../config.ts'
import { giveOwnerLink } from '../features/accounts/links.ts'
import { urls } from '../web/urls.ts'

const usage =
  'npm run owner-link -- [NAME]   a link that lets an owner in once and sets a new password; NAME where there are several owners'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Makes a link for an owner who has lost access, or for the first one. @throws DatabaseRefused */
function printLink(name: string | undefined) {
  const config = readConfig(process.env)
  if (!existsSync(config.database)) {
    throw new DatabaseRefused(`There is no database at ${config.database}. Set DATABASE to the server’s.`)
  }
  const db = openDatabase(config.database)
  try {
    const given = giveOwnerLink(db, name)
    if ('refusal' in given) throw new DatabaseRefused(given.refusal)
    const site = config.port ? listeningAt(config, config.port) : ''
    say(`Sign in as owner: ${site}${urls.signInLink(given.token)}`)
    say(
      `It works once, until ${given.expiresAt.toISOString()}. Where the server has another address, put that in front of /sign-in.`,
    )
  } catch (error) {
    throw explained(error, config.database)
  } finally {
    db.$client.close()
  }
}

const names = process.argv.slice(2)
if (names.some((name) => name.startsWith('-'))) {
  say(usage)
  process.exitCode = 2
} else {
  try {
    printLink(names.join(' ').trim() || undefined)
  } catch (error) {
    if (!(error instanceof DatabaseRefused || error instanceof ConfigRefused)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
