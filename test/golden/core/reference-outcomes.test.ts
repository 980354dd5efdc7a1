// Every file of the appendix of two simulated clinics against R 4.2.2 with lme4, lmerTest, clubSandwich, survival
// (test/fixtures/reference-tiny and -small, see the README there).
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { latestDay } from '../../../api/src/core/appendix/clinic-episodes.js'
import { statisticalAppendix } from '../../../api/src/core/appendix/statistical-appendix.js'
import { readReferenceClinic } from '../../builders/reference-clinic.js'
import { compareDocument, compareTable } from './agreement.js'

describe.each([
  {
    set: 'tiny',
    values: {
      scores: 1596,
      outcomes: 553,
      times: 67,
      change: 228,
      process: 357,
      survival: 118,
      growth: 385,
      arms: 496,
    },
  },
  {
    set: 'small',
    values: {
      scores: 20395,
      outcomes: 5521,
      times: 655,
      change: 495,
      process: 807,
      survival: 121,
      growth: 708,
      arms: 808,
    },
  },
])('the clinic "$set"', ({ set, values }) => {
  const folder = fileURLToPath(new URL(`../../fixtures/reference-${set}`, import.meta.url))
  const records = readReferenceClinic(`${folder}/data`)
  const appendix = statisticalAppendix(records, latestDay(records) ?? '')
  const expected = `${folder}/expected`

  test('every form has the score that R gives it', () => {
    expect(compareTable(appendix, expected, 'scores.csv', 'response_id')).toEqual({
      compared: values.scores,
      differences: [],
    })
  })
  test('every member has the outcome that R gives them', () => {
    expect(compareTable(appendix, expected, 'member_outcomes.csv', 'member_id')).toEqual({
      compared: values.outcomes,
      differences: [],
    })
  })
  test('reliable improvement is first observed on the same day', () => {
    expect(compareTable(appendix, expected, 'time_to_reliable_improvement.csv', 'member_id')).toEqual({
      compared: values.times,
      differences: [],
    })
  })
  test.each([
    { name: 'process.json', compared: values.process },
    { name: 'survival.json', compared: values.survival },
  ])('attendance, completeness, charts and times to an event are those of R: $name', ({ name, compared }) => {
    expect(compareDocument(appendix, expected, name)).toEqual({ compared, differences: [] })
  })
  test.each([
    { name: 'growth.json', compared: values.growth },
    { name: 'arms.json', compared: values.arms },
  ])('fitted courses and the comparison of the arms are those of R: $name', ({ name, compared }) => {
    expect(compareDocument(appendix, expected, name)).toEqual({ compared, differences: [] })
  })
  test('limits, classes, sudden gains and paired rates are those of R', () => {
    expect(compareDocument(appendix, expected, 'change.json')).toEqual({
      compared: values.change,
      differences: [],
    })
  })
})
