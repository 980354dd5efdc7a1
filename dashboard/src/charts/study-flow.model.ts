import type { StudyResultContract } from '../../../api/src/contracts/studies.js'
import type { ChartTable } from './chart-table.js'

type Step = StudyResultContract['flow'][number]

/** Lengths are shares of all episodes. */
export interface FlowRow {
  readonly key: string
  readonly label: string
  readonly n: number
  readonly excluded: number
  readonly combined: number | null
  readonly groupOnly: number | null
  /** null arms: one bar of everybody. */
  readonly bar: { readonly combined: number; readonly groupOnly: number; readonly all: number }
  readonly isLast: boolean
}

export interface StudyFlowModel {
  readonly rows: readonly FlowRow[]
  readonly table: ChartTable
}

/** From every episode to those compared: each row is the row before it, less those left out. */
export function studyFlow(flow: readonly Step[]): StudyFlowModel {
  const all = Math.max(1, flow[0]?.n ?? 1)
  return {
    rows: flow.map(({ step, label, n, excluded, combined, group_only }, place) => ({
      key: step,
      label,
      n,
      excluded,
      combined,
      groupOnly: group_only,
      bar: { combined: (combined ?? 0) / all, groupOnly: (group_only ?? 0) / all, all: n / all },
      isLast: place === flow.length - 1,
    })),
    table: {
      caption: 'From every episode to those compared',
      columns: [
        { name: 'step', label: 'Step', kind: 'text' },
        { name: 'excluded', label: 'Left out', kind: 'number' },
        { name: 'n', label: 'Remain', kind: 'number' },
        { name: 'combined', label: 'Combined', kind: 'number' },
        { name: 'group_only', label: 'Group only', kind: 'number' },
      ],
      rows: flow.map(({ step, label, excluded, n, combined, group_only }) => ({
        key: step,
        cells: [label, excluded, n, combined, group_only],
      })),
    },
  }
}
