const ours = 'http://own.invalid'

/** The address within this site that `value` names, path first; null for whatever leads anywhere else. */
export function ownAddress(value: string): string | null {
  if (!value.startsWith('/') || !URL.canParse(value, ours)) return null
  const { origin, pathname, search, hash } = new URL(value, ours)
  // A path such as "/.//elsewhere" comes out as "//elsewhere", which is another site's address.
  return origin === ours && !pathname.startsWith('//') ? pathname + search + hash : null
}
