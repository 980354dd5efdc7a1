import { expect, test } from '@jest/globals'
import { millisecondsUntilNight } from '../../../api/src/platform/night.js'

const hours = (milliseconds: number) => milliseconds / 3_600_000

test('the nightly work waits for the next two o’clock, also across a month’s end', () => {
  expect(hours(millisecondsUntilNight(new Date('2026-03-01T00:30:00Z')))).toBe(1.5)
  expect(hours(millisecondsUntilNight(new Date('2026-02-28T23:00:00Z')))).toBe(3)
})

test('at the very instant it begins, the next one is a day away', () => {
  expect(hours(millisecondsUntilNight(new Date('2026-03-01T02:00:00Z')))).toBe(24)
})
