/** Words with footnote markers in them, as an editor types them: "so it was said[^3]"; "\[^" stands for the signs themselves. */
export type WordsPart = { text: string } | { marker: string }

/** What may be the marker of a note. */
export const markerPattern = /^[^\]\s[^\\]{1,12}$/u

export function parseMarkers(words: string): WordsPart[] {
  const parts: WordsPart[] = []
  const addText = (text: string) => {
    const last = parts.at(-1)
    if (last && 'text' in last) last.text += text
    else parts.push({ text })
  }
  for (const [token, escaped, marker] of words.matchAll(/\\(\[\^|\\)|\[\^([^\]\s[^\\]{1,12})\]|[\s\S]/gu)) {
    if (marker !== undefined) parts.push({ marker })
    else addText(escaped ?? token)
  }
  return parts
}

export const writeMarker = (label: string) => `[^${label}]`
export const escapeMarkers = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('[^', '\\[^')
