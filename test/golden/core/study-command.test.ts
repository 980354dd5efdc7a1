// The command on the simulated clinic "small": default study, written study, and definitions that cannot be used.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { studyResultSchema } from '../../../api/src/contracts/studies.js'
import { studyFolder, studyJson, studyText } from '../../../api/src/features/comparison/study.command.js'

const data = fileURLToPath(new URL('../../fixtures/reference-small/data', import.meta.url))
let place = ''
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'tidemark-study-'))
})
afterEach(() => rmSync(place, { recursive: true }))

const study = (definition: string | null = null, asOf: string | null = null) =>
  studyFolder({
    folder: data,
    definition,
    asOf,
    ignoreUnknown: false,
    now: new Date('2026-01-01T12:00:00Z'),
    signal: new AbortController().signal,
    say: () => undefined,
  })

function written(definition: unknown): string {
  const file = join(place, 'question.json')
  writeFileSync(file, typeof definition === 'string' ? definition : JSON.stringify(definition))
  return file
}

test('the answer keeps its contract, and the same files give the same bytes', async () => {
  const first = studyJson(await study())
  const answer = studyResultSchema.parse(JSON.parse(first))
  expect(answer.definition.name).toBe('default')
  expect(answer.flow[0]).toMatchObject({ step: 'all_episodes', n: 120 })
  expect(studyJson(await study())).toBe(first)
})

test('the definition of an answer is a definition file that gives the same answer', async () => {
  const reference = studyJson(await study('as-reference'))
  const file = written(JSON.parse(reference).definition)
  expect(studyJson(await study(file))).toBe(reference)
  expect(JSON.parse(reference).estimates[0].estimate).toBeCloseTo(1.08862673926194, 9)
})

test('a day to look back to leaves out whoever had no time for an outcome', async () => {
  const early = await study(null, '2024-02-16')
  const text = studyText(early)
  expect(text).toContain('as of 2024-02-16')
  expect(text).toMatch(/Week 8 ± 2 lies in the past +59 {2}\(27 left out\)/)
})

test('as text the verdict comes before the figures', async () => {
  const text = studyText(await study())
  expect(text.indexOf('association')).toBeGreaterThan(0)
  expect(text.indexOf('association')).toBeLessThan(text.indexOf('Who was compared'))
  expect(text).not.toMatch(/NaN|undefined|null/)
})

test.each([
  { what: 'no JSON', definition: '{"name": ', field: 'definition' },
  { what: 'a field that is not known', definition: { landmark: 14 }, field: 'definition' },
  { what: 'a word for a number', definition: { margin: 'two' }, field: 'margin' },
  {
    what: 'a window without a week',
    definition: { outcome: { kind: 'window', half_width_weeks: 2 } },
    field: 'outcome.week',
  },
  { what: 'a measure that does not exist', definition: { measure: 'phq8' }, field: 'measure' },
  { what: 'a threshold off the scale', definition: { baseline_threshold: 28 }, field: 'baseline_threshold' },
  { what: 'a landmark inside the grace period', definition: { landmark_day: 7 }, field: 'landmark_day' },
  { what: 'an unknown covariate', definition: { covariates: ['baseline', 'height'] }, field: 'covariates.1' },
  { what: 'no baseline among the covariates', definition: { covariates: ['age'] }, field: 'covariates' },
])('a definition with $what is refused at the field', async ({ definition, field }) => {
  const report = await study(written(definition))
  expect(report).toMatchObject({ kind: 'bad_definition', file: 'question.json', problems: [{ field }] })
  expect(studyText(report)).toContain(`  ${field}: `)
})

test('a definition file that is not there is named', async () => {
  const report = await study(join(place, 'missing.json'))
  expect(report).toMatchObject({ kind: 'bad_definition', file: 'missing.json' })
})
