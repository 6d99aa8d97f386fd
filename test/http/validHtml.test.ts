import { HtmlValidate } from 'html-validate'
import request from 'supertest'
import { expect, test } from 'vitest'
import { startTestApp } from '../support/app.ts'
import { everyKindOfPage } from '../support/pages.ts'

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document'],
  rules: {
    // Our templates write the doctype in lower case and leave white space as their layout makes it.
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    // Choices of one facet share a name: that is how a form says several values.
    'form-dup-name': ['error', { shared: ['checkbox', 'radio', 'submit'] }],
    'long-title': 'off',
    // Everything comes from this server; the Content-Security-Policy lets nothing else in.
    'require-sri': 'off',
  },
})

test('every kind of page is valid HTML, and none has an inline style or script', async () => {
  const { app, db } = startTestApp()
  const findings: string[] = []
  for (const { name, path } of everyKindOfPage(db)) {
    const { text } = await request(app).get(path)
    const { results } = await validator.validateString(text)
    for (const { ruleId, message, line } of results.flatMap(({ messages }) => messages)) {
      findings.push(
        `${name} (${path}): ${ruleId}: ${message}: ${text.split('\n')[line - 1]?.trim().slice(0, 120)}`,
      )
    }
    if (/\sstyle="|<style|\son[a-z]+="|<script>/.test(text)) findings.push(`${name}: has something inline`)
  }
  expect(findings).toEqual([])
}, 120_000)
