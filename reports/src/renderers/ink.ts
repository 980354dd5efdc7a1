import { LIGHT } from '../../../dashboard/src/theme/tokens.js'
import type { Tone } from '../document/report-document.js'

/** The colours of paper: the light ones of the screen. */
export const INK = LIGHT

/** Status is a shape, a word and a colour; the shape stands before the words of a finding or a note. */
export const TONES: Readonly<
  Record<Tone, { readonly shape: string; readonly ink: string; readonly soft: string; readonly word: string }>
> = {
  better: { shape: '▲', ink: INK.good, soft: INK['good-soft'], word: 'Better' },
  worse: { shape: '▼', ink: INK.bad, soft: INK['bad-soft'], word: 'Worse' },
  watch: { shape: '◆', ink: INK.watch, soft: INK['watch-soft'], word: 'Mind' },
  neutral: { shape: '●', ink: INK.brand, soft: INK['brand-soft'], word: 'Finding' },
  item9: { shape: '◆', ink: INK.item9, soft: INK['item9-soft'], word: 'Item 9' },
}
