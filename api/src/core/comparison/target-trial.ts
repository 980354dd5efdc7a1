/** Who stands in the trial that a definition describes, in which arm, and who does not, and why. */

import { type Day, dayNumber } from '../calendar-day.js'
import { improvementInPoints, isCase } from '../change/direction.js'
import { reliableChangeOf } from '../change/reliable-change.js'
import type { DatedScore } from '../change/sudden-gains.js'
import { decideArm } from '../episodes/decide-arm.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import type { Arm, Gender } from '../vocabulary.js'
import type { AskedCombination, Covariate, StudyDefinition, StudyOutcome } from './study-definition.js'
import type { StudyEpisode } from './study-episode.js'

const DAYS_PER_WEEK = 7

/** The steps from every episode to those compared, in order. */
export type FlowStep =
  | 'all_episodes'
  | 'arm_known'
  | 'combination_asked'
  | 'baseline_known'
  | 'severity'
  | 'in_care_at_landmark'
  | 'planned_length'
  | 'window_closed'
  | 'outcome_recorded'
  | 'covariates_known'

export interface FlowRow {
  readonly step: FlowStep
  /** Left out here; the n of the row before less this is `n`. */
  readonly excluded: number
  readonly n: number
  /** null before arms are known. */
  readonly combined: number | null
  readonly groupOnly: number | null
}

export type StudyCombination = AskedCombination | 'unspecified'

/** A member who passed every step that is known at time zero or at the landmark. */
export interface TrialMember {
  readonly episode: StudyEpisode
  readonly label: string
  readonly groupId: string
  readonly arm: Arm
  /** null in the arm of group therapy alone. */
  readonly combination: StudyCombination | null
  readonly joinedDay: number
  readonly baseline: number
  readonly baselineDay: number
  /** null: not recorded. */
  readonly covariates: Readonly<Record<Covariate, number | null>>
  readonly outcome: TrialOutcome | null
  /** The last valid score before the window closes, which may be the baseline: what is carried forward. */
  readonly carriedForward: number
}

export interface TrialOutcome {
  readonly score: number
  /** Weeks after joining. */
  readonly week: number
  /** Positive = improvement. */
  readonly changeInPoints: number
  /** null where the measure has no fixed threshold. */
  readonly isReliablyImproved: boolean | null
  /** A case at baseline, none at the outcome, and reliably improved; null without caseness, or no case at baseline. */
  readonly isReliablyRecovered: boolean | null
}

export interface TargetTrial {
  readonly flow: readonly FlowRow[]
  /** Before the threshold of severity: what the noise of the baseline is judged by. */
  readonly anySeverity: readonly TrialMember[]
  /** Passed every step before the outcome. */
  readonly eligible: readonly TrialMember[]
  readonly observed: readonly ObservedMember[]
  /** With every covariate asked for: the set of the adjusted comparisons. */
  readonly complete: readonly ObservedMember[]
  /** Eligible members whose planned end comes before the window closes: fewer occasions to be seen. */
  readonly windowCutShort: number
}

export interface ObservedMember extends TrialMember {
  readonly outcome: TrialOutcome
}

/**
 * Takes the episodes through the steps of the definition.
 *
 * @param measure   of the outcome
 * @param episodes  any order; forms after `asOf` left out
 * @param asOf      the day asked about
 * @returns         the flow, whose numbers add up, and the sets of the analyses, in the order of the episodes
 * @throws          NotADay
 * Assumes          a member with two episodes counts as two
 */
