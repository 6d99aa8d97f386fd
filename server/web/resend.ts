import type { Request } from 'express'

/** A form that was sent and refused: where it was to go, and what it held. */
export interface Resend {
  action: string
  fields: { name: string; value: string }[]
}

/** What the request's form held; null where there was none, and where a page must not show it: a password. */
export function resendOf(req: Request): Resend | null {
  const body: unknown = req.body
  if (!body || typeof body !== 'object') return null
  const fields = Object.entries(body).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (typeof one === 'string' ? { name, value: one } : [])),
  )
  const isShowable = fields.length > 0 && !fields.some(({ name }) => /password/i.test(name))
  return isShowable ? { action: req.originalUrl, fields } : null
}
