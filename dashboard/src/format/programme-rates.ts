import type { ProportionContract } from '../../../api/src/contracts/estimates.js'
import type {
  MeasureOutcomes,
  OutcomeClass,
  ProgrammeOutcomes,
} from '../../../api/src/contracts/programme.js'
import { measureName } from './measure-words.js'
import type { RateFamily } from './outcome-words.js'

/** One rate of the programme beside its four figures, with the episodes that its two numbers count. */
export interface ProgrammeRate {
  readonly key: string
  readonly label: string
  readonly share: ProportionContract
  /** Who is in the denominator. */
  readonly counted: string
  readonly family: RateFamily
  readonly numeratorClass: OutcomeClass
  readonly denominatorClass: OutcomeClass
}

/** Rates beside the four figures, each with its own denominator; those a measure does not define are left out. */
export function otherProgrammeRates(outcomes: ProgrammeOutcomes, measure: string): readonly ProgrammeRate[] {
  return [
    {
      key: 'recovery',
      label: 'Recovery',
      share: outcomes.national.recovery,
      counted: 'finished courses at caseness at the start',
      family: 'national',
      numeratorClass: 'recovery',
      denominatorClass: 'case_at_start',
    },
    ...measureRates(outcomes.by_measure[measure], measureName(measure)),
    ...courseRates(outcomes),
  ]
}

function measureRates(outcomes: MeasureOutcomes | undefined, name: string): readonly ProgrammeRate[] {
  if (outcomes === undefined) return []
  const response: ProgrammeRate | null = outcomes.response && {
    key: 'response',
    label: `Response, ${name}`,
    share: outcomes.response,
    counted: 'episodes with two scores, at caseness at the start',
    family: 'measure',
    numeratorClass: 'response',
    denominatorClass: 'case_at_start',
  }
  const remission: ProgrammeRate | null = outcomes.remission && {
    key: 'remission',
    label: `Remission, ${name}`,
    share: outcomes.remission,
    counted: 'episodes with two scores, the first above remission',
    family: 'measure',
    numeratorClass: 'remission',
    denominatorClass: 'not_in_remission_at_start',
  }
  return [response, remission].filter((rate) => rate !== null)
}

function courseRates(outcomes: ProgrammeOutcomes): readonly ProgrammeRate[] {
  return [
    {
      key: 'dropout_by_attendance',
      label: 'Dropout by attendance',
      share: outcomes.dropout.by_attendance,
      counted: 'started episodes: the last 2 or more sessions missed',
      family: 'attendance',
      numeratorClass: 'dropout_by_attendance',
      denominatorClass: 'started',
    },
    {
      key: 'dropout_as_recorded',
      label: 'Dropout as recorded',
      share: outcomes.dropout.as_recorded,
      counted: 'started episodes: by exit reason',
      family: 'attendance',
      numeratorClass: 'dropout_as_recorded',
      denominatorClass: 'started',
    },
    {
      key: 'attendance',
      label: 'Attendance',
      share: outcomes.attendance,
      counted: 'sessions that members could attend',
      family: 'attendance',
      numeratorClass: 'all',
      denominatorClass: 'all',
    },
  ]
}
