/**
 * The canonical form of one paragraph's words: NFC, every run of white space one space, none at the ends.
 * What Unicode or JavaScript calls white space counts, no-break spaces, line breaks and the byte order mark included,
 * so that no later `\s` or `trim` finds any but the plain spaces. Normalising twice changes nothing more.
 */
export function normaliseText(raw: string): string {
  return raw
    .normalize('NFC')
    .replace(/[\p{White_Space}\ufeff]+/gu, ' ')
    .trim()
}
