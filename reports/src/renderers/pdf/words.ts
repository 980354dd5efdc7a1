import type { Content } from 'pdfmake/interfaces.js'
import { MAIN_FACE, runsOf } from './letters.js'

/** Writes text, and remembers the letters that no font has. */
export class PdfWords {
  readonly missing = new Set<string>()

  /** One string where one font is enough, else a list of runs. */
  of(text: string): string | Content[] {
    const runs = runsOf(text, (letter) => this.missing.add(letter))
    const [first, ...others] = runs
    if (first === undefined) return ''
    if (others.length === 0 && first.font === MAIN_FACE) return first.text
    return runs.map(({ text: words, font }) => ({ text: words, font }))
  }
}
