/** A change that touched a letter: the checksum of its text before and after; null where the letter was not there. */
export interface TextChange {
  change: number
  madeAt: string
  before: string | null
  after: string | null
}

/** A text that a letter has had. A text that comes back, since its correction was undone, is the same version again. */
export interface TextVersion {
  number: number
  sha256: string
  /** The last change after which the letter had this text; null for the present one. */
  until: number | null
  /** When another text took its place; null for the present one. */
  replacedAt: string | null
}

/** The texts that a letter has had, numbered in the order in which they first stood; from its changes, the oldest first. */
export function textVersions(changes: readonly TextChange[]): TextVersion[] {
  const versions = new Map<string, TextVersion>()
  for (const { change, madeAt, before, after } of changes) {
    const replaced = before === null || before === after ? undefined : versions.get(before)
    if (replaced) Object.assign(replaced, { until: change - 1, replacedAt: madeAt })
    if (after === null) continue
    const known = versions.get(after)
    if (known) Object.assign(known, { until: null, replacedAt: null })
    else {
      versions.set(after, { number: versions.size + 1, sha256: after, until: null, replacedAt: null })
    }
  }
  return [...versions.values()]
}
