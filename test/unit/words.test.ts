import { expect, test } from 'vitest'
import {
  asSentence,
  capitalised,
  cappedCount,
  countOf,
  kindWords,
  patternWords,
  positionWords,
  relationWords,
  stanceWords,
} from '../../server/domain/words.ts'

test('a count agrees with its noun and separates thousands', () => {
  expect(countOf(1, 'letter')).toBe('1 letter')
  expect(countOf(0, 'letter')).toBe('0 letters')
  expect(countOf(1234567, 'claim')).toBe('1,234,567 claims')
  expect(countOf(1, 'party', 'parties')).toBe('1 party')
  expect(countOf(2, 'party', 'parties')).toBe('2 parties')
  expect(countOf(1200)).toBe('1,200')
  expect(countOf(0.12345)).toBe('0.12345')
})

test('a count that stopped at its cap says that there are more', () => {
  expect(cappedCount(10_001, 10_000)).toBe('10,000+')
  expect(cappedCount(10_000, 10_000)).toBe('10,000')
  expect(cappedCount(1234, 10_000)).toBe('1,234')
})

test('words begin a heading with a capital', () => {
  expect(capitalised('not addressed')).toBe('Not addressed')
  expect(capitalised('évaluation')).toBe('Évaluation')
  expect(capitalised('“quoted”')).toBe('“quoted”')
  expect(capitalised('')).toBe('')
})

test('words end as a sentence does, once', () => {
  expect(asSentence('Retired the claim “It was so”')).toBe('Retired the claim “It was so”.')
  for (const ended of ['It was so.', 'Reworded to “It was so.”', 'Was it so?', 'Marked “The army shelled…”'])
    expect(asSentence(ended)).toBe(ended)
})

test('stances, positions, patterns and kinds have words that a reader can follow', () => {
  expect(positionWords.mixed).toBe('asserts and disputes')
  expect(positionWords['not addressed']).toBe('not addressed')
  expect(stanceWords.reports).toBe('reports what others say')
  expect(patternWords['one-sided']).toBe('one-sided')
  expect(kindWords.legal).toBe('legal characterisation')
})

test('a relation that has a direction reads differently from its other end', () => {
  expect(relationWords.narrows).toEqual({ from: 'narrows', to: 'narrowed by' })
  expect(relationWords.supports).toEqual({ from: 'supports', to: 'supported by' })
  for (const kind of ['mirrors', 'contradicts', 'not comparable'] as const) {
    expect(relationWords[kind].from).toBe(relationWords[kind].to)
  }
})
