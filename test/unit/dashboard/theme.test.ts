import { describe, expect, test } from '@jest/globals'
import { type ColourName, DARK, LIGHT, type Palette } from '../../../dashboard/src/theme/tokens.js'

/** Text on its ground, as the screen combines them. */
const TEXT_ON_GROUND: readonly (readonly [ColourName, ColourName])[] = [
  ['ink', 'paper'],
  ['ink', 'canvas'],
  ['muted', 'paper'],
  ['muted', 'canvas'],
  ['brand', 'paper'],
  ['brand', 'canvas'],
  ['brand', 'brand-soft'],
  ['ink', 'brand-soft'],
  ['muted', 'brand-soft'],
  ['on-brand', 'brand'],
  ['bad', 'bad-soft'],
  ['watch', 'watch-soft'],
  ['good', 'good-soft'],
  ['neutral', 'neutral-soft'],
  ['item9', 'item9-soft'],
  ['ink', 'item9-soft'],
  ['bad', 'paper'],
]
const MARKS: readonly ColourName[] = [
  'brand',
  'bad',
  'watch',
  'good',
  'item9',
  'line-strong',
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'class-better',
  'class-same',
  'class-worse',
]

// WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for marks that carry meaning (1.4.11).
describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as const)('colours of the %s theme', (_name, palette) => {
  test.each(TEXT_ON_GROUND)('%s can be read on %s', (text, ground) => {
    expect(contrast(palette, text, ground)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(MARKS)('%s can be seen on paper', (mark) => {
    expect(contrast(palette, mark, 'paper')).toBeGreaterThanOrEqual(3)
  })
})

function contrast(palette: Palette, text: ColourName, ground: ColourName): number {
  const [lighter, darker] = [luminance(palette[text]), luminance(palette[ground])].sort((a, b) => b - a)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

/** Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
