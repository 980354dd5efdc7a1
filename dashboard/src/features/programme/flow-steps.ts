/** From joining to a paired outcome: each step is the next one and those who do not reach it. */

import type { ProgrammeFlow } from '../../../../api/src/contracts/programme-parts.js'
import type { RowsLink } from '../../../../api/src/contracts/programme-query.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { countOf, formatNumber } from '../../format/number.js'
import { formatProportion } from '../../format/percent.js'

type Step = ProgrammeFlow['steps'][number]
type StepKey = Step['step']
type ExitKey = Step['exits'][number]['exit']

const STEP_LABELS: Readonly<Record<StepKey, string>> = {
  joined: 'Joined a group',
  attended: 'Attended at least once',
  ended: 'Ended after attending',
  finished: 'Finished: ended, with at least 2 attended sessions',
  paired_data: 'First and last score on both measures',
}

const EXIT_LABELS: Readonly<Record<ExitKey, string>> = {
  not_yet_attended: 'not yet attended',
  never_attended: 'ended without attending',
  in_care: 'still in care',
  ended_after_one_session: 'ended after one session',
  without_baseline: 'no score at all on PHQ-9 or GAD-7',
  without_last_score: 'a first score, and no second on PHQ-9 or GAD-7',
}

/** Those who may still get there; the others were lost on the way. */
const GOES_ON: ReadonlySet<ExitKey> = new Set<ExitKey>(['not_yet_attended', 'in_care'])

export interface FlowRow {
  readonly key: string
  readonly kind: 'step' | 'goes_on' | 'lost'
  readonly label: string
  readonly n: number
  readonly href: string | null
  /** Of the step before: "98 % (96 – 99)"; of those who joined, for an exit. */
  readonly share: string
  /** Both 0 to 1, of those who joined: an exit stands where the next step ends. */
  readonly start: number
  readonly width: number
}

export interface FlowModel {
  readonly rows: readonly FlowRow[]
  readonly finding: string
  readonly table: CardTable
}

export function flowSteps(flow: ProgrammeFlow): FlowModel {
  const joined = flow.steps[0]?.n ?? 0
  const widthOf = (n: number): number => (joined === 0 ? 0 : n / joined)
  const rows = flow.steps.flatMap((step, place) => {
    let start = flow.steps[place + 1]?.n ?? step.n
    const exits = step.exits.map(({ exit, n, rows: link }): FlowRow => {
      const row: FlowRow = {
        key: exit,
        kind: GOES_ON.has(exit) ? 'goes_on' : 'lost',
        label: EXIT_LABELS[exit],
        n,
        href: n === 0 ? null : hrefOf(link),
        share: '',
        start: widthOf(start),
        width: widthOf(n),
      }
      start += n
      return row
    })
    const own: FlowRow = {
      key: step.step,
      kind: 'step',
      label: STEP_LABELS[step.step],
      n: step.n,
      href: step.n === 0 ? null : hrefOf(step.rows),
      share: step.share === null ? '' : `${formatProportion(step.share)} of the step before`,
      start: 0,
      width: widthOf(step.n),
    }
    return [own, ...exits]
  })
  return { rows, finding: findingOf(rows, joined), table: tableOf(flow) }
}

function findingOf(rows: readonly FlowRow[], joined: number): string {
  const sum = (kind: FlowRow['kind']): number =>
    rows.filter((row) => row.kind === kind).reduce((total, { n }) => total + n, 0)
  const paired = rows.find(({ key }) => key === 'paired_data')?.n ?? 0
  const goesOn = sum('goes_on')
  const lost = sum('lost')
  return `Of ${countOf(joined, 'episode')} begun, ${formatNumber(paired)} ${paired === 1 ? 'has' : 'have'} a paired outcome, ${formatNumber(goesOn)} ${goesOn === 1 ? 'goes' : 'go'} on and ${formatNumber(lost)} ${lost === 1 ? 'was' : 'were'} lost on the way`
}

function tableOf(flow: ProgrammeFlow): CardTable {
  return {
    caption: 'Episodes from joining to a paired outcome: each step is the next one and its exits together',
    columns: [
      { name: 'step', label: 'Step, and who leaves after it', kind: 'text', isSortable: false },
      { name: 'part', label: 'Part', kind: 'text', isSortable: false },
      { name: 'episodes', label: 'Episodes', kind: 'number', isSortable: false },
      { name: 'share_of_step_before', label: 'Of the step before', kind: 'proportion', isSortable: false },
      { name: 'interval_low', label: '95 % from', kind: 'proportion', isSortable: false },
      { name: 'interval_high', label: 'to', kind: 'proportion', isSortable: false },
    ],
    rows: flow.steps.flatMap(({ step, n, share, rows, exits }) => [
      {
        key: step,
        href: hrefOf(rows),
        cells: [
          STEP_LABELS[step],
          'step',
          n,
          share?.proportion ?? null,
          share?.interval?.low ?? null,
          share?.interval?.high ?? null,
        ],
      },
      ...exits.map(({ exit, n: left, rows: link }) => ({
        key: exit,
        href: hrefOf(link),
        cells: [EXIT_LABELS[exit], GOES_ON.has(exit) ? 'goes on' : 'lost', left, null, null, null],
      })),
    ]),
  }
}

/** The list of the screen takes what the list of the API takes. */
function hrefOf({ query }: RowsLink): string {
  return `/members?${new URLSearchParams(query).toString()}`
}
