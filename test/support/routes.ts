import type { Express } from 'express'
import type { Guard } from '../../server/web/access.ts'

/** A route of the application: what answers `method` at `path`, and who may, where its first handler says so. */
export interface Route {
  method: string
  path: string
  who: Guard['who'] | undefined
}

interface Layer {
  /** Whether it answers at every address: nothing was given where it was put to use, or "/". */
  slash: boolean
  handle: { stack?: Layer[]; who?: Guard['who'] }
  route?: { path: string | string[]; stack: { method?: string; handle: Layer['handle'] }[] }
}

/** Every route that the application has, found in its routers and in those within them. */
export function routesOf(app: Express): Route[] {
  return walk((app.router as unknown as { stack: Layer[] }).stack)
}

function walk(layers: Layer[]): Route[] {
  return layers.flatMap(({ route, handle, slash }) => {
    if (handle.stack && !slash)
      throw new Error('A router under a path of its own: its addresses are not known here.')
    if (!route) return walk(handle.stack ?? [])
    const methods = [...new Set(route.stack.map(({ method }) => method ?? 'all'))]
    return [route.path].flat().flatMap((path) =>
      methods.map((method) => ({
        method,
        path,
        who: route.stack.find((one) => (one.method ?? 'all') === method)?.handle.who,
      })),
    )
  })
}
