import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepEachUntilChanged, keepUntilChanged } from '../../server/web/untilChanged.ts'

test('whatever was kept before and had to go, each page gets all of its values, in its order', () => {
  const page = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 8 })
  fc.assert(
    fc.property(fc.array(page, { maxLength: 20 }), fc.integer({ min: 1, max: 9 }), (pages, most) => {
      const db = {}
      const keep = keepEachUntilChanged<string>(most)
      for (const ids of pages) {
        const values = keep(db, 1, '', ids, (missing) => new Map(missing.map((id) => [id, `value ${id}`])))
        expect(values).toEqual(ids.map((id) => `value ${id}`))
      }
    }),
  )
})

test('what is kept is made once for a version of the data, and anew for the next', () => {
  const db = {}
  const keep = keepUntilChanged<number>(2)
  let made = 0
  const ask = (version: number, key: string) => keep(db, version, key, () => ++made)
  expect([ask(1, 'a'), ask(1, 'a'), ask(1, 'b'), ask(2, 'a')]).toEqual([1, 1, 2, 3])
  expect(keep({}, 2, 'a', () => 99)).toBe(99)
})

test('an id that nothing is known of is passed over', () => {
  const keep = keepEachUntilChanged<string>(5)
  expect(keep({}, 1, '', [1, 2, 3], () => new Map([[2, 'two']]))).toEqual(['two'])
})
