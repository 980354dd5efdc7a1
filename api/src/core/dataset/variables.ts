/**
 * The columns that may go out, and no others: no date, no site, no group, no therapist, no text, no course of scores.
 * Each with its hierarchy, from the finest that may ever go out to `any`.
 */

import type { MeasureDefinition } from '../measures/measure-definition.js'
import { FORMATS, type Format, type Gender, MODALITIES, type Modality } from '../vocabulary.js'
import { COHORT_YEARS, type DatasetEpisode } from './cohort.js'
import { baselineBand } from './score-variables.js'
import { type CellValue, type DatasetVariable, NOT_KNOWN, type QuasiName, variableOf } from './variable.js'

/** What a variable has to know of the table: years and counts have no domain of their own. */
export interface TableFacts {
  readonly measure: MeasureDefinition
  readonly firstYear: number
  readonly lastYear: number
  /** The largest count of sessions, and of earlier episodes, that k persons reach: all above are one value. */
  readonly topSessions: number
}

export function quasiVariable(name: QuasiName, facts: TableFacts): DatasetVariable {
  switch (name) {
    case 'age_band':
      return ageBand
    case 'gender':
      return gender
    case 'modality':
      return modality
    case 'format':
      return format
    case 'structure':
      return structure
    case 'arm':
      return arm
    case 'cohort':
      return cohort(facts)
    case 'baseline_band':
      return baselineBand(facts.measure)
    case 'sessions_attended':
      return sessionsAttended(facts)
    case 'prior_episodes':
      return priorEpisodes
  }
}

/** Safe Harbor leaves ages of 90 and over as one; no band is narrower than ten years. */
const OLDEST = 90
const YOUNGEST_BAND_ENDS = 20

const ageBand = variableOf({
  name: 'age_band',
  label: 'Age at joining',
  description: 'Age in years at joining the group, in bands.',
  levels: ['bands of 10 years', 'bands of 20 years', 'under 50, 50 and over'],
  rows: [
    ...Array.from({ length: 9 }, (_, place) => {
      const from = (place + 1) * 10
      return [
        ages(from, 10),
        from < 30 ? below(30) : from >= 70 ? over(70) : ages(from - ((from - 30) % 20), 20),
        half(from),
      ]
    }),
    [NOT_KNOWN, NOT_KNOWN, NOT_KNOWN],
  ],
  codeOf: ({ age }) => {
    if (age === null) return NOT_KNOWN.code
    return ages(Math.min(OLDEST, Math.max(10, Math.floor(age / 10) * 10)), 10).code
  },
})

function ages(from: number, years: number): CellValue {
  if (from >= OLDEST) return over(OLDEST)
  if (from < YOUNGEST_BAND_ENDS) return below(YOUNGEST_BAND_ENDS)
  return { code: `${from}_${from + years - 1}`, label: `${from} to ${from + years - 1}` }
}

function below(age: number): CellValue {
  return { code: `under_${age}`, label: `Under ${age}` }
}

function over(age: number): CellValue {
  return { code: `${age}_or_over`, label: `${age} or over` }
}

function half(age: number): CellValue {
  return age < 50 ? below(50) : over(50)
}

const GENDER_LABELS: Readonly<Record<Gender, string>> = {
  female: 'Female',
  male: 'Male',
  nonbinary: 'Non-binary',
  other: 'Other',
  unknown: 'Not known',
}

const OTHER_GENDER = { code: 'other_or_not_known', label: 'Other or not known' }
const genderValue = (code: Gender): CellValue =>
  code === 'unknown' ? NOT_KNOWN : { code, label: GENDER_LABELS[code] }

const gender = variableOf({
  name: 'gender',
  label: 'Gender',
  description: 'Gender as recorded at joining.',
  levels: ['as recorded', 'female, male, other or not known'],
  rows: [
    ...(['female', 'male'] as const).map((code) => [genderValue(code), genderValue(code)]),
    ...(['nonbinary', 'other', 'unknown'] as const).map((code) => [genderValue(code), OTHER_GENDER]),
  ],
  codeOf: (episode) => genderValue(episode.gender ?? 'unknown').code,
})

const STRUCTURED = {
  code: 'structured',
  label: 'Structured: psychoeducational, skills, cognitive behavioural',
}
const PROCESS = { code: 'process_or_support', label: 'Process, support or other' }
const MODALITY_WORDS: Readonly<Record<Modality, readonly [label: string, kind: CellValue]>> = {
  psychoeducational: ['Psychoeducational', STRUCTURED],
  skills_development: ['Skills development', STRUCTURED],
  cognitive_behavioral: ['Cognitive behavioural', STRUCTURED],
  support: ['Support', PROCESS],
  interpersonal_process: ['Interpersonal process', PROCESS],
  other: ['Other', PROCESS],
}

