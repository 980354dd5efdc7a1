import type { TimeToChange } from '../../../../api/src/contracts/programme-charts.js'
import { type EventCurve, isTooSmall } from '../../charts/event-curves.model.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { isImprovementEvent } from '../../format/outcome-words.js'
import { rowsHref } from './rows-href.js'
import { lastPoint, stratumLabel } from './time-words.js'

const DAYS_PER_WEEK = 7

/** One row a stratum, everybody first: how many, by when half of them, how many by the end of the curve. */
export function timeSummary(answer: TimeToChange, curve: EventCurve): CardTable {
  const { unit, event } = answer
  const perUnit = unit === 'days' ? DAYS_PER_WEEK : 1
  const word = unit === 'days' ? 'week' : 'session'
  const inUnits = (time: number | null): number | null => (time === null ? null : Math.ceil(time / perUnit))
  const had = isImprovementEvent(event) ? 'Improved' : 'Dropped out'
  const rows = [...(answer.overall === null ? [] : [answer.overall]), ...answer.strata]
  return {
    caption: `${isImprovementEvent(event) ? 'Improvement' : 'Dropout'}: each name leads to its episodes, the line below it to those who ${had.toLowerCase()}`,
    columns: [
      { name: 'members', label: 'Members', kind: 'text' },
      { name: 'n', label: 'n', kind: 'number' },
      { name: 'events', label: had, kind: 'number' },
      { name: 'competing_events', label: 'Left first', kind: 'number' },
      { name: 'followed_to_the_end', label: 'Neither', kind: 'number' },
      { name: `half_by_${word}`, label: `Half by ${word}`, kind: 'number' },
      { name: 'half_low', label: '95 % from', kind: 'number' },
      { name: 'half_high', label: 'to', kind: 'number' },
      { name: 'share_at_the_end', label: 'Share at the end', kind: 'proportion' },
      { name: 'share_low', label: '95 % from', kind: 'proportion' },
      { name: 'share_high', label: 'to', kind: 'proportion' },
    ],
    rows: rows.map((stratum) => {
      const half = curve === 'incidence' ? stratum.half : stratum.median
      const last = isTooSmall(stratum) ? null : lastPoint(stratum, curve)
      const href = rowsHref(stratum.rows)
      const eventsHref = stratum.events === 0 ? null : rowsHref(stratum.rows_of_events)
      return {
        key: stratum.stratum,
        cells: [
          stratumLabel(stratum.stratum),
          stratum.n,
          stratum.events,
          stratum.competing_events,
          stratum.censored,
          inUnits(half.time),
          half.time === null ? null : inUnits(half.low),
          half.time === null ? null : inUnits(half.high),
          last?.share ?? null,
          last?.low ?? null,
          last?.high ?? null,
        ],
        ...(href === null ? {} : { href }),
        detail: isTooSmall(stratum) ? 'too few for a curve' : `${stratum.events} ${had.toLowerCase()}`,
        ...(eventsHref === null || isTooSmall(stratum) ? {} : { detailHref: eventsHref }),
      }
    }),
  }
}
