/** What every replaced version is kept with. */
export interface Correction {
  /** null: somebody changed it on screen. */
  readonly batchId: number | null
  readonly reason: string
}

/** Kept with a version that was voided and then imported again without a correction. */
export const IMPORTED_AGAIN = 'imported again after it was voided'

/** Kept with an identity that a later file completes without contradicting it. */
export const COMPLETED = 'completed by an import'
