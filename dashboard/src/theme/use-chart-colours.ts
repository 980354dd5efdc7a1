import { useComputedColorScheme } from '@mantine/core'
import { type ChartColours, DARK_CHART_COLOURS, LIGHT_CHART_COLOURS } from '../charts/chart-colours.js'

/** The colours a chart is handed as a prop: charts themselves never look up the theme. */
export function useChartColours(): ChartColours {
  const scheme = useComputedColorScheme('light')
  return scheme === 'dark' ? DARK_CHART_COLOURS : LIGHT_CHART_COLOURS
}
