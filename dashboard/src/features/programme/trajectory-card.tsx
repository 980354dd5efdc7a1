import type { UseQueryResult } from '@tanstack/react-query'
import { lazy, type ReactElement, Suspense, useMemo } from 'react'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { ProgrammeTrajectory } from '../../../../api/src/contracts/programme.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import {
  type TrajectoryWithIntervalModel,
  trajectoryWithInterval,
} from '../../charts/trajectory-with-interval.model.js'
import { type CardState, cardState, failureState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { formatPeriod } from '../../format/day.js'
import { directionWords } from '../../format/measure-words.js'
import { countOf, formatNullable, formatNumber } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { EMPTY_TABLE } from './empty-table.js'
import { useProgrammeTrajectory } from './use-programme-trajectory.js'

// The chart library is the largest part of the product: it comes after the figures are on the screen.
const TrajectoryWithInterval = lazy(async () => ({
  default: (await import('../../charts/trajectory-with-interval.js')).TrajectoryWithInterval,
}))

const HEIGHT = 320

/** The mean course of scores with its interval, one line an arm. */
export function TrajectoryCard(props: {
  asked: ProgrammeQuery
  measures: UseQueryResult<readonly MeasureContract[]>
  measureCode: string
  emptyState: CardState
}): ReactElement {
  const { measures, asked: filters } = props
  const trajectory = useProgrammeTrajectory(filters, props.measureCode)
  const measure = measures.data?.find((each) => each.code === props.measureCode)
  const colours = useChartColours()
  const model = useMemo(
    () =>
      trajectory.data === undefined || measure === undefined
        ? null
        : trajectoryWithInterval(trajectory.data, measure, filters.arm === undefined ? 'by_arm' : 'overall'),
    [trajectory.data, measure, filters.arm],
  )
  const table = useMemo(
    () => (model === null ? EMPTY_TABLE : linkedTable(model, { ...filters, measure: props.measureCode })),
    [model, filters, props.measureCode],
  )
  const state = measures.isError
    ? failureState(measures.error, () => void measures.refetch())
    : cardState(trajectory, () => {
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
      table={table}
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
            { family: 'measure', class: 'scored' },
          ),
        },
      }}
      fileName="mean-trajectory"
      filters={{ ...filters, ...(measure === undefined ? {} : { measure: measure.code }) }}
      note={leftOutNote(model)}
    />
  )
}

/** Each row of the table leads to the episodes with a score in its week. */
function linkedTable(model: TrajectoryWithIntervalModel, filters: CarriedFilters): CardTable {
  const hrefs = new Map(
    model.series.flatMap((line) => {
      const ofLine = line.key === 'overall' ? filters : { ...filters, arm: line.key }
      return line.points.map(({ week }): [string, string] => [
        `${line.key}-${week}`,
        filterLink('/members', ofLine, { family: 'measure', class: 'scored', week: String(week) }),
      ])
    }),
  )
  return {
    ...model.table,
    rows: model.table.rows.map((row) => {
      const href = hrefs.get(row.key)
      return href === undefined ? row : { ...row, href }
    }),
  }
}

/** The title speaks of the last week at which every line still stands on this share of its first scores. */
const SHARE_WORTH_A_TITLE = 0.25

function trajectoryTitle(
  model: TrajectoryWithIntervalModel | null,
  measure: MeasureContract | undefined,
): string {
  const name = measure?.short_name ?? 'score'
  const series = model?.series ?? []
  const week = model?.weeks.findLast((each) => each > 0 && series.every((line) => isWellFilled(line, each)))
  if (week === undefined) return `Mean ${name} by week since the first score`
  const moves = series.map((line) => {
    const last = line.points.find((point) => point.week === week)
    const [from, to] = [line.points[0], last].map((point) => formatNullable(point?.mean ?? null, 1))
    return `${line.label} from ${from} to ${to}`
  })
  return `Mean ${name} by week ${week}: ${moves.join(', ')}`
}

function isWellFilled(line: TrajectoryWithIntervalModel['series'][number], week: number): boolean {
  const first = line.points[0]
  const there = line.points.find((point) => point.week === week)
  return first !== undefined && there !== undefined && there.n >= first.n * SHARE_WORTH_A_TITLE
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
