import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Db } from '../../../db/client.ts'
import { addedInWords, loadFolder } from './loadCorpus.ts'

/** A file of a corpus folder, by its path there. */
export interface CorpusFile {
  path: string
  text: string
}

/** Loads the files of a corpus folder, signed with a name; says in a sentence what was added. @throws FolderRefused */
export function loadFiles(db: Db, files: readonly CorpusFile[], actor: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'counterclaim-corpus-'))
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return addedInWords(loadFolder(db, folder, actor))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
