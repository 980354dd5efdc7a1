import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { formatDay } from '../../../format/day.js'
import { directionWords } from '../../../format/measure-words.js'
import { countOf } from '../../../format/number.js'
import type { StudyShown } from '../study-shown.js'
import { comparedOf } from '../trial/draft-words.js'

/** What every card of one study has in common. */
export function cardFrame({ result, measure }: StudyShown, name: string) {
  return {
    state: { kind: 'ready' as const },
    fileName: `comparison-${name}`,
    filters: { measure: result.definition.measure },
    rule: `Calculation version ${result.calculation_version}; the target trial above.`,
    period: `records up to ${formatDay(result.as_of)}`,
    direction: directionWords(measure.direction),
    n: nWords(result),
  }
}

/** "224 members compared". */
export function nWords(result: Pick<StudyResultContract, 'flow'>): string {
  return `${countOf(comparedOf(result).n, 'member')} compared`
}
