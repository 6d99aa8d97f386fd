import { parseDocument } from 'yaml'
import { decodeText } from './kindOfFile.ts'
import { FileRefused, megabyte } from './reading.ts'
import { type CheckedZip, openZip } from './zip.ts'

const limits = {
  entries: 2000,
  bytes: 8 * megabyte,
  advice:
    'Leave out what is no part of the corpus folder, hand it in in smaller parts, or have it loaded on the server: npm run corpus -- load FOLDER.',
}
const topFiles = [
  'corpus.yaml',
  'parties.yaml',
  'authors.yaml',
  'authorities.yaml',
  'topics.yaml',
  'relations.yaml',
]

/** The files of a corpus folder in a zip, at its root or in one folder in it. Whether they make sense, loading them tells. */
export async function readCorpusZip(bytes: Uint8Array, tell: (progress: string) => void) {
  const zip = await openZip(bytes, limits)
  const root = rootOf(zip)
  const files: { path: string; text: string }[] = []
  for (const name of zip.names) {
    const path = name.slice(root.length)
    if (!name.startsWith(root) || !isOfCorpus(path)) continue
    tell(`Reading ${path}.`)
    const { text } = decodeText(await zip.read(name))
    checkYaml(path, text)
    files.push({ path, text })
  }
  return files
}

const isOfCorpus = (path: string) =>
  topFiles.includes(path) ||
  /^letters\/[\w.-]+\.md$/.test(path) ||
  /^(?:assertions|claims)\/[\w.-]+\.yaml$/.test(path)

function rootOf({ names }: CheckedZip): string {
  if (names.some((name) => /^(?:__MACOSX\/)?.*\.zip$/i.test(name)))
    throw new FileRefused(
      'The file holds another .zip. Unpack it, and upload the corpus folder itself as one .zip.',
    )
  const places = names
    .filter((name) => !name.startsWith('__MACOSX/'))
    .flatMap((name) =>
      ['', `${name.split('/')[0]}/`].filter(
        (root) => name.startsWith(root) && isOfCorpus(name.slice(root.length)),
      ),
    )
  if (!places.length)
    throw new FileRefused(
      'The .zip holds no corpus folder: there is no corpus.yaml, letters/… or claims/… in it. Upload a letter as a file of its own, or zip the corpus folder.',
    )
  return places.sort((a, b) => a.length - b.length)[0]!
}

/** YAML that only seems small: read once here, where it can do no harm. */
function checkYaml(path: string, text: string) {
  const yaml = path.endsWith('.md') ? (/^---\n([\s\S]*?\n)---\n/.exec(text)?.[1] ?? '') : text
  try {
    parseDocument(yaml).toJS({ maxAliasCount: 20 })
  } catch (error) {
    throw new FileRefused(`${path} can’t be read as YAML: ${(error as Error).message.split('\n')[0]}`)
  }
}
