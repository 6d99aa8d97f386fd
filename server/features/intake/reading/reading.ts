import type { Proposal } from '../../../domain/intake/proposals/proposal.ts'
import type { Source } from '../../../domain/intake/source.ts'

/** What was handed in: a file's bytes, or pasted text; the name is shown, and never believed. */
export interface HandedIn {
  bytes: Uint8Array
  name: string
  isPasted: boolean
}

/** What reading it gives: a letter with what the program proposes for it, or the files of a corpus folder. */
export type Reading =
  | { kind: 'letter'; mediaType: string; source: Source; proposals: Proposal[] }
  | { kind: 'corpus'; mediaType: string; files: { path: string; text: string }[] }

/** What the process that reads says to the one that waits for it. */
export type Report = { progress: string } | { reading: Reading } | { refusal: string }

/** A file that can't be read; the message says what is the matter and what to do. */
export class FileRefused extends Error {}

export const megabyte = 1024 * 1024
/** The largest file that is taken. */
export const largestFile = 50 * megabyte
