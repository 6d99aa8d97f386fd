/** A field of an object as it was and as it is, in words; null where there was no object, "" where the field says nothing. */
export interface Field {
  /** As the record names it: "short_title". */
  name: string
  before: string | null
  after: string | null
}

/** The fields that say anything before or after, in the order of the newer record. */
export function recordFields(before: object | null, after: object | null): Field[] {
  const names = new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])
  return [...names]
    .map((name) => ({ name, before: fieldOf(before, name), after: fieldOf(after, name) }))
    .filter((field) => field.before || field.after)
}

const fieldOf = (record: object | null, name: string) =>
  record && inWords((record as Record<string, unknown>)[name], '\n')

/** "short_title" as "Short title". */
export function nameInWords(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Parts of a list or of an object stand between `between`: each on a line of its own at the top, in one line below. */
function inWords(value: unknown, between: string): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map((one) => inWords(one, '; ')).join(between === '\n' ? '\n' : ', ')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, part]) => [nameInWords(name), inWords(part, ', ')])
    .filter(([, words]) => words !== '')
    .map(([name, words]) => `${name}: ${words}`)
    .join(between)
}
