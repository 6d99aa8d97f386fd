import type { RequestHandler } from 'express'
import multer from 'multer'
import { largestFile, megabyte } from './reading/reading.ts'

const longestPaste = 4 * megabyte
const upload = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: largestFile, files: 1, fields: 10, fieldSize: longestPaste, parts: 12 },
}).single('file')

/** What was handed in, or what is wrong with it, by field. */
export type Received = { values: Record<string, unknown> } & (
  | { fault: { field: string; message: string } }
  | { handedIn: { fileName: string; isPasted: boolean; bytes: Buffer } }
)

/** Receives a pasted text or one file into `res.locals.received`, or what is wrong with it. */
export const receiveFile: RequestHandler = (req, res, next) => {
  upload(req, res, (error: unknown) => {
    const body = (req.body ?? {}) as { text?: unknown }
    const text = typeof body.text === 'string' ? body.text : ''
    const answer = (received: Received) => {
      res.locals.received = received
      next()
    }
    const values = { text }
    const wrong = (field: string, message: string) => answer({ values, fault: { field, message } })
    if (error) {
      const { code } = error as { code?: string }
      if (code === 'LIMIT_FILE_SIZE')
        return wrong('file', 'The file is larger than 50 MB. Take out its pictures, or paste its text')
      if (code === 'LIMIT_FIELD_VALUE')
        return wrong('text', 'The text is longer than 4 MB. Paste the letter alone')
      return wrong('file', 'The file did not arrive whole. Upload it again')
    }
    const file = req.file
    if (file && text.trim()) return wrong('text', 'Paste a text or choose a file, not both')
    if (file)
      return answer({
        values,
        handedIn: { fileName: shownName(file.originalname), isPasted: false, bytes: file.buffer },
      })
    if (text.trim())
      return answer({ values, handedIn: { fileName: '', isPasted: true, bytes: Buffer.from(text) } })
    wrong('text', 'Paste the text of the letter, or choose a file')
  })
}

/** The file's own name, without folders and invisible signs. */
const shownName = (name: string) =>
  name
    .split(/[\\/]/)
    .at(-1)!
    .normalize('NFC')
    .replace(/[\p{C}]/gu, '')
    .slice(0, 200)