export function targetTrial(
  definition: StudyDefinition,
  measure: MeasureDefinition,
  episodes: readonly StudyEpisode[],
  asOf: Day,
): TargetTrial {
  const today = dayNumber(asOf, 'The day asked about')
  const flow = new Flow(episodes.length)
  const withArm = flow.keep(
    'arm_known',
    episodes.map((episode) => assigned(episode, definition)).filter(isKnown),
  )
  const asked = flow.keep(
    'combination_asked',
    withArm.filter(({ isAsked }) => isAsked),
  )
  const anySeverity = flow.keep(
    'baseline_known',
    asked.flatMap((each) => trialMember(each, definition, measure) ?? []),
  )
  const { baselineThreshold, landmarkDay, outcome } = definition
  let kept: readonly TrialMember[] = anySeverity
  const step = (name: FlowStep, passes: (member: TrialMember) => boolean) => {
    kept = flow.keep(name, kept.filter(passes))
  }
  if (baselineThreshold !== null)
    step('severity', ({ baseline }) => improvementInPoints(measure, baselineThreshold, baseline) <= 0)
  if (landmarkDay !== null) step('in_care_at_landmark', (member) => isInCare(member, landmarkDay, today))
  if (outcome.kind === 'window') {
    const { opens, closes } = windowDays(outcome)
    step('planned_length', (member) => plannedDays(member) >= opens)
    step('window_closed', (member) => member.joinedDay + closes <= today)
  }
  const observed = flow.keep('outcome_recorded', kept.filter(hasOutcome))
  const complete = flow.keep(
    'covariates_known',
    observed.filter((member) => definition.covariates.every((name) => member.covariates[name] !== null)),
  )
  const closes = outcome.kind === 'window' ? windowDays(outcome).closes : 0
  const windowCutShort = kept.filter((member) => plannedDays(member) < closes).length
  return { flow: flow.rows, anySeverity, eligible: kept, observed, complete, windowCutShort }
}

/** Days after joining between which the outcome may lie, both counted. */
export function windowDays({ week, halfWidthWeeks }: Extract<StudyOutcome, { kind: 'window' }>): {
  readonly opens: number
  readonly closes: number
} {
  return {
    opens: (week - halfWidthWeeks) * DAYS_PER_WEEK,
    closes: (week + halfWidthWeeks) * DAYS_PER_WEEK,
  }
}

/** The last day that the study reads of a member. */
export function lastDayRead(joinedDay: number, definition: StudyDefinition): number {
  return definition.followUpWeeks === null
    ? Number.POSITIVE_INFINITY
    : joinedDay + definition.followUpWeeks * DAYS_PER_WEEK
}

/** The same member with the last score as the outcome; null without a later score. */
export function withLastScore(
  member: TrialMember,
  definition: StudyDefinition,
  measure: MeasureDefinition,
): ObservedMember | null {
  const outcome = outcomeOf(
    member.episode.scores,
    member.joinedDay,
    { ...definition, outcome: { kind: 'last' } },
    measure,
  )
  return outcome === null ? null : { ...member, outcome }
}

interface Assigned {
  readonly episode: StudyEpisode
  readonly arm: Arm
  readonly combination: StudyCombination | null
  readonly isAsked: boolean
}

class Flow {
  readonly rows: FlowRow[]
  private n: number

  constructor(n: number) {
    this.n = n
    this.rows = [{ step: 'all_episodes', excluded: 0, n, combined: null, groupOnly: null }]
  }

  keep<Kept extends { readonly arm: Arm }>(step: FlowStep, kept: readonly Kept[]): readonly Kept[] {
    const combined = kept.filter(({ arm }) => arm === 'combined').length
    const excluded = this.n - kept.length
    this.rows.push({ step, excluded, n: kept.length, combined, groupOnly: kept.length - combined })
    this.n = kept.length
    return kept
  }
}

/** Dates decide where there are any: what was recorded beside them was written for another grace period. */
function assigned(episode: StudyEpisode, definition: StudyDefinition): Assigned | null {
  const { treatments, joinedOn, recordedArm, concurrentIndividual, concurrentMedication } = episode
  const isDated = (kind: string) => treatments.some((treatment) => treatment.kind === kind)
  const decision = decideArm(
    {
      joinedOn,
      recordedArm: treatments.length > 0 ? null : recordedArm,
      concurrentIndividual: isDated('individual_therapy') ? null : concurrentIndividual,
      concurrentMedication: isDated('medication') ? null : concurrentMedication,
      treatments,
    },
    definition.graceDays,
  )
  if (decision.kind !== 'known') return null
  const { arm, combination } = decision
  if (arm === 'group_only' || combination === 'none')
    return { episode, arm, combination: null, isAsked: true }
  return { episode, arm, combination, isAsked: isAskedCombination(combination, definition.combinations) }
}

/** Recorded as combined without saying with what: only where every combination is asked for. */
function isAskedCombination(combination: StudyCombination, asked: readonly AskedCombination[]): boolean {
  return combination === 'unspecified' ? asked.length === 3 : asked.includes(combination)
}

