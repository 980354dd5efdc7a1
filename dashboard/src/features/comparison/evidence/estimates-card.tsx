import { type ReactElement, useMemo } from 'react'
import type { StudyEstimateContract, StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { estimateTable } from '../../../charts/estimate-table.js'
import { Forest } from '../../../charts/forest.js'
import { type ForestBlock, type ForestEntry, forestBlock, forestEntry } from '../../../charts/forest.model.js'
import { type SharedAssumption, sharedAssumptions } from '../../../charts/forest-assumptions.js'
import { ChartCard } from '../../../components/chart-card/chart-card.js'
import type { EstimateUnit } from '../../../format/estimate-words.js'
import { useChartColours } from '../../../theme/use-chart-colours.js'
import styles from '../comparison.module.css'
import { COMBINED_RIGHT, type Favours, favoursOfPoints } from '../favours.js'
import type { StudyShown } from '../study-shown.js'
import { cardFrame } from './card-frame.js'
import { estimatesTitle } from './estimates-title.js'

/** Every estimate in the order of its standing: crude, main, other answers to the same question, other questions. */
export function EstimatesCard(props: StudyShown): ReactElement {
  const { result, measure } = props
  const colours = useChartColours()
  const { blocks, shared } = useMemo(
    () => estimateBlocks(result, measure.short_name, favoursOfPoints(measure.direction)),
    [result, measure],
  )
  const { rule, period, n, direction, ...frame } = cardFrame(props, 'estimates')
  return (
    <ChartCard
      {...frame}
      title={estimatesTitle(result)}
      caption={[n, period, direction, 'combined minus group only, or combined over group only']}
      height={0}
      chart={({ width }) => (
        <Forest
          caption="Every estimate with its interval"
          blocks={blocks}
          valueHead="Value, 95 % interval"
          width={width}
          colours={colours}
        />
      )}
      isDrawnAsTable
      table={estimateTable(
        'Combined minus group only, or combined over group only for ratios',
        result.estimates,
      )}
      how={{
        definition:
          'The main estimate weights members so that both arms are alike, with the baseline in the outcome model; standard errors allow for groups (CR2, Satterthwaite). The others answer the same question on other assumptions, or another question.',
        denominator:
          'n of each row: members with what it needs; under it combined and group only. Never the same for all: each says its own.',
        rule,
      }}
      note={<Notes shared={shared} blocks={blocks} />}
    />
  )
}

const UNIT_TITLES: Readonly<Record<Exclude<EstimateUnit, 'points'>, string>> = {
  share: 'Percentage points of members',
  ratio: 'Ratios (logarithmic axis)',
  standard_deviations: 'Standard deviations',
}
const UNITS: readonly EstimateUnit[] = ['points', 'share', 'ratio', 'standard_deviations']

function estimateBlocks(
  { estimates, definition }: StudyResultContract,
  measureName: string,
  favours: Favours,
): { readonly blocks: readonly ForestBlock[]; readonly shared: readonly SharedAssumption[] } {
  const main = estimates.find(({ role }) => role === 'main')
  const { entries, shared } = sharedAssumptions(
    estimates.map((estimate) => ({ ...entryOf(estimate, main), unit: estimate.unit })),
  )
  const blocks = UNITS.flatMap((unit) => {
    const own = entries.filter((entry) => entry.unit === unit)
    if (own.length === 0) return []
    return [
      forestBlock({
        key: unit,
        title: unit === 'points' ? `Points of ${measureName}` : UNIT_TITLES[unit],
        unit,
        margin: unit === 'points' ? definition.margin : null,
        ...(unit === 'points' ? favours : COMBINED_RIGHT),
        entries: own,
      }),
    ]
  })
  return { blocks, shared }
}

/** A refusal that is that of the main estimate is not told anew in each row. */
function entryOf(estimate: StudyEstimateContract, main: StudyEstimateContract | undefined): ForestEntry {
  const entry = forestEntry(estimate)
  const isAsMain =
    estimate !== main && estimate.refusal !== null && estimate.refusal.message === main?.refusal?.message
  return isAsMain ? { ...entry, refusal: 'Refused for the same reason.' } : entry
}

function Notes(props: { shared: readonly SharedAssumption[]; blocks: readonly ForestBlock[] }): ReactElement {
  const isCut = props.blocks.some(({ rows }) =>
    rows.some(({ mark }) => mark !== null && (mark.isCutLow || mark.isCutHigh)),
  )
  return (
    <>
      {props.shared.length > 0 && (
        <dl className={styles.assumptions}>
          {props.shared.map(({ letter, words }) => (
            <div key={letter}>
              <dt>{letter}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={styles.noteLine}>
        Line: no difference. Shaded: less than the margin. Dashed: members of one group taken as independent.
        {isCut && ' Arrow: the interval goes on beyond the axis; its ends stand beside it.'}
      </p>
    </>
  )
}
