// The simulated set `small` (120 members in 12 groups) against lme4 1.1 and lmerTest, tolerances in the checks; one
// model against its optimum to 40 digits (test/fixtures/reference/make_one_way.py, mpmath 1.3.0).
import { expect, test } from '@jest/globals'
import { intraclassCorrelation } from '../../../api/src/statistics/mixed-model/intraclass-correlation.js'
import { readTable } from '../../builders/table.js'
import { describeGrowth } from './growth-answers.js'
import { fitFormula } from './mixed-model-answers.js'

const small = new URL('../../fixtures/reference/small/', import.meta.url)

describeGrowth(small)

test('the search ends at the optimum to ten digits, where lme4 stops after eight', () => {
  const fit = fitFormula('last ~ 1 + (1 | group_id)', 'REML', readTable(new URL('comparison.csv', small)))
  expect(fit.theta[0]).toBeCloseTo(0.4406088683538133, 10)
  expect(intraclassCorrelation(fit).member).toBeCloseTo(0.16257456976616003, 10)
})
