/** Writes one line, with the time, to standard output. */
export function logLine(line: string) {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`)
}
