/** What ours is measured against: `node:http` alone, sending bytes that it holds in memory. */
import { createServer, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerMessages } from './processes.ts'

/** An answer as another server gave it, to be repeated byte for byte. */
export interface Recorded {
  path: string
  status: number
  headers: OutgoingHttpHeaders
  bodyBase64: string
}

let answers = new Map<string, { status: number; headers: OutgoingHttpHeaders; body: Buffer }>()

const server = createServer((req, res) => {
  const answer = answers.get(req.url!)!
  res.writeHead(answer.status, answer.headers)
  res.end(answer.body)
})

answerMessages(async (recorded: Recorded[]) => {
  answers = new Map(
    recorded.map(({ path, status, headers, bodyBase64 }) => [
      path,
      { status, headers, body: Buffer.from(bodyBase64, 'base64') },
    ]),
  )
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port }
})
