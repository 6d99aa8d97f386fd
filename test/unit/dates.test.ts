import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compareIntervals,
  dayInWords,
  firstOf,
  intervalInBrief,
  intervalInWords,
  monthOf,
} from '../../server/domain/dates.ts'
import { interval } from './support.ts'

const on = (day: string) => ({ from: day, to: day })

test('a day is written out', () => {
  expect(dayInWords('2020-11-12')).toBe('12 November 2020')
  expect(dayInWords('2023-01-03')).toBe('3 January 2023')
  expect(dayInWords('2023-12-31')).toBe('31 December 2023')
})

test('what is no ISO day is refused', () => {
  for (const day of ['', '2020-11', '2020-13-01', '2020-00-01', '12.11.2020', '2020-11-12T10:00']) {
    expect(() => dayInWords(day)).toThrow(RangeError)
  }
})

test('a date that is not known to the day says what is known', () => {
  expect(intervalInWords(on('2020-11-12'))).toBe('12 November 2020')
  expect(intervalInWords({ from: '2020-10-23', to: null })).toBe('23 October 2020 or later')
  expect(intervalInWords({ from: null, to: '2020-10-31' })).toBe('31 October 2020 or earlier')
  expect(intervalInWords({ from: '2022-12-12', to: '2023-01-23' })).toBe(
    '12 December 2022 to 23 January 2023',
  )
  expect(intervalInWords({ from: null, to: null })).toBe('undated')
})

test('a date belongs to a month only when the whole of it lies there', () => {
  expect(monthOf({ from: '2020-11-02', to: '2020-11-30' })).toBe('2020-11')
  expect(monthOf({ from: '2020-11-02', to: '2020-12-01' })).toBeNull()
  expect(monthOf({ from: '2019-11-02', to: '2020-11-02' })).toBeNull()
  expect(monthOf({ from: '2020-11-02', to: null })).toBeNull()
  expect(monthOf({ from: null, to: '2020-11-02' })).toBeNull()
  expect(monthOf({ from: null, to: null })).toBeNull()
})

test('one date is before another only when that is certain', () => {
  expect(compareIntervals(on('2020-10-31'), on('2020-11-12'))).toBe('earlier')
  expect(compareIntervals(on('2020-11-12'), on('2020-10-31'))).toBe('later')
  expect(compareIntervals({ from: '2020-10-23', to: null }, on('2020-10-22'))).toBe('later')
  expect(compareIntervals({ from: '2020-10-23', to: null }, on('2020-11-12'))).toBe('undatable')
  expect(compareIntervals({ from: null, to: '2020-10-31' }, on('2020-11-12'))).toBe('earlier')
  expect(compareIntervals({ from: null, to: null }, on('2020-11-12'))).toBe('undatable')
})

test('what happened on the same day cannot be ordered', () => {
  expect(compareIntervals(on('2020-11-12'), on('2020-11-12'))).toBe('undatable')
  expect(compareIntervals({ from: '2020-11-01', to: '2020-11-12' }, on('2020-11-12'))).toBe('undatable')
})

test('exchanging two dates exchanges earlier and later', () => {
  const opposite = { earlier: 'later', later: 'earlier', undatable: 'undatable' }
  fc.assert(
    fc.property(interval, interval, (a, b) => {
      expect(compareIntervals(b, a)).toBe(opposite[compareIntervals(a, b)])
    }),
  )
})

test('a claim was first made no earlier than any of its letters could be, and no later than one certainly was', () => {
  expect(firstOf([on('2020-10-31'), on('2020-10-27')])).toEqual(on('2020-10-27'))
  expect(firstOf([{ from: '2020-10-23', to: null }, on('2020-10-31')])).toEqual({
    from: '2020-10-23',
    to: '2020-10-31',
  })
  expect(firstOf([{ from: null, to: '2020-11-30' }, on('2020-10-31')])).toEqual({
    from: null,
    to: '2020-10-31',
  })
  expect(firstOf([])).toEqual({ from: null, to: null })
})

test('nothing is certainly earlier than the first time', () => {
  fc.assert(
    fc.property(fc.array(interval, { minLength: 1 }), (times) => {
      for (const time of times) expect(compareIntervals(time, firstOf(times))).not.toBe('earlier')
    }),
  )
})

test('a date in brief shortens the months that are long, and says the same', () => {
  expect(intervalInBrief({ from: '2020-10-23', to: null })).toBe('23 Oct 2020 or later')
  expect(intervalInBrief({ from: '2022-12-12', to: '2023-01-23' })).toBe('12 Dec 2022 to 23 Jan 2023')
  expect(intervalInBrief({ from: '2020-05-03', to: '2020-05-03' })).toBe('3 May 2020')
  expect(intervalInBrief({ from: null, to: null })).toBe('undated')
})
