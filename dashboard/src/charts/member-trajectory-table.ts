import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../api/src/contracts/members.js'
import { RELIABLE_CHANGE_LABELS, SCORING_LABELS } from '../format/enumeration-labels.js'
import type { ChartTable } from './chart-table.js'
import { bandLabel, type MemberMark } from './member-marks.js'

/** The marks of a member's trajectory as rows, forms that could not be scored among them. */
export function memberTrajectoryTable(
  trajectory: MemberTrajectory,
  marks: readonly MemberMark[],
  measure: MeasureContract,
): ChartTable {
  const scored = trajectory.points.map((point, index) => ({
    key: point.response_id,
    day: point.responded_on,
    cells: [
      point.responded_on,
      point.weeks_since_baseline,
      marks[index]?.sessionNumber ?? null,
      point.score,
      point.band === null ? null : bandLabel(measure, point.band),
      marks[index]?.changeInPoints ?? null,
      marks[index]?.changeInPoints == null ? null : RELIABLE_CHANGE_LABELS[point.reliable_change],
      SCORING_LABELS[point.scoring],
      riskWords(point.risk_item),
    ],
  }))
  const unscorable = trajectory.unscorable.map((form) => ({
    key: form.response_id,
    day: form.responded_on,
    cells: [
      form.responded_on,
      null,
      null,
      null,
      null,
      null,
      null,
      `${SCORING_LABELS.unscorable}, ${form.n_missing} not answered`,
      null,
    ],
  }))
  return {
    caption: `${measure.short_name} scores of member ${trajectory.member_id}`,
    columns: [
      { name: 'responded_on', label: 'Day', kind: 'day' },
      { name: 'weeks_since_baseline', label: 'Weeks', kind: 'number', decimals: 1 },
      { name: 'session_number', label: 'Session', kind: 'number' },
      { name: 'score', label: measure.short_name, kind: 'number' },
      { name: 'band', label: 'Band', kind: 'text' },
      { name: 'change_in_points_positive_is_better', label: 'Better by', kind: 'number' },
      { name: 'reliable_change', label: 'Since the start', kind: 'text' },
      { name: 'scoring', label: 'Form', kind: 'text' },
      { name: 'risk_item', label: 'Item 9', kind: 'text' },
    ],
    rows: [...scored, ...unscorable]
      .sort((a, b) => a.day.localeCompare(b.day))
      .map(({ key, cells }) => ({ key, cells })),
  }
}

function riskWords(risk: MemberTrajectory['points'][number]['risk_item']): string | null {
  switch (risk) {
    case 'yes':
      return 'above zero'
    case 'no':
      return 'answered: not at all'
    case 'unknown':
      return 'not answered'
    case null:
      return null
  }
}
