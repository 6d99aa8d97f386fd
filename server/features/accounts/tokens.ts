import { createHash, randomBytes } from 'node:crypto'

/** A secret that nobody guesses, fit for a cookie and an address. Only its hash is kept. */
export const newToken = () => randomBytes(32).toString('base64url')

/** SHA-256 in hexadecimal; enough for a token, which is random and long, unlike a password. */
export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex')