const modality = variableOf({
  name: 'modality',
  label: 'Kind of group therapy',
  description: 'Modality of the group.',
  levels: ['as recorded', 'structured, process or support'],
  rows: MODALITIES.map((code) => {
    const [label, kind] = MODALITY_WORDS[code]
    return [{ code, label }, kind]
  }),
  codeOf: (episode) => episode.modality,
})

const FORMAT_LABELS: Readonly<Record<Format, string>> = {
  in_person: 'In person',
  online: 'Online',
  hybrid: 'Hybrid',
}
const PARTLY_ONLINE = { code: 'online_or_hybrid', label: 'Online or hybrid' }

const format = variableOf({
  name: 'format',
  label: 'Format',
  description: 'How the group met.',
  levels: ['as recorded', 'in person, online or hybrid'],
  rows: FORMATS.map((code) => {
    const value = { code, label: FORMAT_LABELS[code] }
    return [value, code === 'in_person' ? value : PARTLY_ONLINE]
  }),
  codeOf: (episode) => episode.format,
})

const structure = variableOf({
  name: 'structure',
  label: 'Structure',
  description: 'Open groups take members in at any time; in closed groups all start together.',
  levels: ['as recorded'],
  rows: [[{ code: 'open', label: 'Open' }], [{ code: 'closed', label: 'Closed' }]],
  codeOf: (episode) => episode.structure,
})

const arm = variableOf({
  name: 'arm',
  label: 'Arm',
  description:
    'Group therapy alone, or combined with individual therapy, medication or both, as decided within 14 days of joining.',
  levels: ['as recorded'],
  rows: [
    [{ code: 'group_only', label: 'Group only' }],
    [{ code: 'combined', label: 'Combined' }],
    [NOT_KNOWN],
  ],
  codeOf: (episode) => episode.arm ?? NOT_KNOWN.code,
})

function cohort({ firstYear, lastYear }: TableFacts): DatasetVariable {
  const band = (year: number, years: number): CellValue => {
    const from = Math.floor(year / years) * years
    return { code: `${from}_${from + years - 1}`, label: `${from} to ${from + years - 1}` }
  }
  const from = Math.floor(firstYear / COHORT_YEARS) * COHORT_YEARS
  const count = Math.floor((lastYear - from) / COHORT_YEARS) + 1
  return variableOf({
    name: 'cohort',
    label: 'Years of joining',
    description:
      'Calendar years in which the member joined the group, in bands. There is no date in this data set.',
    levels: ['bands of 2 years', 'bands of 4 years'],
    rows: Array.from({ length: count }, (_, place) => {
      const year = from + place * COHORT_YEARS
      return [band(year, COHORT_YEARS), band(year, 2 * COHORT_YEARS)]
    }),
    codeOf: ({ joinedInYear }) => band(joinedInYear, COHORT_YEARS).code,
  })
}

/** Widths of four from 2 on: fewer than two attended sessions are no course in any of our rates. */
function sessionsAttended({ topSessions }: TableFacts): DatasetVariable {
  const top = Math.max(2, topSessions)
  const orMore = (from: number): CellValue => ({ code: `${from}_or_more`, label: `${from} or more` })
  const band = (count: number): CellValue => {
    if (count < 2) return { code: '0_or_1', label: '0 or 1' }
    const from = 2 + Math.floor((count - 2) / 4) * 4
    return from + 3 >= top
      ? orMore(from)
      : { code: `${from}_to_${from + 3}`, label: `${from} to ${from + 3}` }
  }
  const single = (count: number): CellValue =>
    count >= top ? orMore(top) : { code: String(count), label: String(count) }
  return variableOf({
    name: 'sessions_attended',
    label: 'Group sessions attended',
    description: `Group sessions that the member attended in this episode; ${top} or more are one value.`,
    levels: ['counts', 'bands of 4 sessions', '0 or 1, 2 or more'],
    rows: Array.from({ length: top + 1 }, (_, count) => [
      single(count),
      band(count),
      count < 2 ? { code: '0_or_1', label: '0 or 1' } : orMore(2),
    ]),
    codeOf: ({ sessionsAttended: count }) => single(count).code,
  })
}

const NONE_BEFORE = { code: 'none', label: 'None' }
const SOME_BEFORE = { code: '1_or_more', label: '1 or more' }

const priorEpisodes = variableOf({
  name: 'prior_episodes',
  label: 'Earlier episodes of care',
  description: 'Episodes of care before this one, as recorded at joining.',
  levels: ['none, 1 or more'],
  rows: [[NONE_BEFORE], [SOME_BEFORE], [NOT_KNOWN]],
  codeOf: ({ priorEpisodes: before }) =>
    before === null ? NOT_KNOWN.code : before === 0 ? NONE_BEFORE.code : SOME_BEFORE.code,
})

export const CHANGE_LABELS: Readonly<Record<NonNullable<DatasetEpisode['change']>, string>> = {
  reliably_improved: 'Reliably improved',
  no_reliable_change: 'No reliable change',
  reliably_deteriorated: 'Reliably deteriorated',
  not_assessable: 'Not assessable (fewer than two scores)',
}
