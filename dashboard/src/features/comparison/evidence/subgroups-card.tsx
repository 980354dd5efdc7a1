import { type ReactElement, useMemo } from 'react'
import { estimateTable } from '../../../charts/estimate-table.js'
import { Forest } from '../../../charts/forest.js'
import { type ForestBlock, forestBlock, forestEntry } from '../../../charts/forest.model.js'
import { ChartCard } from '../../../components/chart-card/chart-card.js'
import { useChartColours } from '../../../theme/use-chart-colours.js'
import { favoursOfPoints } from '../favours.js'
import type { StudyShown } from '../study-shown.js'
import { cardFrame } from './card-frame.js'
import { interactionWords, SUBGROUP_TITLES, subgroupLabel, subgroupsTitle } from './subgroup-words.js'

/** Does the difference depend on who the members are, and how they were treated? */
export function SubgroupsCard(props: StudyShown): ReactElement | null {
  const { result, measure } = props
  const colours = useChartColours()
  const blocks = useMemo((): readonly ForestBlock[] => {
    const main = result.estimates.filter(({ role }) => role === 'main').map((each) => forestEntry(each))
    const all = result.subgroups.flatMap(({ subgroups }) => subgroups.map((each) => forestEntry(each)))
    return result.subgroups.map((set) =>
      forestBlock({
        key: set.by,
        title: SUBGROUP_TITLES[set.by],
        aside: interactionWords(set),
        unit: 'points',
        margin: result.definition.margin,
        ...favoursOfPoints(measure.direction),
        entries: set.subgroups.map((each) => ({
          ...forestEntry(each, subgroupLabel(set.by, each)),
          detail: null,
        })),
        alongside: [...main, ...all],
      }),
    )
  }, [result, measure.direction])
  const { rule, period, n, direction, ...frame } = cardFrame(props, 'subgroups')
  if (blocks.length === 0) return null
  return (
    <ChartCard
      {...frame}
      title={subgroupsTitle(result.subgroups)}
      caption={[n, period, direction, `points of ${measure.short_name}, combined minus group only`]}
      height={0}
      chart={({ width }) => (
        <Forest
          caption="The difference in parts of the members"
          blocks={blocks}
          valueHead="Difference, 95 % interval"
          width={width}
          colours={colours}
        />
      )}
      isDrawnAsTable
      table={estimateTable(
        'Combined minus group only, in parts of the members',
        result.subgroups.flatMap(({ by, subgroups }) =>
          subgroups.map((each) => ({
            ...each,
            label: subgroupLabel(by, each),
            of: SUBGROUP_TITLES[by],
          })),
        ),
      )}
      how={{
        definition:
          'The comparison at the same baseline and covariates inside each part; errors by group. Test of interaction: Cochran’s Q over the parts.',
        denominator: 'Members compared who are in that part; with fewer than 10 in an arm it is refused.',
        rule,
      }}
      note={result.subgroup_note}
    />
  )
}
