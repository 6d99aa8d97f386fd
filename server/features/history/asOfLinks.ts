/**
 * A page's HTML or JSON with `as-of` kept in every address of ours in it, so that whoever follows a link stays with the
 * state that is shown. Done to the finished answer, in one place: no page has to know of it and none can forget.
 * Addresses stand in double quotes, as our templates and JSON write them; whole ones ("https://…") are left alone.
 */
export function keepAsOf(answer: string, change: number, type: 'html' | 'json'): string {
  if (type === 'json') {
    return answer.replace(
      jsonAddresses,
      (_, name: string, address: string) => name + withAsOf(address, change, '&'),
    )
  }
  return answer.replace(htmlAddresses, (found, form?: string, name?: string, address?: string) =>
    form === undefined
      ? `${name}"${withAsOf(address!, change, '&amp;')}"`
      : `${found}<input type="hidden" name="as-of" value="${change}">`,
  )
}

/** A form says its state with its fields: what stands in its own addresses is dropped or repeated by them. */
const htmlAddresses = /(<form\b[^>]*>)|\b((?:href|hx-get)=)"(\/(?!\/)[^"]*)"/g
const jsonAddresses = /("(?:\w*[hH]ref|action)":")(\/(?!\/)[^"]*)/g
/** Path, query, place in the page. In HTML a "#" may also belong to a sign that is written as a number ("&#39;"). */
const parts = /^((?:[^?#]|(?<=&)#)*)(\?(?:[^#]|(?<=&)#)*)?(#.*)?$/s
const timeless = /^\/(?:static|assets|desk|sign-in|sign-out)(?=[/?#]|$)/

/** One of our addresses with `as-of` in it; files of the site itself are the same at all times, and so is the desk. */
export function withAsOf(address: string, change: number, separator = '&'): string {
  const [, path = '', query, place = ''] = parts.exec(address) ?? []
  if (timeless.test(path) || /[?&;]as-of=/.test(query ?? '')) return address
  return `${path}${query ? `${query}${separator}` : '?'}as-of=${change}${place}`
}
