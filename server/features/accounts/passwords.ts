import { randomBytes } from 'node:crypto'
import { type Algorithm, hash, verify } from '@node-rs/argon2'

/** Argon2id as OWASP advises where memory is scarce: 19 MiB, two passes; some 30 ms. Four at most run at once. */
const cost = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The same sign can be typed in several ways: "é" is one code point on one keyboard and two on another. */
const typed = (password: string) => password.normalize('NFKC')

export const hashPassword = (password: string): Promise<string> => hash(typed(password), cost)

let nobodys: Promise<string> | undefined

/** Whether it is the password; takes as long where there is no hash to compare with, so that time does not tell who is here. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  nobodys ??= hash(randomBytes(16), cost)
  const compared = passwordHash ?? (await nobodys)
  await nobodys
  return (await verify(compared, typed(password))) && passwordHash !== null
}
