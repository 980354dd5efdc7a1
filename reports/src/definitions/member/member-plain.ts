import type { ReportContentOf } from '../../../../api/src/contracts/report-content.js'
import { progressPicture } from '../../../../dashboard/src/charts/progress-picture.model.js'
import { progressWords } from '../../../../dashboard/src/charts/progress-words.js'
import { formatDay, formatExactTime } from '../../../../dashboard/src/format/day.js'
import type { Block, Cover } from '../../document/report-document.js'
import { PROGRESS_PICTURE_SIZE, progressPicturePicture } from '../../figures/pictures.js'

type PlainReport = ReportContentOf<'member_progress'>

/**
 * To talk through with the member. Nothing about item 9 is on it, in no format: paper is carried home and left lying.
 * What to do in a crisis is on every sheet alike.
 */
export function memberPlain(content: PlainReport): { cover: Cover; blocks: Block[] } {
  const [main] = content.parts.trajectories
  const measure = content.measures.find(({ code }) => code === main?.measure)
  if (main === undefined || measure === undefined) throw new Error('A sheet for a member needs a measure.')
  const words = progressWords(main, measure, content.crisis_line)
  const cover: Cover = {
    layout: 'head',
    title: words.change[0] ?? 'There is no score yet.',
    scope: `${main.episode.group_name} · ${formatDay(main.as_of)}`,
    keyFigures: [words.start, words.now].flatMap((score) =>
      score === null ? [] : [{ label: score.label, value: score.score, interval: null, under: score.day }],
    ),
    introduction: words.about,
    facts: [
      { name: 'Code', value: main.member_id },
      { name: 'Made', value: formatExactTime(content.frozen_at, content.time_zone) },
    ],
  }
  const blocks: Block[] = [
    {
      kind: 'figure',
      id: 'scores',
      title: 'Your scores so far',
      caption: 'Each point is one form. In the shaded part, scores go up and down by themselves.',
      picture:
        main.points.length < 2
          ? null
          : progressPicturePicture(progressPicture(main, measure, PROGRESS_PICTURE_SIZE)),
      whenEmpty: 'With the next form there will be a picture.',
      table: {
        id: 'scores',
        caption: 'Your scores',
        columns: [
          { name: 'day', label: 'Day', kind: 'day' },
          { name: 'score', label: 'Score', kind: 'number', unit: 'points' },
        ],
        rows: main.points.map(({ response_id, responded_on, score }) => ({
          key: response_id,
          cells: [responded_on, score],
        })),
        whenEmpty: 'there is no score yet.',
      },
    },
    ...words.change.slice(1).map((text): Block => ({ kind: 'lead', text })),
    { kind: 'heading', level: 2, text: 'Coming to the group' },
    { kind: 'paragraph', text: words.missed.join(' ') },
    { kind: 'heading', level: 2, text: 'What a score cannot say' },
    { kind: 'paragraph', text: words.limits.join(' ') },
    { kind: 'note', tone: 'neutral', title: 'If you need help now', text: words.crisis.join(' ') },
  ]
  return { cover, blocks }
}
