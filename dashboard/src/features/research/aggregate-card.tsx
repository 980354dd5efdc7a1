import { parseAsStringLiteral, useQueryStates } from 'nuqs'
import { type ReactElement, useMemo } from 'react'
import type { AggregateTablesAnswer } from '../../../../api/src/contracts/aggregate-tables.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import bar from '../../components/filter-bar/filter-bar.module.css'
import { SelectChip } from '../../components/filter-bar/filter-chip.js'
import { formatDay } from '../../format/day.js'
import { measureName } from '../../format/measure-words.js'
import { formatNumber } from '../../format/number.js'
import { aggregateTable } from './aggregate-table.js'
import { useAggregateTables } from './data-set-reads.js'
import { VARIABLE_ORDER } from './data-set-words.js'

const MEASURES = ['phq9', 'gad7'] as const
const HEIGHT = 220
const EMPTY = { caption: 'Aggregate tables', columns: [], rows: [] }

/** Counts of everybody that may be told without a data set, one variable at a time. */
export function AggregateCard(): ReactElement {
  const [{ table_of: name, table_measure: measure }, set] = useQueryStates({
    table_of: parseAsStringLiteral(VARIABLE_ORDER).withDefault('arm'),
    table_measure: parseAsStringLiteral(MEASURES).withDefault('phq9'),
  })
  const answer = useAggregateTables(measure)
  const release = answer.data?.release ?? null
  const table = release?.tables.find((each) => each.name === name) ?? null
  const card = useMemo(
    () => (release === null || table === null ? EMPTY : aggregateTable(release, table)),
    [release, table],
  )
  return (
    <ChartCard
      title={titleOf(answer.data, table?.label ?? '')}
      caption={captionOf(answer.data)}
      state={cardState(answer, (data) => judge(data, table))}
      height={HEIGHT}
      table={card}
      choices={
        <div className={bar.chips} data-open="true">
          <SelectChip
            label="By"
            value={name}
            isSet={false}
            choices={(release?.tables ?? []).map(({ name: value, label }) => ({ value, label }))}
            allWords={null}
            onChange={(value) =>
              void set({ table_of: VARIABLE_ORDER.find((each) => each === value) ?? 'arm' })
            }
          />
          <SelectChip
            label="Measure"
            value={measure}
            isSet={false}
            choices={MEASURES.map((value) => ({ value, label: measureName(value) }))}
            allWords={null}
            onChange={(value) => void set({ table_measure: value === 'gad7' ? 'gad7' : 'phq9' })}
          />
        </div>
      }
      how={{
        definition:
          'Reliable change from the first to the last valid score, one episode a person: the first that had ended, with a score at the start. Substance-use groups are left out. Mean change in points, positive is improvement.',
        denominator:
          'Everybody by the end of a quarter, released once and not counted again. Counts are rounded to 5; 1 to 10 are kept back, and with them what would tell of them. Shares are of rounded counts.',
        rule: 'docs/DISCLOSURE.md, aggregate tables',
      }}
      fileName={`how-members-changed-by-${name.replaceAll('_', '-')}`}
      filters={{ measure }}
      note={`“Kept back” is a small number, or one that would tell of a small number; it is not 0.`}
    />
  )
}

function titleOf(answer: AggregateTablesAnswer | undefined, label: string): string {
  const total = answer?.release?.total.persons
  if (total === undefined || total === null) return 'How members changed, in tables for anybody to use'
  return `How about ${formatNumber(total)} members changed, by ${label.toLowerCase()}`
}

function captionOf(answer: AggregateTablesAnswer | undefined): string[] {
  if (answer === undefined || answer.release === null) return ['Aggregate tables']
  return [
    `Aggregate tables on ${measureName(answer.measure)}`,
    `episodes ended by ${formatDay(answer.release.until)}`,
    'counts rounded to 5',
  ]
}

function judge({ release, least_persons }: AggregateTablesAnswer, table: object | null): CardState {
  if (release === null || table === null) {
    return {
      kind: 'too_few',
      reason: `No tables have been released yet. They come out after the end of a quarter in which ${formatNumber(least_persons)} persons or more had ended an episode.`,
    }
  }
  if ('rows' in table && table.rows === null)
    return {
      kind: 'partial',
      missing: 'This table is kept back as a whole: no choice of counts would protect the small ones.',
    }
  return { kind: 'ready' }
}