function trialMember(
  { episode, arm, combination }: Assigned,
  definition: StudyDefinition,
  measure: MeasureDefinition,
): TrialMember | null {
  const joinedDay = dayNumber(episode.joinedOn, 'The joining day of an episode')
  const first = episode.scores[0]
  const isLate = (day: number) => definition.landmarkDay !== null && day > joinedDay + definition.landmarkDay
  if (first === undefined || isLate(first.dayNumber)) return null
  const other = episode.otherBaseline
  const baseline = first.total
  const { outcome } = definition
  const closes = outcome.kind === 'window' ? windowDays(outcome).closes : Number.POSITIVE_INFINITY
  const end = Math.min(lastDayRead(joinedDay, definition), joinedDay + closes)
  return {
    episode,
    label: episode.label,
    groupId: episode.groupId,
    arm,
    combination,
    joinedDay,
    baseline,
    baselineDay: first.dayNumber,
    covariates: {
      baseline,
      baseline_other: other === null || isLate(other.dayNumber) ? null : other.total,
      age: episode.age,
      female: isFemale(episode.gender),
      prior_episodes: episode.priorEpisodes,
    },
    outcome: outcomeOf(episode.scores, joinedDay, definition, measure),
    carriedForward: episode.scores.findLast((score) => score.dayNumber <= end)?.total ?? baseline,
  }
}

function outcomeOf(
  scores: readonly DatedScore[],
  joinedDay: number,
  definition: StudyDefinition,
  measure: MeasureDefinition,
): TrialOutcome | null {
  const [first, ...later] = scores
  const after =
    definition.landmarkDay === null ? Number.NEGATIVE_INFINITY : joinedDay + definition.landmarkDay
  const end = lastDayRead(joinedDay, definition)
  const eligible = later.filter(({ dayNumber: day }) => day > after && day <= end)
  const found = chosenScore(eligible, joinedDay, definition.outcome)
  if (first === undefined || found === undefined) return null
  const changeInPoints = improvementInPoints(measure, first.total, found.total)
  const reliable = reliableChangeOf(measure, changeInPoints)
  const isReliablyImproved = reliable === 'not_assessable' ? null : reliable === 'reliably_improved'
  const isStillCase = isCase(measure, found.total)
  const canRecover =
    isCase(measure, first.total) === true && isStillCase !== null && isReliablyImproved !== null
  return {
    score: found.total,
    week: (found.dayNumber - joinedDay) / DAYS_PER_WEEK,
    changeInPoints,
    isReliablyImproved,
    isReliablyRecovered: canRecover ? isReliablyImproved && !isStillCase : null,
  }
}

/** Nearest to the target, the earlier of two as near; the last. */
function chosenScore(
  scores: readonly DatedScore[],
  joinedDay: number,
  outcome: StudyOutcome,
): DatedScore | undefined {
  if (outcome.kind === 'last') return scores.at(-1)
  const { opens, closes } = windowDays(outcome)
  const target = joinedDay + outcome.week * DAYS_PER_WEEK
  const distance = (score: DatedScore) => Math.abs(score.dayNumber - target)
  return scores
    .filter(({ dayNumber: day }) => day >= joinedDay + opens && day <= joinedDay + closes)
    .reduce<DatedScore | undefined>(
      (best, score) => (best === undefined || distance(score) < distance(best) ? score : best),
      undefined,
    )
}

/** In care on that day: it has come, and the member had not left before it. */
function isInCare({ joinedDay, episode }: TrialMember, afterDays: number, today: number): boolean {
  const landmark = joinedDay + afterDays
  const hasLeft =
    episode.exitedOn !== null && dayNumber(episode.exitedOn, 'The exit of an episode') < landmark
  return landmark <= today && !hasLeft
}

/** Days from joining to the planned end; without one, the length is no obstacle. */
function plannedDays({ joinedDay, episode }: TrialMember): number {
  return episode.plannedEndOn === null
    ? Number.POSITIVE_INFINITY
    : dayNumber(episode.plannedEndOn, 'The planned end of an episode') - joinedDay
}

function isFemale(gender: Gender | null): number | null {
  if (gender === null || gender === 'unknown') return null
  return gender === 'female' ? 1 : 0
}

function isKnown(value: Assigned | null): value is Assigned {
  return value !== null
}

function hasOutcome(member: TrialMember): member is ObservedMember {
  return member.outcome !== null
}
