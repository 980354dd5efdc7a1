// Data sets as the server would offer, judge and list them.
import type { AggregateTablesAnswer } from '../../../api/src/contracts/aggregate-tables.js'
import type {
  DatasetChoices,
  DatasetExport,
  DatasetPreview,
  DatasetPreviewResult,
} from '../../../api/src/contracts/dataset-exports.js'
import type { Job } from '../../../api/src/contracts/jobs.js'
import { PHASE_LABELS } from '../../../api/src/core/dataset/profile.js'

const DEFINITION: DatasetExport['definition'] = {
  profile: 'bands',
  phases: null,
  measure: 'phq9',
  variables: [
    { name: 'age_band', coarsest: null },
    { name: 'gender', coarsest: null },
    { name: 'arm', coarsest: null },
  ],
  k: 11,
  filter: {
    modalities: [],
    formats: [],
    structures: [],
    arms: [],
    joined_from: null,
    joined_to: null,
    only_cases_at_start: false,
  },
  substance_use_reason: null,
}

export function someChoices(over: Partial<DatasetChoices> = {}): DatasetChoices {
  const variable = (
    name: DatasetChoices['variables'][number]['name'],
    label: string,
    levels: string[],
  ): DatasetChoices['variables'][number] => ({ name, label, description: `${label} in words.`, levels })
  return {
    measures: [
      { code: 'phq9', name: 'PHQ-9' },
      { code: 'gad7', name: 'GAD-7' },
    ],
    variables: [
      variable('age_band', 'Age at joining', ['bands of 10 years', 'bands of 20 years', 'left out']),
      variable('gender', 'Gender', ['as recorded', 'left out']),
      variable('arm', 'Arm', ['as recorded', 'left out']),
      variable('baseline_band', 'Score at the start', ['severity bands', 'left out']),
    ],
    phases: (['start', 'early', 'middle', 'late', 'last'] as const).map((phase) => ({
      phase,
      label: PHASE_LABELS[phase],
      description: 'Band of the last valid score of the phase.',
      levels: ['severity bands', 'lower and upper bands', 'left out'],
    })),
    usual_k: 11,
    least_k: 5,
    suppression_limit: 0.05,
    distinct_l: 2,
    t: 0.3,
    least_persons_in_k: 5,
    quota: { data_sets: 10, days: 30 },
    most_beside_phases: 5,
    may_include_substance_use: false,
    ...over,
  }
}

const FLOW: DatasetPreviewResult['flow'] = [
  { step: 'all_persons', label: 'Persons with an episode of care', persons: 400 },
  { step: 'ended', label: 'Episode ended', persons: 325 },
  { step: 'baseline_known', label: 'A valid score at the start', persons: 320 },
]

export const FOUND: DatasetPreviewResult = {
  eligible: 320,
  flow: FLOW,
  outcome: {
    kind: 'found',
    variables: [
      {
        name: 'age_band',
        label: 'Age at joining',
        steps: [
          cost(0, 'bands of 10 years', 0.21, 0),
          { ...cost(1, 'bands of 20 years', 0.02, 0.2), is_chosen: true, is_feasible: true },
          { ...cost(2, 'left out', 0, 1), is_feasible: true },
        ],
      },
      {
        name: 'gender',
        label: 'Gender',
        steps: [
          cost(0, 'as recorded', 0.01, 0),
          { ...cost(1, 'left out', 0.02, 1), is_chosen: true, is_feasible: true },
        ],
      },
    ],
    checks: [
      { code: 'persons', sentence: 'At least 55 persons are eligible: five times k.' },
      { code: 'k', sentence: 'At least 11 rows look alike in everything that others may know.' },
    ],
    information_lost: 0.6,
    measured: null,
    sample: {
      columns: ['Age at joining', 'Gender', 'PHQ-9: reliable change'],
      rows: [
        ['30 to 49', 'Any (generalised)', 'Reliably improved'],
        ['30 to 49', 'Any (generalised)', 'Reliably improved'],
      ],
    },
  },
}

function cost(level: number, name: string, share_at_risk: number, information_lost: number) {
  return { level, name, is_chosen: false, is_feasible: false, share_at_risk, information_lost }
}

