import { type ReactElement, useMemo } from 'react'
import type { ProgrammeCompleteness } from '../../../../api/src/contracts/completeness.js'
import { IntervalBars } from '../../charts/interval-bars.js'
import { attendanceBySession } from '../../charts/interval-bars.model.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { removableFilters } from '../../components/filter-bar/filter-words.js'
import { formatPeriod } from '../../format/day.js'
import { countOf } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { attendanceFinding } from './attendance-words.js'
import { tooFewWords } from './dose-card.js'
import { EMPTY_TABLE } from './empty-table.js'
import { NoteLines } from './note-lines.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { rowsHref } from './rows-href.js'
import { useAttendanceBySession } from './use-attendance-by-session.js'

const HEIGHT = 300

/** Who comes to the first session of a group, and who to the later ones? */
export function AttendanceCard({
  filterState,
  choices,
}: Pick<ProgrammeTabProps, 'filterState' | 'choices'>): ReactElement {
  const { filters } = filterState
  const answer = useAttendanceBySession(filters)
  const { data } = answer
  const colours = useChartColours()
  const model = useMemo(
    () => (data === undefined ? null : attendanceBySession(data.by_session ?? [], data.attendance)),
    [data],
  )
  const table = useMemo(
    () => (model === null || data === undefined ? EMPTY_TABLE : tableWithLinks(model.table, data)),
    [model, data],
  )
  const emptyState: CardState = {
    kind: 'empty_by_filter',
    filters: removableFilters(filterState, choices),
  }
  return (
    <ChartCard
      title={data === undefined ? 'Attendance by session' : attendanceFinding(data)}
      caption={captionOf(data)}
      state={cardState(answer, () => {
        if (model === null || model.bars.length > 0) return { kind: 'ready' }
        if (model.tooFew.length > 0) return { kind: 'too_few', reason: tooFewWords(model) }
        return emptyState.filters.length > 0
          ? emptyState
          : { kind: 'empty', reason: 'No attendance is recorded yet.' }
      })}
      height={HEIGHT}
      chart={({ width, height }) =>
        model === null ? null : <IntervalBars model={model} width={width} height={height} colours={colours} />
      }
      table={table}
      how={{
        definition:
          'Share of the recorded attendances at the sessions with each number, in all groups, that were present, late or left early.',
        denominator:
          'Members with an attendance record there. In an open group a member may join at any number; who has left is not in it any more.',
        rule: '95 % Wilson intervals; members of a group count as independent.',
      }}
      fileName="attendance-by-session"
      filters={filters}
      note={
        <NoteLines
          lines={[
            'Later sessions hold other members: fewer groups run that long, and who left is not due any more. The dates of the filters act here on the day of the session.',
            ...(model === null || model.tooFew.length === 0 ? [] : [tooFewWords(model)]),
          ]}
        />
      }
    />
  )
}

/** Each session leads to the members who were due, the line below to those who came; a count of 0 leads nowhere. */
function tableWithLinks(table: CardTable, { by_session }: ProgrammeCompleteness): CardTable {
  const known = new Map((by_session ?? []).map((session) => [String(session.session_number), session]))
  return {
    ...table,
    rows: table.rows.map((row) => {
      const session = known.get(row.key)
      const { numerator = 0, denominator = 0 } = session?.attendance ?? {}
      const due = denominator === 0 ? null : rowsHref(session?.rows_of_recorded ?? null)
      const came = numerator === 0 ? null : rowsHref(session?.rows_of_attended ?? null)
      return {
        ...row,
        ...(due === null ? {} : { href: due }),
        ...(came === null ? {} : { detail: 'who came', detailHref: came }),
      }
    }),
  }
}

function captionOf(data: ProgrammeCompleteness | undefined): string[] {
  if (data === undefined) return ['% of recorded attendances', '95 % intervals']
  const { filters, period_found } = data.provenance
  return [
    '% of recorded attendances',
    countOf(data.attendance.denominator, 'record'),
    `sessions ${formatPeriod(filters.from ?? period_found?.from ?? null, filters.to ?? period_found?.to ?? null)}`,
    '95 % intervals',
    'higher is better',
  ]
}
