/** A number, a text or a day of a chart's table twin; null = known to be absent. */
export type ChartCell = string | number | null

export interface ChartColumn {
  /** Name of the column in a file: snake_case, unit in the name. */
  readonly name: string
  /** Heading on the screen. */
  readonly label: string
  /** `number` is right-aligned with `decimals` digits; `day` is ISO in a file, `proportion` 0 to 1 in a file. */
  readonly kind: 'text' | 'number' | 'day' | 'proportion'
  readonly decimals?: number
  /** Stands in the file and not on the screen. */
  readonly isInFileOnly?: boolean
}

/** The same numbers as a chart's marks, for reading, for a file and for a screen reader. */
export interface ChartTable {
  readonly caption: string
  readonly columns: readonly ChartColumn[]
  /** One row a mark; `cells` are unrounded, in the order of `columns`. */
  readonly rows: readonly {
    readonly key: string
    readonly cells: readonly ChartCell[]
    /** A smaller line under the row's head. */
    readonly detail?: string
  }[]
}
