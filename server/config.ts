import { z } from 'zod'

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATABASE: z.string().min(1).default('counterclaim.db'),
  LOG: z.enum(['', 'requests']).default(''),
  TRUST_PROXY: z.coerce.number().int().min(0).max(9).default(0),
})

const advice: Record<string, string> = {
  HOST: 'HOST must be an address to listen on, such as 127.0.0.1.',
  PORT: 'PORT must be a whole number from 0 to 65535, such as 3000.',
  DATABASE: 'DATABASE must be the path of the database file, such as counterclaim.db.',
  LOG: 'LOG must be left out, or be "requests" for a line per request.',
  TRUST_PROXY: 'TRUST_PROXY must be the number of proxies in front of this server, from 0 to 9.',
}

export interface Config {
  host: string
  port: number
  database: string
  logsRequests: boolean
  /** How many proxies stand in front and say who asks, and by which protocol. */
  proxies: number
}

/** An environment that the server cannot start with; the message says what to set. */
export class ConfigRefused extends Error {}

/** The environment, checked once. @throws ConfigRefused */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
    throw new ConfigRefused([...names].map((name) => advice[name] ?? name).join('\n'))
  }
  const { HOST, PORT, DATABASE, LOG, TRUST_PROXY } = parsed.data
  return {
    host: HOST,
    port: PORT,
    database: DATABASE,
    logsRequests: LOG === 'requests',
    proxies: TRUST_PROXY,
  }
}
