import type { ControlChart } from '../../../../api/src/contracts/programme-charts.js'
import { periodLabel } from '../../charts/control-chart.model.js'
import { formatPeriod } from '../../format/day.js'
import { countOf, formatNumber } from '../../format/number.js'
import { PROGRAMME_RATE_LABELS } from '../../format/programme-rate-labels.js'
import { lowerFirst, withoutStop } from './funnel-words.js'

type Metric = ControlChart['metric']
type By = ControlChart['by']

/** What the chart over time may be of; attendance has a tab of its own. */
export const CONTROL_METRIC_LABELS: Readonly<Record<Exclude<Metric, 'attendance'>, string>> = {
  ...PROGRAMME_RATE_LABELS,
  finished: 'Finished courses',
  mean_change: 'Mean change',
}

/** "Reliable recovery by month, national definition": whose family the chart always is, whatever stands above it. */
export function controlChartSubject(metric: Exclude<Metric, 'attendance'>, by: By): string {
  const isOfFamily = metric !== 'mean_change' && !metric.startsWith('dropout')
  return `${CONTROL_METRIC_LABELS[metric]} by ${by}${isOfFamily ? ', national definition' : ''}`
}

/** The subject with what the server found: "..: nothing beyond ordinary variation". */
export function controlChartTitle(
  answer: ControlChart | undefined,
  metric: Exclude<Metric, 'attendance'>,
  by: By,
): string {
  const subject = controlChartSubject(metric, by)
  return answer?.state.kind === 'answered'
    ? `${subject}: ${lowerFirst(withoutStop(answer.finding))}`
    : subject
}

export function controlChartCaption(answer: ControlChart | undefined, by: By): string[] {
  if (answer === undefined) return [`by ${by}`]
  const ns = answer.points.map(({ n }) => n)
  const { filters, period_found } = answer.provenance
  return [
    ...(ns.length === 0
      ? []
      : [`n ${formatNumber(Math.min(...ns))}–${formatNumber(Math.max(...ns))} a ${by}`]),
    formatPeriod(filters.from ?? period_found?.from ?? null, filters.to ?? period_found?.to ?? null),
    answer.limits_are_provisional ? 'trial limits: fewer than 12 points' : 'limits of ordinary variation',
    ...(answer.better === null ? [] : [`${answer.better} is better`]),
  ]
}

export function controlChartNotes(answer: ControlChart): string[] {
  const running = answer.running_period
  const without = answer.periods_without.length
  return [
    ...answer.signals.map(({ sentence }) => sentence),
    'Triangle: outside the limits. Diamond: eight in a row on one side of the centre. Ring: neither.',
    ...(running === null
      ? []
      : [`${periodLabel(running.period)} is still running (n ${formatNumber(running.n)}) and left out.`]),
    ...(without === 0
      ? []
      : [`${countOf(without, 'period')} with nobody to count ${without === 1 ? 'is' : 'are'} left out.`]),
  ]
}

export function controlChartRule(answer: ControlChart | undefined): string {
  const chart = answer?.chart === 'xmr' ? 'XmR chart' : 'Laney p′ chart'
  return `${chart}; a signal is a point outside the limits or eight in a row on one side of the centre. Calculation version ${answer?.provenance.calculation_version ?? '–'}`
}
