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

/** What charts have beyond the palette of the page. */
type OwnColours = Pick<ChartColours, 'series' | 'bands' | 'classBetter' | 'classSame' | 'classWorse'>

// Bands: a ladder of one hue, because severity is an order and lies behind everything else. Classes: darker or
// lighter than the palette's good and bad, so that large fills stay calm and reach 3:1 against the paper.
const LIGHT_OWN: OwnColours = {
  series: ['#0072B2', '#D55E00', '#009E73', '#CC79A7'],
  bands: ['#F8FBFC', '#F0F5F8', '#E6EEF3', '#DAE5EC', '#CCDAE3', '#BECFDA'],
  classBetter: '#1B8A63',
  classSame: '#83939D',
  classWorse: '#C4440F',
}
const DARK_OWN: OwnColours = {
  series: ['#56B4E9', '#E69F00', '#2FB88C', '#CC79A7'],
  bands: ['#172229', '#19272F', '#1C2D37', '#1F3440', '#233C49', '#274453'],
  classBetter: '#45B98D',
  classSame: '#7C909C',
  classWorse: '#EF8354',
}

export const LIGHT_CHART_COLOURS = chartColours(LIGHT, LIGHT_OWN)
export const DARK_CHART_COLOURS = chartColours(DARK, DARK_OWN)

function chartColours(palette: Palette, own: OwnColours): ChartColours {
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
    ...own,
  }
}
