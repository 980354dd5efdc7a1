import type { Block } from '../document/report-document.js'

const MEANINGS = {
  member: 'A person who attends a group.',
  episode: 'One member’s time in one group, from joining to leaving. Outcomes belong to it.',
  'finished course': 'An ended episode with at least two attended sessions.',
  baseline: 'The first valid score of an episode on a measure.',
  caseness: 'A score at or beyond the point from which the measure speaks of a clinical problem.',
  'reliable change':
    'A change larger than the measurement error of the questionnaire: improved or deteriorated.',
  recovery: 'At caseness at the start, and below it at the end.',
  'reliable recovery': 'Recovery and reliable improvement together.',
  'paired data': 'Finished courses with a first and a last score on both PHQ-9 and GAD-7.',
  interval: 'The range that is plausible for a figure: made so that 95 of 100 such ranges hold the true one.',
  'control chart': 'A rate by month or quarter between limits that hold what chance alone would give.',
  funnel: 'Sites or groups beside limits that narrow as their numbers grow.',
  dropout:
    'By attendance: the last two or more sessions that could be attended were missed. As recorded: the reason entered for the exit.',
  arm: 'Group only, or combined with individual therapy, medication or both, within the first 14 days.',
  completeness: 'Attended sessions with a form that could be scored.',
  'expected range': 'Where the scores of members who started alike lie 8 times in 10.',
  'not on track':
    'A signal stands: worse by more than measurement error, no improvement after some sessions, or outside the expected range.',
  'item 9':
    'The question of PHQ-9 on thoughts of being better off dead or of self-harm. An answer of "not at all" does not rule a risk out.',
  'target trial': 'The trial that would answer the question, written down before the records are compared.',
  propensity: 'How likely a member with these characteristics was to be in the combined arm.',
  'overlap weights': 'Weights by which members who could have had either treatment count most.',
  margin: 'The difference in points below which one treatment is not relevantly better.',
} as const
export type GlossaryTerm = keyof typeof MEANINGS

/** The last section: each word of the report that not everybody knows. */
export function glossary(terms: readonly GlossaryTerm[]): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Glossary' },
    {
      kind: 'terms',
      terms: terms.map((term) => ({
        term: term.charAt(0).toUpperCase() + term.slice(1),
        meaning: MEANINGS[term],
      })),
    },
  ]
}
