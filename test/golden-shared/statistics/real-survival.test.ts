// Public data of R's survival package (lung, veteran) in ../shared, answers of R 4.2.2 beside them.
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { logRank } from '../../../api/src/statistics/survival/log-rank.js'
import { readTable } from '../../builders/table.js'
import { expectSurvival, type SurvivalAnswer } from '../../golden/statistics/survival-answers.js'

const reference = (path: string) => new URL(`../../../../shared/reference/${path}`, import.meta.url)
const answers = (name: string) => JSON.parse(readFileSync(reference(`expected/real/${name}.json`), 'utf8'))
const lung = readTable(reference('data/real/lung.csv'))
const veteran = readTable(reference('data/real/veteran.csv'))

test('lung by sex', () => {
  const expected: SurvivalAnswer = answers('lung')
  expectSurvival(lung.numbers('time'), lung.numbers('event'), lung.texts('sex'), expected)
})

test('veteran by cell type, by treatment, and by treatment stratified by cell type', () => {
  const expected: {
    by_celltype: SurvivalAnswer
    by_trt: SurvivalAnswer
    log_rank_trt_stratified_by_celltype: { chisq: number; p: number }
  } = answers('veteran')
  const time = veteran.numbers('time')
  const event = veteran.numbers('status')
  const treatment = veteran.texts('trt').map((value) => `trt${value}`)
  expectSurvival(time, event, veteran.texts('celltype'), expected.by_celltype)
  expectSurvival(time, event, treatment, expected.by_trt)
  const { chisq, p } = expected.log_rank_trt_stratified_by_celltype
  expect(logRank({ time, event }, treatment, veteran.texts('celltype'))).toMatchObject({
    chiSquare: expect.closeTo(chisq, 9),
    p: expect.closeTo(p, 9),
  })
})
