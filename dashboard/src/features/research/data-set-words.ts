import type {
  DatasetDefinitionContract,
  DatasetExport,
  DatasetPreviewResult,
} from '../../../../api/src/contracts/dataset-exports.js'
import {
  ARM_LABELS,
  FORMAT_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../format/enumeration-labels.js'
import { formatList } from '../../format/list.js'
import { measureName } from '../../format/measure-words.js'
import { countOf, EN_DASH, formatNumber } from '../../format/number.js'

/** In the order of the data set's columns. */
export const VARIABLE_ORDER = [
  'age_band',
  'gender',
  'modality',
  'format',
  'structure',
  'arm',
  'cohort',
  'baseline_band',
  'sessions_attended',
  'prior_episodes',
] as const

export const STATE_LABELS: Readonly<Record<DatasetExport['state'], string>> = {
  waiting: 'Waiting',
  running: 'Being made',
  awaits_approval: 'Awaits approval',
  declined: 'Declined',
  lapsed: 'Lapsed',
  published: 'Published',
  refused: 'Refused',
  failed: 'Failed',
  cancelled: 'Cancelled',
  expired: 'Expired',
}

export const PROFILE_LABELS: Readonly<Record<DatasetDefinitionContract['profile'], string>> = {
  bands: 'Score at the start, and change',
  phases_wide: 'Score of each phase, one row a person',
  phases_long: 'Score of each phase, one row a phase',
}

type Phase = NonNullable<DatasetDefinitionContract['phases']>[number]['phase']

/** In the order of time. */
export const PHASE_LABELS: Readonly<Record<Phase, string>> = {
  start: 'Start',
  early: 'Weeks 1 to 4',
  middle: 'Weeks 5 to 12',
  late: 'Week 13 and later',
  last: 'Last score',
}

/** A course of scores is a fingerprint: a director has to approve it. */
export function hasPhases({ profile }: Pick<DatasetDefinitionContract, 'profile'>): boolean {
  return profile !== 'bands'
}

type Refusal = Extract<DatasetPreviewResult['outcome'], { kind: 'refused' }>['code']

const REFUSAL_TITLES: Readonly<Record<Refusal, string>> = {
  not_a_request: 'This data set cannot be asked for',
  too_few_persons: 'Too few persons for a data set',
  nothing_feasible: 'These variables cannot go out together',
  differs_by_few: 'Too close to an earlier data set',
  quota_reached: 'No more data sets this month',
  risk_has_risen: 'Riskier than what was approved',
  identifier_found: 'Something in it could name a person',
  package_differs: 'The package did not pass its check',
  no_space: 'There was no room for the package',
}

/** What to do about it, beside the server's own sentence. */
export const REFUSAL_STEPS: Readonly<Record<Refusal, string>> = {
  not_a_request: 'Change what the sentence names.',
  too_few_persons: 'Widen the cohort in step 1, or choose a smaller k (5 is the least).',
  nothing_feasible: 'Take away a variable that it names, let it become coarser, or widen the cohort.',
  differs_by_few:
    'Use the earlier data set, ask for the same cohort and variables, or choose a cohort that differs by more.',
  quota_reached: 'Use a data set of the library, or wait.',
  risk_has_risen: 'Nothing was published. Ask for it again; a director then decides by the new risk.',
  identifier_found: 'Nothing was published. Tell the clinical director.',
  package_differs: 'Nothing was published. Tell whoever runs the server.',
  no_space: 'Nothing was published. Tell whoever runs the server, then ask again.',
}

export function refusalTitle(code: Refusal): string {
  return REFUSAL_TITLES[code]
}

/** Rounded and small counts as words: "about 410", "fewer than 11", "nobody". */
export function personsWords(count: number | null): string {
  if (count === null) return 'fewer than 11'
  return count === 0 ? 'nobody' : `about ${formatNumber(count)}`
}

/** The answer to "what would go out?". */
export function previewTitle(result: DatasetPreviewResult | null, k: number): string {
  if (result === null) return 'A data set for research'
  const { outcome, eligible } = result
  if (outcome.kind === 'refused') return refusalTitle(outcome.code)
  return `${capital(personsWords(eligible))} persons can go out, each like at least ${formatNumber(k - 1)} others`
}

/** What the search gave up whole; null where every variable stays in some form. */
export function leftOutWords(result: DatasetPreviewResult | null): string | null {
  if (result?.outcome.kind !== 'found') return null
  const gone = result.outcome.variables.filter(({ steps }) => steps.at(-1)?.is_chosen === true)
  if (gone.length === 0) return null
  const names = formatList(gone.map(({ label }) => label))
  // Scores by phase come with what a director has to approve.
  return result.outcome.measured !== null
    ? `${names} would be left out. In any other form fewer than k persons would be alike, or a score would tell too much. Take a variable or a phase away that the question does not need, or say in step 2 how coarse it may become at most.`
    : `${names} would be left out. In any other form a class would be smaller than k, or tell too much of how its persons changed. Take another variable away, or say in step 2 how coarse it may become at most.`
}

export function dataSetTitle(dataSet: DatasetExport): string {
  const { state, summary, refusal } = dataSet
  if (refusal !== null) return `Not published: ${lower(refusalTitle(refusal.code))}`
  if (summary !== null && (state === 'published' || state === 'expired')) {
    return `${countOf(summary.rows, 'person')}, each like at least ${formatNumber(summary.k - 1)} others`
  }
  if (state === 'awaits_approval') return 'This data set awaits the approval of a director'
  if (state === 'declined') return 'A director declined this data set'
  if (state === 'lapsed') return 'Nobody decided about this data set in time'
  if (state === 'failed') return 'This data set could not be made'
  if (state === 'cancelled') return 'This data set was cancelled'
  return 'This data set is being made'
}

/** The cohort in words, as far as it is narrower than everybody. */
export function cohortWords({ profile, phases, measure, filter }: DatasetDefinitionContract): string[] {
  const { joined_from: from, joined_to: to } = filter
  return [
    measureName(measure),
    ...(profile === 'bands' ? [] : [PROFILE_LABELS[profile]]),
    ...(phases ?? []).map(({ phase }) => PHASE_LABELS[phase]),
    ...filter.modalities.map((each) => MODALITY_LABELS[each]),
    ...filter.formats.map((each) => FORMAT_LABELS[each]),
    ...filter.structures.map((each) => `${STRUCTURE_LABELS[each]} groups`),
    ...filter.arms.map((each) => ARM_LABELS[each]),
    ...(from === null && to === null
      ? []
      : [`joined ${from ?? 'any year'}${EN_DASH}${to === null ? 'today' : to + 1}`]),
    ...(filter.only_cases_at_start ? ['only at caseness at the start'] : []),
  ]
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
