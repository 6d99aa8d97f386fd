/**
 * The stem of an English word, so that "attacks", "attacked" and "attacking" meet: Porter's algorithm
 * (M. F. Porter, "An algorithm for suffix stripping", 1980). Takes and gives lower case; other words come back as they are.
 */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  let stemmed = stems.get(word)
  if (stemmed === undefined) {
    stemmed = stripped(word)
    if (stems.size < mostStems) stems.set(word, stemmed)
  }
  return stemmed
}

/** Stems found before: a text has few different words. */
const stems = new Map<string, string>()
const mostStems = 50_000

function stripped(word: string): string {
  return [plural, pastOrGerund, finalY, longSuffix, shortSuffix, lastSuffix, finalE, doubleL].reduce(
    (stemmed, step) => step(stemmed),
    word,
  )
}

const consonant = '(?:[^aeiouy]|(?<=[aeiou])y|^y)'
const vowel = '(?:[aeiou]|(?<![aeiou]|^)y)'
/** Runs of vowels followed by consonants: Porter's measure of how much of a word is left. */
const measureOf = (stemmed: string) => stemmed.match(new RegExp(`${vowel}+${consonant}+`, 'g'))?.length ?? 0
const vowelInside = new RegExp(vowel)
const shortEnd = /[^aeiou][aeiouy][^aeiouwxy]$/

function plural(word: string): string {
  if (/(?:ss|i)es$/.test(word)) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

function pastOrGerund(word: string): string {
  if (word.endsWith('eed')) return measureOf(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const stemmed = word.replace(/(?:ed|ing)$/, '')
  if (stemmed === word || !vowelInside.test(stemmed)) return word
  if (/(?:at|bl|iz)$/.test(stemmed)) return `${stemmed}e`
  if (/([^aeioulsz])\1$/.test(stemmed)) return stemmed.slice(0, -1)
  return measureOf(stemmed) === 1 && shortEnd.test(stemmed) ? `${stemmed}e` : stemmed
}

const finalY = (word: string) =>
  word.endsWith('y') && vowelInside.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word

const longSuffixes: Record<string, string> = {
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  abli: 'able',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
}
const shortSuffixes: Record<string, string> = {
  icate: 'ic',
  ative: '',
  alize: 'al',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
}
const lastSuffixes = Object.fromEntries(
  'al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize'
    .split(' ')
    .map((end) => [end, '']),
)

/** Replaces the longest of the suffixes that the word has, where enough of the word is left. */
function replacing(suffixes: Record<string, string>, least: number) {
  const ends = Object.keys(suffixes).sort((a, b) => b.length - a.length)
  return (word: string): string => {
    const end = ends.find((suffix) => word.endsWith(suffix))
    if (end === undefined) return word
    const stemmed = word.slice(0, -end.length)
    return measureOf(stemmed) > least ? stemmed + suffixes[end] : word
  }
}

const longSuffix = replacing(longSuffixes, 0)
const shortSuffix = replacing(shortSuffixes, 0)
const withoutLast = replacing(lastSuffixes, 1)

function lastSuffix(word: string): string {
  if (/[st]ion$/.test(word)) return measureOf(word.slice(0, -3)) > 1 ? word.slice(0, -3) : word
  return withoutLast(word)
}

function finalE(word: string): string {
  if (!word.endsWith('e')) return word
  const stemmed = word.slice(0, -1)
  const measure = measureOf(stemmed)
  return measure > 1 || (measure === 1 && !shortEnd.test(stemmed)) ? stemmed : word
}

const doubleL = (word: string) => (word.endsWith('ll') && measureOf(word) > 1 ? word.slice(0, -1) : word)
