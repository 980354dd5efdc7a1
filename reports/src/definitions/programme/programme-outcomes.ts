import { countOf } from '../../../../dashboard/src/format/number.js'
import { headline, subline } from '../../../../dashboard/src/format/programme-headline.js'
import type { Block, Cover } from '../../document/report-document.js'
import { coverFacts } from '../cover-facts.js'
import { filterWords } from '../filter-words.js'
import { glossary } from '../glossary.js'
import { shareFigure } from '../shares.js'
import { changeOverTime } from './change-over-time.js'
import { keyFindings } from './key-findings.js'
import { methodsAndLimits } from './methods-and-limits.js'
import { outcomesSection } from './outcomes-section.js'
import { placesSection } from './places-section.js'
import type { ProgrammeReport } from './programme-report.js'
import { recordsSection } from './records-section.js'
import { staySection } from './stay-section.js'
import { strataSection } from './strata-section.js'

/** For a board, each quarter: what happened to the members whose courses ended, and how surely that can be said. */
export function programmeOutcomes(content: ProgrammeReport): { cover: Cover; blocks: Block[] } {
  const { outcomes } = content.parts
  const { scope, finished, episodes, groups } = subline(outcomes, filterWords(content))
  const { national } = outcomes
  const isEmpty = outcomes.state.kind !== 'answered'
  const cover: Cover = {
    title: headline(outcomes, 'national'),
    scope: `${scope} · ${finished}`,
    keyFigures: isEmpty
      ? []
      : [
          shareFigure('Reliable recovery', national.reliable_recovery, 'at caseness'),
          shareFigure('Reliable improvement', national.reliable_improvement, 'finished'),
          shareFigure('Reliable deterioration', national.reliable_deterioration, 'finished'),
          shareFigure('Paired data', national.paired_data, 'finished'),
        ],
    introduction:
      'This report answers three questions: how many members got better by more than measurement error, whether that changed beyond chance, and how complete the records are on which the answers stand. Ranges beside a figure are 95 % intervals: with other members of the same kind the figure could as well have been anywhere in them.',
    facts: coverFacts(content, `${episodes} that ended, ${finished}, ${groups}`),
  }
  return { cover, blocks: isEmpty ? emptyReport(content) : fullReport(content) }
}

function fullReport(content: ProgrammeReport): Block[] {
  return [
    ...keyFindings(content),
    ...outcomesSection(content),
    ...changeOverTime(content),
    ...placesSection(content),
    ...staySection(content),
    ...strataSection(content),
    ...recordsSection(content),
    ...methodsAndLimits(content),
    ...glossary(TERMS),
  ]
}

const TERMS = [
  'member',
  'episode',
  'finished course',
  'caseness',
  'reliable change',
  'recovery',
  'reliable recovery',
  'paired data',
  'interval',
  'control chart',
  'funnel',
  'dropout',
  'arm',
  'completeness',
] as const

function emptyReport({ parts: { outcomes } }: ProgrammeReport): Block[] {
  const { message, relax } = outcomes.state
  const [first] = relax
  const next =
    first === undefined
      ? 'Choose another period, or wait until a course has ended.'
      : `Without the filter "${first.filter}" there would be ${countOf(first.episodes, 'episode')}.`
  return [
    { kind: 'heading', level: 1, text: 'Nothing to report' },
    { kind: 'note', tone: 'watch', title: message ?? 'There is no ended episode here.', text: next },
    ...glossary(TERMS),
  ]
}
