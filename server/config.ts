import { z } from 'zod'

const environment = z
  .object({
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    DATABASE: z.string().min(1).default('counterclaim.db'),
    LOG: z.enum(['', 'requests']).default(''),
    TRUST_PROXY: z.coerce.number().int().min(0).max(9).default(0),
    LLM_BASE_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
    LLM_MODEL: z.string().trim().default(''),
    LLM_API_KEY: z.string().trim().default(''),
  })
  .refine(({ LLM_BASE_URL, LLM_MODEL }) => (LLM_BASE_URL === '') === (LLM_MODEL === ''), {
    path: ['LLM_MODEL'],
  })

const advice: Record<string, string> = {
  HOST: 'HOST must be an address to listen on, such as 127.0.0.1.',
  PORT: 'PORT must be a whole number from 0 to 65535, such as 3000.',
  DATABASE: 'DATABASE must be the path of the database file, such as counterclaim.db.',
  LOG: 'LOG must be left out, or be "requests" for a line per request.',
  LLM_BASE_URL: 'LLM_BASE_URL must be left out, or be an address such as https://llm.example.org/v1.',
  LLM_MODEL: 'LLM_BASE_URL and LLM_MODEL go together: set both to have a language model suggest, or neither.',
  TRUST_PROXY: 'TRUST_PROXY must be the number of proxies in front of this server, from 0 to 9.',
}

export interface Config {
  host: string
  port: number
  database: string
  logsRequests: boolean
  /** How many proxies stand in front and say who asks, and by which protocol. */
  proxies: number
  /** A language model that suggests too; null where none is set. */
  model: ModelSettings | null
}

/** A language model behind an address that speaks the protocol of OpenAI's chat completions. */
export interface ModelSettings {
  baseUrl: string
  name: string
  apiKey: string
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
  const { HOST, PORT, DATABASE, LOG, TRUST_PROXY, LLM_BASE_URL, LLM_MODEL, LLM_API_KEY } = parsed.data
  return {
    host: HOST,
    port: PORT,
    database: DATABASE,
    logsRequests: LOG === 'requests',
    proxies: TRUST_PROXY,
    model: LLM_BASE_URL ? { baseUrl: LLM_BASE_URL, name: LLM_MODEL, apiKey: LLM_API_KEY } : null,
  }
}

/** The address at which the server listens, for the lines that tell of it: "http://127.0.0.1:3000". */
export function listeningAt({ host }: Pick<Config, 'host'>, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
