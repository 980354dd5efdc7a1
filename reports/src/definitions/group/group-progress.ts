import type { GroupBoard, GroupTrajectory } from '../../../../api/src/contracts/groups.js'
import type { ReportContentOf } from '../../../../api/src/contracts/report-content.js'
import type { AttendanceMark } from '../../../../dashboard/src/charts/attendance-mark.model.js'
import { groupSpaghetti } from '../../../../dashboard/src/charts/group-spaghetti.model.js'
import { rosterBoard } from '../../../../dashboard/src/charts/roster-board.model.js'
import { formatDay } from '../../../../dashboard/src/format/day.js'
import {
  MODALITY_LABELS,
  RELIABLE_CHANGE_LABELS,
} from '../../../../dashboard/src/format/enumeration-labels.js'
import { formatMean } from '../../../../dashboard/src/format/interval.js'
import { measureName } from '../../../../dashboard/src/format/measure-words.js'
import { countOf, formatNumber } from '../../../../dashboard/src/format/number.js'
import type { Block, Cover } from '../../document/report-document.js'
import { type ReportTable, tableOfChart } from '../../document/report-table.js'
import { groupSpaghettiPicture } from '../../figures/pictures.js'
import { coverFacts } from '../cover-facts.js'
import { glossary } from '../glossary.js'
import { shareFigure, shareSentence } from '../shares.js'
import { courseWords, STATUS_WORDS } from '../status-words.js'

type GroupReport = ReportContentOf<'group_progress'>

/** For the therapist and for supervision: how the members of one group stand, and who needs a look. */
export function groupProgress(content: GroupReport): { cover: Cover; blocks: Block[] } {
  const { trajectories, boards } = content.parts
  const [main] = trajectories
  if (main === undefined) throw new Error('A report on a group needs at least one measure.')
  const { group } = main
  const cover: Cover = {
    title: titleOf(main),
    scope: `${group.name} · ${group.site_name} · ${MODALITY_LABELS[group.modality].toLowerCase()} · since ${formatDay(group.start_date)}`,
    keyFigures: [
      shareFigure('Attendance', main.attendance, 'sessions'),
      shareFigure(`${measureName(main.measure)} forms`, main.completeness, 'attended sessions'),
      {
        label: `First ${measureName(main.measure)}`,
        value:
          main.composition.baseline.mean === null ? '–' : formatNumber(main.composition.baseline.mean, 1),
        interval: null,
        under: `mean of ${countOf(main.composition.baseline.n, 'member')}`,
      },
    ],
    introduction:
      'This report shows every member of the group by their code: where they started, where they are, and what was raised. It speaks of people in care and belongs into the hands of those who treat them. A group of this size cannot be compared with others.',
    facts: coverFacts(
      content,
      `${countOf(main.episodes.length, 'episode')}, ${countOf(group.sessions_held, 'session held', 'sessions held')}`,
    ),
  }
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: 'Key findings' },
    {
      kind: 'findings',
      findings: [
        {
          tone: 'neutral',
          text: `Attendance: ${shareSentence(main.attendance)} sessions that members could attend.`,
        },
        ...trajectories.map((each) => ({ tone: 'neutral' as const, text: changeSentence(each) })),
      ],
    },
    { kind: 'heading', level: 1, text: 'The members' },
    { kind: 'table', table: membersTable(main) },
    ...trajectories.flatMap((each) => courses(each, content)),
    { kind: 'heading', level: 1, text: 'Session by session' },
    ...boards.flatMap(boardTables),
    {
      kind: 'paragraph',
      text: 'Later points of the mean stand on fewer members: those who stop coming are missing from them. Points with fewer than 3 members are left out.',
    },
    ...glossary(['episode', 'reliable change', 'completeness', 'not on track', 'item 9']),
  ]
  return { cover, blocks }
}

function titleOf(main: GroupTrajectory): string {
  const inCare = main.standings.filter(({ now }) => now !== null)
  const off = inCare.filter(({ now }) => now?.status === 'not_on_track').length
  if (inCare.length === 0) return `Nobody of ${main.group.name} is in care now`
  return `${formatNumber(off)} of ${countOf(inCare.length, 'member')} in care ${off === 1 ? 'is' : 'are'} not on track`
}

function changeSentence({ measure, episodes, composition, mean }: GroupTrajectory): string {
  const count = (wanted: string): number =>
    episodes.filter(({ reliable_change }) => reliable_change === wanted).length
  const last = mean.at(-1)
  const name = measureName(measure)
  const now =
    last === undefined
      ? ''
      : `; the last mean is ${formatMean(last.estimate)}, n ${formatNumber(last.estimate.n)}`
  return `${name}: mean ${formatMean(composition.baseline)} at the first score${now}. Of ${countOf(episodes.length, 'episode')}, ${formatNumber(count('reliably_improved'))} reliably improved, ${formatNumber(count('no_reliable_change'))} without reliable change, ${formatNumber(count('reliably_deteriorated'))} reliably deteriorated, ${formatNumber(count('not_assessable'))} not assessable.`
}

