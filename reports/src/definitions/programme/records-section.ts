import type { MissingData } from '../../../../api/src/contracts/programme-parts.js'
import { estimateRows } from '../../../../dashboard/src/charts/estimate-rows.model.js'
import { measureName } from '../../../../dashboard/src/format/measure-words.js'
import { countOf } from '../../../../dashboard/src/format/number.js'
import type { Block } from '../../document/report-document.js'
import type { ReportTable } from '../../document/report-table.js'
import { estimateRowsPicture } from '../../figures/pictures.js'
import { completenessBySite, completenessOverall } from '../completeness/completeness-tables.js'
import type { ProgrammeReport } from './programme-report.js'

/** How complete the records are, and what their gaps could change. */
export function recordsSection({ parts: { completeness, missing_data } }: ProgrammeReport): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'How complete the records are' },
    { kind: 'table', table: completenessOverall(completeness) },
    ...(completeness.sites.length > 1
      ? [{ kind: 'table' as const, table: completenessBySite(completeness) }]
      : []),
    ...(missing_data.methods.length === 0
      ? []
      : [methodsFigure(missing_data), { kind: 'table' as const, table: methodsTable(missing_data) }]),
  ]
}

const METHOD_WORDS: Readonly<Record<MissingData['methods'][number]['method'], string>> = {
  completers: 'Those who stayed',
  last_observation: 'Last score carried on',
  mixed_model: 'Mixed model',
}

/** The same change under three assumptions about those who left, on one axis. */
function methodsFigure(answer: MissingData): Block {
  const rows = answer.methods.flatMap(({ method, change }) =>
    change === null
      ? []
      : [{ key: method, label: METHOD_WORDS[method], estimate: change.estimate, interval: change.interval }],
  )
  const name = measureName(answer.measure)
  return {
    kind: 'figure',
    id: 'change-three-ways',
    title: answer.finding,
    caption: `Change on ${name} with its 95 % interval; right of zero is improvement. Each row makes another assumption about members who left.`,
    picture:
      rows.length === 0
        ? null
        : estimateRowsPicture(
            estimateRows(rows, { unit: 'points better', caption: `Change on ${name}`, decimals: 1 }),
          ),
    whenEmpty: answer.state.message ?? 'No change can be estimated.',
    table: methodsTable(answer),
  }
}

function methodsTable(answer: MissingData): ReportTable {
  return {
    id: 'counting-those-who-left',
    caption: `Change on ${measureName(answer.measure)}, counting those who left in three ways`,
    columns: [
      { name: 'method', label: 'Method', kind: 'text' },
      { name: 'assumption', label: 'Right if', kind: 'text' },
      { name: 'n', label: 'n', kind: 'number' },
      {
        name: 'change_points',
        label: 'Change',
        kind: 'number',
        decimals: 1,
        unit: 'points, positive = improvement',
      },
      { name: 'change_low', label: '95 % from', kind: 'number', decimals: 1, unit: 'points' },
      { name: 'change_high', label: 'to', kind: 'number', decimals: 1, unit: 'points' },
    ],
    rows: answer.methods.map(({ method, assumption, n, change, refused }) => ({
      key: method,
      cells: [
        METHOD_WORDS[method],
        assumption,
        n,
        change?.estimate ?? refused?.message ?? null,
        change?.interval?.low ?? null,
        change?.interval?.high ?? null,
      ],
    })),
    note: `${answer.finding} Of ${countOf(answer.episodes, 'ended episode')}, ${countOf(answer.one_score, 'has one score', 'have one score')} and ${countOf(answer.without_score, 'has none', 'have none')}; ${countOf(answer.dropped_out, 'dropped out', 'dropped out')} by attendance.`,
    whenEmpty: answer.state.message ?? 'No episode has ended.',
  }
}
