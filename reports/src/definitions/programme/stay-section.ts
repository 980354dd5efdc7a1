import type { TimeToChange } from '../../../../api/src/contracts/programme-charts.js'
import type { ProgrammeFlow } from '../../../../api/src/contracts/programme-parts.js'
import { eventCurves } from '../../../../dashboard/src/charts/event-curves.model.js'
import { changeBySessions } from '../../../../dashboard/src/charts/interval-bars.model.js'
import { measureName } from '../../../../dashboard/src/format/measure-words.js'
import { formatNumber } from '../../../../dashboard/src/format/number.js'
import { TIMED_EVENT_WORDS } from '../../../../dashboard/src/format/outcome-words.js'
import { formatP } from '../../../../dashboard/src/format/p-value.js'
import type { Block } from '../../document/report-document.js'
import { type ReportTable, tableOfChart } from '../../document/report-table.js'
import { eventCurvesPicture, intervalBarsPicture } from '../../figures/pictures.js'
import { stratumWords } from '../rate-words.js'
import type { ProgrammeReport } from './programme-report.js'

/** Who comes, who stays, and how long a change takes. */
export function staySection({ parts }: ProgrammeReport): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Coming, staying, changing' },
    { kind: 'table', table: flowTable(parts.flow) },
    ...parts.times_to_change.flatMap(timeToChange),
    ...dose(parts.dose_response),
  ]
}

const STEP_WORDS: Readonly<Record<ProgrammeFlow['steps'][number]['step'], string>> = {
  joined: 'Joined',
  attended: 'Attended at least once',
  ended: 'Ended',
  finished: 'Finished: two sessions or more',
  paired_data: 'With first and last scores',
}
const EXIT_WORDS: Readonly<Record<ProgrammeFlow['steps'][number]['exits'][number]['exit'], string>> = {
  not_yet_attended: 'not yet attended',
  never_attended: 'never attended',
  in_care: 'still in care',
  ended_after_one_session: 'ended after one session',
  without_baseline: 'without a first score',
  without_last_score: 'without a last score',
}

function flowTable({ steps, state }: ProgrammeFlow): ReportTable {
  return {
    id: 'flow',
    caption: 'From joining to a paired outcome',
    columns: [
      { name: 'step', label: 'Step', kind: 'text' },
      { name: 'episodes', label: 'Episodes', kind: 'number' },
      { name: 'share_of_step_before', label: 'Of the step before', kind: 'share', unit: 'proportion 0 to 1' },
      { name: 'who_does_not_go_on', label: 'Who does not go on', kind: 'text' },
    ],
    rows: steps.map(({ step, n, share, exits }) => ({
      key: step,
      cells: [
        STEP_WORDS[step],
        n,
        share?.proportion ?? null,
        exits
          .filter((exit) => exit.n > 0)
          .map((exit) => `${formatNumber(exit.n)} ${EXIT_WORDS[exit.exit]}`)
          .join(', '),
      ],
    })),
    note: 'Dates act on the day of joining here: members still in care are on the way, not lost.',
    whenEmpty: state.message ?? 'Nobody has joined.',
  }
}

function timeToChange(answer: TimeToChange): Block[] {
  if (answer.overall === null) return []
  const strata = answer.by === 'none' ? [answer.overall] : [answer.overall, ...answer.strata]
  const unit = answer.unit
  const words = TIMED_EVENT_WORDS[answer.event]
  const model = eventCurves(answer, 'incidence', stratumWords, words)
  const id = `curve-${answer.event.replaceAll('_', '-')}`
  return [
    {
      kind: 'figure',
      id,
      title: `Share of members with: ${words}`,
      caption: `${answer.definition} Bands: 95 % intervals. Curves stop when fewer than 5 members are left to follow.`,
      picture: model.series.length === 0 ? null : eventCurvesPicture(model),
      whenEmpty: answer.state.message ?? 'Too few members to follow.',
      table: tableOfChart(id, model.table),
    },
    {
      kind: 'table',
      table: {
        id: `time-to-${answer.event.replaceAll('_', '-')}`,
        caption: `When half of the members had it: ${words}`,
        columns: [
          { name: 'members', label: 'Members', kind: 'text' },
          { name: 'n', label: 'n', kind: 'number' },
          { name: 'events', label: 'Happened', kind: 'number' },
          { name: 'competing_events', label: 'Something else came first', kind: 'number' },
          {
            name: `median_${unit}`,
            label: `Half by ${unit === 'days' ? 'day' : 'session'}`,
            kind: 'number',
            unit,
          },
          { name: `median_low_${unit}`, label: '95 % from', kind: 'number', unit },
          { name: `median_high_${unit}`, label: 'to', kind: 'number', unit },
        ],
        rows: strata.map(({ stratum, n, events, competing_events, half }) => ({
          key: stratum,
          cells: [
            stratumWords(stratum),
            n,
            events,
            competing_events,
            half.time ?? 'not reached',
            half.low,
            half.high,
          ],
        })),
        note: `Comes before it, and ends the wait: ${answer.competing} ${testWords(answer)}`,
        whenEmpty: answer.state.message ?? 'Nobody to follow.',
      },
    },
  ]
}

function testWords({ log_rank, by }: TimeToChange): string {
  if (by === 'none' || 'refused' in log_rank) return ''
  return `Log-rank χ² ${formatNumber(log_rank.chi_square, 1)}, df ${log_rank.df}, p ${formatP(log_rank.p)}. ${log_rank.note}`
}

function dose(answer: ProgrammeReport['parts']['dose_response']): Block[] {
  if (answer.bins.length === 0) return []
  const model = changeBySessions(answer)
  return [
    {
      kind: 'figure',
      id: 'sessions-and-change',
      title: `Change on ${measureName(answer.measure)} by sessions attended`,
      caption: `Mean change with its 95 % interval; positive is improvement; n stands below each bar. ${model.tooFew.length === 0 ? '' : `Too few to draw: ${model.tooFew.map(({ label, n }) => `${label} sessions (n ${formatNumber(n)})`).join(', ')}. `}${answer.caution}`,
      picture: model.bars.length === 0 ? null : intervalBarsPicture(model),
      whenEmpty: 'Too few members have two scores for a bar to be drawn.',
      table: tableOfChart('sessions-and-change', model.table),
    },
  ]
}
