import { expect, test } from 'vitest'
import { readDetails, typedDetails, withDetails } from '../../../server/domain/correction/letterDetails.ts'
import { disputedBridge } from '../../support/disputedBridge.ts'

const nothingWrong = () => undefined

test('a letter’s details that come back as they were shown are the same details', () => {
  for (const letter of disputedBridge().letters) {
    const read = readDetails(typedDetails(letter), nothingWrong)
    expect('details' in read && withDetails(letter, read.details)).toEqual(letter)
  }
})

test('what is missing or wrong in a letter’s details is said at its field', () => {
  const [letter] = disputedBridge().letters
  const faultsOf = (fields: Record<string, string>, faultOf: () => string | undefined = nothingWrong) => {
    const read = readDetails({ ...typedDetails(letter!), ...fields }, faultOf)
    return 'faults' in read ? Object.keys(read.faults) : []
  }
  expect(faultsOf({ title: ' ', addressee: '' })).toEqual(['title', 'addressee'])
  expect(faultsOf({ short_title: 'x'.repeat(31) })).toEqual(['short_title'])
  expect(faultsOf({ language: 'English' })).toEqual(['language'])
  expect(faultsOf({ 'written-from': '2020-02-30' })).toEqual(['written-from'])
  expect(faultsOf({ 'written-from': '2020-11-12', 'written-to': '2020-11-01' })).toEqual(['written-to'])
  expect(faultsOf({ 'published-to': '2020-11-12' }).sort()).toEqual(['published-basis', 'published-ground'])
  expect(faultsOf({ 'captured-basis': 'A stamp.' })).toEqual(['captured-from'])
  expect(faultsOf({ 'answers-0-from': 'Somebody' })).toEqual(['answers-0-title'])
  expect(faultsOf({}, () => 'There is none')).toContain('author')
})
