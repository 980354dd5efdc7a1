import { type ReactElement, type ReactNode, useMemo } from 'react'
import { StudyFlow } from '../../../charts/study-flow.js'
import { type FlowRow, studyFlow } from '../../../charts/study-flow.model.js'
import { OpenLink } from '../../../components/access/open-link.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { ChartCard } from '../../../components/chart-card/chart-card.js'
import { countOf, formatNumber } from '../../../format/number.js'
import { useChartColours } from '../../../theme/use-chart-colours.js'
import type { StudyShown } from '../study-shown.js'
import { comparedOf } from '../trial/draft-words.js'
import { cardFrame } from './card-frame.js'
import { flowRowsHref } from './flow-rows.js'

/** Who is compared, and who is not, and why: the numbers add up. */
export function FlowCard(props: StudyShown): ReactElement {
  const { study, result } = props
  const colours = useChartColours()
  const { sites } = useSignedIn()
  const reached = sites.map(({ site_id }) => site_id)
  const model = useMemo(() => studyFlow(result.flow), [result.flow])
  const { rule, period, n, direction: _, ...frame } = cardFrame(props, 'flow')
  const all = result.flow[0]?.n ?? 0
  const cutShort = result.window_cut_short
  const link = (row: FlowRow, which: 'all' | 'combined' | 'group_only', words: string): ReactNode => {
    const href = flowRowsHref({ definition: result.definition, sites: study.sites }, row.key, which, reached)
    return href === null ? (
      words
    ) : (
      <OpenLink to={href} staysAsWords>
        {words}
      </OpenLink>
    )
  }
  return (
    <ChartCard
      {...frame}
      title={`${formatNumber(comparedOf(result).n)} of ${countOf(all, 'episode')} can be compared`}
      caption={[n, period, 'each step is the one before it, less those left out']}
      height={0}
      chart={() => <StudyFlow model={model} colours={colours} link={link} />}
      isDrawnAsTable
      table={model.table}
      how={{
        definition:
          'Each step of the target trial leaves out whoever does not meet it, in the order of the table; an episode is counted at the first step it fails.',
        denominator: 'Every episode of the sites of this study up to the day asked about.',
        rule,
      }}
      note={
        <>
          Links lead to the episodes as they stand today, which may be later than this study.
          {cutShort > 0 &&
            ` Of those left before the outcome, ${countOf(cutShort, 'member')} ${cutShort === 1 ? 'has' : 'have'} a planned end before the window closes: fewer occasions to be seen.`}
        </>
      }
    />
  )
}
