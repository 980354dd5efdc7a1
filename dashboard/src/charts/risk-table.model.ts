import type { SurvivalStratum, TimeToChange } from '../../../api/src/contracts/programme-charts.js'
import type { RowsLink } from '../../../api/src/contracts/programme-query.js'
import { isTooSmall } from './event-curves.model.js'

export interface RiskCell {
  readonly n: number
  readonly rows: RowsLink
}
export interface RiskTableModel {
  readonly unit: 'weeks' | 'sessions'
  /** In weeks or sessions; every row has a cell at each, null once fewer than 5 are at risk. */
  readonly times: readonly number[]
  readonly parts: readonly {
    readonly part: 'at_risk' | 'event' | 'competing'
    readonly rows: readonly {
      readonly stratum: string
      readonly cells: readonly (RiskCell | null)[]
    }[]
  }[]
}

const DAYS_PER_WEEK = 7
type Column = SurvivalStratum['risk_table'][number]

/** Who is still followed at each time, who had the event by then, and who left first; strata as in the curves. */
export function riskTable(answer: TimeToChange): RiskTableModel {
  const perUnit = answer.unit === 'days' ? DAYS_PER_WEEK : 1
  const given = answer.strata.length > 0 ? answer.strata : answer.overall === null ? [] : [answer.overall]
  const strata = given.filter((stratum) => !isTooSmall(stratum))
  const times = [...new Set(strata.flatMap(({ risk_table }) => risk_table.map(({ time }) => time)))].sort(
    (one, other) => one - other,
  )
  const rowsOf = (cellOf: (column: Column) => RiskCell) =>
    strata.map(({ stratum, risk_table }) => ({
      stratum,
      cells: times.map((time) => {
        const column = risk_table.find((each) => each.time === time)
        return column === undefined ? null : cellOf(column)
      }),
    }))
  const competes = strata.some(({ competing_events }) => competing_events > 0)
  return {
    unit: answer.unit === 'days' ? 'weeks' : 'sessions',
    times: times.map((time) => time / perUnit),
    parts: [
      { part: 'at_risk', rows: rowsOf(({ at_risk, rows }) => ({ n: at_risk, rows })) },
      {
        part: 'event',
        rows: rowsOf(({ events_so_far, rows_of_events }) => ({ n: events_so_far, rows: rows_of_events })),
      },
      ...(competes
        ? [
            {
              part: 'competing' as const,
              rows: rowsOf(({ competing_so_far, rows_of_competing }) => ({
                n: competing_so_far,
                rows: rows_of_competing,
              })),
            },
          ]
        : []),
    ],
  }
}
