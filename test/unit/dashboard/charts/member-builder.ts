import type { EpisodeRow } from '../../../../api/src/contracts/groups.js'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { MemberTrajectory, ResponseRow } from '../../../../api/src/contracts/members.js'

const FIRST_DAY = Date.parse('2026-09-07T00:00:00Z')
const MILLISECONDS_PER_DAY = 86_400_000

/** The day `days` after the simulated episode began. */
export function dayAfterStart(days: number): string {
  return new Date(FIRST_DAY + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10)
}

export interface Visit {
  readonly week: number
  /** Null: came (or not) and left no form. */
  readonly score: number | null
  readonly attendance?: MemberTrajectory['attendance'][number]['status']
  readonly scoring?: ResponseRow['scoring']
  /** Answer to the risk item; null = not answered. */
  readonly riskAnswer?: number | null
}

const NO_EPISODE: EpisodeRow = {
  member_id: '0987',
  episode_id: 2,
  group_id: 'G1',
  group_name: 'Tuesday CBT',
  site_id: 'N',
  arm: 'group_only',
  joined_on: dayAfterStart(0),
  planned_end_on: dayAfterStart(84),
  exited_on: null,
  exit_reason: null,
  is_open: true,
  sessions_attended: 0,
  sessions_eligible: 0,
  last_attended_on: null,
  measure: 'phq9',
  forms_valid: 0,
  n_scores: 0,
  baseline: null,
  last: null,
  last_on: null,
  change: null,
  reliable_change: 'not_assessable',
  is_case_at_start: null,
  is_case_at_end: null,
  risk_item: 'no',
  dropout_by_attendance: null,
}

/** A simulated member with one session a week; scores on `measure`, first score in week 0. */
export function aMember(
  measure: MeasureContract,
  visits: readonly Visit[],
  rest: Partial<MemberTrajectory> = {},
): MemberTrajectory {
  const sign = measure.direction === 'lower_is_better' ? -1 : 1
  const threshold = measure.reliable_change_threshold ?? 5.2
  const scored = visits.flatMap((visit) => (visit.score === null ? [] : [{ ...visit, score: visit.score }]))
  const baseline = scored[0]?.score ?? null
  const last = scored.at(-1)
  const attended = visits.filter((visit) => isPresent(visit.attendance ?? 'present'))
  const episode: EpisodeRow = {
    ...NO_EPISODE,
    measure: measure.code,
    sessions_attended: attended.length,
    sessions_eligible: visits.length,
    n_scores: scored.length,
    baseline,
    last: last?.score ?? null,
    last_on: last ? dayAfterStart(last.week * 7) : null,
    change: baseline === null || !last || scored.length < 2 ? null : sign * (last.score - baseline),
    reliable_change:
      baseline === null || !last || scored.length < 2
        ? 'not_assessable'
        : verdict(sign * (last.score - baseline), threshold),
  }
  return {
    member_id: '0987',
    measure: measure.code,
    measures_used: [measure.code],
    episode,
    episodes: [episode],
    points: scored.map((visit) => ({
      response_id: `r${visit.week}`,
      responded_on: dayAfterStart(visit.week * 7),
      weeks_since_baseline: visit.week - (scored[0]?.week ?? 0),
      score: visit.score,
      band: bandOf(measure, visit.score),
      scoring: visit.scoring ?? 'complete',
      risk_item: riskOf(measure, visit),
      reliable_change:
        visit === scored[0]
          ? 'not_assessable'
          : verdict(sign * (visit.score - (baseline ?? visit.score)), threshold),
      expected: null,
    })),
    unscorable: [],
    fitted: null,
    reliable_change:
      baseline === null
        ? null
        : {
            threshold,
            improved_at: baseline + sign * threshold,
            deteriorated_at: baseline - sign * threshold,
            rule: 'fixed',
          },
    jacobson_truax: null,
    sudden_gains: [],
    sudden_losses: [],
    expected_response: { kind: 'off', reason: 'The expected response is off.' },
    standing: { status: 'on_track', sentence: '', signals: [], risk_item: null, rules_version: 1 },
    what_was_done: [],
    attendance: visits.map((visit) => ({
      session_id: `s${visit.week}`,
      session_number: visit.week + 1,
      session_date: dayAfterStart(visit.week * 7),
      session_status: 'held',
      status: visit.attendance ?? 'present',
      has_form: visit.score !== null,
    })),
    concurrent_treatments: [],
    responses: scored.map((visit) => aResponse(measure, visit)),
    exit_reason: null,
    calculation_version: 1,
    as_of: dayAfterStart(84),
    ...rest,
  }
}

function aResponse(measure: MeasureContract, visit: Visit & { score: number }): ResponseRow {
  const n = measure.items.length
  const each = Math.floor(visit.score / n)
  const answers: (number | null)[] = measure.items.map((_, index) => each + (index < visit.score % n ? 1 : 0))
  const risk = measure.items.findIndex((item) => item.is_risk_item)
  if (risk >= 0) answers[risk] = visit.riskAnswer === undefined ? 0 : visit.riskAnswer
  return {
    response_id: `r${visit.week}`,
    source_system: 'file',
    measure: measure.code,
    responded_on: dayAfterStart(visit.week * 7),
    recorded_at: `${dayAfterStart(visit.week * 7)}T18:00:00+00:00`,
    session_id: `s${visit.week}`,
    session_number: visit.week + 1,
    weeks_since_baseline: visit.week,
    answers: visit.scoring === 'total_only' ? null : answers,
    total: visit.score,
    band: bandOf(measure, visit.score),
    scoring: visit.scoring ?? 'complete',
    n_missing: visit.scoring === 'prorated' ? 1 : 0,
    functional_difficulty: 1,
    risk_item: riskOf(measure, visit),
    mode: 'paper',
    version: 1,
    is_voided: false,
    same_day_forms: 1,
    member_was_absent: false,
    import_id: 1,
  }
}

function riskOf(measure: MeasureContract, visit: Visit): 'yes' | 'no' | 'unknown' | null {
  if (!measure.items.some((item) => item.is_risk_item)) return null
  if (visit.riskAnswer === null) return 'unknown'
  return (visit.riskAnswer ?? 0) > 0 ? 'yes' : 'no'
}

function isPresent(status: Visit['attendance']): boolean {
  return status === 'present' || status === 'late' || status === 'left_early'
}

function bandOf(measure: MeasureContract, score: number): string | null {
  return measure.bands.find((band) => score >= band.low && score <= band.high)?.code ?? null
}

function verdict(improvement: number, threshold: number): EpisodeRow['reliable_change'] {
  if (improvement >= threshold) return 'reliably_improved'
  return improvement <= -threshold ? 'reliably_deteriorated' : 'no_reliable_change'
}
