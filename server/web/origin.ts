import type { Request } from 'express'

/** The site's own origin as the visitor asked for it, "https://host:port": for addresses that are mailed or compared. */
export const originOf = (req: Request) => `${req.protocol}://${req.get('host') ?? 'localhost'}`
