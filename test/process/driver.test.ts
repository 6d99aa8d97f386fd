import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../db/client.ts'

test('the process outlives a collection of garbage while no script runs, whatever Node it is', () => {
  const script = join(projectRoot(import.meta.dirname), 'test/support/idleCollection.ts')
  const said = execFileSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8' })
  expect(said).toBe('still here\n')
})
