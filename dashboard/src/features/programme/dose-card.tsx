import { type ReactElement, useMemo } from 'react'
import type { DoseResponse } from '../../../../api/src/contracts/programme-charts.js'
import { IntervalBars } from '../../charts/interval-bars.js'
import {
  changeBySessions,
  FEWEST_IN_A_BAR,
  type IntervalBarsModel,
  sessionsLabel,
} from '../../charts/interval-bars.model.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { formatPeriod } from '../../format/day.js'
import { measureName } from '../../format/measure-words.js'
import { countOf, formatNumber } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { doseFinding, doseNumbers } from './attendance-words.js'
import { EMPTY_TABLE } from './empty-table.js'
import { linkedRows } from './linked-rows.js'
import { NoteLines } from './note-lines.js'
import { stateWithRelaxation } from './programme-state.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { rowsHref } from './rows-href.js'
import { useDoseResponse } from './use-dose-response.js'

const HEIGHT = 320

/** Sessions attended against change, with what stands in the way of calling it an effect. */
export function DoseCard({ asked, measureCode, filterState, choices }: ProgrammeTabProps): ReactElement {
  const answer = useDoseResponse(asked, measureCode)
  const { data } = answer
  const colours = useChartColours()
  const model = useMemo(() => (data === undefined ? null : changeBySessions(data)), [data])
  const table = useMemo(
    () =>
      model === null || data === undefined
        ? EMPTY_TABLE
        : linkedRows(model.table, new Map(data.bins.map((bin) => [sessionsLabel(bin), rowsHref(bin.rows)]))),
    [model, data],
  )
  return (
    <ChartCard
      title={data === undefined ? 'Change by sessions attended' : doseFinding(data)}
      caption={captionOf(data, measureName(measureCode))}
      state={cardState(answer, (found) =>
        found.state.kind === 'answered' && model !== null && model.bars.length === 0
          ? { kind: 'too_few', reason: tooFewReason(model) }
          : stateWithRelaxation(found.state, filterState, choices),
      )}
      height={HEIGHT}
      chart={({ width, height }) =>
        model === null ? null : <IntervalBars model={model} width={width} height={height} colours={colours} />
      }
      table={table}
      how={{
        definition: `First less last score on ${measureName(measureCode)}, positive is better; mean of the members who attended so many sessions, with its 95 % t interval.`,
        denominator: 'Ended episodes with two valid scores on the measure.',
        rule: `Correlation by Pearson with Fisher’s interval; points a session by least squares with the first score. Members of a group count as independent. Calculation version ${data?.provenance.calculation_version ?? '–'}`,
      }}
      fileName="change-by-sessions-attended"
      filters={{ ...asked, measure: measureCode }}
      note={data === undefined ? undefined : <DoseNote data={data} model={model} />}
    />
  )
}

function DoseNote({ data, model }: { data: DoseResponse; model: IntervalBarsModel | null }): ReactElement {
  return (
    <NoteLines
      first={
        <>
          <strong>Confounded.</strong> {data.caution}
        </>
      }
      lines={[
        doseNumbers(data),
        ...(model === null || model.tooFew.length === 0 ? [] : [tooFewWords(model)]),
      ]}
    />
  )
}

/** "Not drawn, fewer than 5 members: 15–16 sessions (n 3)." */
export function tooFewWords({ tooFew }: IntervalBarsModel): string {
  const parts = tooFew.map(({ label, n }) => `${label} (n ${formatNumber(n)})`).join(', ')
  return `Not drawn, fewer than ${FEWEST_IN_A_BAR} members: ${parts}.`
}

function tooFewReason(model: IntervalBarsModel): string {
  return model.tooFew.length === 0 ? 'Nobody here has ended with two scores yet.' : tooFewWords(model)
}

function captionOf(data: DoseResponse | undefined, name: string): string[] {
  if (data === undefined) return [`mean change on ${name}`, '95 % intervals']
  const { filters, period_found } = data.provenance
  return [
    `mean change on ${name}`,
    countOf(data.n, 'episode'),
    `ended ${formatPeriod(filters.from ?? period_found?.from ?? null, filters.to ?? period_found?.to ?? null)}`,
    '95 % intervals',
    'higher is better',
  ]
}
