import { parseHTML } from 'linkedom'

/** What a browser would send for the form of a page: every field as it stands, with these changed. */
export function fieldsOf(
  html: string,
  changed: Record<string, string | string[] | null> = {},
  form = '#marking',
) {
  const { document } = parseHTML(html)
  const element = document.querySelector(form)
  if (!element) throw new Error(`The page has no ${form}.`)
  const fields: Record<string, string[]> = {}
  for (const field of element.querySelectorAll('input, textarea, select')) {
    const name = field.getAttribute('name')
    const type = field.getAttribute('type')
    if (!name || ((type === 'checkbox' || type === 'radio') && !field.hasAttribute('checked'))) continue
    const chosen = field.querySelector('option[selected]') ?? field.querySelector('option')
    const value =
      field.tagName === 'SELECT'
        ? (chosen?.getAttribute('value') ?? '')
        : field.tagName === 'TEXTAREA'
          ? decoded(field.textContent ?? '').replace(/^\n/, '')
          : (field.getAttribute('value') ?? 'on')
    fields[name] = [...(fields[name] ?? []), value]
  }
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) delete fields[name]
    else fields[name] = [value].flat()
  }
  return fields
}

/** The parser takes what stands in a textarea as it is written. */
const decoded = (words: string) =>
  words
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

/** Where the form goes. */
export const actionOf = (html: string, form = '#marking') =>
  parseHTML(html).document.querySelector(form)?.getAttribute('action') ?? ''

/** The words of a part of a page. */
export const textOf = (html: string, selector: string) =>
  (parseHTML(html).document.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim()

/** What a select of a page offers, as it would be sent. */
export const optionsOf = (html: string, name: string) =>
  [...parseHTML(html).document.querySelectorAll(`select[name="${name}"] option`)].map(
    (option) => option.getAttribute('value') ?? '',
  )

/** Where the links of a page lead. */
export const hrefsOf = (html: string) =>
  [...parseHTML(html).document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))