function membersTable({ episodes, standings, measure }: GroupTrajectory): ReportTable {
  const standingOf = (id: number) => standings.find(({ episode_id }) => episode_id === id)
  return {
    id: 'members',
    caption: `Members by code, with their ${measureName(measure)}`,
    columns: [
      { name: 'member_id', label: 'Member', kind: 'text', isShort: true },
      { name: 'status', label: 'Status', kind: 'text', isShort: true },
      {
        name: 'course',
        label: 'First to last (change)',
        kind: 'text',
        meaning: 'Points; change positive = improvement',
      },
      { name: 'reliable_change', label: 'Reliable change', kind: 'text' },
      { name: 'sessions_attended', label: 'Came', kind: 'number' },
      { name: 'sessions_eligible', label: 'of', kind: 'number' },
      { name: 'raised', label: 'Raised', kind: 'text' },
    ],
    rows: episodes.map((episode) => {
      const standing = standingOf(episode.episode_id)
      const item9 = standing === undefined || standing.item_9_open === 0 ? [] : ['item 9 waits for a person']
      return {
        key: String(episode.episode_id),
        cells: [
          episode.member_id,
          standing?.now == null ? `left ${formatDay(episode.exited_on)}` : STATUS_WORDS[standing.now.status],
          courseWords(episode.baseline, episode.last, episode.change),
          RELIABLE_CHANGE_LABELS[episode.reliable_change],
          episode.sessions_attended,
          episode.sessions_eligible,
          [
            ...item9,
            ...(standing?.now == null || standing.now.sentence === '' ? [] : [standing.now.sentence]),
          ].join('; '),
        ],
      }
    }),
    whenEmpty: 'nobody has joined.',
  }
}

function courses(trajectory: GroupTrajectory, { measures }: GroupReport): Block[] {
  const measure = measures.find(({ code }) => code === trajectory.measure)
  if (measure === undefined) return []
  const model = groupSpaghetti(trajectory, measure)
  const id = `courses-${measure.code}`
  return [
    {
      kind: 'figure',
      id,
      title: `${measure.short_name}: each member, and the mean of the group`,
      caption: [
        measure.direction === 'lower_is_better' ? 'Lower is better.' : 'Higher is better.',
        trajectory.clock === 'session_number'
          ? 'By session of the group.'
          : 'By week since each member’s first score.',
        ...(model.notDrawn === null ? [] : [model.notDrawn]),
        'Band: 95 % interval of the mean; n stands below.',
      ].join(' '),
      picture: model.lines.length === 0 ? null : groupSpaghettiPicture(model),
      whenEmpty: `No ${measure.short_name} has been scored in this group.`,
      table: tableOfChart(id, model.table),
    },
  ]
}

/** On paper a member a row and a session a column; in files a line for each member at each session. */
function boardTables(board: GroupBoard): Block[] {
  const { sessions, rows, table } = rosterBoard(board, measureName(board.measure))
  const name = measureName(board.measure)
  return [
    {
      kind: 'table',
      table: {
        id: `board-by-member-${board.measure}`,
        caption: `${name} of each member at each session`,
        columns: [
          { name: 'member_id', label: 'Member', kind: 'text', isShort: true },
          ...sessions.map(({ number }) => ({
            name: `session_${number}`,
            label: String(number),
            kind: 'number' as const,
            meaning: `${name} at session ${number}, or a sign for what there is instead`,
          })),
        ],
        rows: rows.map(({ episodeId, memberId, cells }) => ({
          key: String(episodeId),
          cells: [
            memberId,
            ...cells.map((cell) =>
              cell === null ? null : cell.score === null ? CELL_SIGNS[cell.mark] : Number(cell.score),
            ),
          ],
        })),
        note: 'A number is the score. ✓ came, no score; A absent, told us; U absent without notice; ? not recorded; · planned; × cancelled; – not in the group then.',
        whenEmpty: 'no session has been planned.',
      },
    },
    {
      kind: 'table',
      table: {
        ...tableOfChart(`board-${board.measure}`, table),
        isForFilesOnly: true,
        whenEmpty: 'no session has been planned.',
      },
    },
  ]
}

const CELL_SIGNS: Readonly<Record<AttendanceMark, string>> = {
  present: '✓',
  late: '✓',
  left_early: '✓',
  absent_notified: 'A',
  absent_unnotified: 'U',
  not_recorded: '?',
  planned: '·',
  cancelled: '×',
}
