import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { Source, SourceBlock } from '../../../domain/intake/source.ts'
import { type DomDocument, domBlocks } from './domBlocks.ts'
import { FileRefused } from './reading.ts'

/**
 * A web page's text. Nothing of it is run and nothing is fetched. All of it is read; what stands outside of the page's
 * article is marked so, and left out as a proposal that can be taken back.
 */
export function readHtml(html: string): Source {
  const document = parseHTML(html).document as unknown as DomDocument
  const body = document.body ?? document.documentElement
  if (!body)
    throw new FileRefused('The page holds no text. Open it in a browser, and paste the letter from there.')
  const { blocks, elements } = domBlocks(body)
  if (!blocks.length)
    throw new FileRefused(
      'The page holds no text: it may be made by a script when it is opened. Open it in a browser, and paste the letter from there.',
    )
  for (const [i, element] of elements.entries()) {
    element.setAttribute('data-block', `${element.getAttribute('data-block') ?? ''} ${i}`.trim())
  }
  const inside = insideOfArticle(document)
  return {
    format: 'html',
    blocks: blocks.map((block, i) =>
      inside && isOutside(blocks, i, inside) ? { ...block, hint: 'outside' as const } : block,
    ),
    ...(document.title.trim() && { title: document.title.trim().replace(/\s+/g, ' ') }),
    warnings: [],
  }
}

/** Notes belong to the letter wherever they stand, and so does a heading right above its words. */
function isOutside(blocks: readonly SourceBlock[], i: number, inside: ReadonlySet<number>): boolean {
  if (inside.has(i) || blocks[i]!.note !== undefined) return false
  return !(blocks[i]!.hint === 'heading' && [1, 2, 3].some((step) => inside.has(i + step)))
}

/** The blocks of the page's article; undefined where none can be told from the rest. */
function insideOfArticle(document: DomDocument): Set<number> | undefined {
  const whole = document.body?.textContent?.length ?? 0
  const article = new Readability(document.cloneNode(true) as never, {
    keepClasses: false,
    maxElemsToParse: 50_000,
  }).parse()
  if (!article?.content || (article.textContent ?? '').length < whole / 10) return undefined
  const kept = parseHTML(`<!doctype html><html><body>${article.content}</body></html>`)
    .document as unknown as DomDocument
  const inside = new Set<number>()
  for (const element of kept.querySelectorAll('[data-block]')) {
    for (const number of element.getAttribute('data-block')!.split(' ')) inside.add(Number(number))
  }
  return inside.size ? inside : undefined
}
