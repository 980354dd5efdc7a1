import type { PublishedProgramme } from '../../../../api/src/contracts/published-programme.js'
import type { ReportContentOf } from '../../../../api/src/contracts/report-content.js'
import { formatPeriod } from '../../../../dashboard/src/format/day.js'
import { measureName } from '../../../../dashboard/src/format/measure-words.js'
import { formatNumber } from '../../../../dashboard/src/format/number.js'
import type { Block, Cover, KeyFigure } from '../../document/report-document.js'
import type { ReportCell, ReportTable } from '../../document/report-table.js'
import { coverFacts } from '../cover-facts.js'
import { filterWords, periodWords } from '../filter-words.js'
import { glossary } from '../glossary.js'
import { dimensionTable } from '../programme/strata-section.js'
import { RATE_NAMES } from '../rate-words.js'
import {
  countCell,
  type ShareOrSuppressed,
  shareFigure,
  shareOrSuppressedWords,
  suppressedWords,
} from '../shares.js'

type PublicReport = ReportContentOf<'programme_outcomes_public'>
const RATES = [
  'reliable_recovery',
  'recovery',
  'reliable_improvement',
  'reliable_deterioration',
  'paired_data',
] as const

/** For those outside: counts are rounded, small ones and what would reveal them are words. */
export function programmePublic(content: PublicReport): { cover: Cover; blocks: Block[] } {
  const { published } = content.parts
  const smallest = published.suppressed_up_to + 1
  const words = filterWords(content)
  const finished = countCell(published.finished, smallest)
  const recovery = published.national.reliable_recovery
  const cover: Cover = {
    title:
      'suppressed' in recovery || recovery.proportion === null
        ? 'Too few courses were finished to publish a rate of recovery'
        : `${shareOrSuppressedWords(recovery, smallest)} at caseness reliably recovered`,
    scope: [...(words.length === 0 ? ['All sites'] : words), `courses ended ${periodWords(content)}`].join(
      ' · ',
    ),
    keyFigures: [
      figureOf('Reliable recovery', recovery, 'at caseness', smallest),
      figureOf('Reliable improvement', published.national.reliable_improvement, 'finished', smallest),
      figureOf('Reliable deterioration', published.national.reliable_deterioration, 'finished', smallest),
    ],
    introduction: `This report is for the public. Counts are rounded to ${formatNumber(published.rounded_to)}; counts from 1 to ${formatNumber(published.suppressed_up_to)}, and those from which they could be worked out, are kept back. Shares and intervals follow from the rounded counts.`,
    facts: coverFacts(
      content,
      typeof finished === 'number'
        ? `about ${formatNumber(finished)} finished courses`
        : `${finished} finished courses`,
    ),
  }
  const blocks: Block[] =
    published.state.kind === 'answered'
      ? [
          { kind: 'heading', level: 1, text: 'Outcomes' },
          { kind: 'table', table: ratesTable(published, smallest) },
          { kind: 'table', table: measuresTable(published, smallest) },
          ...(published.equity.length === 0
            ? []
            : [{ kind: 'heading' as const, level: 1 as const, text: 'By part of the programme' }]),
          ...published.equity.map(
            (dimension): Block => ({ kind: 'table', table: dimensionTable(dimension, smallest) }),
          ),
          { kind: 'heading', level: 1, text: 'Methods and limits' },
          {
            kind: 'paragraph',
            text: `Rates are of finished courses. Without a comparison they do not say what would have happened without group therapy. ${formatNumber(published.suppressed)} numbers of this report are kept back. ${published.benchmarks.source}. ${published.benchmarks.caveat}`,
          },
          ...glossary(TERMS),
        ]
      : [
          { kind: 'heading', level: 1, text: 'Nothing to report' },
          {
            kind: 'note',
            tone: 'watch',
            title: published.state.message ?? 'There is no ended episode here.',
            text: 'Choose another period.',
          },
          ...glossary(TERMS),
        ]
  return { cover, blocks }
}

const TERMS = [
  'member',
  'episode',
  'finished course',
  'caseness',
  'reliable change',
  'reliable recovery',
  'paired data',
  'interval',
] as const

function figureOf(label: string, share: ShareOrSuppressed, of: string, smallest: number): KeyFigure {
  if (!('suppressed' in share)) return shareFigure(label, share, of)
  return { label, value: 'kept back', interval: null, under: suppressedWords(smallest, share.reason) }
}

function ratesTable(published: PublishedProgramme, smallest: number): ReportTable {
  const before = published.previous_period
  return {
    id: 'rates',
    caption: 'Rates of finished courses',
    columns: [
      { name: 'rate', label: 'Rate', kind: 'text' },
      { name: 'value', label: 'Share (95 % interval), counted out of', kind: 'text' },
      ...(before === null
        ? []
        : [
            {
              name: 'period_before',
              label: `Before: ${formatPeriod(before.from, before.to)}`,
              kind: 'text' as const,
            },
          ]),
    ],
    rows: RATES.map((rate) => ({
      key: rate,
      cells: [
        RATE_NAMES[rate],
        shareOrSuppressedWords(published.national[rate], smallest),
        ...(before === null ? [] : [shareOrSuppressedWords(before.national[rate], smallest)]),
      ],
    })),
    whenEmpty: 'no course has ended.',
  }
}

function measuresTable({ by_measure }: PublishedProgramme, smallest: number): ReportTable {
  const mean = (value: PublishedProgramme['by_measure'][number]['change']): ReportCell =>
    'suppressed' in value ? suppressedWords(smallest, value.reason) : value.mean
  return {
    id: 'means-by-measure',
    caption: 'First and last score of the episodes with two scores',
    columns: [
      { name: 'measure', label: 'Measure', kind: 'text' },
      { name: 'first_mean_points', label: 'First', kind: 'number', decimals: 1, unit: 'points' },
      { name: 'last_mean_points', label: 'Last', kind: 'number', decimals: 1, unit: 'points' },
      {
        name: 'mean_change_points',
        label: 'Change',
        kind: 'number',
        decimals: 1,
        unit: 'points, positive = improvement',
      },
      { name: 'reliably_improved', label: 'Reliably improved', kind: 'text' },
      { name: 'reliably_deteriorated', label: 'Reliably deteriorated', kind: 'text' },
    ],
    rows: by_measure.map((each) => ({
      key: each.measure,
      cells: [
        measureName(each.measure),
        mean(each.baseline),
        mean(each.last),
        mean(each.change),
        shareOrSuppressedWords(each.reliably_improved, smallest),
        shareOrSuppressedWords(each.reliably_deteriorated, smallest),
      ],
    })),
    whenEmpty: 'no measure has two scores.',
  }
}
