import type { UseQueryResult } from '@tanstack/react-query'
import { lazy, type ReactElement, Suspense, useMemo } from 'react'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { ProgrammeTrajectory } from '../../../../api/src/contracts/programme.js'
import {
  type TrajectoryWithIntervalModel,
  trajectoryWithInterval,
} from '../../charts/trajectory-with-interval.model.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { filterLink } from '../../components/filter-bar/filter-link.js'
import { formatPeriod } from '../../format/day.js'
import { directionWords } from '../../format/measure-words.js'
import { countOf, formatNumber } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { EMPTY_TABLE } from './empty-table.js'

// The chart library is the largest part of the product: it comes after the figures are on the screen.
const TrajectoryWithInterval = lazy(async () => ({
  default: (await import('../../charts/trajectory-with-interval.js')).TrajectoryWithInterval,
}))

const HEIGHT = 320

/** The mean course of scores with its interval, one line an arm. */
export function TrajectoryCard(props: {
  trajectory: UseQueryResult<ProgrammeTrajectory>
  measure: MeasureContract | undefined
  emptyState: CardState
  filters: Filters
}): ReactElement {
  const { trajectory, measure, filters } = props
  const colours = useChartColours()
  const model = useMemo(
    () =>
      trajectory.data === undefined || measure === undefined
        ? null
        : trajectoryWithInterval(trajectory.data, measure, filters.arm === undefined ? 'by_arm' : 'overall'),
    [trajectory.data, measure, filters.arm],
  )
  const state = cardState(trajectory, () => {
    if (model === null) return { kind: 'loading' }
    return model.series.length === 0 ? props.emptyState : { kind: 'ready' }
  })
  return (
    <ChartCard
      title={trajectoryTitle(model, measure)}
      caption={captionOf(trajectory.data, measure)}
      state={state}
      height={HEIGHT}
      chart={({ width, height }) =>
        model === null ? null : (
          <Suspense fallback={<div style={{ height }} />}>
            <TrajectoryWithInterval model={model} width={width} height={height} colours={colours} />
          </Suspense>
        )
      }
      table={model?.table ?? EMPTY_TABLE}
      how={{
        definition:
          'Mean of the scores within half a week of each whole week since the member’s own first score, with a 95 % ' +
          'interval of the mean. Observed, not fitted: members who stop coming are missing from later weeks.',
        denominator:
          'Every member with a valid score near that week; n stands below each week. Weeks with fewer than 3 are left out.',
        rule: `Calculation version ${trajectory.data?.provenance.calculation_version ?? '–'}`,
        rows: {
          label: 'Episodes in these lines',
          href: filterLink(
            '/members',
            { ...filters, ...(measure === undefined ? {} : { measure: measure.code }) },
            { family: 'measure', class: 'all' },
          ),
        },
      }}
      fileName="mean-trajectory"
      filters={{ ...filters, ...(measure === undefined ? {} : { measure: measure.code }) }}
      note={leftOutNote(model)}
    />
  )
}

function trajectoryTitle(
  model: TrajectoryWithIntervalModel | null,
  measure: MeasureContract | undefined,
): string {
  const name = measure?.short_name ?? 'Scores'
  const ends = (model?.series ?? []).flatMap((series) => {
    const first = series.points[0]
    const last = series.points.at(-1)
    if (first === undefined || last === undefined || first === last) return []
    return [`${series.label} from ${formatNumber(first.mean, 1)} to ${formatNumber(last.mean, 1)}`]
  })
  return ends.length === 0 ? `Mean ${name} by week` : `Mean ${name}: ${ends.join(', ')}`
}

function captionOf(
  trajectory: ProgrammeTrajectory | undefined,
  measure: MeasureContract | undefined,
): string[] {
  if (trajectory === undefined || measure === undefined)
    return ['weeks since the first score', '95 % interval']
  const { group_only, combined } = trajectory.by_arm
  const { provenance } = trajectory
  const found = provenance.period_found
  return [
    `${countOf(trajectory.overall.n_episodes, 'episode')} (${formatNumber(group_only.n_episodes)} group only, ${formatNumber(combined.n_episodes)} combined)`,
    formatPeriod(provenance.filters.from ?? found?.from ?? null, provenance.filters.to ?? found?.to ?? null),
    'observed mean and 95 % interval',
    directionWords(measure.direction),
  ]
}

function leftOutNote(model: TrajectoryWithIntervalModel | null): string {
  const start = 'Members were not assigned to arms by chance: a gap between the lines is not an effect.'
  if (model === null || model.pointsLeftOut === 0) return start
  return `${start} ${countOf(model.pointsLeftOut, 'point')} with fewer than 3 scores ${model.pointsLeftOut === 1 ? 'is' : 'are'} not drawn.`
}
