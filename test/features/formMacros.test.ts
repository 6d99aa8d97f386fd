import { join } from 'node:path'
import express from 'express'
import { expect, test } from 'vitest'
import { projectRoot } from '../../db/client.ts'
import type { Form } from '../../server/web/form.ts'
import { useTemplates } from '../../server/web/templates.ts'
import { faultsOf } from '../support/validHtml.ts'

const environment = useTemplates(express(), join(projectRoot(import.meta.dirname), 'views'))

/** What the macros print for `form`, as a valid page holds it. */
async function printed(template: string, form: Form, more: object = {}): Promise<string> {
  const html = environment.renderString(`{% import "shared/form.njk" as forms %}${template}`, {
    form,
    ...more,
  })
  const page = `<!doctype html>\n<html lang="en"><head><title>A form</title></head><body><form action="/x" method="post">${html}</form></body></html>\n`
  expect(await faultsOf(page)).toEqual([])
  return html
}

const send = "{{ forms.submit('Save') }}"
const options = [
  { value: 'asserts', text: 'Asserts', hint: 'Says that it is so.' },
  { value: 'disputes', text: 'Disputes' },
]

test('a field comes back as typed, whatever was typed', async () => {
  const typed = '\n<b>"one" & \'two\'</b>\n'
  const html = await printed(
    `{{ forms.area(form, 'text', 'Text') }}{{ forms.text(form, 'line', 'Line') }}${send}`,
    { values: { text: typed, line: '"><script>' }, errors: {} },
  )
  expect(html).toContain('>\n\n&lt;b&gt;&quot;one&quot; &amp; &#39;two&#39;&lt;/b&gt;\n</textarea>')
  expect(html).toContain('value="&quot;&gt;&lt;script&gt;"')
  expect(html).not.toContain('autofocus')
})

test('a message is tied to its field, with the hint, and the first wrong field takes the focus', async () => {
  const html = await printed(
    `{{ forms.errorSummary(form) }}{{ forms.text(form, 'one', 'One', { hint: 'A hint.' }) }}{{ forms.select(form, 'two', 'Two', options) }}${send}`,
    { values: { two: 'disputes' }, errors: { one: ['Enter one'], two: ['Choose two'] } },
    { options },
  )
  expect(html).toMatch(
    /id="field-one"[^>]*aria-describedby="field-one-hint field-one-error" aria-invalid="true" autofocus/,
  )
  expect(html).toMatch(/id="field-two"[^>]*aria-describedby="field-two-error" aria-invalid="true">/)
  expect(html).toContain('<a href="#field-one">Enter one</a>')
  expect(html).toContain('<option value="disputes" selected>')
  expect(html.match(/autofocus/g)).toHaveLength(1)
})

test('one of several is chosen as it was, and the group carries the message', async () => {
  const html = await printed(
    `{{ forms.radios(form, 'stance', 'Stance', options, { hint: 'One of them.', required: true }) }}${send}`,
    { values: { stance: 'disputes' }, errors: { stance: ['Choose a stance'] } },
    { options },
  )
  expect(html).toMatch(/<fieldset[^>]*aria-describedby="field-stance-hint field-stance-error"/)
  expect(html).toMatch(/value="disputes" checked/)
  expect(html).toMatch(/id="field-stance"[^>]* autofocus/)
})

test('a box is ticked where its value was sent, alone or among several, and not where it only looks like it', async () => {
  const boxes = `{{ forms.checkbox(form, 'topic', 'Bridges', { value: 'bridges' }) }}{{ forms.checkbox(form, 'topic', 'Ridges', { value: 'ridges', id: 'ridges' }) }}${send}`
  const ticked = async (topic: unknown) =>
    [...(await printed(boxes, { values: { topic }, errors: {} })).matchAll(/value="(\w+)" checked/g)].map(
      ([, value]) => value,
    )
  expect(await ticked('bridges')).toEqual(['bridges'])
  expect(await ticked(['ridges', 'bridges'])).toEqual(['bridges', 'ridges'])
  expect(await ticked(['bridges and more'])).toEqual([])
  expect(await ticked(undefined)).toEqual([])
})

test('two forms of a page may have fields of the same name', async () => {
  const html = await printed(
    `{{ forms.errorSummary(form, { note: 'second-note' }) }}{{ forms.area(form, 'note', 'Note', { id: 'second-note' }) }}${send}`,
    { values: {}, errors: { note: ['Enter a note'] } },
  )
  expect(html).toContain('<a href="#second-note">')
  expect(html).toContain('for="second-note"')
})
