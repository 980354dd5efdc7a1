import { useQueryState } from 'nuqs'
import { type ReactElement, useMemo } from 'react'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import type { CardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { SelectChip } from '../../components/filter-bar/filter-chip.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { formatPeriod } from '../../format/day.js'
import { countOf } from '../../format/number.js'
import { formatPercent } from '../../format/percent.js'
import { benchmarksTable, benchmarksTitle, publishedChoices } from './benchmarks.js'
import { EMPTY_TABLE } from './empty-table.js'
import { NoteLines } from './note-lines.js'

/** How do these rates stand beside the own period before, and beside what services in England published? */
export function BenchmarksCard(props: {
  outcomes: ProgrammeOutcomes | undefined
  state: CardState
  filters: CarriedFilters
}): ReactElement {
  const { outcomes, filters } = props
  const [chosen, choose] = useQueryState('published', { history: 'push' })
  const published = useMemo(
    () => (outcomes === undefined ? [] : publishedChoices(outcomes.benchmarks)),
    [outcomes],
  )
  const shown = published.find(({ key }) => key === chosen) ?? published[0]
  const table = useMemo(
    () => (outcomes === undefined ? EMPTY_TABLE : benchmarksTable(outcomes, shown, filters)),
    [outcomes, shown, filters],
  )
  return (
    <ChartCard
      title={
        outcomes === undefined
          ? 'Against the period before and published figures'
          : benchmarksTitle(outcomes, shown)
      }
      caption={outcomes === undefined ? ['national definition'] : captionOf(outcomes)}
      state={props.state}
      height={280}
      choices={
        published.length === 0 ? undefined : (
          <SelectChip
            label="Published"
            value={shown?.key ?? null}
            isSet={shown !== published[0]}
            choices={published.map(({ key, label }) => ({ value: key, label }))}
            allWords={null}
            onChange={(next) => void choose(next === published[0]?.key ? null : next)}
          />
        )
      }
      table={table}
      how={{
        definition:
          'The same rates by the national definition over three sets of courses: these, those of the period before (as long, ending the day before), and the published ones.',
        denominator: `Named under each rate. ${outcomes?.benchmarks.source ?? ''}`,
        rule: `The published figures go by the standard rules. Calculation version ${outcomes?.provenance.calculation_version ?? '–'}`,
        rows: {
          label: 'Finished courses',
          href: filterLink('/members', filters, { family: 'national', class: 'finished' }),
        },
      }}
      fileName="benchmarks"
      filters={filters}
      note={outcomes === undefined ? undefined : <NoteLines lines={notesOf(outcomes)} />}
    />
  )
}

function captionOf({ finished, national, previous_period }: ProgrammeOutcomes): string[] {
  const complete = national.paired_data.proportion
  return [
    countOf(finished, 'finished course'),
    ...(complete === null ? [] : [`paired data ${formatPercent(complete)}`]),
    ...(previous_period === null
      ? []
      : [
          `before: ${formatPeriod(previous_period.from, previous_period.to)}, ${countOf(previous_period.finished, 'finished course')}`,
        ]),
    'national definition, 95 % interval',
  ]
}

function notesOf({ benchmarks, previous_period, rules }: ProgrammeOutcomes): string[] {
  return [
    benchmarks.caveat,
    ...(previous_period === null
      ? ['Set “From” to hold these courses against those of the period before.']
      : previous_period.finished === 0
        ? ['No course was finished in the period before.']
        : []),
    ...(rules.code === 'standard'
      ? []
      : ['Other rules than the standard ones are in force here; the published figures do not follow them.']),
  ]
}
