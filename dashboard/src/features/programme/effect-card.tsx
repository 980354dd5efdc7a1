import { type ReactElement, useMemo } from 'react'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import { EstimateRows, estimateRowsHeight } from '../../charts/estimate-rows.js'
import type { CardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { directionWords } from '../../format/measure-words.js'
import { countOf } from '../../format/number.js'
import { formatFraction } from '../../format/percent.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { effectNotes, effectPicture, effectTable, effectTitle, publishedEffects } from './effects.js'
import { EMPTY_TABLE } from './empty-table.js'
import { NoteLines } from './note-lines.js'

/** How large is the change on one measure, and how large for where members began? */
export function EffectCard(props: {
  outcomes: ProgrammeOutcomes | undefined
  measure: MeasureContract | undefined
  state: CardState
  filters: CarriedFilters
}): ReactElement {
  const { outcomes, measure, filters } = props
  const colours = useChartColours()
  const own = measure && outcomes?.by_measure[measure.code]
  const model = useMemo(
    () => (own === undefined || measure === undefined ? null : effectPicture(own, measure.short_name)),
    [own, measure],
  )
  const table = useMemo(
    () => (own === undefined || measure === undefined ? EMPTY_TABLE : effectTable(measure, own, filters)),
    [own, measure, filters],
  )
  const state: CardState =
    props.state.kind === 'ready' && measure !== undefined && (own === undefined || own.n_paired === 0)
      ? {
          kind: 'too_few',
          reason: `No episode here has two scores on ${measure.short_name}; change needs a first and a last one.`,
        }
      : props.state
  const published =
    measure === undefined || outcomes === undefined
      ? null
      : publishedEffects(measure.code, outcomes.benchmarks)
  return (
    <ChartCard
      title={
        own === undefined || measure === undefined ? 'How much members changed' : effectTitle(measure, own)
      }
      caption={
        own === undefined || measure === undefined
          ? ['first against last score']
          : [
              `${countOf(own.n_paired, 'episode')} with two scores`,
              `forms complete: ${formatFraction(own.completeness)}`,
              '95 % interval',
              directionWords(measure.direction),
            ]
      }
      state={state}
      height={estimateRowsHeight(2)}
      {...(model === null || model.rows.length === 0
        ? {}
        : {
            chart: ({ width }: { width: number }) => (
              <EstimateRows model={model} width={width} colours={colours} />
            ),
          })}
      table={table}
      how={{
        definition:
          'Effect size: mean change of the same members over the spread of their first scores, corrected for small samples (g). ' +
          'Severity-adjusted: how much better last scores are than is usual here for the same first score, over the spread of first scores.',
        denominator: 'Episodes with two valid scores on the measure, ended or not.',
        rule: `The line of what is usual is drawn through all episodes in reach, whatever the filters. Calculation version ${outcomes?.provenance.calculation_version ?? '–'}`,
        rows: {
          label: 'Episodes with two scores',
          href: filterLink(
            '/members',
            { ...filters, ...(measure === undefined ? {} : { measure: measure.code }) },
            { family: 'measure', class: 'paired_data' },
          ),
        },
      }}
      fileName="effect-size"
      filters={{ ...filters, ...(measure === undefined ? {} : { measure: measure.code }) }}
      note={
        own === undefined || measure === undefined ? undefined : (
          <NoteLines lines={[...effectNotes(measure, own), ...(published === null ? [] : [published])]} />
        )
      }
    />
  )
}
