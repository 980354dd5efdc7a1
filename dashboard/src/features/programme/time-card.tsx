import { type ReactElement, useMemo } from 'react'
import type { TimeToChange } from '../../../../api/src/contracts/programme-charts.js'
import type { TimedEvent } from '../../../../api/src/contracts/programme-query.js'
import { EventCurves, eventCurvesHeight } from '../../charts/event-curves.js'
import { type EventCurve, type EventCurvesModel, eventCurves } from '../../charts/event-curves.model.js'
import { type RiskTableModel, riskTable } from '../../charts/risk-table.model.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { formatPeriod } from '../../format/day.js'
import { countOf, formatNumber } from '../../format/number.js'
import { isImprovementEvent, TIMED_EVENT_WORDS } from '../../format/outcome-words.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { EMPTY_TABLE } from './empty-table.js'
import { NoteLines } from './note-lines.js'
import { stateWithRelaxation } from './programme-state.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { RiskTable } from './risk-table.js'
import { rowsHref } from './rows-href.js'
import { type SplitBy, stratumLabel, timeFinding, timeNotes } from './time-words.js'
import { useTimeToChange } from './use-time-to-change.js'

const HEIGHT = 300

/** By when has it happened, to how many, and who is still followed then? */
export function TimeCard(
  props: Pick<ProgrammeTabProps, 'asked' | 'filterState' | 'choices'> & {
    event: TimedEvent
    by: SplitBy
    curve: EventCurve
  },
): ReactElement {
  const { asked, event, by, curve } = props
  const answer = useTimeToChange(asked, { event, by })
  const { data } = answer
  const colours = useChartColours()
  const model = useMemo(
    () => (data === undefined ? null : eventCurves(data, curve, stratumLabel, TIMED_EVENT_WORDS[data.event])),
    [data, curve],
  )
  const risk = useMemo(() => (data === undefined ? null : riskTable(data)), [data])
  const table = useMemo(
    () => (model === null || data === undefined ? EMPTY_TABLE : linkedTable(model, data)),
    [model, data],
  )
  return (
    <ChartCard
      title={data === undefined ? questionOf(event) : timeFinding(data, curve)}
      caption={captionOf(data, model, curve)}
      state={cardState(answer, (found) => stateOf(found, model, props))}
      height={HEIGHT}
      chart={({ width }) =>
        model === null || risk === null || data === undefined ? null : (
          <>
            <EventCurves
              model={model}
              width={width}
              height={eventCurvesHeight(model, width)}
              colours={colours}
            />
            <RiskTable
              model={risk}
              caption={`How many stand behind the curves: ${TIMED_EVENT_WORDS[data.event]}`}
              labelOf={stratumLabel}
              partWords={partWords(data)}
            />
          </>
        )
      }
      table={table}
      how={{
        definition: data?.definition ?? questionOf(event),
        denominator: denominatorOf(data, curve),
        rule: `${curve === 'incidence' ? 'Cumulative incidence (Aalen-Johansen), 95 % limits on the log-log scale' : 'Kaplan-Meier turned over, 95 % log-log limits'}; curves end where fewer than 5 are still at risk. Members of a group count as independent. Calculation version ${data?.provenance.calculation_version ?? '–'}`,
        ...howRows(data),
      }}
      fileName={`time-to-${isImprovementEvent(event) ? 'improvement' : 'dropout'}`}
      filters={asked}
      note={data === undefined ? undefined : <NoteLines lines={timeNotes(data, curve)} />}
    />
  )
}

function questionOf(event: TimedEvent): string {
  return isImprovementEvent(event) ? 'When do members improve reliably?' : 'When do members drop out?'
}

function stateOf(
  data: TimeToChange,
  model: EventCurvesModel | null,
  { filterState, choices }: Pick<ProgrammeTabProps, 'filterState' | 'choices'>,
): CardState {
  const state = stateWithRelaxation(data.state, filterState, choices)
  if (state.kind !== 'ready' || model === null || model.series.length > 0) return state
  const parts = model.tooSmall.map(({ label, n }) => `${label} ${formatNumber(n)}`).join(', ')
  return {
    kind: 'too_few',
    reason: `A curve needs 5 members at its start. Here are: ${parts || 'none in any part'}. Look at everybody, or take a filter away.`,
  }
}

function captionOf(
  data: TimeToChange | undefined,
  model: EventCurvesModel | null,
  curve: EventCurve,
): string[] {
  if (data === undefined || model === null) return ['members who joined in the period', '95 % bands']
  const { filters, period_found } = data.provenance
  const parts = model.series.map(({ label, n }) => `${formatNumber(n)} ${label.toLowerCase()}`)
  const n = countOf(data.overall?.n ?? 0, 'episode')
  return [
    data.strata.length === 0 || parts.length > 3 ? n : `${n} (${parts.join(', ')})`,
    `joined ${formatPeriod(filters.from ?? period_found?.from ?? null, filters.to ?? period_found?.to ?? null)}`,
    curve === 'incidence' ? 'share of all who joined' : 'share as if nobody left',
    '95 % bands',
    ...(model.everybody === null ? [] : ['grey: all members']),
    isImprovementEvent(data.event) ? 'higher is better' : 'lower is better',
  ]
}

function partWords(data: TimeToChange): Record<RiskTableModel['parts'][number]['part'], string> {
  return isImprovementEvent(data.event)
    ? {
        at_risk: 'Still followed, not yet improved',
        event: 'Improved by then',
        competing: 'Dropped out first',
      }
    : { at_risk: 'Still followed', event: 'Dropped out by then', competing: 'Left for another reason first' }
}

function denominatorOf(data: TimeToChange | undefined, curve: EventCurve): string {
  if (data === undefined) return ''
  const who =
    curve === 'incidence' ? 'Everybody in the set stays in it' : 'Who leaves first is taken out then'
  return `${countOf(data.overall?.n ?? 0, 'episode')} of members who joined in the period. ${who}. ${data.competing}`
}

function howRows(data: TimeToChange | undefined): { rows?: { label: string; href: string } } {
  const href = rowsHref(data?.overall?.rows ?? null)
  return href === null ? {} : { rows: { label: 'Episodes in these curves', href } }
}

/** Each step of the table leads to those of its stratum who had the event by then. */
function linkedTable(model: EventCurvesModel, data: TimeToChange): CardTable {
  const strata = data.strata.length > 0 ? data.strata : data.overall === null ? [] : [data.overall]
  const hrefs = new Map(
    strata.flatMap((stratum) => {
      const rows = stratum.risk_table[0]?.rows_of_events ?? null
      return stratum.incidence.map(({ time }): [string, string | null] => [
        `${stratum.stratum} ${time}`,
        rowsHref(rows === null ? null : { ...rows, query: { ...rows.query, timed_at: String(time) } }),
      ])
    }),
  )
  return {
    ...model.table,
    rows: model.table.rows.map((row) => {
      const href = hrefs.get(row.key) ?? null
      return href === null ? row : { ...row, href }
    }),
  }
}
