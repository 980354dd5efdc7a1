import type { ReportContentOf } from '../../../../api/src/contracts/report-content.js'
import type { CaseloadRow } from '../../../../api/src/contracts/signals.js'
import { formatDay, formatExactTime } from '../../../../dashboard/src/format/day.js'
import { measureName } from '../../../../dashboard/src/format/measure-words.js'
import { countOf, formatNumber } from '../../../../dashboard/src/format/number.js'
import type { Block, Cover } from '../../document/report-document.js'
import type { ReportTable } from '../../document/report-table.js'
import { coverFacts } from '../cover-facts.js'
import { glossary } from '../glossary.js'
import { courseWords, STATUS_WORDS } from '../status-words.js'

type CaseloadReport = ReportContentOf<'caseload_review'>

/** For supervision: who of the members in care needs a look, and why. Codes, no names. */
export function caseloadReview(content: CaseloadReport): { cover: Cover; blocks: Block[] } {
  const { caseload } = content.parts
  const { tiles, members, on_track } = caseload
  const cover: Cover = {
    title: `${formatNumber(tiles.not_on_track.n)} of ${countOf(tiles.not_on_track.of, 'member')} ${tiles.not_on_track.n === 1 ? 'is' : 'are'} not on track`,
    scope: `Members in care on ${formatDay(content.as_of)}`,
    keyFigures: [
      {
        label: 'Not on track',
        value: formatNumber(tiles.not_on_track.n),
        interval: null,
        under: `of ${countOf(tiles.not_on_track.of, 'member')}`,
      },
      {
        label: 'Item 9, new',
        value: formatNumber(tiles.item_9_new),
        interval: null,
        under: 'wait for a person',
      },
      {
        label: 'Form missing',
        value: formatNumber(tiles.form_missing),
        interval: null,
        under: 'from the last session',
      },
      { label: 'Absent twice', value: formatNumber(tiles.absent_twice), interval: null, under: 'in a row' },
    ],
    introduction:
      'Members stand in the order of the screen: not on track first. A signal is a reason to look, not a finding; what it means is for the talk between therapist, supervisor and member.',
    facts: coverFacts(
      content,
      `${countOf(members.length + on_track.length, 'episode')} in care, or with an answer that waits`,
    ),
  }
  const waiting = members
    .concat(on_track)
    .flatMap((row) => (row.risk_item?.to_acknowledge ?? []).map((answer) => ({ row, answer })))
  const blocks: Block[] = [
    ...(waiting.length === 0
      ? []
      : [
          {
            kind: 'note' as const,
            tone: 'item9' as const,
            title: `${countOf(waiting.length, 'answer to item 9 waits', 'answers to item 9 wait')} for a person`,
            text: waiting
              .map(({ row, answer }) => `${row.member_id}: ${answer.sentence} (${formatDay(answer.on)}).`)
              .join(' '),
          },
        ]),
    { kind: 'heading', level: 1, text: 'Who needs a look' },
    {
      kind: 'table',
      table: rowsTable(
        'needs-a-look',
        'Not on track, watch, not enough data, or an answer that waits',
        members,
      ),
    },
    { kind: 'heading', level: 1, text: 'On track' },
    { kind: 'table', table: rowsTable('on-track', 'On track by their scores', on_track) },
    { kind: 'heading', level: 1, text: 'Methods and limits' },
    {
      kind: 'paragraph',
      text: [
        `Signals are raised by rule set ${formatNumber(caseload.rules_version)}, at ${formatExactTime(caseload.as_of, content.time_zone)}.`,
        ...caseload.expected_response.map(({ measure, is_on, message, fitted_episodes }) =>
          is_on && fitted_episodes !== null
            ? `The expected range of ${measureName(measure)} was fitted on ${countOf(fitted_episodes, 'ended episode')}.`
            : `${measureName(measure)}: ${message ?? 'no expected range.'}`,
        ),
      ].join(' '),
    },
    ...glossary(['episode', 'reliable change', 'expected range', 'not on track', 'item 9']),
  ]
  return { cover, blocks }
}

function rowsTable(id: string, caption: string, rows: readonly CaseloadRow[]): ReportTable {
  return {
    id,
    caption,
    columns: [
      { name: 'member_id', label: 'Member', kind: 'text', isShort: true },
      { name: 'group', label: 'Group', kind: 'text' },
      { name: 'status', label: 'Status', kind: 'text', isShort: true },
      {
        name: 'scores',
        label: 'First to last (change)',
        kind: 'text',
        meaning: 'Points; change positive = improvement',
      },
      { name: 'sessions_attended', label: 'Came', kind: 'number' },
      { name: 'sessions_held', label: 'of', kind: 'number' },
      { name: 'raised', label: 'Raised', kind: 'text' },
    ],
    rows: rows.map((row) => ({
      key: String(row.episode_id),
      cells: [
        row.member_id,
        row.group_name,
        row.is_open ? STATUS_WORDS[row.status] : 'left',
        row.measures
          .map(
            ({ measure, baseline, latest, change }) =>
              `${measureName(measure)} ${courseWords(baseline?.total, latest?.total, change)}`,
          )
          .join('; '),
        row.sessions.attended,
        row.sessions.held,
        row.sentence,
      ],
    })),
    whenEmpty: 'nobody.',
  }
}
