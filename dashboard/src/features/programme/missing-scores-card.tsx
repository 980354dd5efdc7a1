import { type ReactElement, useMemo } from 'react'
import type { MissingData } from '../../../../api/src/contracts/programme-parts.js'
import { EstimateRows, estimateRowsHeight } from '../../charts/estimate-rows.js'
import { estimateRows } from '../../charts/estimate-rows.model.js'
import { cardState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { formatPeriod } from '../../format/day.js'
import { measureName } from '../../format/measure-words.js'
import { MISSING_METHOD_LABELS, missingScoresWords } from '../../format/missing-scores-words.js'
import { countOf } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { EMPTY_TABLE } from './empty-table.js'
import { withoutStop } from './funnel-words.js'
import { NoteLines } from './note-lines.js'
import { stateWithRelaxation } from './programme-state.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { rowsHref } from './rows-href.js'
import { useMissingScores } from './use-missing-scores.js'

/** How much does the answer hang on what is not known of those who left? */
export function MissingScoresCard(props: ProgrammeTabProps): ReactElement {
  const { asked, measureCode, filterState, choices } = props
  const answer = useMissingScores(asked, measureCode)
  const colours = useChartColours()
  const name = measureName(measureCode)
  const found = answer.data
  const model = useMemo(() => (found === undefined ? null : pictureOf(found)), [found])
  const table = useMemo(() => (found === undefined ? EMPTY_TABLE : tableOf(found)), [found])
  const height = estimateRowsHeight(3)
  return (
    <ChartCard
      title={
        found?.state.kind === 'answered'
          ? `Change on ${name}: ${lowerThe(withoutStop(found.finding))}`
          : `Change on ${name} under three assumptions`
      }
      caption={captionOf(found, name)}
      state={cardState(answer, (data) => stateWithRelaxation(data.state, filterState, choices))}
      height={height}
      chart={({ width }) =>
        model === null ? null : <EstimateRows model={model} width={width} colours={colours} />
      }
      table={table}
      how={{
        definition:
          'Completers: two scores and no dropout. Carried forward: the last score of everybody with one, and no change where there is one score. ' +
          'Mixed model: a straight course a member, from all scores, read at the week where half of the completers had ended.',
        denominator: 'Ended episodes with a score; how many stand behind each answer is in the table.',
        rule: `A change is reliable by the rules chosen above. Calculation version ${found?.provenance.calculation_version ?? '–'}`,
      }}
      fileName="missing-scores"
      filters={{ ...asked, measure: measureCode }}
      note={
        found?.state.kind === 'answered' ? (
          <NoteLines lines={[...missingScoresWords(found), ...refusals(found)]} />
        ) : undefined
      }
    />
  )
}

function pictureOf(answer: MissingData) {
  const rows = answer.methods.flatMap(({ method, change }) =>
    change === null
      ? []
      : [
          {
            key: method,
            label: MISSING_METHOD_LABELS[method],
            estimate: change.estimate,
            interval: change.interval,
          },
        ],
  )
  return estimateRows(rows, {
    unit: `points better on ${measureName(answer.measure)}`,
    caption: `Mean change on ${measureName(answer.measure)} under three assumptions about missing scores`,
  })
}

function tableOf(answer: MissingData): CardTable {
  return {
    caption: 'Each name leads to the episodes counted; below it, what has to be true for it to be right',
    columns: [
      { name: 'method', label: 'Answer', kind: 'text' },
      { name: 'n', label: 'n', kind: 'number' },
      { name: 'points_better', label: 'Points better', kind: 'number', decimals: 1 },
      { name: 'interval_low', label: '95 % from', kind: 'number', decimals: 1 },
      { name: 'interval_high', label: 'to', kind: 'number', decimals: 1 },
      { name: 'reliably_improved', label: 'Reliably improved', kind: 'proportion' },
      { name: 'improved_low', label: '95 % from', kind: 'proportion' },
      { name: 'improved_high', label: 'to', kind: 'proportion' },
      { name: 'assumption', label: 'Assumption', kind: 'text', isInFileOnly: true },
    ],
    rows: answer.methods.map((each) => {
      const href = rowsHref(each.rows)
      return {
        key: each.method,
        ...(href === null || each.change === null ? {} : { href }),
        detail: each.assumption,
        cells: [
          MISSING_METHOD_LABELS[each.method],
          each.n,
          each.change?.estimate ?? null,
          each.change?.interval?.low ?? null,
          each.change?.interval?.high ?? null,
          each.reliably_improved?.proportion ?? null,
          each.reliably_improved?.interval?.low ?? null,
          each.reliably_improved?.interval?.high ?? null,
          each.assumption,
        ],
      }
    }),
  }
}

function captionOf(answer: MissingData | undefined, name: string): string[] {
  if (answer === undefined) return [name, 'mean change and 95 % interval']
  const { filters, period_found } = answer.provenance
  return [
    countOf(
      answer.episodes - answer.without_score,
      'ended episode with a score',
      'ended episodes with a score',
    ),
    formatPeriod(filters.from ?? period_found?.from ?? null, filters.to ?? period_found?.to ?? null),
    'mean change and 95 % interval',
    'more is better',
  ]
}

function refusals({ methods }: MissingData): string[] {
  return methods.flatMap(({ method, refused }) =>
    refused === null ? [] : [`${MISSING_METHOD_LABELS[method]}: ${refused.message}`],
  )
}

/** The server's sentence begins with "The methods" or "There are": inside a title it goes on in small letters. */
function lowerThe(sentence: string): string {
  return sentence.replace(/^The/, 'the')
}
