import type { RequestHandler } from 'express'
import { loggedAddress } from './log.ts'

/** A line for each answered request: method, address, status, time taken. */
export function logRequests(log: (line: string) => void): RequestHandler {
  return (req, res, next) => {
    const start = process.hrtime.bigint()
    res.on('finish', () => {
      const ms = Number(process.hrtime.bigint() - start) / 1e6
      log(`${req.method} ${loggedAddress(req.originalUrl)} ${res.statusCode} ${ms.toFixed(1)} ms`)
    })
    next()
  }
}
