import { lazy, type ReactElement, Suspense, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { ControlChart as ControlChartAnswer } from '../../../../api/src/contracts/programme-charts.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { type ControlChartModel, controlChart } from '../../charts/control-chart.model.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { filterLink } from '../../components/filter-bar/filter-link.js'
import { LinkSwitch } from '../../components/link-switch/link-switch.js'
import { formatPeriod } from '../../format/day.js'
import { countOf, formatNumber } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { EMPTY_TABLE } from './empty-table.js'
import { stateOfAnswer } from './programme-state.js'
import { useControlChart } from './use-control-chart.js'

const ControlChart = lazy(async () => ({
  default: (await import('../../charts/control-chart.js')).ControlChart,
}))

const HEIGHT = 300
const BY_PARAMETER = 'chart_by'

/** Does reliable recovery change beyond ordinary variation? */
export function ControlChartCard(props: { asked: ProgrammeQuery; emptyState: CardState }): ReactElement {
  const { asked } = props
  const [search] = useSearchParams()
  const by = search.get(BY_PARAMETER) === 'quarter' ? 'quarter' : 'month'
  const answer = useControlChart(asked, by)
  const colours = useChartColours()
  const model = useMemo(() => (answer.data === undefined ? null : controlChart(answer.data)), [answer.data])
  const table = useMemo(
    () => (model === null || answer.data === undefined ? EMPTY_TABLE : linkedTable(model, answer.data)),
    [model, answer.data],
  )
  return (
    <ChartCard
      title={answer.data?.state.kind === 'answered' ? answer.data.finding : `Reliable recovery by ${by}`}
      caption={captionOf(answer.data, by)}
      state={cardState(answer, (data) => stateOfAnswer(data.state, props.emptyState))}
      height={HEIGHT}
      chart={({ width, height }) =>
        model === null ? null : (
          <Suspense fallback={<div style={{ height }} />}>
            <ControlChart model={model} width={width} height={height} colours={colours} />
          </Suspense>
        )
      }
      table={table}
      how={{
        definition: answer.data?.definition ?? 'Reliable recovery of the courses that ended in each period.',
        denominator:
          'Finished courses at caseness at the start, by the day they ended. The period that is still running is left out.',
        rule: `Laney p′ chart; a signal is a point outside the limits or eight in a row on one side of the centre. Calculation version ${answer.data?.provenance.calculation_version ?? '–'}`,
        rows: {
          label: 'Courses at caseness at the start',
          href: filterLink('/members', asked, { family: 'national', class: 'case_at_start' }),
        },
      }}
      fileName={`reliable-recovery-by-${by}`}
      filters={asked}
      note={
        <>
          <LinkSwitch
            label="Period of each point"
            choices={(['month', 'quarter'] as const).map((each) => ({
              key: each,
              label: each === 'month' ? 'By month' : 'By quarter',
              href: addressBy(search, each),
              isCurrent: each === by,
            }))}
          />
          <p>{noteOf(answer.data)}</p>
        </>
      }
    />
  )
}

function addressBy(search: URLSearchParams, by: 'month' | 'quarter'): string {
  const next = new URLSearchParams(search)
  next.set(BY_PARAMETER, by)
  return `?${next.toString()}`
}

/** Each row of the table leads to the episodes counted in its period. */
function linkedTable(model: ControlChartModel, answer: ControlChartAnswer): CardTable {
  const links = new Map(
    answer.points.flatMap(({ period, rows }): [string, string][] =>
      rows?.path === '/episodes' ? [[period, `/members?${new URLSearchParams(rows.query).toString()}`]] : [],
    ),
  )
  return {
    ...model.table,
    rows: model.table.rows.map((row) => {
      const href = links.get(row.key)
      return href === undefined ? row : { ...row, href }
    }),
  }
}

function captionOf(answer: ControlChartAnswer | undefined, by: string): string[] {
  if (answer === undefined) return ['% of courses at caseness at the start', `by ${by}`]
  const ns = answer.points.map(({ n }) => n)
  const { filters, period_found } = answer.provenance
  return [
    '% of courses at caseness at the start',
    ...(ns.length === 0
      ? []
      : [`n ${formatNumber(Math.min(...ns))}–${formatNumber(Math.max(...ns))} a ${by}`]),
    formatPeriod(filters.from ?? period_found?.from ?? null, filters.to ?? period_found?.to ?? null),
    answer.limits_are_provisional ? 'trial limits: fewer than 12 points' : 'limits of ordinary variation',
    'higher is better',
  ]
}

function noteOf(answer: ControlChartAnswer | undefined): string {
  if (answer === undefined) return ''
  const running = answer.running_period
  const without = answer.periods_without.length
  return [
    ...answer.signals.map(({ sentence }) => sentence),
    'Triangle: outside the limits. Diamond: eight in a row on one side of the centre. Ring: neither.',
    ...(running === null
      ? []
      : [`${running.period} is still running (n ${formatNumber(running.n)}) and left out.`]),
    ...(without === 0
      ? []
      : [`${countOf(without, 'period')} with nobody to count ${without === 1 ? 'is' : 'are'} left out.`]),
  ].join(' ')
}
