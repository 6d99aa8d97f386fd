import { type Db, openReadOnly } from './client.ts'

/** How a process of its own comes by the database: its file, or a copy of one that is only in memory (as in tests). */
export type DatabaseSource = string | Uint8Array

export const sourceOf = ({ $client }: Db): DatabaseSource =>
  $client.memory ? new Uint8Array($client.serialize()) : $client.name

export const openSource = (source: DatabaseSource): Db =>
  openReadOnly(typeof source === 'string' ? source : Buffer.from(source))
