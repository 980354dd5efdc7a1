import type { StudyResultContract } from '../../../api/src/contracts/studies.js'
import { countOf } from './number.js'

type NonInferiority = NonNullable<StudyResultContract['non_inferiority']>

/** The reading as a sentence; one that is not known yet stays what the interval says. */
export function readingWords({
  reading,
  margin,
  is_non_inferior,
}: Pick<NonInferiority, 'reading' | 'margin' | 'is_non_inferior'>): string {
  const points = countOf(margin, 'point')
  switch (reading) {
    case 'better':
      return 'Group only goes with better outcomes than combined'
    case 'non_inferior':
      return `Group only is at most ${points} worse than combined`
    case 'non_inferior_but_worse':
      return `Group only is worse than combined, by less than the ${points} that matter`
    case 'inferior':
      return `Group only is worse than combined, by more than the ${points} that matter`
    case 'worse_and_non_inferiority_not_shown':
      return `Group only is worse than combined, and perhaps by more than the ${points} that matter`
    case 'cannot_tell':
      return `Whether group only is at most ${points} worse, these data cannot tell`
    default:
      return is_non_inferior
        ? `Group only is at most ${points} worse than combined`
        : `That group only is at most ${points} worse is not shown`
  }
}
