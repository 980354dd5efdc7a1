import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { MeasureOutcomes } from '../../../../api/src/contracts/programme.js'
import { outcomeClasses } from '../../../../dashboard/src/charts/outcome-classes.model.js'
import { trajectoryWithInterval } from '../../../../dashboard/src/charts/trajectory-with-interval.model.js'
import { formatMean } from '../../../../dashboard/src/format/interval.js'
import { directionWords, measureName } from '../../../../dashboard/src/format/measure-words.js'
import { countOf, formatNumber } from '../../../../dashboard/src/format/number.js'
import { otherProgrammeRates } from '../../../../dashboard/src/format/programme-rates.js'
import type { Block } from '../../document/report-document.js'
import { type ReportCell, type ReportTable, tableOfChart } from '../../document/report-table.js'
import { outcomeClassesPicture, trajectoryPicture } from '../../figures/pictures.js'
import { periodWords } from '../filter-words.js'
import { RATE_NAMES } from '../rate-words.js'
import { SHARE_COLUMNS, shareCells } from '../shares.js'
import type { ProgrammeReport } from './programme-report.js'

/** How many got better, by both measures together and by each alone. */
export function outcomesSection(content: ProgrammeReport): Block[] {
  const { outcomes } = content.parts
  const classes = outcomeClasses(outcomes.by_measure)
  return [
    { kind: 'heading', level: 1, text: 'What happened to the members' },
    { kind: 'table', table: rates(content) },
    {
      kind: 'figure',
      id: 'reliable-change',
      title: 'How many members changed by more than measurement error',
      caption: `Each bar is one measure: every episode with two scores is in one of three parts. Courses ended ${periodWords(content)}. Percentages are of the episodes with two scores on that measure.`,
      picture: classes.bars.length === 0 ? null : outcomeClassesPicture(classes),
      whenEmpty: 'No measure has an episode with two scores here.',
      table: tableOfChart('reliable-change', classes.table),
    },
    { kind: 'table', table: meansByMeasure(outcomes.by_measure, content.measures) },
    ...course(content),
    ...bandMoves(content),
  ]
}

function rates({ parts: { outcomes, trajectory } }: ProgrammeReport): ReportTable {
  const { national } = outcomes
  const own = (
    ['reliable_recovery', 'reliable_improvement', 'reliable_deterioration', 'paired_data'] as const
  ).map((rate) => ({
    key: rate,
    label: RATE_NAMES[rate],
    counted: rate === 'reliable_recovery' ? 'finished courses at caseness at the start' : 'finished courses',
    share: national[rate],
  }))
  const rows = [...own, ...otherProgrammeRates(outcomes, trajectory.measure)]
  return {
    id: 'rates',
    caption: 'Rates of the programme, each with its own denominator',
    columns: [
      { name: 'rate', label: 'Rate', kind: 'text' },
      { name: 'counted_out_of', label: 'Counted out of', kind: 'text' },
      ...SHARE_COLUMNS,
    ],
    rows: rows.map(({ key, label, counted, share }) => ({
      key,
      cells: [label, counted, ...shareCells(share)],
    })),
    whenEmpty: 'No course has ended.',
  }
}

