// Kaplan-Meier, log-rank and Cox against R 4.2.2 survival (closed_form.json and the simulated set `small`), 1e-9; Cox 1e-6.
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { kaplanMeier, medianSurvival } from '../../../api/src/statistics/survival/kaplan-meier.js'
import { logRank } from '../../../api/src/statistics/survival/log-rank.js'
import { readTable } from '../../builders/table.js'
import { fitted } from './arm-comparison.js'
import { expectSurvival, type SurvivalAnswer } from './survival-answers.js'

interface ClosedForm {
  survival_ties: SurvivalAnswer & { time: number[]; event: number[]; group: string[] }
  median_flat_at_half: { time: number[]; event: number[]; median: number }
}
interface Small {
  reliable_improvement: SurvivalAnswer
  log_rank_stratified_by_site: { chisq: number; df: number; p: number }
}
const fixture = (name: string) => new URL(`../../fixtures/reference/${name}`, import.meta.url)
const closed: ClosedForm = JSON.parse(readFileSync(fixture('closed_form.json'), 'utf8'))
const small: Small = JSON.parse(readFileSync(fixture('small/survival.json'), 'utf8'))
const table = readTable(fixture('small/time_to_reliable_improvement.csv'))

test('tied times in two groups', () => {
  const { time, event, group, ...answer } = closed.survival_ties
  expectSurvival(time, event, group, answer)
})

test('the median of a curve that is flat at one half is the middle of that interval', () => {
  const { time, event, median } = closed.median_flat_at_half
  expect(medianSurvival(fitted(kaplanMeier({ time, event }))).median).toBe(median)
})

test('time to first reliable improvement by arm', () => {
  expectSurvival(table.numbers('day'), table.numbers('event'), table.texts('arm'), small.reliable_improvement)
})

test('the same, stratified by site', () => {
  const { chisq, df, p } = small.log_rank_stratified_by_site
  const followUp = { time: table.numbers('day'), event: table.numbers('event') }
  expect(logRank(followUp, table.texts('arm'), table.texts('site_id'))).toMatchObject({
    chiSquare: expect.closeTo(chisq, 9),
    degreesOfFreedom: df,
    p: expect.closeTo(p, 9),
  })
})
