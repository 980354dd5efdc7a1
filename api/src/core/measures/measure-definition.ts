/** What a questionnaire is: one definition a file in this folder, all of them in `registry.ts`. */

export type Direction = 'lower_is_better' | 'higher_is_better'

export interface MeasureItem {
  /** From 1, in the order of the form. */
  readonly number: number
  /** A few words for tables and axes. */
  readonly label: string
  /** As printed on the form; null where the wording is not free to reproduce. */
  readonly wording: string | null
  /** An answer above 0 needs a person today. */
  readonly isRiskItem: boolean
  /** Counted as low + high - answer. */
  readonly isReversed: boolean
}

/** A closed range of whole points, both ends included. */
export interface PointRange {
  readonly low: number
  readonly high: number
}

export interface SeverityBand extends PointRange {
  readonly code: string
  readonly label: string
}

export interface AnswerChoice {
  readonly value: number
  readonly label: string
}

/** A single question that is asked with the measure and is not part of its total. */
export interface FunctionalDifficultyItem {
  readonly wording: string
  readonly choices: readonly AnswerChoice[]
}

export interface Reliability {
  /** Cronbach's alpha, 0 to 1. */
  readonly alpha: number
  /** Test-retest correlation, 0 to 1; null where none is agreed. */
  readonly testRetest: number | null
  readonly sources: readonly string[]
}

/** `fixed`: points at and beyond which a change is reliable. `jacobson_truax`: from the SD at hand and the reliability. */
export type ReliableChangeRule =
  | { readonly kind: 'fixed'; readonly threshold: number; readonly source: string }
  | { readonly kind: 'jacobson_truax' }

/** Totals of people outside treatment, in points. */
export interface Norm {
  readonly mean: number
  readonly standardDeviation: number
  readonly source: string
}

export interface LoincCodes {
  readonly panel: string
  readonly total: string
  /** One code an item, in item order. */
  readonly items: readonly string[]
  readonly functionalDifficulty: string | null
}

export interface MeasureDefinition {
  readonly code: string
  readonly version: string
  readonly name: string
  readonly shortName: string
  readonly instruction: string
  readonly items: readonly MeasureItem[]
  readonly choices: readonly AnswerChoice[]
  readonly itemRange: PointRange
  readonly totalRange: PointRange
  readonly direction: Direction
  /** More missing answers than this leave the form without a score. */
  readonly maxMissingItems: number
  /** From the lowest total up, without gaps; empty where no bands are agreed. */
  readonly bands: readonly SeverityBand[]
  /** A total at or beyond it (in the worse direction) is a case; null where no cut-off is agreed. */
  readonly caseness: number | null
  /** A total strictly better than it is remission; null where none is agreed. */
  readonly remissionBelow: number | null
  readonly reliability: Reliability
  readonly reliableChange: ReliableChangeRule
  readonly norm: Norm | null
  readonly functionalDifficulty: FunctionalDifficultyItem | null
  readonly loinc: LoincCodes | null
  readonly licence: string
  readonly source: string
}
