/** When do a programme's groups say enough about how groups differ? */

/** The spread of fewer groups is all but unknown: a level or a sandwich for them would pretend otherwise. */
export const FEWEST_GROUPS_OF_A_LEVEL = 4

export interface TooFewGroups {
  readonly kind: 'refused'
  readonly reason: 'too_few_groups'
  readonly message: string
}

/** null when there are enough of them. @param what  the answer that was asked for, to begin a sentence */
export function refuseGroupCount(what: string, groups: number): TooFewGroups | null {
  if (groups >= FEWEST_GROUPS_OF_A_LEVEL) return null
  return {
    kind: 'refused',
    reason: 'too_few_groups',
    message: `${what} needs at least ${FEWEST_GROUPS_OF_A_LEVEL} groups; got ${groups}.`,
  }
}
