// sleepstudy (lme4), Orthodont (nlme) and Beat the Blues (HSAUR3) in ../shared, answers of lme4 and lmerTest beside them.
import { readFileSync } from 'node:fs'
import { describe, test } from '@jest/globals'
import { readTable } from '../../builders/table.js'
import { withColumns } from '../../golden/statistics/growth-answers.js'
import {
  expectMixedModel,
  fitFormula,
  type MixedModelAnswer,
} from '../../golden/statistics/mixed-model-answers.js'

const reference = (path: string) => new URL(`../../../../shared/reference/${path}`, import.meta.url)

describe.each([
  ['sleepstudy', 'sleepstudy'],
  ['orthodont', 'orthodont'],
  ['btheb', 'btheb_long'],
])('%s', (name, file) => {
  const { models }: { models: { [model: string]: MixedModelAnswer } } = JSON.parse(
    readFileSync(reference(`expected/real/${name}.json`), 'utf8'),
  )
  const data = withColumns(readTable(reference(`data/real/${file}.csv`)), {})
  test.each(Object.entries(models))('%s', (_, answer) => {
    expectMixedModel(fitFormula(answer.formula, answer.method, data), answer)
  })
})
