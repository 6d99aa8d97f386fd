/** Writes one line, with the time, to standard output. */
export function logLine(line: string) {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`)
}

/** An address as a log may hold it: without the token that would let its reader in. */
export const loggedAddress = (address: string) => address.replace(/(\/sign-in\/link\/)[^/?.]+/, '$1…')
