import type { Db } from './client.ts'
import { prepareOnce } from './statements.ts'

const statements = prepareOnce(({ $client }) => ({
  version: $client.prepare<[], number>('SELECT data_version FROM corpus').pluck(),
}))

/** The number that is raised whenever something changes that pages show, by whatever process; 0 where nothing is loaded. */
export const dataVersion = (db: Db): number => statements(db).version.get() ?? 0
