import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ModelSettings } from '../../server/config.ts'

interface Asked {
  url: string | undefined
  headers: IncomingHttpHeaders
  body: { model: string; messages: { role: string; content: string }[] }
}

/** What a model answers: statements, or any text, or a status without an answer, or nothing at all. */
export type ModelReply =
  | { statements: object[] }
  | { text: string }
  | { status: number }
  | { body: string }
  | 'silence'

/** A small server that speaks the protocol of chat completions and answers as it is told, in turn; the last reply stays. */
export async function startModel(...replies: ModelReply[]) {
  const asked: Asked[] = []
  const answer: RequestListener = async (req, res) => {
    let text = ''
    for await (const chunk of req) text += chunk
    asked.push({ url: req.url, headers: req.headers, body: JSON.parse(text) })
    const reply = replies.length > 1 ? replies.shift()! : replies[0]!
    if (reply === 'silence') return
    if ('status' in reply) res.writeHead(reply.status).end()
    else if ('body' in reply) res.end(reply.body)
    else {
      const content = 'text' in reply ? reply.text : JSON.stringify(reply)
      res.setHeader('Content-Type', 'application/json')
      res.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))
    }
  }
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const settings: ModelSettings = { baseUrl: `http://127.0.0.1:${port}/v1`, name: 'a-model', apiKey: 'a key' }
  return {
    settings,
    asked,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
