import { DARK, LIGHT, type Palette } from '../theme/tokens.js'

/**
 * The colours a chart draws with. Concrete values, not CSS variables: the same component is drawn into a page,
 * into a file and into a PDF, where variables do not resolve.
 */
export interface ChartColours {
  readonly ink: string
  readonly muted: string
  /** Grid lines and frames. */
  readonly line: string
  /** What lies behind the chart: fills hollow marks and halos of labels. */
  readonly paper: string
  readonly brand: string
  readonly good: string
  readonly bad: string
  /** Purple of answers to item 9, used for nothing else. */
  readonly riskItem: string
  /** One member among others. */
  readonly member: string
  /** Series told apart by colour, shape and label (Okabe and Ito 2008, safe for colour-blind readers). */
  readonly series: readonly string[]
  /** Severity bands from mildest to most severe; a measure with fewer bands takes the first ones. */
  readonly bands: readonly string[]
  readonly classBetter: string
  readonly classSame: string
  readonly classWorse: string
}

// A ladder of one hue: severity is an order, and the bands lie behind everything else.
const LIGHT_BANDS = ['#F8FBFC', '#F0F5F8', '#E6EEF3', '#DAE5EC', '#CCDAE3', '#BECFDA']
const DARK_BANDS = ['#172229', '#19272F', '#1C2D37', '#1F3440', '#233C49', '#274453']

export const LIGHT_CHART_COLOURS = chartColours(LIGHT, LIGHT_BANDS)
export const DARK_CHART_COLOURS = chartColours(DARK, DARK_BANDS)

function chartColours(palette: Palette, bands: readonly string[]): ChartColours {
  return {
    ink: palette.ink,
    muted: palette.muted,
    line: palette.line,
    paper: palette.paper,
    brand: palette.brand,
    good: palette.good,
    bad: palette.bad,
    riskItem: palette.item9,
    member: palette['line-strong'],
    series: [palette['series-1'], palette['series-2'], palette['series-3'], palette['series-4']],
    bands,
    classBetter: palette['class-better'],
    classSame: palette['class-same'],
    classWorse: palette['class-worse'],
  }
}
