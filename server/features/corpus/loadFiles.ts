import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Db } from '../../../db/client.ts'
import { addedInWords, loadFolder } from './loadCorpus.ts'

/** The files of a corpus folder by their paths in it, to be loaded by way of an empty folder, signed with a name. */
export interface FilesToLoad {
  files: { path: string; text: string }[]
  folder: string
  actor: string
}

/** Says in a sentence what was added. @throws FolderRefused */
export function loadFiles(db: Db, { files, folder, actor }: FilesToLoad): string {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return addedInWords(loadFolder(db, folder, actor))
}
