import type { Block } from '../../document/report-document.js'
import { reliablePointsWords } from '../cover-facts.js'
import type { ProgrammeReport } from './programme-report.js'

/** How it was worked out, and what it cannot say. */
export function methodsAndLimits(content: ProgrammeReport): Block[] {
  const { outcome_rules } = content
  return [
    { kind: 'heading', level: 1, text: 'Methods and limits' },
    {
      kind: 'paragraph',
      text: 'Rates are of finished courses: ended episodes with at least two attended sessions. Courses without a first and a last score on both measures stay in the denominator, and count as neither recovered, improved nor deteriorated. Recovery is counted of the courses that were at caseness at the start on at least one measure.',
    },
    {
      kind: 'paragraph',
      text: `A change is reliable when it is larger than the measurement error of the questionnaire: ${outcome_rules === null ? 'by the rule of each measure' : reliablePointsWords(outcome_rules)}. Intervals of rates are Wilson score intervals, widened for members who share a group where the rate is of the programme as a whole. Control charts are Laney p′ for rates and XmR for counts and means; funnels have exact binomial limits, widened from ten units on.`,
    },
    {
      kind: 'note',
      tone: 'watch',
      title: 'What this report cannot say',
      text: 'It describes what happened to the members of this programme. Without a comparison it does not say what would have happened without group therapy: some would have got better anyway, and scores that were high at the start tend to fall. Members who stopped filling in forms are known only by the scores that they left.',
    },
    {
      kind: 'paragraph',
      text: `Benchmarks: ${content.parts.outcomes.benchmarks.source}. ${content.parts.outcomes.benchmarks.caveat}`,
    },
  ]
}
