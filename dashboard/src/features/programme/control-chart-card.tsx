import { lazy, type ReactElement, Suspense, useMemo } from 'react'
import type { ControlChart as ControlChartAnswer } from '../../../../api/src/contracts/programme-charts.js'
import type { ChartTable } from '../../charts/chart-table.js'
import { controlChart } from '../../charts/control-chart.model.js'
import { cardState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { formatNumber } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { CardChoice, useCardChoice } from './card-choice.js'
import {
  CONTROL_METRIC_LABELS,
  controlChartCaption,
  controlChartNotes,
  controlChartRule,
  controlChartTitle,
} from './control-chart-words.js'
import { EMPTY_TABLE } from './empty-table.js'
import { NoteLines } from './note-lines.js'
import { stateWithRelaxation } from './programme-state.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { rowsHref } from './rows-href.js'
import { useControlChart } from './use-control-chart.js'

const ControlChart = lazy(async () => ({
  default: (await import('../../charts/control-chart.js')).ControlChart,
}))

const HEIGHT = 300
const BY_LABELS = { month: 'By month', quarter: 'By quarter' } as const

/** A period leads to the episodes behind its n; the line below it to those counted, where they are others. */
function withLinks(table: ChartTable, points: ControlChartAnswer['points']): CardTable {
  const byPeriod = new Map(points.map((point) => [point.period, point]))
  return {
    ...table,
    rows: table.rows.map((row) => {
      const point = byPeriod.get(row.key)
      const all = rowsHref(point?.rows_of_n ?? null)
      const counted = rowsHref(point?.rows ?? null)
      if (point === undefined || all === null) return row
      if (counted === null || counted === all || point.numerator === null) return { ...row, href: all }
      return {
        ...row,
        href: all,
        detail: `the ${formatNumber(point.numerator)} counted`,
        detailHref: counted,
      }
    }),
  }
}

/** Do the rates change beyond ordinary variation? */
export function ControlChartCard(
  props: Pick<ProgrammeTabProps, 'asked' | 'filterState' | 'choices'>,
): ReactElement {
  const { asked, filterState, choices } = props
  const [by, setBy] = useCardChoice('chart_by', BY_LABELS, 'month')
  const [metric, setMetric] = useCardChoice('chart_of', CONTROL_METRIC_LABELS, 'reliable_recovery')
  const answer = useControlChart(asked, { by, metric })
  const colours = useChartColours()
  const found = answer.data
  const model = useMemo(() => (found === undefined ? null : controlChart(found)), [found])
  const table = useMemo(
    () => (model === null || found === undefined ? EMPTY_TABLE : withLinks(model.table, found.points)),
    [model, found],
  )
  return (
    <ChartCard
      title={controlChartTitle(found, metric, by)}
      caption={controlChartCaption(found, by)}
      state={cardState(answer, (data) => stateWithRelaxation(data.state, filterState, choices))}
      height={HEIGHT}
      choices={
        <>
          <CardChoice label="Period" labels={BY_LABELS} current={by} usual="month" onChange={setBy} />
          <CardChoice
            label="Of"
            labels={CONTROL_METRIC_LABELS}
            current={metric}
            usual="reliable_recovery"
            onChange={setMetric}
          />
        </>
      }
      chart={({ width, height }) =>
        model === null ? null : (
          <Suspense fallback={<div style={{ height }} />}>
            <ControlChart model={model} width={width} height={height} colours={colours} />
          </Suspense>
        )
      }
      table={table}
      how={{
        definition: found?.definition ?? 'One rate of the courses that ended in each period.',
        denominator:
          'The national definition, whichever family the figures above show: the courses of each period, by the day they ended. The period that is still running is left out. Each row of the table leads to the episodes counted.',
        rule: controlChartRule(found),
      }}
      fileName={`${metric.replaceAll('_', '-')}-by-${by}`}
      filters={asked}
      note={found === undefined ? undefined : <NoteLines lines={controlChartNotes(found)} />}
    />
  )
}