function meansByMeasure(
  byMeasure: Readonly<Record<string, MeasureOutcomes>>,
  measures: readonly MeasureContract[],
): ReportTable {
  const rows = Object.entries(byMeasure).filter(([, { n_paired }]) => n_paired > 0)
  const direction = (code: string): string => {
    const measure = measures.find((each) => each.code === code)
    return measure === undefined ? '' : directionWords(measure.direction)
  }
  return {
    id: 'means-by-measure',
    caption: 'First and last score of the episodes with two scores',
    columns: [
      { name: 'measure', label: 'Measure', kind: 'text' },
      { name: 'direction', label: 'Direction', kind: 'text' },
      { name: 'n_paired', label: 'n', kind: 'number', meaning: 'Episodes with two scores' },
      { name: 'first_mean_points', label: 'First', kind: 'number', decimals: 1, unit: 'points' },
      { name: 'last_mean_points', label: 'Last', kind: 'number', decimals: 1, unit: 'points' },
      {
        name: 'mean_change_points',
        label: 'Change',
        kind: 'number',
        decimals: 1,
        unit: 'points, positive = improvement',
      },
      { name: 'change_low', label: '95 % from', kind: 'number', decimals: 1, unit: 'points' },
      { name: 'change_high', label: 'to', kind: 'number', decimals: 1, unit: 'points' },
      {
        name: 'effect_size_g',
        label: 'Effect size g',
        kind: 'number',
        decimals: 2,
        meaning: 'Hedges g of the change of the same members; no effect of treatment',
      },
    ],
    rows: rows.map(([code, { n_paired, baseline, last, change, effect_size }]) => ({
      key: code,
      cells: [
        measureName(code),
        direction(code),
        n_paired,
        baseline.mean,
        last.mean,
        change.mean,
        change.interval?.low ?? null,
        change.interval?.high ?? null,
        'refused' in effect_size ? 'cannot be told' : effect_size.g,
      ] satisfies ReportCell[],
    })),
    note: 'Change is signed so that positive is improvement. The effect size describes the change of the same members; without a comparison it is no effect of treatment.',
    whenEmpty: 'No measure has an episode with two scores.',
  }
}

function course(content: ProgrammeReport): Block[] {
  const { trajectory, outcomes } = content.parts
  const measure = content.measures.find(({ code }) => code === trajectory.measure)
  if (measure === undefined) return []
  const model = trajectoryWithInterval(
    trajectory,
    measure,
    content.filters.arm === undefined ? 'by_arm' : 'overall',
  )
  const paired = outcomes.by_measure[measure.code]
  const title =
    paired === undefined || paired.baseline.mean === null
      ? `Mean ${measure.short_name} by week since the first score`
      : `Mean ${measure.short_name} went from ${formatMean(paired.baseline)} at the first score to ${formatMean(paired.last)} at the last`
  return [
    {
      kind: 'figure',
      id: 'course-of-scores',
      title,
      caption:
        `Mean of the scores near each week, with its 95 % interval; ${directionWords(measure.direction)}; n stands below each week. Observed, not fitted: members who stop coming are missing from later weeks. ${leftOut(model.pointsLeftOut)}`.trim(),
      picture: model.series.length === 0 ? null : trajectoryPicture(model),
      whenEmpty: 'Fewer than three members have a score in any week.',
      table: tableOfChart('course-of-scores', model.table),
    },
  ]
}

function leftOut(points: number): string {
  return points === 0 ? '' : `${countOf(points, 'point')} with fewer than 3 scores left out.`
}

/** Severity at the start against severity at the end; the table has no row for a start at which nobody was. */
function bandMoves({ parts: { outcomes, trajectory }, measures }: ProgrammeReport): Block[] {
  const measure = measures.find(({ code }) => code === trajectory.measure)
  const moves = outcomes.by_measure[trajectory.measure]?.band_moves ?? []
  if (measure === undefined || moves.length === 0) return []
  const count = (from: string, to: string): number =>
    moves.find((move) => move.from === from && move.to === to)?.n ?? 0
  return [
    {
      kind: 'table',
      table: {
        id: 'severity-at-start-and-end',
        caption: `Severity on ${measure.short_name} at the start (rows) and at the end (columns): episodes`,
        columns: [
          { name: 'severity_at_start', label: 'At the start', kind: 'text' },
          ...measure.bands.map(({ code, label, low, high }) => ({
            name: `ended_${code}`,
            label,
            kind: 'number' as const,
            meaning: `Episodes that ended ${label.toLowerCase()} (${formatNumber(low)} to ${formatNumber(high)})`,
          })),
        ],
        rows: measure.bands.map((from) => ({
          key: from.code,
          cells: [from.label, ...measure.bands.map((to) => count(from.code, to.code))],
        })),
        whenEmpty: 'The measure has no bands.',
      },
    },
  ]
}