/** Released for a quarter: one count kept back, and another that would tell of it. */
export function someAggregateTables(): AggregateTablesAnswer {
  const row = (code: string, label: string, persons: number, counts: (number | null)[]) => ({
    code,
    label,
    persons,
    counts,
    shares: counts.map((count) => (count === null ? null : count / persons)),
    mean_change: 4.5,
  })
  return {
    measure: 'phq9',
    least_persons: 55,
    release: {
      until: '2025-12-31',
      released_at: '2026-01-01T00:23:00Z',
      columns: [
        { code: 'reliably_improved', label: 'Reliably improved' },
        { code: 'no_reliable_change', label: 'No reliable change' },
        { code: 'reliably_deteriorated', label: 'Reliably deteriorated' },
      ],
      total: row('all', 'Everybody', 320, [150, 145, 25]),
      tables: [
        {
          name: 'arm',
          label: 'Arm',
          rows: [
            row('group_only', 'Group only', 200, [85, null, null]),
            row('combined', 'Combined', 120, [65, null, null]),
          ],
        },
        { name: 'gender', label: 'Gender', rows: null },
      ],
    },
  }
}

/** What a director decides by. */
export const MEASURED: NonNullable<DatasetExport['measured']> = {
  persons: 320,
  unique_before: 0.62,
  prosecutor_highest: 0.1,
  prosecutor_average: 0.05,
  journalist_highest: 0.08,
  marketer: 0.05,
  share_above_threshold: { threshold: 0.2, share: 0 },
  distinct_l: 3,
  t: 0.24,
  information_lost: 0.4,
  levels: [{ name: 'score_start', label: 'PHQ-9: start', level: 1, level_name: 'lower and upper bands' }],
}

export function refusedAs(
  code: Extract<DatasetPreviewResult['outcome'], { kind: 'refused' }>['code'],
  message: string,
  eligible: number | null,
): DatasetPreviewResult {
  return {
    eligible,
    flow: [
      ...FLOW.slice(0, 2),
      { step: 'baseline_known', label: 'A valid score at the start', persons: eligible },
    ],
    outcome: { kind: 'refused', code, message },
  }
}

export function aJob(state: Job['state'], kind: Job['kind'] = 'preview_dataset'): Job {
  const isOver = state !== 'waiting' && state !== 'running'
  return {
    job_id: 71,
    kind,
    state,
    done: 1,
    total: 5,
    message: state === 'failed' ? 'The worker was stopped.' : 'Records are read.',
    cancel_asked: false,
    created_at: '2026-11-30T10:00:00Z',
    ended_at: isOver ? '2026-11-30T10:00:05Z' : null,
  }
}

export function aPreview(result: DatasetPreviewResult | null, job: Job | null = null): DatasetPreview {
  return { preview_id: 9, definition: DEFINITION, job, result }
}

export function aDataSet(id: number, over: Partial<DatasetExport> = {}): DatasetExport {
  return {
    dataset_export_id: id,
    state: 'published',
    purpose: 'Does combined treatment help more?',
    recipient: 'University study group',
    definition: DEFINITION,
    requested_by_you: true,
    requested_role: 'researcher',
    requested_at: '2026-11-30T10:00:00Z',
    approval: 'Not needed: the usual rules',
    measured: null,
    decision: null,
    decide_until: null,
    may_be_decided_by_you: false,
    job: null,
    refusal: null,
    summary: {
      rows: 318,
      held_to: null,
      k: 12,
      classes: 14,
      prosecutor_highest: 1 / 12,
      prosecutor_average: 14 / 318,
      journalist_highest: 0.07,
      distinct_l: 2,
      t: 0.24,
      information_lost: 0.6,
      levels: [{ name: 'age_band', label: 'Age at joining', level: 1, level_name: 'bands of 20 years' }],
    },
    published_at: '2026-11-30T10:00:09Z',
    expires_at: '2026-12-30T10:00:09Z',
    package: { bytes: 23_176, sha256: 'c0ffee'.padEnd(64, '0') },
    downloads: 2,
    ...over,
  }
}
