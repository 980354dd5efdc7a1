/** member_outcomes.csv: one row an episode. */

import { classifyChange } from '../change/jacobson-truax.js'
import type { ReliableChange } from '../change/reliable-change.js'
import type { EpisodeOutcome } from '../episodes/summarise-episode.js'
import type { AppendixTable, Cell } from './appendix-table.js'
import type { EpisodeCase } from './clinic-episodes.js'
import { type MeasureInClinic, outcomeOf } from './measure-limits.js'

const EPISODE_COLUMNS = [
  'member_id',
  'group_id',
  'join_date',
  'arm',
  'eligible',
  'attended',
  'trailing_absences',
  'last_attended_index',
  'attendance_rate',
  'started',
  'dropout',
]
const MEASURE_COLUMNS = [
  'n_scores',
  'baseline',
  'last',
  'best',
  'baseline_date',
  'last_date',
  'weeks',
  'slope',
  'slope_se',
  'slope_intercept',
  'change',
  'rc',
  'jt',
  'fixed',
  'n_sudden_gains',
]
const PAIRED_COLUMNS = [
  'nhs_eligible',
  'nhs_case',
  'nhs_recovery',
  'nhs_reliable_improvement',
  'nhs_reliable_deterioration',
  'nhs_reliable_recovery',
]

const FIXED_WORDS: Readonly<Record<ReliableChange, string | null>> = {
  reliably_improved: 'improved',
  no_reliable_change: 'unchanged',
  reliably_deteriorated: 'deteriorated',
  not_assessable: null,
}

/** The word of the appendix for a class of the fixed threshold; null when it is not assessable. */
export function fixedWord(reliableChange: ReliableChange): string | null {
  return FIXED_WORDS[reliableChange]
}

/** @param cases  in the order in which they are written */
export function memberOutcomesTable(
  cases: readonly EpisodeCase[],
  measures: readonly MeasureInClinic[],
): AppendixTable {
  return {
    columns: [
      ...EPISODE_COLUMNS,
      ...measures.flatMap(({ measure }) => MEASURE_COLUMNS.map((column) => `${measure.code}_${column}`)),
      ...PAIRED_COLUMNS,
    ],
    rows: cases.map((each) => [
      ...episodeCells(each),
      ...measures.flatMap((measure) => measureCells(each, measure)),
      ...pairedCells(each.outcome),
    ]),
  }
}

function episodeCells({ episode, outcome }: EpisodeCase): Cell[] {
  const { attendance, hasEnded, hasDroppedOut } = outcome
  return [
    episode.memberId,
    episode.groupId,
    episode.joinedOn,
    episode.arm,
    attendance.eligible,
    attendance.attended,
    attendance.trailingAbsences,
    attendance.lastAttendedIndex,
    attendance.eligible === 0 ? null : attendance.attended / attendance.eligible,
    attendance.hasStarted,
    // Who never came has not dropped out; while an episode goes on nobody knows.
    hasEnded ? (hasDroppedOut ?? false) : null,
  ]
}

function measureCells(each: EpisodeCase, { measure, byAlpha }: MeasureInClinic): Cell[] {
  const outcome = outcomeOf(each, measure)
  if (outcome === undefined) return MEASURE_COLUMNS.map(() => null)
  const { changeInPoints, fitted } = outcome
  const change =
    changeInPoints === null || byAlpha === null
      ? null
      : classifyChange(byAlpha, outcome.baseline, outcome.last)
  return [
    outcome.nScores,
    outcome.baseline,
    outcome.last,
    outcome.best,
    outcome.baselineOn,
    outcome.lastOn,
    outcome.weeks,
    fitted?.slopePerWeek ?? null,
    fitted?.standardError ?? null,
    fitted?.intercept ?? null,
    changeInPoints,
    change?.index ?? null,
    change?.class ?? null,
    fixedWord(outcome.reliableChange),
    outcome.suddenGains.length,
  ]
}

function pairedCells({ paired }: EpisodeOutcome): Cell[] {
  return [
    paired.hasPairedScores,
    paired.isCaseAtStart,
    paired.isRecovered,
    paired.isReliablyImproved,
    paired.isReliablyDeteriorated,
    paired.isReliablyRecovered,
  ]
}
