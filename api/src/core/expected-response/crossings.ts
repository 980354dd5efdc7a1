/** When scores above the limits count: one crossing is not enough, four members in ten have one. */

/** How a score lies to the limits of its baseline. */
export interface Crossing {
  readonly isAbove84: boolean
  readonly isAbove90: boolean
}

export type CrossingLevel = 'within' | 'watch' | 'not_on_track'

/**
 * What do the latest scores say?
 *
 * @param crossings  one a score after baseline, in time order
 * @returns          `not_on_track`: above the 90 % limit at the latest score and the one before; `watch`: above the
 *                   90 % limit at the latest, or above the 84 % limit at both; `run`: how many scores in a row stand
 *                   behind it, up to the latest (0 within)
 */
export function crossingLevel(crossings: readonly Crossing[]): {
  readonly level: CrossingLevel
  readonly run: number
} {
  const above90 = runAtEnd(crossings, ({ isAbove90 }) => isAbove90)
  if (above90 >= 2) return { level: 'not_on_track', run: above90 }
  const above84 = runAtEnd(crossings, ({ isAbove84 }) => isAbove84)
  if (above84 >= 2) return { level: 'watch', run: above84 }
  return above90 === 1 ? { level: 'watch', run: 1 } : { level: 'within', run: 0 }
}

function runAtEnd(crossings: readonly Crossing[], isAbove: (crossing: Crossing) => boolean): number {
  const lastWithin = crossings.findLastIndex((crossing) => !isAbove(crossing))
  return crossings.length - 1 - lastWithin
}
