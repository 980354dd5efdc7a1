import { lazy, type ReactElement, Suspense, useMemo } from 'react'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../../api/src/contracts/members.js'
import { AttendanceStrip, attendanceStripHeight } from '../../charts/attendance-strip.js'
import { attendanceStrip } from '../../charts/attendance-strip.model.js'
import { memberTrajectory } from '../../charts/member-trajectory.model.js'
import { memberTrajectoryLayout } from '../../charts/member-trajectory-layout.js'
import type { CardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { directionWords, reliableChangeRule } from '../../format/measure-words.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { courseNotes, courseTitle, expectedDefinition } from './member-words.js'

const MemberTrajectoryChart = lazy(async () => ({
  default: (await import('../../charts/member-trajectory.js')).MemberTrajectoryChart,
}))

const CHART_HEIGHT = 340
/** The strip's height is reserved for a plot as wide as a desk's. */
const WIDE_PLOT = 900

/** The scores over their bands, and under the same weeks who was there and what else was going on. */
export function TrajectoryCard(props: {
  trajectory: MemberTrajectory
  measure: MeasureContract
  state: CardState
  responseHref: (responseId: string) => string
}): ReactElement {
  const { trajectory, measure, responseHref } = props
  const colours = useChartColours()
  const model = useMemo(() => memberTrajectory(trajectory, measure), [trajectory, measure])
  const strip = useMemo(() => attendanceStrip(trajectory, model), [trajectory, model])
  const table = useMemo(
    () => ({
      ...model.table,
      rows: model.table.rows.map((row) =>
        trajectory.responses.some(({ response_id }) => response_id === row.key)
          ? { ...row, href: responseHref(row.key) }
          : row,
      ),
    }),
    [model, trajectory.responses, responseHref],
  )
  const { low, high } = measure.total_range
  const state: CardState =
    model.marks.length === 0 && props.state.kind === 'ready'
      ? { kind: 'empty', reason: `No ${measure.short_name} form of this episode has a score.` }
      : props.state
  return (
    <ChartCard
      title={courseTitle(trajectory, measure.short_name)}
      caption={[
        `total score ${low} to ${high}`,
        'weeks since the first score',
        directionWords(measure.direction),
        ...(strip.formsMissing === null ? [] : [strip.formsMissing]),
      ]}
      state={state}
      height={CHART_HEIGHT + attendanceStripHeight(strip.treatments.length, WIDE_PLOT)}
      chart={({ width }) => {
        const { plot } = memberTrajectoryLayout(model, width, CHART_HEIGHT)
        return (
          <>
            <Suspense fallback={<div style={{ height: CHART_HEIGHT }} />}>
              <MemberTrajectoryChart model={model} width={width} height={CHART_HEIGHT} colours={colours} />
            </Suspense>
            <AttendanceStrip model={strip} plot={plot} xDomain={model.xDomain} />
          </>
        )
      }}
      table={table}
      how={{
        definition:
          `Valid ${measure.short_name} scores of this episode. Dotted: a form between two scores is missing or could ` +
          `not be scored. Change is measured from the first score of the episode. ${expectedDefinition(trajectory)}`,
        denominator: `Reliable change: ${reliableChangeRule(measure)}. Source: ${measure.source}.`,
        rule: `${trajectory.reliable_change?.rule ?? 'No reliable-change rule applies'}; calculation version ${trajectory.calculation_version}`,
        rows: { label: 'The forms behind these scores', href: '#responses' },
      }}
      fileName={`member-trajectory-${trajectory.member_id}`}
      filters={{ measure: measure.code }}
      note={courseNotes(trajectory, measure).join(' ') || undefined}
    />
  )
}
