import type { MissingData } from '../../../api/src/contracts/programme-parts.js'
import { measureName } from './measure-words.js'
import { countOf, formatNumber } from './number.js'

type Method = MissingData['methods'][number]['method']

export const MISSING_METHOD_LABELS: Readonly<Record<Method, string>> = {
  completers: 'Completers',
  last_observation: 'Last score carried forward',
  mixed_model: 'Mixed model of all scores',
}

/** Why three answers to one question differ, from who is missing in each. */
export function missingScoresWords(answer: MissingData): readonly string[] {
  const { episodes, without_score, one_score, dropped_out, horizon_weeks } = answer
  const name = measureName(answer.measure)
  const ended = countOf(episodes, 'ended episode')
  return [
    without_score === 0
      ? `All ${ended} have a score on ${name}.`
      : `${formatNumber(without_score)} of ${ended}, without a score on ${name}, ${without_score === 1 ? 'is' : 'are'} in none of the answers.`,
    `With one score: ${formatNumber(one_score)}; dropped out: ${formatNumber(dropped_out)}. ` +
      'Completers leaves both out; carried forward counts one score as no change, and whoever dropped out as they were last seen; ' +
      `the model draws on every score, and reads all courses at ${
        horizon_weeks === null
          ? 'one week'
          : `week ${formatNumber(horizon_weeks, Number.isInteger(horizon_weeks) ? 0 : 1)}`
      } since the first, where half of the completers had ended.`,
    'They agree where members who leave change as those who stay. None of them knows what happened after the last score.',
  ]
}
