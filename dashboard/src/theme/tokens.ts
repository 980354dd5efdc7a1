/** Every colour of the page. The colours that only charts need are handed to them: charts/chart-colours.ts. */
export const LIGHT = {
  ink: '#10222E',
  muted: '#566873',
  line: '#DFE6EA',
  'line-strong': '#83939D',
  paper: '#FFFFFF',
  canvas: '#F5F8F9',
  brand: '#0B5C7A',
  'brand-soft': '#E5F1F5',
  'on-brand': '#FFFFFF',
  bad: '#B3330B',
  'bad-soft': '#FDEEE7',
  watch: '#8A5A00',
  'watch-soft': '#FDF4DF',
  good: '#006B4A',
  'good-soft': '#E4F4EE',
  neutral: '#566873',
  'neutral-soft': '#E9EEF1',
  item9: '#6D1A8C',
  'item9-soft': '#F4E8F8',
  /** The first colour of data, for heat tables made of HTML. */
  'series-1': '#0072B2',
} as const

export type ColourName = keyof typeof LIGHT
export type Palette = Readonly<Record<ColourName, string>>

export const DARK: Palette = {
  ink: '#E8EEF1',
  muted: '#9DB0BB',
  line: '#2A3740',
  'line-strong': '#657A87',
  paper: '#151F26',
  canvas: '#0D1419',
  brand: '#74C7E3',
  'brand-soft': '#17303B',
  'on-brand': '#0D1419',
  bad: '#FF9D73',
  'bad-soft': '#3A2119',
  watch: '#F0C36A',
  'watch-soft': '#33291A',
  good: '#5FD3A8',
  'good-soft': '#143028',
  neutral: '#9DB0BB',
  'neutral-soft': '#24313A',
  item9: '#DBA8F0',
  'item9-soft': '#32203B',
  'series-1': '#56B4E9',
}
