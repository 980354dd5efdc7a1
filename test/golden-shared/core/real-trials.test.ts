// Reliable change on trials of other groups: Claus 2020 and Jacobson 1989 against the R package clinicalsignificance
// (files and answers in ../shared/realdata, GPL: they stay out of this repository).
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import {
  type ClinicalChange,
  classifyChange,
  jacobsonTruax,
  reliableChangeReference,
} from '../../../api/src/core/change/jacobson-truax.js'
import type { MeasureDefinition } from '../../../api/src/core/measures/measure-definition.js'
import { cell, readCsv } from '../../builders/reference-clinic.js'

const realData = fileURLToPath(new URL('../../../../shared/realdata', import.meta.url))
const answers = (folder: string) => JSON.parse(readFileSync(`${realData}/${folder}/expected.json`, 'utf8'))

interface Pair {
  pre: number
  post: number
  arm: string
}
type Rule = Pick<MeasureDefinition, 'direction' | 'norm'>
const lower: Rule = { direction: 'lower_is_better', norm: null }
const higher: Rule = { direction: 'higher_is_better', norm: null }
const aNorm = (mean: number, standardDeviation: number) => ({
  mean,
  standardDeviation,
  source: 'the package',
})

function pairs(file: string, column: string, id: string, [before, after]: [string, string]): Pair[] {
  const rows = readCsv(`${realData}/${file}`)
  const scoreAt = (subject: string, time: string) => {
    const row = rows.find((each) => each[id] === subject && each.time === time)
    const text = row?.[column] ?? 'NA'
    return text === 'NA' || text === '' ? null : Number(text)
  }
  return [...new Set(rows.map((row) => cell(row, id)))].flatMap((subject) => {
    const arm = rows.find((row) => row[id] === subject)?.treatment ?? ''
    const pre = scoreAt(subject, before)
    const post = scoreAt(subject, after)
    return pre === null || post === null ? [] : [{ pre, post, arm }]
  })
}

function limitsOf(rule: Rule, used: readonly Pair[], reliability: number) {
  const reference = reliableChangeReference(used.map(({ pre }) => pre))
  if (reference.kind === 'refused') throw new Error(reference.message)
  return jacobsonTruax(rule, reference, reliability)
}

function classes(rule: Rule, used: readonly Pair[], reliability: number, counted = used) {
  const limits = limitsOf(rule, used, reliability)
  const found = counted.map(({ pre, post }) => classifyChange(limits, pre, post).class)
  const count = (...wanted: ClinicalChange[]) => found.filter((each) => wanted.includes(each)).length
  return {
    improved: count('improved', 'recovered'),
    unchanged: count('unchanged'),
    deteriorated: count('deteriorated'),
    recovered: count('recovered'),
  }
}

describe('Claus 2020: usual treatment alone against usual treatment with an adjunct', () => {
  const expected = answers('claus2020')
  const used = (column: string) => pairs('claus2020/claus_2020.csv', column, 'id', ['1', '4'])
  const hamd = used('hamd')

  test('as many members have both assessments', () => {
    expect(hamd).toHaveLength(expected.n_used_pre1_post4)
  })
  test('HAM-D, lower is better, reliability .80', () => {
    expect(classes(lower, hamd, 0.8)).toMatchObject(expected['rci_hamd_pre1_post4_rel0.80'].JT)
    const { sd_pre, s_diff, 'critical_change_1.96': critical } = expected.recomputed_here_JT.hamd
    expect(limitsOf(lower, hamd, 0.8)).toMatchObject({
      standardDeviation: expect.closeTo(sd_pre, 6),
      standardErrorOfDifference: expect.closeTo(s_diff, 6),
      minimumChange: expect.closeTo(critical, 6),
    })
  })
  test.each(['TAU', 'PA'])('HAM-D by arm: %s', (arm) => {
    const ofArm = hamd.filter((pair) => pair.arm === arm)
    expect(classes(lower, hamd, 0.8, ofArm)).toMatchObject(expected.rci_hamd_JT_by_treatment[arm])
  })
  test('HAM-D with a norm of 8 (8): recovered beside improved', () => {
    const { recovered, improved, unchanged, deteriorated } =
      expected['combined_hamd_rel0.80_functional_m8_sd8_cutoff_c'].JT
    expect(classes({ ...lower, norm: aNorm(8, 8) }, hamd, 0.8)).toEqual({
      improved: improved + recovered,
      unchanged,
      deteriorated,
      recovered,
    })
  })
  test('WHO-5, higher is better, reliability .85', () => {
    expect(classes(higher, used('who'), 0.85)).toMatchObject(expected['rci_who_higher_is_better_rel0.85_JT'])
  })
  test('BDI: spread, cut-off c and classes', () => {
    const bdi = used('bdi')
    const { cutoff } = expected.cutoff_c_bdi_pre1_post4_functional_m7_sd7
    expect(limitsOf({ ...lower, norm: aNorm(7, 7) }, bdi, 0.8).criterionC).toBeCloseTo(cutoff, 2)
    expect(classes(lower, bdi, 0.8)).toMatchObject(expected.recomputed_here_JT['bdi_rel0.80'].counts)
  })
})

describe('Jacobson 1989: couples before and after therapy', () => {
  const expected = answers('jacobson1989')
  const used = (column: string) => pairs('jacobson1989/jacobson_1989.csv', column, 'subject', ['pre', 'post'])

  test('DAS, higher is better, reliability .88', () => {
    const das = used('das')
    const { s_diff, critical_change, improved_higher_better, unchanged, deteriorated } =
      expected.das['rel0.88']
    expect(das).toHaveLength(expected.n)
    expect(limitsOf(higher, das, 0.88)).toMatchObject({
      standardDeviation: expect.closeTo(expected.das.sd_pre, 3),
      standardErrorOfDifference: expect.closeTo(s_diff, 3),
      minimumChange: expect.closeTo(critical_change, 3),
    })
    expect(classes(higher, das, 0.88)).toMatchObject({
      improved: improved_higher_better,
      unchanged,
      deteriorated,
    })
  })
  test('GDS, lower is better, reliability .88', () => {
    const gds = used('gds')
    const [improved, unchanged, deteriorated] = expected['gds_lower_better_rel0.88'].counts
    expect(gds).toHaveLength(expected['gds_lower_better_rel0.88'].n_used)
    expect(classes(lower, gds, 0.88)).toMatchObject({ improved, unchanged, deteriorated })
  })
})
