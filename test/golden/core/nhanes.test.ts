// 5,533 real PHQ-9 forms of the US survey NHANES 2017-2018 (test/fixtures/nhanes-dpq-2017-2018). The survey writes
// 7 = refused and 9 = do not know, and all numbers as decimals: this adapter reads them as the survey means them.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { riskItemState, scoreAnswers } from '../../../api/src/core/scoring/score-answers.js'
import { mean, sampleStandardDeviation } from '../../../api/src/statistics/summary/moments.js'
import { cell, readCsv } from '../../builders/reference-clinic.js'

const folder = fileURLToPath(new URL('../../fixtures/nhanes-dpq-2017-2018', import.meta.url))
const published = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'))
const NOT_ANSWERED = ['', '7.0', '9.0']
const forms = readCsv(`${folder}/dpq_j.csv`).map((row) =>
  phq9.items.map(({ number }) => {
    const written = cell(row, `DPQ0${number}0`)
    return NOT_ANSWERED.includes(written) ? null : Number(written)
  }),
)
const scores = forms.map((answers) => scoreAnswers(phq9, answers))
const complete = scores.flatMap((score) =>
  score.kind === 'scored' && score.scoring === 'complete' ? [score] : [],
)
const answeredItems = (items: number) => scores.filter((score) => score.nAnswered === items).length

test('every form is read and as many are complete as were counted', () => {
  expect(forms).toHaveLength(published.rows)
  expect(complete).toHaveLength(published.complete_nine_items)
  expect(answeredItems(0)).toBe(published.unanswered_all_nine)
  expect(Object.fromEntries([8, 7, 6, 5, 1].map((items) => [items, answeredItems(items)]))).toEqual(
    published.partly_answered_by_items,
  )
})

test('mean, spread and range of complete forms are those counted', () => {
  const totals = complete.map((score) => score.total)
  // Printed with 4 and 3 decimals.
  expect(mean(totals)).toBeCloseTo(published.total_mean, 4)
  expect(sampleStandardDeviation(totals)).toBeCloseTo(published.total_sd, 3)
  expect(Math.min(...totals)).toBe(published.total_min)
  expect(Math.max(...totals)).toBe(published.total_max)
})

test('severity bands, caseness and the risk item are those counted', () => {
  const inBand = Object.fromEntries(
    phq9.bands.map(({ code, low, high }) => [
      `${low}-${high}`,
      complete.filter((score) => score.band === code).length,
    ]),
  )
  expect(inBand).toEqual(published.bands)
  expect(complete.filter((score) => score.total >= 10)).toHaveLength(published.total_ge_10)
  expect(forms.filter((answers) => riskItemState(phq9, answers) === 'yes')).toHaveLength(
    published.item9_positive,
  )
})

test('forms with one or two missing answers are prorated, with more they have no score', () => {
  expect(scores.filter((score) => score.kind === 'scored' && score.scoring === 'prorated')).toHaveLength(18)
  expect(scores.filter((score) => score.kind === 'unscorable')).toHaveLength(447)
})
