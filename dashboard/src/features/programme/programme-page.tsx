import { type ReactElement, useEffect, useMemo } from 'react'
import { useLocation } from 'react-router'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { useFilterChoices } from '../../api-client/catalogue-reads.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { CopyLink } from '../../components/filter-bar/copy-link.js'
import { FilterBar } from '../../components/filter-bar/filter-bar.js'
import { FILTER_KEYS } from '../../components/filter-bar/filter-keys.js'
import { filterWords } from '../../components/filter-bar/filter-words.js'
import { rememberProgrammeView } from '../../components/filter-bar/programme-view.js'
import { useFilters } from '../../components/filter-bar/use-filters.js'
import { useRules } from '../../components/filter-bar/use-rules.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { MakeReport } from '../../components/report/make-report.js'
import { headline } from '../../format/programme-headline.js'
import { CompareLink } from './compare-link.js'
import { useRateFamily } from './family-switch.js'
import { LastViewLink } from './last-view-link.js'
import { ProgrammeSubline } from './programme-subline.js'
import { PERIOD_OF_TAB, ProgrammeTabs, useProgrammeTab } from './programme-tabs.js'
import { RulesNote } from './rules-note.js'
import { useProgrammeOutcomes } from './use-programme-outcomes.js'

const DEFAULT_MEASURE = 'phq9'
/** Filters that say who is counted; the period has its own words, and the rates always use both measures. */
const SCOPE_KEYS = FILTER_KEYS.filter((key) => key !== 'from' && key !== 'to' && key !== 'measure')

/** The director's review: one finding, one set of filters and rules, and a tab for each question about them. */
export function ProgrammePage(): ReactElement {
  const filterState = useFilters()
  const { filters } = filterState
  const rules = useRules()
  const choices = useFilterChoices()
  const [family] = useRateFamily()
  const [tab, setTab] = useProgrammeTab()
  const asked = useMemo<ProgrammeQuery>(
    () => ({ ...filters, rules: rules.current }),
    [filters, rules.current],
  )
  const outcomes = useProgrammeOutcomes(asked)
  useRememberedView()

  return (
    <>
      <PageHeader
        name="Programme"
        title={outcomes.data === undefined ? 'Outcomes of the programme' : headline(outcomes.data, family)}
        subline={
          outcomes.data === undefined ? (
            '\u00a0'
          ) : (
            <ProgrammeSubline
              outcomes={outcomes.data}
              filters={asked}
              filterWords={filterWords(filters, choices, SCOPE_KEYS)}
            />
          )
        }
        actions={
          <>
            <LastViewLink />
            <CompareLink filters={filters} />
            <CopyLink />
            <MakeReport
              label="Report with these filters"
              request={{ definition: 'programme_outcomes', filters, rules: rules.current }}
            />
          </>
        }
      />
      <FilterBar
        state={filterState}
        choices={choices}
        periodBasis={PERIOD_OF_TAB[tab]}
        defaultMeasure={DEFAULT_MEASURE}
        rules={rules}
      />
      <RulesNote outcomes={outcomes.data} family={family} />
      <ProgrammeTabs
        tab={tab}
        onChange={setTab}
        filterState={filterState}
        asked={asked}
        measureCode={filters.measure ?? DEFAULT_MEASURE}
        choices={choices}
      />
    </>
  )
}

/** Keeps where the reader was: for the way back from rows, and for their next visit. */
function useRememberedView(): void {
  const { user_id } = useSignedIn()
  const { search } = useLocation()
  useEffect(() => rememberProgrammeView(user_id, search), [user_id, search])
}
