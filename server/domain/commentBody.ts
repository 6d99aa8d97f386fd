/** Code points that a comment may have. */
export const longestComment = 5000

/** A comment as it is kept: composed letters, no stray control characters, at most one blank line between paragraphs. */
export function normaliseComment(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** A piece of a comment: plain text, or an address of ours to be followed. */
export type CommentPiece = { text: string; href: string | null }

const places = 'letters|claims|topics|parties|assertions|sources|history|matrix|mirrors|search|method'
const signs = String.raw`[\p{L}\p{N}\-._~/?=&%#+:]`

/** A comment's paragraphs, addresses of this site made links; `origin` is the site's own, "https://example.org". */
export function commentParagraphs(body: string, origin: string): CommentPiece[][] {
  const escaped = origin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const address = new RegExp(
    `(?<![\\p{L}\\p{N}/])(?:${escaped})?/(?:${places})(?:[/?#]${signs}*)?(?![\\p{L}\\p{N}])`,
    'gu',
  )
  return body.split('\n\n').map((paragraph) => {
    const pieces: CommentPiece[] = []
    let from = 0
    for (const match of paragraph.matchAll(address)) {
      // The sentence's own stop does not belong to the address.
      const found = match[0].replace(/[.:?]+$/, '')
      if (match.index > from) pieces.push({ text: paragraph.slice(from, match.index), href: null })
      pieces.push({ text: found, href: found.startsWith('/') ? found : found.slice(origin.length) })
      from = match.index + found.length
    }
    if (from < paragraph.length) pieces.push({ text: paragraph.slice(from), href: null })
    return pieces
  })
}
