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
  readonly watch: string
  readonly bad: string
  /** Purple of answers to item 9, used for nothing else. */
  readonly riskItem: string
  /** One member among others. */
  readonly member: string
  /** Series told apart by colour, shape and label (Okabe and Ito 2008, safe for colour-blind readers). */
  readonly series: readonly [string, string, string, string]
  /** Severity bands from mildest to most severe; a measure with fewer bands takes the first ones. */
  readonly bands: readonly [string, string, string, string, string, string]
  /** Text on a filled segment. */
  readonly onFill: string
}

export const LIGHT_CHART_COLOURS: ChartColours = {
  ink: '#10222E',
  muted: '#566873',
  line: '#DFE6EA',
  paper: '#FFFFFF',
  brand: '#0B5C7A',
  good: '#006B4A',
  watch: '#8A5A00',
  bad: '#B3330B',
  riskItem: '#6D1A8C',
  member: '#8A9BA5',
  series: ['#0072B2', '#D55E00', '#009E73', '#CC79A7'],
  bands: ['#F8FBFC', '#F0F5F8', '#E6EEF3', '#DAE5EC', '#CCDAE3', '#BECFDA'],
  onFill: '#FFFFFF',
}

export const DARK_CHART_COLOURS: ChartColours = {
  ink: '#E8EEF1',
  muted: '#9DB0BB',
  line: '#2A3740',
  paper: '#151F26',
  brand: '#74C7E3',
  good: '#5FD3A8',
  watch: '#F0C36A',
  bad: '#FF9D73',
  riskItem: '#DBA8F0',
  member: '#6F838F',
  series: ['#56B4E9', '#E69F00', '#009E73', '#CC79A7'],
  bands: ['#172229', '#19272F', '#1B2D37', '#1E343F', '#213B48', '#244250'],
  onFill: '#0D1419',
}
