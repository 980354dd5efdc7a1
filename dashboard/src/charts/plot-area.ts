/** Where the marks lie inside a chart, in pixels from its top left corner. */
export interface PlotArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Domain {
  readonly low: number
  readonly high: number
}

/** Pixel of `x` from the chart's left edge. A domain without width puts everything in the middle. */
export function pixelX(plot: PlotArea, domain: Domain, x: number): number {
  return plot.left + plot.width * share(domain, x)
}

/** Pixel of `y` from the chart's top edge; larger values lie higher. */
export function pixelY(plot: PlotArea, domain: Domain, y: number): number {
  return plot.top + plot.height * (1 - share(domain, y))
}

/** The value itself, or the end of the domain it has passed: no mean of scores lies beyond the measure. */
export function within(domain: Domain, value: number): number {
  return Math.min(domain.high, Math.max(domain.low, value))
}

function share(domain: Domain, value: number): number {
  const span = domain.high - domain.low
  return span === 0 ? 0.5 : (value - domain.low) / span
}

const WEEK_STEPS = [1, 2, 4, 8, 13, 26, 52, 104]
const SCORE_STEPS = [1, 2, 5, 10, 20, 50]

/** Whole weeks or session numbers inside the domain, at most `atMost` of them. */
export function timeTicks(domain: Domain, atMost: number): number[] {
  return ticksBy(WEEK_STEPS, domain, atMost)
}

/** Whole scores inside the domain, at most `atMost` of them. */
export function scoreTicks(domain: Domain, atMost: number): number[] {
  return ticksBy(SCORE_STEPS, domain, atMost)
}

/** Multiples of the smallest step that does not give more than `atMost` ticks. */
function ticksBy(steps: readonly number[], domain: Domain, atMost: number): number[] {
  const span = domain.high - domain.low
  const step =
    steps.find((each) => Math.floor(span / each) + 1 <= atMost) ?? Math.max(1, Math.ceil(span / atMost))
  const first = Math.ceil(domain.low / step)
  const last = Math.floor(domain.high / step)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step)
}

/** Average advance of a character of Inter at weight 500, as a share of its size. */
const CHARACTER_WIDTH = 0.54

/** About how wide a text is, in pixels; charts are drawn where nothing can be measured. */
export function textWidth(text: string, fontSize: number): number {
  return text.length * fontSize * CHARACTER_WIDTH
}
