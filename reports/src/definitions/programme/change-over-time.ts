import type { ControlChart } from '../../../../api/src/contracts/programme-charts.js'
import { controlChart, periodLabel } from '../../../../dashboard/src/charts/control-chart.model.js'
import { countOf, formatNumber } from '../../../../dashboard/src/format/number.js'
import type { Block } from '../../document/report-document.js'
import { tableOfChart } from '../../document/report-table.js'
import { controlChartPicture } from '../../figures/pictures.js'
import { namedFinding, RATE_NAMES } from '../rate-words.js'
import { rangeWords } from '../shares.js'
import type { ProgrammeReport } from './programme-report.js'

/** Did anything change beyond ordinary variation? */
export function changeOverTime({ parts: { control_charts } }: ProgrammeReport): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Change over time' },
    {
      kind: 'paragraph',
      text: 'Every rate goes up and down. The dashed lines hold the ups and downs that chance alone would give; only a point outside them (a triangle), or eight in a row on one side of the centre (diamonds), says that something changed.',
    },
    ...control_charts.map(figureOf),
  ]
}

function figureOf(chart: ControlChart): Block {
  const model = controlChart(chart)
  const id = `control-chart-${chart.metric.replaceAll('_', '-')}`
  return {
    kind: 'figure',
    id,
    title: namedFinding(`${RATE_NAMES[chart.metric]} by ${chart.by}`, chart.finding),
    caption: captionOf(chart),
    picture: chart.points.length === 0 ? null : controlChartPicture(model),
    whenEmpty: chart.state.message ?? 'There is no period to show.',
    table: tableOfChart(id, model.table),
  }
}

function captionOf(chart: ControlChart): string {
  const ns = chart.points.map(({ n }) => n)
  const without = chart.periods_without.length
  return [
    chart.definition,
    ...(ns.length === 0 ? [] : [`n ${rangeWords(ns)} a ${chart.by}.`]),
    ...(chart.better === null ? [] : [`${chart.better === 'higher' ? 'Higher' : 'Lower'} is better.`]),
    ...(chart.limits_are_provisional ? ['Trial limits: fewer than 12 points.'] : []),
    ...(chart.running_period === null
      ? []
      : [
          `${periodLabel(chart.running_period.period)} is still running (n ${formatNumber(chart.running_period.n)}) and left out.`,
        ]),
    ...(without === 0
      ? []
      : [`${countOf(without, 'period')} with nobody to count ${without === 1 ? 'is' : 'are'} left out.`]),
  ].join(' ')
}
