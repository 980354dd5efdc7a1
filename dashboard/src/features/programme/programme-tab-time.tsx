import type { ReactElement } from 'react'
import { useSearchParams } from 'react-router'
import { CardRow } from '../../components/card-row.js'
import { filterWords } from '../../components/filter-bar/filter-words.js'
import { LinkSwitch } from '../../components/link-switch/link-switch.js'
import { PrintNote } from '../../components/print-note/print-note.js'
import { countOf } from '../../format/number.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import styles from './programme-tab-time.module.css'
import { TimeCard } from './time-card.js'
import { timeChoices, timeSwitches } from './time-choices.js'
import { TimeSummaryCard } from './time-summary-card.js'
import { useTimeToChange } from './use-time-to-change.js'

/** How long do members take to improve, and when do they leave? */
export function ProgrammeTabTime(props: ProgrammeTabProps): ReactElement {
  const { filterState, asked, choices, measureCode } = props
  const [search] = useSearchParams()
  const { by, improvement, dropout, curve } = timeChoices(search)
  const measured = { ...asked, measure: measureCode }
  const improved = useTimeToChange(measured, { event: improvement, by }).data
  const shown = { filterState, choices, asked: measured, by, curve }
  return (
    <>
      <div className={styles.switches}>
        {timeSwitches(search).map((each) => (
          <LinkSwitch key={each.label} label={each.label} choices={each.choices} />
        ))}
      </div>
      <CardRow layout="halves">
        <TimeCard {...shown} event={improvement} />
        <TimeCard {...shown} event={dropout} />
      </CardRow>
      <CardRow layout="one">
        <TimeSummaryCard {...shown} event={improvement} />
        <TimeSummaryCard {...shown} event={dropout} />
      </CardRow>
      {improved !== undefined && (
        <PrintNote
          filters={filterWords(filterState.filters, choices)}
          n={countOf(improved.overall?.n ?? 0, 'episode')}
          provenance={improved.provenance}
        />
      )}
    </>
  )
}
