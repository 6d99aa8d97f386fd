import { join } from 'node:path'
import express from 'express'
import { expect, test } from 'vitest'
import { projectRoot } from '../../db/client.ts'
import { conflictView } from '../../server/web/conflict.ts'
import { useTemplates } from '../../server/web/templates.ts'

const templates = useTemplates(express(), join(projectRoot(import.meta.dirname), 'views'))
const shown = (...given: Parameters<typeof conflictView>) =>
  templates.render('shared/_conflict.njk', { conflict: conflictView(...given) })

const latest = { number: 7, actor: 'Ana', summary: 'Reworded a claim', madeAt: '2026-01-07T08:30:00.000Z' }
const now = { id: 'road-open', wording: 'The old road is open.', topics: ['roads'] }

test('a conflict shows who changed what, and both versions with the words that differ', () => {
  const html = shown({ latest, now, was: { ...now, wording: 'The new road is open.' } })
  expect(html).toContain('<a href="/history/7">Reworded a claim.</a>')
  expect(html).toContain('<td data-side="When you began">The <del>new</del> road is open.</td>')
  expect(html).toContain('<td data-side="Now">The <ins>old</ins> road is open.</td>')
  expect(html).not.toContain('roads')
})

test('a conflict over what is not there any more says so', () => {
  expect(shown({ latest, now: null, was: now })).toContain('It is not in the collection any more.')
})
