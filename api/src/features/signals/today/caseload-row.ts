/** One episode of the caseload in the words of the contract. */

import type { CaseloadRow } from '../../../contracts/signals.js'
import { dayNumber } from '../../../core/calendar-day.js'
import { expectedTotalsAt } from '../../../core/expected-response/expected-totals.js'
import { requireMeasure } from '../../../core/measures/registry.js'
import { STATUSES } from '../../../core/signals/signal.js'
import { evidenceOnTheWire, lifeOnTheWire, raised } from '../life/signal-on-the-wire.js'
import type { StoredFit } from '../refresh/signal-context.query.js'
import type { StandingOfMeasure, StandingSignal } from '../refresh/standing-row.js'
import type { StoredCaseloadRow, StoredLifeOfEpisode } from './caseload-rows.query.js'

const DAYS_A_WEEK = 7
const NOT_WORKED_OUT = 'Where this member stands has not been worked out yet'

/** @param fits  the latest one of each measure, for the range behind the scores */
export function caseloadRow(
  row: StoredCaseloadRow,
  lives: readonly StoredLifeOfEpisode[],
  names: ReadonlyMap<string, string>,
  fits: readonly StoredFit[],
): CaseloadRow {
  const { standing } = row
  const waiting = lives.filter(({ evidence, state }) => evidence.kind === 'risk_item' && state === 'open')
  return {
    member_id: row.member_code,
    full_name: row.full_name,
    initials: initialsOf(row.full_name),
    episode_id: row.episode_id,
    group_id: row.group_id,
    group_name: row.group_name,
    site_id: row.site_id,
    joined_on: row.joined_on,
    planned_end_on: row.planned_end_on,
    is_open: row.is_open,
    sessions: { held: row.sessions_held, attended: row.sessions_attended },
    last_session: row.last_session,
    ...statusOf(row, waiting),
    probability_of_no_improvement: standing?.probability_of_no_improvement ?? null,
    measures: (standing?.measures ?? []).map((measure) => ({
      measure: measure.measureCode,
      status: measure.status,
      n_scores: measure.nScores,
      baseline: measure.baseline,
      latest: measure.latest,
      change: measure.changeInPoints,
      probability_of_no_improvement: measure.probabilityOfNoImprovement,
      scores: scoresWithRange(measure, fits),
    })),
    signals: (standing?.signals ?? []).map((signal) => raised(signal, lifeOf(signal, lives), names)),
    risk_item: riskItemOf(row, waiting, names),
  }
}

/** The order of the list: who has an answer to item 9 waiting, then by status, forecast and id. */
export function byUrgency(one: CaseloadRow, other: CaseloadRow): number {
  const waits = ({ risk_item: item }: CaseloadRow) => ((item?.to_acknowledge.length ?? 0) > 0 ? 0 : 1)
  const rank = ({ status }: CaseloadRow) => STATUSES.indexOf(status)
  const forecast = ({ probability_of_no_improvement: probability }: CaseloadRow) => probability ?? -1
  return (
    waits(one) - waits(other) ||
    rank(one) - rank(other) ||
    forecast(other) - forecast(one) ||
    (one.member_id < other.member_id ? -1 : 1)
  )
}

function statusOf(
  { standing, is_open: isOpen }: StoredCaseloadRow,
  waiting: readonly StoredLifeOfEpisode[],
): Pick<CaseloadRow, 'status' | 'sentence'> {
  const [latest] = waiting
  if (standing !== null) return { status: standing.status, sentence: standing.sentence }
  if (latest !== undefined) return { status: 'not_on_track', sentence: latest.evidence.sentence }
  return { status: 'insufficient_data', sentence: isOpen ? NOT_WORKED_OUT : '' }
}

/** The baseline is what the range rests on, and has none of its own. */
function scoresWithRange(
  { measureCode, baseline, scores }: StandingOfMeasure,
  fits: readonly StoredFit[],
): CaseloadRow['measures'][number]['scores'] {
  const fit = fits.find(({ measure_code }) => measure_code === measureCode)?.content.fit
  if (fit?.kind !== 'fitted' || baseline === null)
    return scores.map((score) => ({ ...score, expected_range: null }))
  const measure = requireMeasure(measureCode)
  const first = dayNumber(baseline.on, 'The day of the baseline')
  return scores.map((score) => {
    const week = (dayNumber(score.on, 'The day of a score') - first) / DAYS_A_WEEK
    if (week <= 0) return { ...score, expected_range: null }
    const { expected, limit84, limit90 } = expectedTotalsAt(measure, fit, baseline.total, week)
    return { ...score, expected_range: { expected, limit_84: limit84, limit_90: limit90 } }
  })
}

/** Of item 9, the answer that the evidence speaks of; of other kinds there is one life at a time. */
function lifeOf(
  { kind, measureCode, since, inputs }: StandingSignal,
  lives: readonly StoredLifeOfEpisode[],
): StoredLifeOfEpisode | null {
  const found = lives.find(({ evidence, evidence_stands: stands }) => {
    if (!stands || evidence.kind !== kind || evidence.measureCode !== measureCode) return false
    if (evidence.kind !== 'risk_item' || kind !== 'risk_item') return true
    return evidence.inputs.answeredOn === ('answeredOn' in inputs ? inputs.answeredOn : since)
  })
  return found ?? null
}

function riskItemOf(
  { standing }: StoredCaseloadRow,
  waiting: readonly StoredLifeOfEpisode[],
  names: ReadonlyMap<string, string>,
): CaseloadRow['risk_item'] {
  const to_acknowledge = waiting.flatMap((life) => {
    const evidence = evidenceOnTheWire(life.evidence)
    if (evidence.kind !== 'risk_item') return []
    const { answer, answered_on: on } = evidence.inputs
    return [{ answer, on, sentence: evidence.sentence, life: lifeOnTheWire(life, names) }]
  })
  const item = standing?.risk_item ?? null
  if (item !== null)
    return { measure: item.measureCode, latest: item.latest, latest_on: item.latestOn, to_acknowledge }
  // After the end of the episode nothing but the answers that wait is said of the item.
  const [latest] = waiting
  if (latest === undefined || latest.evidence.measureCode === null) return null
  return {
    measure: latest.evidence.measureCode,
    latest: 'yes',
    latest_on: latest.evidence.since,
    to_acknowledge,
  }
}

/** "Ana María Kowalska": A.K.; one name: its letter. */
function initialsOf(fullName: string | null): string | null {
  const words =
    fullName
      ?.trim()
      .split(/\s+/)
      .filter((word) => word !== '') ?? []
  const [first] = words
  const last = words.at(-1)
  if (first === undefined || last === undefined) return null
  const letters = words.length === 1 ? [first] : [first, last]
  return letters.map((word) => `${[...word][0]?.toLocaleUpperCase()}.`).join('')
}
