/** The load: a fixed number of connections, each asking again as soon as it is answered, over bare sockets. */
import { connect, type Socket } from 'node:net'
import { answerMessages } from './processes.ts'

export interface LoadOrder {
  port: number
  /** Asked in turn, again and again. */
  requests: { path: string; headers: Record<string, string> }[]
  connections: number
  milliseconds: number
}

export interface LoadReport {
  perSecond: number
  /** Milliseconds from asking to the last byte. */
  p50: number
  p99: number
  /** How many answers had which status. */
  statuses: Record<number, number>
  /** How much of its core the load took: near 1 it was the load that was measured, not the server. */
  loadShare: number
}

answerMessages(async ({ port, requests, connections, milliseconds }: LoadOrder): Promise<LoadReport> => {
  const texts = requests.map(({ path, headers }) =>
    Buffer.from(
      [
        `GET ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        '\r\n',
      ].join('\r\n'),
    ),
  )
  const latencies: number[] = []
  const statuses: Record<number, number> = {}
  let turn = 0
  const cpuBefore = process.cpuUsage()
  const since = performance.now()
  const until = since + milliseconds
  await Promise.all(
    Array.from({ length: connections }, () =>
      keepAsking(port, {
        next: () => (performance.now() < until ? texts[turn++ % texts.length] : undefined),
        answered: (status, latencyMs) => {
          statuses[status] = (statuses[status] ?? 0) + 1
          latencies.push(latencyMs)
        },
      }),
    ),
  )
  const seconds = (performance.now() - since) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  latencies.sort((a, b) => a - b)
  const quantile = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? Number.NaN
  return {
    perSecond: latencies.length / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    statuses,
    loadShare: (cpu.user + cpu.system) / 1e6 / seconds,
  }
})

interface Asking {
  /** The next request, or undefined when it is time to stop. */
  next: () => Buffer | undefined
  answered: (status: number, latencyMs: number) => void
}

/** Asks over one connection until there is no next request. Reads only as much of an answer as tells where it ends. */
function keepAsking(port: number, { next, answered }: Asking): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let askedAt = 0
    let status = 0
    let head: Buffer | undefined
    let bytesLeft = 0

    const ask = () => {
      const request = next()
      if (!request) return socket.end(() => resolve())
      askedAt = performance.now()
      status = 0
      socket.write(request)
    }
    const readHead = (chunk: Buffer): boolean => {
      const text = head ? Buffer.concat([head, chunk]) : chunk
      const end = text.indexOf('\r\n\r\n')
      if (end === -1) {
        head = text
        return false
      }
      head = undefined
      const lines = text.toString('latin1', 0, end)
      status = Number(lines.slice(9, 12))
      const length = /content-length: *(\d+)/i.exec(lines)?.[1]
      if (length === undefined && status !== 304)
        fail(socket, new Error(`An answer without a length:\n${lines}`))
      bytesLeft = (status === 304 ? 0 : Number(length)) - (text.length - end - 4)
      return true
    }
    socket.on('connect', ask)
    socket.on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      if (status) bytesLeft -= chunk.length
      else if (!readHead(chunk)) return
      if (bytesLeft > 0) return
      answered(status, performance.now() - askedAt)
      ask()
    })
  })
}

function fail(socket: Socket, error: Error) {
  socket.destroy(error)
}
