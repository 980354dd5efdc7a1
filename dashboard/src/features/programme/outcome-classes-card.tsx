import { type ReactElement, useMemo } from 'react'
import { Link } from 'react-router'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { OutcomeClass, ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import { OutcomeClasses } from '../../charts/outcome-classes.js'
import { type OutcomeClassesModel, outcomeClasses } from '../../charts/outcome-classes.model.js'
import type { CardState } from '../../components/chart-card/card-state.js'
import type { CardTable, CardTableRow } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { RELIABLE_CHANGE_LABELS, RELIABLE_CHANGE_PLAIN } from '../../format/enumeration-labels.js'
import { measureName, reliableChangeRule } from '../../format/measure-words.js'
import { countOf } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { EMPTY_TABLE } from './empty-table.js'

/** How many changed beyond measurement error: the chosen measure, or every measure while none is chosen. */
export function OutcomeClassesCard(props: {
  outcomes: ProgrammeOutcomes | undefined
  measures: readonly MeasureContract[]
  state: CardState
  filters: CarriedFilters
}): ReactElement {
  const { outcomes, filters } = props
  const colours = useChartColours()
  const model = useMemo(
    () => (outcomes === undefined ? null : outcomeClasses(shownMeasures(outcomes, filters.measure))),
    [outcomes, filters.measure],
  )
  const table = useMemo(() => (model === null ? EMPTY_TABLE : linkedTable(model, filters)), [model, filters])
  const state: CardState =
    props.state.kind === 'ready' && model !== null && model.bars.length === 0
      ? {
          kind: 'too_few',
          reason: whyNoBar(outcomes, filters.measure),
        }
      : props.state
  return (
    <ChartCard
      title={model === null ? 'Who changed reliably' : classesTitle(model)}
      caption={['first against last score', 'of episodes with two scores', 'fixed thresholds']}
      state={state}
      height={210}
      chart={({ width }) =>
        model === null ? null : <OutcomeClasses model={model} width={width} colours={colours} />
      }
      table={table}
      how={{
        definition: definitionOf(props.measures),
        denominator:
          'Episodes with two valid scores on the measure; those with one score are stated, not counted.',
        rule: `Calculation version ${outcomes?.provenance.calculation_version ?? '–'}`,
        rows: {
          label: 'All episodes',
          href: filterLink('/members', filters, { family: 'measure', class: 'all' }),
        },
      }}
      fileName="outcome-classes"
      filters={filters}
      note={outcomes === undefined ? undefined : <UnpairedNote outcomes={outcomes} filters={filters} />}
    />
  )
}

function whyNoBar(outcomes: ProgrammeOutcomes | undefined, measure: string | undefined): string {
  const chosen = measure === undefined ? undefined : outcomes?.by_measure[measure]
  return measure !== undefined && chosen !== undefined && chosen.n_paired > 0
    ? `${measureName(measure)} has no agreed threshold of reliable change; its means stand beside.`
    : 'No episode here has two scores yet; change needs a first and a last one.'
}

function definitionOf(measures: readonly MeasureContract[]): string {
  const classes = (['reliably_improved', 'no_reliable_change', 'reliably_deteriorated'] as const).map(
    (each) => `${RELIABLE_CHANGE_LABELS[each]}: ${RELIABLE_CHANGE_PLAIN[each]}.`,
  )
  const rules = measures.map((measure) => `${measure.short_name}: ${reliableChangeRule(measure)}.`)
  return [...classes, ...rules].join(' ')
}

function shownMeasures(
  outcomes: ProgrammeOutcomes,
  measure: string | undefined,
): ProgrammeOutcomes['by_measure'] {
  if (measure === undefined) return outcomes.by_measure
  const chosen = outcomes.by_measure[measure]
  return chosen === undefined ? {} : { [measure]: chosen }
}

function classesTitle(model: OutcomeClassesModel): string {
  const words = model.bars.flatMap((bar) => {
    const improved = bar.segments.find((segment) => segment.key === 'reliably_improved')
    return improved === undefined ? [] : [`${improved.percent} on ${bar.label}`]
  })
  return words.length === 0 ? 'Who changed reliably' : `Reliably improved: ${words.join(', ')}`
}

/** Each row of the table leads to the episodes of its measure and class. */
function linkedTable(model: OutcomeClassesModel, filters: CarriedFilters): CardTable {
  const links = new Map(
    model.bars.flatMap((bar) => {
      const rows = (outcomeClass: OutcomeClass): string =>
        filterLink(
          '/members',
          { ...filters, measure: bar.measure },
          { family: 'measure', class: outcomeClass },
        )
      return bar.segments.map((segment): [string, Pick<CardTableRow, 'href' | 'detail' | 'detailHref'>] => [
        `${bar.measure}-${segment.key}`,
        {
          href: rows(segment.key),
          detail: 'of all with two scores',
          detailHref: rows('paired_data'),
        },
      ])
    }),
  )
  return {
    ...model.table,
    columns: model.table.columns.map((column) => (SHARES.has(column.name) ? asShare(column) : column)),
    rows: model.table.rows.map((row) => ({ ...row, ...links.get(row.key) })),
  }
}

const SHARES: ReadonlySet<string> = new Set(['proportion', 'interval_low', 'interval_high'])

function asShare(column: CardTable['columns'][number]): CardTable['columns'][number] {
  return { name: column.name, label: column.label, kind: 'proportion' }
}

function UnpairedNote({
  outcomes,
  filters,
}: {
  outcomes: ProgrammeOutcomes
  filters: CarriedFilters
}): ReactElement {
  const unpaired = outcomes.national.paired_data.denominator - outcomes.national.paired_data.numerator
  const href = filterLink('/members', filters, { family: 'national', class: 'without_paired_data' })
  return (
    <>
      <Link to={href}>{countOf(unpaired, 'finished course')}</Link> without paired scores on both measures{' '}
      {unpaired === 1 ? 'is' : 'are'} not in these bars.
    </>
  )
}
