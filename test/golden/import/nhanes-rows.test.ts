// 5,533 real PHQ-9 forms (test/fixtures/nhanes-dpq-2017-2018) under our column names, as a careless export would
// send them: decimals left in, and 7 = refused, 9 = do not know. The import takes none of that for an answer.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { lines } from '../../builders/import-files.js'
import { judgeFiles } from '../../builders/judged-files.js'
import { cell, readCsv } from '../../builders/reference-clinic.js'

const folder = fileURLToPath(new URL('../../fixtures/nhanes-dpq-2017-2018', import.meta.url))
const published = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'))
const ITEMS = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const forms = readCsv(`${folder}/dpq_j.csv`).map((row) => ITEMS.map((item) => cell(row, `DPQ0${item}0`)))

/** One group in which every respondent has one form, the items as given. */
function surveyFiles(items: readonly (readonly string[])[]) {
  return {
    'groups.csv': lines(
      'group_id,site_id,therapist_id,modality,format,structure,start_date,planned_sessions',
      'G,S,T,other,in_person,open,2018-01-01,1',
    ),
    'members.csv': lines(
      'member_id,group_id,join_date,planned_end_date',
      ...items.map((_, i) => `N${i},G,2018-01-01,2018-01-31`),
    ),
    'responses.csv': lines(
      `response_id,member_id,response_date,measure,${ITEMS.map((item) => `item${item}`).join(',')}`,
      ...items.map((answers, i) => `F${i},N${i},2018-01-08,phq9,${answers.join(',')}`),
    ),
  }
}

const withoutDecimals = forms.map((answers) => answers.map((answer) => answer.replace('.0', '')))
const isBlank = (answers: readonly string[]) => answers.every((answer) => answer === '')

test('with decimals left in, every filled cell is rejected as no plain whole number', async () => {
  const { report, rejects } = await judgeFiles(surveyFiles(forms))
  expect(report.files.at(-1)).toMatchObject({
    file: 'responses.csv',
    rows: published.rows,
    accepted: 0,
    rejected: published.rows,
  })
  const filled = forms.flat().filter((answer) => answer !== '').length
  expect(rejects.filter(({ code }) => code === 'not_integer')).toHaveLength(filled)
  expect(rejects.filter(({ code }) => code === 'empty_response')).toHaveLength(forms.filter(isBlank).length)
  // Item 9 above 0 in the file: 136 + 32 + 24 answers, and 7 and 9 as well, since a person must look at them.
  const { 1: one, 2: two, 3: three, 7: refused, 9: unknown } = published.counts.DPQ090
  expect(report.safety.rejected_with_risk_answer).toBe(one + two + three + refused + unknown)
})

test('with decimals taken off, each 7 and each 9 is rejected in its row and column', async () => {
  const { report, rejects } = await judgeFiles(surveyFiles(withoutDecimals))
  const outside = rejects.filter(({ code }) => code === 'item_out_of_range')
  const inColumn = (item: number) => outside.filter(({ column }) => column === `item${item}`).length
  const { codebook_DPQ010_matches_file: item1, counts } = published
  expect(inColumn(1)).toBe(item1[7] + item1[9])
  expect(inColumn(2)).toBe(counts.DPQ020[7] + counts.DPQ020[9])
  expect(inColumn(9)).toBe(counts.DPQ090[7] + counts.DPQ090[9])
  const spoiled = withoutDecimals.flatMap((answers, i) =>
    answers.some((answer) => answer === '7' || answer === '9') ? [i + 2] : [],
  )
  expect([...new Set(outside.map(({ row }) => row))]).toEqual(spoiled)
  const blank = withoutDecimals.filter(isBlank).length
  expect(rejects.filter(({ code }) => code === 'empty_response')).toHaveLength(blank)
  expect(report.files.at(-1)).toMatchObject({ rejected: spoiled.length + blank })
})
