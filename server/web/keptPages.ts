import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** An answer that is the same for everybody until the data changes. */
interface KeptPage {
  version: number
  etag: string
  headers: OutgoingHttpHeaders
  body: Buffer
  /** Made once, when the page is asked for a second time; undefined until then. */
  compressed: Partial<Record<Encoding, Buffer>>
  isCompressing: boolean
}
type Encoding = 'br' | 'gzip'

export interface KeptPagesOptions {
  maxBytes?: number
}

const compressors = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }) as Promise<Buffer>,
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 6 }) as Promise<Buffer>,
}

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
  { maxBytes = 64 * 1024 * 1024 }: KeptPagesOptions = {},
): RequestListener {
  const pages = new Map<string, KeptPage>()
  let bytes = 0

  const drop = (key: string, page: KeptPage) => {
    pages.delete(key)
    bytes -= sizeOf(page)
  }
  const keep = (key: string, page: KeptPage) => {
    const before = pages.get(key)
    if (before) drop(key, before)
    pages.set(key, page)
    bytes += sizeOf(page)
    for (const [oldest, old] of pages) {
      if (bytes <= maxBytes) break
      drop(oldest, old)
    }
  }
  const compress = async (key: string, page: KeptPage) => {
    page.isCompressing = true
    const [br, gz] = await Promise.all([compressors.br(page.body), compressors.gzip(page.body)])
    if (pages.get(key) !== page) return
    drop(key, page)
    page.compressed = { br, gzip: gz }
    keep(key, page)
  }

  return (req, res) => {
    if (req.method !== 'GET' || req.headers.cookie !== undefined) return app(req, res)
    const key = `${req.headers.host} ${req.headers['hx-request-type'] ?? ''} ${req.url}`
    const version = readVersion()
    const page = pages.get(key)
    if (page?.version === version) {
      // Moved to the end: the oldest in the map is the one not asked for longest.
      pages.delete(key)
      pages.set(key, page)
      if (!page.isCompressing && page.body.length >= smallestCompressed) void compress(key, page)
      return answer(req, res, page)
    }
    if (page) drop(key, page)
    capture(res, (headers, body) => {
      const etag = `W/"${version}-${createHash('sha1').update(body).digest('base64url').slice(0, 16)}"`
      res.setHeader('ETag', etag)
      if (body.length > largestPage) return
      keep(key, { version, etag, headers: { ...headers, etag }, body, compressed: {}, isCompressing: false })
    })
    app(req, res)
  }
}

function answer(req: IncomingMessage, res: ServerResponse, page: KeptPage) {
  if (req.headers['if-none-match']?.includes(page.etag)) {
    const { 'content-length': _, 'content-type': __, ...headers } = page.headers
    res.writeHead(304, headers).end()
    return
  }
  const encoding = bestEncoding(req.headers['accept-encoding'], page)
  const body = encoding ? page.compressed[encoding]! : page.body
  const headers = { ...page.headers, 'content-length': body.length }
  res.writeHead(200, encoding ? { ...headers, 'content-encoding': encoding } : headers).end(body)
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

const sizeOf = ({ body, compressed }: KeptPage) =>
  body.length + (compressed.br?.length ?? 0) + (compressed.gzip?.length ?? 0) + 2048
