import type { ReactElement } from 'react'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { FigureCard, FigureCardSkeleton } from '../../components/figure-card/figure-card.js'
import { filterLink } from '../../components/filter-bar/filter-link.js'
import { filterWords } from '../../components/filter-bar/filter-words.js'
import { PrintNote } from '../../components/print-note/print-note.js'
import { countOf } from '../../format/number.js'
import { AttendanceCard } from './attendance-card.js'
import { DoseCard } from './dose-card.js'
import { stateWithRelaxation } from './programme-state.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { useProgrammeOutcomes } from './use-programme-outcomes.js'

/** How often do members come, how many stop coming, and how does that go with their change? */
export function ProgrammeTabAttendance(props: ProgrammeTabProps): ReactElement {
  const { asked, filterState, choices } = props
  const outcomes = useProgrammeOutcomes(asked)
  const { data } = outcomes
  const message = cardMessage(
    cardState(outcomes, (found) =>
      found.episodes === 0 ? stateWithRelaxation(found.state, filterState, choices) : { kind: 'ready' },
    ),
  )
  const rows = (outcomeClass: string): string =>
    filterLink('/members', asked, { family: 'attendance', class: outcomeClass })
  return (
    <>
      {message !== null && <CardRow layout="one">{message}</CardRow>}
      {message === null && (
        <CardRow layout="figures">
          {data === undefined ? (
            FIGURES.map((label) => <FigureCardSkeleton key={label} label={label} />)
          ) : (
            <>
              <FigureCard
                label={FIGURES[0]}
                share={data.attendance}
                of="that members could attend"
                href={rows('all')}
              />
              <FigureCard
                label={FIGURES[1]}
                share={data.dropout.by_attendance}
                of="who started"
                href={rows('dropout_by_attendance')}
                denominatorHref={rows('started')}
                note="The last two or more sessions they could attend, missed"
              />
              <FigureCard
                label={FIGURES[2]}
                share={data.dropout.as_recorded}
                of="who started"
                href={rows('dropout_as_recorded')}
                denominatorHref={rows('started')}
                note="By the recorded reason for leaving"
              />
            </>
          )}
        </CardRow>
      )}
      <CardRow layout="one">
        <DoseCard {...props} />
      </CardRow>
      <CardRow layout="one">
        <AttendanceCard filterState={filterState} choices={choices} />
      </CardRow>
      {data !== undefined && (
        <PrintNote
          filters={filterWords(filterState.filters, choices)}
          n={countOf(data.episodes, 'episode')}
          provenance={data.provenance}
        />
      )}
    </>
  )
}

const FIGURES = ['Sessions attended', 'Dropout by attendance', 'Dropout as recorded'] as const
