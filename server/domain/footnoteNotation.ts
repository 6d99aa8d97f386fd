import type { FootnoteRecord } from '../../db/records.ts'

/** A footnote's words as a corpus folder and forms write them: `<…>` for an address, `{broken}` behind one that cannot be right, `<>` for one left empty. */
type Note = Pick<FootnoteRecord, 'text' | 'urls'>

export function parseFootnote(words: string): Note {
  const urls: FootnoteRecord['urls'] = []
  let text = ''
  for (const [token, escaped, address, broken] of words.matchAll(
    /\\(.)|<([^<>\s]*)>(\{broken\})?|[\s\S]/gu,
  )) {
    if (address === undefined) text += escaped ?? token
    else if (address === '') {
      urls.push({ url: '', state: 'empty' })
      text += '<>'
    } else {
      urls.push({ url: address, state: broken ? 'broken' : 'usable' })
      text += address
    }
  }
  return { text, urls }
}

/** Writes what `parseFootnote` reads. */
export function formatFootnote({ text, urls }: Note): string {
  let words = ''
  let rest = text
  for (const { url, state } of urls) {
    const printed = state === 'empty' ? '<>' : url
    const at = rest.indexOf(printed)
    words += escapeNote(rest.slice(0, at))
    words += state === 'empty' ? '<>' : `<${url}>${state === 'broken' ? '{broken}' : ''}`
    rest = rest.slice(at + printed.length)
  }
  return words + escapeNote(rest)
}

const escapeNote = (text: string) => text.replace(/[\\<]/g, '\\$&')
