import type { ProportionContract } from '../../../api/src/contracts/estimates.js'
import type {
  MeasureOutcomes,
  OutcomeClass,
  ProgrammeOutcomes,
} from '../../../api/src/contracts/programme.js'
import { measureName } from './measure-words.js'
import type { RateFamily } from './outcome-words.js'
import type { RateFamilyOfPage } from './programme-headline.js'

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

/** The four figures of a family of rates, each with its own denominator. */
export function figureRates(
  outcomes: Pick<ProgrammeOutcomes, 'national' | 'paired'>,
  family: RateFamilyOfPage,
): readonly ProgrammeRate[] {
  const { national, paired } = outcomes
  return family === 'national'
    ? [
        {
          key: 'reliable_recovery',
          label: 'Reliable recovery',
          share: national.reliable_recovery,
          counted: 'at caseness',
          family,
          numeratorClass: 'reliable_recovery',
          denominatorClass: 'case_at_start',
        },
        {
          key: 'reliable_improvement',
          label: 'Reliable improvement',
          share: national.reliable_improvement,
          counted: 'finished',
          family,
          numeratorClass: 'reliable_improvement',
          denominatorClass: 'finished',
        },
        {
          key: 'reliable_deterioration',
          label: 'Reliable deterioration',
          share: national.reliable_deterioration,
          counted: 'finished',
          family,
          numeratorClass: 'reliable_deterioration',
          denominatorClass: 'finished',
        },
        {
          key: 'paired_data',
          label: 'Paired data',
          share: national.paired_data,
          counted: 'finished',
          family,
          numeratorClass: 'paired_data',
          denominatorClass: 'finished',
        },
      ]
    : [
        {
          key: 'reliable_recovery',
          label: 'Reliable recovery',
          share: paired.reliable_recovery,
          counted: 'at caseness',
          family,
          numeratorClass: 'reliable_recovery',
          denominatorClass: 'case_at_start',
        },
        {
          key: 'recovery',
          label: 'Recovery',
          share: paired.recovery,
          counted: 'at caseness',
          family,
          numeratorClass: 'recovery',
          denominatorClass: 'case_at_start',
        },
        {
          key: 'reliable_improvement',
          label: 'Reliable improvement',
          share: paired.reliable_improvement,
          counted: 'with paired scores',
          family,
          numeratorClass: 'reliable_improvement',
          denominatorClass: 'paired_data',
        },
        {
          key: 'reliable_deterioration',
          label: 'Reliable deterioration',
          share: paired.reliable_deterioration,
          counted: 'with paired scores',
          family,
          numeratorClass: 'reliable_deterioration',
          denominatorClass: 'paired_data',
        },
      ]
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
