import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import express, { type Express } from 'express'

const require = createRequire(import.meta.url)
const families = ['source-serif-4', 'inter', 'noto-serif-armenian']
const cached = { maxAge: '1h', index: false, redirect: false } as const

/** The project's own static files, and htmx and the fonts from the packages that are installed. */
export function serveAssets(app: Express, root: string) {
  app.use('/static', express.static(join(root, 'static'), cached))
  app.get('/favicon.ico', (_req, res) => res.redirect(301, '/static/favicon.svg'))
  const htmx = join(dirname(require.resolve('htmx.org/package.json')), 'dist/htmx.min.js')
  app.get('/assets/htmx.js', (_req, res) => res.sendFile(htmx, cached))
  for (const family of families) {
    const folder = dirname(require.resolve(`@fontsource-variable/${family}/package.json`))
    app.use(`/assets/fonts/${family}`, express.static(join(folder, 'files'), { ...cached, maxAge: '30d' }))
  }
}
