import type { ReportContentOf } from '../../../../api/src/contracts/report-content.js'
import type { StudyEstimateContract, StudyResultContract } from '../../../../api/src/contracts/studies.js'
import { propensityOverlap } from '../../../../dashboard/src/charts/propensity-overlap.model.js'
import {
  improvementSince,
  timeToImprovement,
} from '../../../../dashboard/src/charts/time-to-improvement.model.js'
import { measureName } from '../../../../dashboard/src/format/measure-words.js'
import { countOf, formatNumber } from '../../../../dashboard/src/format/number.js'
import { readingWords } from '../../../../dashboard/src/format/reading-words.js'
import type { Block, Cover, KeyFigure, Tone } from '../../document/report-document.js'
import { type ReportTable, tableOfChart } from '../../document/report-table.js'
import { propensityOverlapPicture, timeToEventPicture } from '../../figures/pictures.js'
import { coverFacts } from '../cover-facts.js'
import { glossary } from '../glossary.js'

type ComparisonReport = ReportContentOf<'comparison'>

/** A study: the question, who was compared, how alike they were, what came out, and what it may say. */
export function comparisonReport(content: ComparisonReport): { cover: Cover; blocks: Block[] } {
  const { study } = content.parts
  const { result } = study
  const [sentence = result.verdict.text] = result.verdict.text.split(/(?<=\.) /)
  const cover: Cover = {
    title: sentence.replace(/\.$/, ''),
    scope: `Study "${study.name}", version ${formatNumber(study.version)} · ${measureName(result.definition.measure)}`,
    keyFigures: mainFigures(result),
    introduction:
      'Members were not drawn by lot into their treatments: they chose, or were chosen for, them. What this report says of a difference is an association, however carefully the two arms were made alike.',
    facts: coverFacts(content, `${countOf(result.flow.at(-1)?.n ?? 0, 'member')} compared`),
  }
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: 'What the study may say' },
    { kind: 'note', tone: VERDICT_TONES[result.verdict.code], title: 'Verdict', text: result.verdict.text },
    ...(result.verdict.reasons.length === 0
      ? []
      : [
          {
            kind: 'findings' as const,
            findings: result.verdict.reasons.map((reason) => ({
              tone: 'neutral' as const,
              text: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`.replace(/\.\.$/, '.'),
            })),
          },
        ]),
    { kind: 'heading', level: 1, text: 'The question' },
    { kind: 'table', table: questionTable(result) },
    { kind: 'heading', level: 1, text: 'Who was compared' },
    { kind: 'table', table: flowTable(result) },
    { kind: 'heading', level: 1, text: 'How alike the arms were' },
    { kind: 'table', table: balanceTable(result) },
    ...overlapFigure(result),
    { kind: 'heading', level: 1, text: 'Estimates' },
    {
      kind: 'table',
      table: estimatesTable('estimates', 'Combined compared with group only', result.estimates),
    },
    ...(result.subgroups.length === 0 ? [] : [{ kind: 'paragraph' as const, text: result.subgroup_note }]),
    ...result.subgroups.map(
      (each): Block => ({
        kind: 'table',
        table: estimatesTable(`subgroups-by-${each.by}`, `By ${each.by}`, each.subgroups),
      }),
    ),
    ...improvementFigure(result),
    ...unmeasured(result),
    { kind: 'heading', level: 1, text: 'Methods and limits' },
    { kind: 'paragraph', text: result.methods },
    ...glossary([
      'arm',
      'target trial',
      'propensity',
      'overlap weights',
      'margin',
      'interval',
      'reliable change',
    ]),
  ]
  return { cover, blocks }
}

const VERDICT_TONES: Readonly<Record<StudyResultContract['verdict']['code'], Tone>> = {
  combined_better: 'neutral',
  group_only_better: 'neutral',
  no_relevant_difference: 'neutral',
  cannot_tell: 'watch',
  refused: 'watch',
}
const UNITS: Readonly<Record<StudyEstimateContract['unit'], string>> = {
  points: 'points',
  standard_deviations: 'standard deviations',
  share: 'proportion 0 to 1',
  ratio: 'ratio',
}

function mainFigures({ estimates }: StudyResultContract): KeyFigure[] {
  const main = estimates.find(({ role }) => role === 'main')
  if (main === undefined || main.estimate === null) return []
  return [
    {
      label: `${main.label} (${UNITS[main.unit]})`,
      value: formatNumber(main.estimate, 2),
      interval:
        main.low === null || main.high === null
          ? null
          : `${formatNumber(main.low, 2)} to ${formatNumber(main.high, 2)}`,
      under: `combined minus group only; n ${formatNumber(main.n_combined)} and ${formatNumber(main.n_group_only)}`,
    },
  ]
}

function questionTable({ definition }: StudyResultContract): ReportTable {
  const { outcome } = definition
  const rows: [string, string][] = [
    [
      'Eligible',
      definition.baseline_threshold === null
        ? 'Any first score'
        : `First score of ${formatNumber(definition.baseline_threshold)} or worse`,
    ],
    ['Time zero', 'The day of joining'],
    [
      'Arms',
      `Group only; combined: ${definition.combinations.join(', ')}, begun within ${countOf(definition.grace_days, 'day')}`,
    ],
    [
      'In care on',
      definition.landmark_day === null ? 'No landmark' : `Day ${formatNumber(definition.landmark_day)}`,
    ],
    [
      'Outcome',
      outcome.kind === 'last'
        ? `Last ${measureName(definition.measure)}`
        : `${measureName(definition.measure)} nearest to week ${formatNumber(outcome.week)}, at most ${countOf(outcome.half_width_weeks, 'week')} from it`,
    ],
    ['Made alike in', definition.covariates.map((name) => name.replaceAll('_', ' ')).join(', ')],
    ['Relevant from', `${countOf(definition.margin, 'point')}`],
  ]
  return {
    id: 'question',
    caption: 'The trial that would answer the question',
    columns: [
      { name: 'part', label: 'Part', kind: 'text' },
      { name: 'here', label: 'Here', kind: 'text' },
    ],
    rows: rows.map((cells) => ({ key: cells[0], cells })),
    whenEmpty: 'no question.',
  }
}

function flowTable({ flow }: StudyResultContract): ReportTable {
  return {
    id: 'flow',
    caption: 'From every episode to those compared',
    columns: [
      { name: 'step', label: 'Step', kind: 'text' },
      { name: 'members', label: 'Members', kind: 'number' },
      { name: 'excluded', label: 'Left out', kind: 'number' },
      { name: 'combined', label: 'Combined', kind: 'number' },
      { name: 'group_only', label: 'Group only', kind: 'number' },
    ],
    rows: flow.map(({ step, label, n, excluded, combined, group_only }) => ({
      key: step,
      cells: [label, n, excluded, combined, group_only],
    })),
    whenEmpty: 'nobody.',
  }
}

function overlapFigure({ overlap }: StudyResultContract): Block[] {
  if (overlap === null) return []
  const model = propensityOverlap(overlap)
  return [
    {
      kind: 'figure',
      id: 'overlap',
      title: 'Where members of both arms can be compared',
      caption: `How likely each member was to be combined, by what was known at the start. ${countOf(overlap.without_choice, 'member')} had hardly a choice (below 5 % or above 95 %).`,
      picture: propensityOverlapPicture(model),
      whenEmpty: 'Nobody was compared.',
      table: tableOfChart('overlap', model.table),
    },
  ]
}

function improvementFigure(result: StudyResultContract): Block[] {
  const model = timeToImprovement(result)
  if (model.series.every(({ steps }) => steps.length === 0)) return []
  const id = 'time-to-improvement'
  const since = improvementSince(result)
  return [
    { kind: 'heading', level: 1, text: 'How soon members improved' },
    {
      kind: 'figure',
      id,
      title: `Members with a first reliable improvement, by days since ${since}`,
      caption: `Share in whom it had been seen by each day, with 95 % intervals (Kaplan-Meier), as it was: the arms are not made alike here. A curve stops where fewer than 5 members are left to follow.`,
      picture: timeToEventPicture(model),
      whenEmpty: 'No reliable improvement was seen.',
      table: tableOfChart(id, model.table),
    },
  ]
}

function balanceTable({ balance }: StudyResultContract): ReportTable {
  const number = { kind: 'number', decimals: 2 } as const
  return {
    id: 'balance',
    caption: 'What was known at the start, in both arms',
    columns: [
      { name: 'covariate', label: 'Known at the start', kind: 'text' },
      { name: 'combined_mean', label: 'Combined', ...number },
      { name: 'group_only_mean', label: 'Group only', ...number },
      { name: 'smd', label: 'Difference before', ...number, unit: 'standard deviations' },
      { name: 'smd_weighted', label: 'after weighting', ...number, unit: 'standard deviations' },
      { name: 'is_alike', label: 'Alike', kind: 'text' },
    ],
    rows: balance.map((each) => ({
      key: each.name,
      cells: [
        each.label,
        each.combined.mean,
        each.group_only.mean,
        each.smd,
        each.smd_weighted,
        each.is_alike === null ? 'not weighted' : each.is_alike ? '● yes' : '◆ no',
      ],
    })),
    whenEmpty: 'nothing was compared.',
  }
}

function estimatesTable(
  id: string,
  caption: string,
  estimates: readonly StudyEstimateContract[],
): ReportTable {
  return {
    id,
    caption,
    columns: [
      { name: 'estimate_name', label: 'Estimate', kind: 'text' },
      { name: 'assumes', label: 'Right if', kind: 'text' },
      { name: 'unit', label: 'Unit', kind: 'text' },
      { name: 'estimate', label: 'Value', kind: 'number', decimals: 2 },
      { name: 'interval_low', label: '95 % from', kind: 'number', decimals: 2 },
      { name: 'interval_high', label: 'to', kind: 'number', decimals: 2 },
      { name: 'n', label: 'n', kind: 'number' },
    ],
    rows: estimates.map((each) => ({
      key: each.name,
      isStrong: each.role === 'main',
      cells: [
        each.label,
        each.refusal?.message ?? each.assumes,
        UNITS[each.unit],
        each.estimate ?? 'refused',
        each.low,
        each.high,
        each.n,
      ],
    })),
    note: 'Combined minus group only; a ratio: combined over group only. Of a symptom score, negative favours combined.',
    whenEmpty: 'nothing could be estimated.',
  }
}

function unmeasured({ e_values, non_inferiority }: StudyResultContract): Block[] {
  if (e_values.length === 0 && non_inferiority === null) return []
  return [
    { kind: 'heading', level: 1, text: 'What was not measured' },
    ...e_values.map(
      ({ label, e_value_point, e_value_limit }): Block => ({
        kind: 'paragraph',
        text: `${label}: an unmeasured difference between the arms could explain the estimate if it were tied to both treatment and outcome by a risk ratio of ${formatNumber(e_value_point, 2)}, and move its interval to no difference by ${formatNumber(e_value_limit, 2)}.`,
      }),
    ),
    ...(non_inferiority === null
      ? []
      : [{ kind: 'paragraph' as const, text: `${readingWords(non_inferiority)}.` }]),
  ]
}
