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
    'form-dup-name': ['error', { shared: ['checkbox', 'radio', 'submit', 'hidden'] }],
    'long-title': 'off',
  },
})

test('every kind of page is valid HTML, and none has an inline style or script', async () => {
  const { app, db } = startTestApp()
  for (const { name, path } of everyKindOfPage(db)) {
    const { text } = await request(app).get(path)
    const { results } = await validator.validateString(text)
    const found = results.flatMap(({ messages }) =>
      messages.map(
        ({ ruleId, message, line }) =>
          `${ruleId}: ${message} (line ${line}: ${text.split('\n')[line - 1]?.trim().slice(0, 120)})`,
      ),
    )
    expect(found, `${name} (${path})`).toEqual([])
    expect(text, name).not.toMatch(/\sstyle="|<style|\son[a-z]+="|<script>/)
  }
}, 120_000)
