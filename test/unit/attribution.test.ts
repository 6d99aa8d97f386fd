import { expect, test } from 'vitest'
import { attributionInWords } from '../../server/domain/attribution.ts'

test('an author who speaks alone is named alone', () => {
  expect(attributionInWords('NGOs', [])).toEqual({ text: 'NGOs', parts: [] })
})

test('whom the author only reports is relayed, whom the author adopts is cited', () => {
  expect(attributionInWords('NGOs', [{ name: 'South', isAdopted: false }]).text).toBe('NGOs, relaying South')
  expect(attributionInWords('NGOs', [{ name: 'Amnesty International', isAdopted: true }]).text).toBe(
    'NGOs, citing Amnesty International',
  )
})

test('a chain is told link by link, and each link can be linked', () => {
  const { text, parts } = attributionInWords('NGOs', [
    { name: 'South', isAdopted: false },
    { name: 'the Security Council', isAdopted: true },
  ])
  expect(text).toBe('NGOs, relaying South, citing the Security Council')
  expect(parts).toEqual([
    { words: ', relaying ', name: 'South', index: 0 },
    { words: ', citing ', name: 'the Security Council', index: 1 },
  ])
})
