import { type ReactElement, useMemo } from 'react'
import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { TimeToEvent } from '../../../charts/time-to-event.js'
import { shareAt, stepWords, type TimeToEventModel } from '../../../charts/time-to-event.model.js'
import { ARM_LABELS, improvementSince, timeToImprovement } from '../../../charts/time-to-improvement.model.js'
import { ChartCard } from '../../../components/chart-card/chart-card.js'
import { pWords } from '../../../format/estimate-words.js'
import { countOf, formatNumber } from '../../../format/number.js'
import { formatPercent } from '../../../format/percent.js'
import { useChartColours } from '../../../theme/use-chart-colours.js'
import type { StudyShown } from '../study-shown.js'
import { cardFrame } from './card-frame.js'

const HEIGHT = 320

/** When was a reliable improvement first seen, in each arm? */
export function TimesCard(props: StudyShown): ReactElement {
  const { result } = props
  const colours = useChartColours()
  const since = improvementSince(result)
  const model = useMemo(() => timeToImprovement(result), [result])
  const { rule, period, state, n: _n, direction: _d, ...frame } = cardFrame(props, 'time-to-improvement')
  return (
    <ChartCard
      {...frame}
      title={timesTitle(model, since)}
      caption={[
        countOf(
          model.series.reduce((sum, { n }) => sum + n, 0),
          'member',
        ),
        period,
        `since ${since}`,
        'Kaplan-Meier with 95 % interval',
      ]}
      state={
        model.series.every(({ steps }) => steps.length === 0)
          ? { kind: 'too_few', reason: 'No reliable improvement was seen while 5 or more were at risk.' }
          : state
      }
      height={HEIGHT}
      chart={({ width, height }) => (
        <TimeToEvent model={model} width={width} height={height} colours={colours} />
      )}
      table={model.table}
      how={{
        definition:
          'Share of members in whom a reliable improvement had been observed by each day (one less the Kaplan-Meier share not yet improved), log-log limits. The day of the form is the day of the event; a curve stops where fewer than 5 are still at risk.',
        denominator: 'Eligible members in whom a reliable improvement could be seen.',
        rule,
      }}
      note={timesNote(result)}
    />
  )
}

/** At the last tick that every curve reaches. */
function timesTitle(model: TimeToEventModel, since: string): string {
  const reached = model.ticks.findLast(
    ({ day }) => day > 0 && model.series.every(({ end }) => day <= end.time),
  )
  if (reached === undefined || model.series.length === 0) return 'When was a reliable improvement first seen?'
  const shares = model.series.map((each) => {
    const step = shareAt(each, reached.day)
    return `${step === null ? formatPercent(0) : stepWords(step)} ${each.label}`
  })
  return `By ${reached.label} after ${since}, reliable improvement was seen in ${shares.join(', ')}`
}

function timesNote({ time_to_improvement, definition }: StudyResultContract): string {
  const { log_rank, improved_before_landmark, curves } = time_to_improvement
  const medians = curves.flatMap(({ arm, median }) =>
    median === null ? [] : [`${ARM_LABELS[arm]} ${formatNumber(median)} days`],
  )
  return [
    'Not adjusted for anything.',
    log_rank === null ? '' : `Log-rank test of both curves, groups not allowed for: ${pWords(log_rank.p)}.`,
    medians.length === 0 ? '' : `Half had improved after: ${medians.join(', ')}.`,
    definition.landmark_day === null || improved_before_landmark === 0
      ? ''
      : `${countOf(improved_before_landmark, 'member')} had improved before day ${formatNumber(definition.landmark_day)} and ${improved_before_landmark === 1 ? 'is' : 'are'} not in these curves.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}
