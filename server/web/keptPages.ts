import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** An answer that is the same for everybody until the data changes. */
interface KeptPage {
  version: number
  etag: string
  headers: OutgoingHttpHeaders
  /** The answer to who has the page already. */
  unchanged: HeaderList
  plain: Body
  /** Made once, when the page is asked for a second time; undefined until then. */
  compressed: Partial<Record<Encoding, Body>>
  isCompressing: boolean
}
interface Body {
  headers: HeaderList
  bytes: Buffer
}
type Encoding = 'br' | 'gzip'
/** Names and values in turn: what `writeHead` takes without copying. */
type HeaderList = (string | string[])[]

export interface KeptPagesOptions {
  maxBytes?: number
}

const compressors = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 6,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
        [constants.BROTLI_PARAM_LGWIN]: windowBits(body.length),
      },
    }) as Promise<Buffer>,
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 6 }) as Promise<Buffer>,
}

/** The smallest window that holds so many bytes: a compressor allots memory for all of its window. */
const windowBits = (bytes: number) => Math.min(Math.max(Math.ceil(Math.log2(bytes + 16)), 10), 22)

/** A page larger than this is made anew each time. */
const largestPage = 4 * 1024 * 1024
const smallestCompressed = 1024

/**
 * Answers repeated GETs from memory, before `app` is entered, until the data version moves; `readVersion` is asked for
 * each request, so that a page is never stale, whoever wrote. Only whole 200 answers that hold nothing of the visitor
 * are kept: none with a cookie, none that says no-store. The least recently asked go when `maxBytes` are reached.
 */
export function keepPages(
  app: RequestListener,
  readVersion: () => number,
  { maxBytes = 48 * 1024 * 1024 }: KeptPagesOptions = {},
): RequestListener {
  const pages = new Map<string, KeptPage>()
  let bytes = 0

  const drop = (key: string, page: KeptPage) => {
    pages.delete(key)
    bytes -= sizeOf(key, page)
  }
  const keep = (key: string, page: KeptPage) => {
    const before = pages.get(key)
    if (before) drop(key, before)
    pages.set(key, page)
    bytes += sizeOf(key, page)
    for (const [oldest, old] of pages) {
      if (bytes <= maxBytes) break
      drop(oldest, old)
    }
  }
  const waiting = new Set<string>()
  let isCompressing = false
  /** One page at a time: a compressor holds megabytes from the moment it is made. */
  const compressWaiting = async () => {
    if (isCompressing) return
    isCompressing = true
    for (const key of waiting) {
      waiting.delete(key)
      const page = pages.get(key)
      if (!page) continue
      const [br, gz] = [await compressors.br(page.plain.bytes), await compressors.gzip(page.plain.bytes)]
      if (pages.get(key) !== page) continue
      drop(key, page)
      page.compressed = { br: bodyOf(page.headers, br, 'br'), gzip: bodyOf(page.headers, gz, 'gzip') }
      keep(key, page)
    }
    isCompressing = false
  }

  return (req, res) => {
    if (req.method !== 'GET' || req.headers.cookie !== undefined) return app(req, res)
    // Behind a proxy a page names its own addresses by the protocol that the proxy was asked with.
    const from = `${req.headers['x-forwarded-proto'] ?? ''} ${req.headers.host}`
    const key = `${from} ${req.headers['hx-request-type'] ?? ''} ${req.url}`
    let version: number
    try {
      version = readVersion()
    } catch {
      // Outside of the application a failed read would end the server; there it is answered like any other.
      return app(req, res)
    }
    const page = pages.get(key)
    if (page?.version === version) {
      // Moved to the end: the oldest in the map is the one not asked for longest.
      pages.delete(key)
      pages.set(key, page)
      if (!page.isCompressing && page.plain.bytes.length >= smallestCompressed) {
        page.isCompressing = true
        waiting.add(key)
        void compressWaiting()
      }
      return answer(req, res, page)
    }
    if (page) drop(key, page)
    capture(res, (headers, body) => {
      const etag = `W/"${version}-${createHash('sha1').update(body).digest('base64url').slice(0, 16)}"`
      res.setHeader('ETag', etag)
      if (body.length <= largestPage) keep(key, pageOf(version, etag, { ...headers, etag }, body))
    })
    app(req, res)
  }
}

function pageOf(version: number, etag: string, headers: OutgoingHttpHeaders, body: Buffer): KeptPage {
  const { 'content-length': _, 'content-type': __, ...unchanged } = headers
  return {
    version,
    etag,
    headers,
    unchanged: headerList(unchanged),
    plain: bodyOf(headers, body),
    compressed: {},
    isCompressing: false,
  }
}

const bodyOf = (headers: OutgoingHttpHeaders, bytes: Buffer, encoding?: Encoding): Body => ({
  headers: headerList({
    ...headers,
    ...(encoding && { 'content-encoding': encoding }),
    'content-length': bytes.length,
  }),
  bytes,
})

const headerList = (headers: OutgoingHttpHeaders): HeaderList =>
  Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [name, Array.isArray(value) ? value : String(value)],
  )

function answer(req: IncomingMessage, res: ServerResponse, page: KeptPage) {
  if (req.headers['if-none-match']?.includes(page.etag)) {
    res.writeHead(304, page.unchanged).end()
    return
  }
  const encoding = bestEncoding(req.headers['accept-encoding'], page)
  const { headers, bytes } = (encoding && page.compressed[encoding]) ?? page.plain
  res.writeHead(200, headers).end(bytes)
}

function bestEncoding(accepted: string | undefined, { compressed }: KeptPage): Encoding | undefined {
  if (!accepted) return undefined
  if (compressed.br && /\bbr\b(?!;q=0(?:[,\s]|$))/.test(accepted)) return 'br'
  if (compressed.gzip && /\bgzip\b(?!;q=0(?:[,\s]|$))/.test(accepted)) return 'gzip'
  return undefined
}

/** Hands over the headers and the body of a 200 answer that is given at once and may be kept, just before it is sent. */
function capture(res: ServerResponse, take: (headers: OutgoingHttpHeaders, body: Buffer) => void) {
  const end = res.end
  res.end = function (this: ServerResponse, ...args: unknown[]) {
    const [chunk, encoding] = args
    const isWhole =
      res.statusCode === 200 && !res.headersSent && (typeof chunk === 'string' || Buffer.isBuffer(chunk))
    if (isWhole && mayBeKept(res)) {
      const body =
        typeof chunk === 'string'
          ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
          : (chunk as Buffer)
      const varied = String(res.getHeader('Vary') ?? '')
      res.setHeader('Vary', varied ? `${varied}, Accept-Encoding` : 'Accept-Encoding')
      res.setHeader('Cache-Control', 'no-cache')
      take(res.getHeaders(), body)
    }
    return end.apply(this, args as Parameters<typeof end>)
  } as typeof res.end
}

function mayBeKept(res: ServerResponse): boolean {
  const isPage = /^(text\/html|application\/json)/.test(String(res.getHeader('Content-Type')))
  return isPage && !res.hasHeader('Set-Cookie') && !res.hasHeader('Cache-Control')
}

/** With its key: an address may be longer than the page. */
const sizeOf = (key: string, { plain, compressed }: KeptPage) =>
  key.length +
  plain.bytes.length +
  (compressed.br?.bytes.length ?? 0) +
  (compressed.gzip?.bytes.length ?? 0) +
  2048
