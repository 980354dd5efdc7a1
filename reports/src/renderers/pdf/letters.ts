import { createRequire } from 'node:module'
import { type Font, openSync } from 'fontkit'

const packages = createRequire(import.meta.url)

interface Face {
  readonly name: string
  readonly normal: string
  readonly bold: string
}

/** Inter has Latin, Greek and Cyrillic letters; the two others are asked for what it lacks. */
const FACES: readonly Face[] = [
  face('Inter', 'inter', 'Inter'),
  face('Hebrew', 'noto-sans-hebrew', 'NotoSansHebrew'),
  face('Arabic', 'noto-sans-arabic', 'NotoSansArabic'),
]
export const MAIN_FACE = 'Inter'

function face(name: string, folder: string, file: string): Face {
  const at = (weight: string): string =>
    packages.resolve(`@expo-google-fonts/${folder}/${weight}/${file}_${weight}.ttf`)
  return { name, normal: at('400Regular'), bold: at('600SemiBold') }
}

/** Font files by family, as the PDF library wants them. There is no italic: it is written upright. */
export const FONT_FILES = Object.fromEntries(
  FACES.map(({ name, normal, bold }) => [name, { normal, bold, italics: normal, bolditalics: bold }]),
)

const opened = new Map<string, Font>()

function letters({ name, normal }: Face): Font {
  const known = opened.get(name)
  if (known !== undefined) return known
  const font = openSync(normal)
  if (font.type !== 'TTF') throw new Error(`${normal} should hold one font, and holds ${font.type}.`)
  opened.set(name, font)
  return font
}

/** A stretch of text in one font. */
export interface Run {
  readonly text: string
  readonly font: string
}

/** Stands for a letter that no font at hand can draw. */
export const MISSING_LETTER = '□'
/** A word of 25 letters and more may be broken after so many: it would not fit into a column. */
const PART_OF_A_LONG_WORD = 12
const MAY_BREAK = '\u200b'
/** The word joiner that the fonts have: a line may end after a dash, even before a space that holds. */
const HOLDS = '\ufeff'
const DASH_OF_AN_INTERVAL = '\u2013\u00a0'
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
/** What a run from right to left may go on over: spaces and points between its words. */
const BETWEEN = /[\s\-–.,'"()]/

/**
 * Text cut where its font changes. Letters that no font has become a box, and `onMissing` hears of each. Words of a
 * run from right to left come in the order in which they are seen, since the layout writes from left to right.
 */
export function runsOf(text: string, onMissing: (letter: string) => void = () => undefined): Run[] {
  const runs: { text: string; font: string }[] = []
  for (const letter of breakable(text)) {
    const last = runs.at(-1)
    const continues = last !== undefined && last.font !== MAIN_FACE && BETWEEN.test(letter)
    const font = continues ? last.font : fontFor(letter)
    if (font === null) onMissing(letter)
    const drawn = font === null ? MISSING_LETTER : letter
    if (last !== undefined && last.font === (font ?? MAIN_FACE)) last.text += drawn
    else runs.push({ text: drawn, font: font ?? MAIN_FACE })
  }
  return runs.flatMap(asSeen)
}

function fontFor(letter: string): string | null {
  const code = letter.codePointAt(0) ?? 0
  if (code < 0x250 || letter === MAY_BREAK || letter === HOLDS) return MAIN_FACE
  return FACES.find((each) => letters(each).hasGlyphForCodePoint(code))?.name ?? null
}

function breakable(text: string): string {
  const held = text.replaceAll(DASH_OF_AN_INTERVAL, `\u2013${HOLDS}\u00a0`)
  return held.replaceAll(/\S{25,}/gu, (word) =>
    [...word]
      .map((letter, place) =>
        place % PART_OF_A_LONG_WORD === PART_OF_A_LONG_WORD - 1 ? letter + MAY_BREAK : letter,
      )
      .join(''),
  )
}

const MIRRORED: Readonly<Record<string, string>> = { '(': ')', ')': '(' }

/** Words of a run from right to left, the last one first; blanks between them stay where they are drawn. */
function asSeen(run: Run): Run[] {
  if (!RIGHT_TO_LEFT.test(run.text)) return [run]
  const words = run.text.trimEnd().split(' ').reverse()
  const rest = run.text.slice(run.text.trimEnd().length)
  const seen = words.flatMap((word, place): Run[] => {
    const mirrored = word.replaceAll(/[()]/g, (bracket) => MIRRORED[bracket] ?? bracket)
    return [...(place === 0 ? [] : [{ text: ' ', font: MAIN_FACE }]), { text: mirrored, font: run.font }]
  })
  return rest === '' ? seen : [...seen, { text: rest, font: MAIN_FACE }]
}
