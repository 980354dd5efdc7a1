import { createRequire } from 'node:module'
import { type Font, openSync } from 'fontkit'
import { sheet } from '../../../../reports/src/figures/dom.js'

/** A stretch of words in a figure, in its pixels, as wide as its letters. */
export interface TextBox {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly fontSize: number
}

const packages = createRequire(import.meta.url)
const inter = font('400Regular/Inter_400Regular.ttf')
const bold = font('600SemiBold/Inter_600SemiBold.ttf')

function font(file: string): Font {
  const opened = openSync(packages.resolve(`@expo-google-fonts/inter/${file}`))
  if (opened.type !== 'TTF') throw new Error(`${file} should hold one font.`)
  return opened
}

/** Height of capitals above the line, and of tails below it, as shares of the size. */
const ABOVE = 0.74
const BELOW = 0.2

interface Pen {
  x: number
  y: number
}

/** Every word of a figure with the room it takes; the halo behind words is no second text. */
export function textsOf(svg: string): TextBox[] {
  const parsed = new (sheet.defaultView ?? globalThis).DOMParser().parseFromString(svg, 'image/svg+xml')
  const boxes = [...parsed.querySelectorAll('text')].flatMap((text) => {
    const shift = shiftOf(text)
    const pen = { x: number(text, 'x'), y: number(text, 'y') }
    return linesIn(text).flatMap((line) => boxOf(line, pen, shift))
  })
  return [...new Map(boxes.map((box) => [`${box.text} ${box.left} ${box.top}`, box])).values()]
}

/** Text directly in the element, and each of its tspans. */
function linesIn(text: Element): { readonly element: Element; readonly words: string }[] {
  return [...text.childNodes].flatMap((node) => {
    const words = node.textContent ?? ''
    if (node.nodeType === node.TEXT_NODE) return words.trim() === '' ? [] : [{ element: text, words }]
    const element = [...text.children].find((child) => child === node)
    return element === undefined ? [] : [{ element, words }]
  })
}

function boxOf({ element, words }: { element: Element; words: string }, pen: Pen, shift: Pen): TextBox[] {
  const size = Number.parseFloat(inherited(element, 'font-size') ?? '16')
  const isTspan = element.tagName === 'tspan'
  if (isTspan && element.hasAttribute('x')) pen.x = number(element, 'x')
  if (isTspan && element.hasAttribute('y')) pen.y = number(element, 'y')
  if (isTspan) {
    pen.x += length(element.getAttribute('dx'), size)
    pen.y += length(element.getAttribute('dy'), size)
  }
  if (words.trim() === '') return []
  const face = Number(inherited(element, 'font-weight') ?? 400) >= 600 ? bold : inter
  const width = (face.layout(words).advanceWidth / face.unitsPerEm) * size
  const anchor = inherited(element, 'text-anchor') ?? 'start'
  const left = shift.x + pen.x - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0)
  if (anchor === 'start') pen.x += width
  const y = shift.y + pen.y
  return [
    {
      text: words,
      left,
      right: left + width,
      top: y - ABOVE * size,
      bottom: y + BELOW * size,
      fontSize: size,
    },
  ]
}

function shiftOf(element: Element): Pen {
  const own = /translate\(\s*([-\d.]+)[\s,]+([-\d.]+)\s*\)/.exec(element.getAttribute('transform') ?? '')
  const above = element.parentElement === null ? { x: 0, y: 0 } : shiftOf(element.parentElement)
  return { x: above.x + Number(own?.[1] ?? 0), y: above.y + Number(own?.[2] ?? 0) }
}

function inherited(element: Element, name: string): string | null {
  return (
    element.getAttribute(name) ??
    (element.parentElement === null ? null : inherited(element.parentElement, name))
  )
}

function number(element: Element, name: string): number {
  return Number.parseFloat(element.getAttribute(name) ?? '0')
}

function length(value: string | null, size: number): number {
  if (value === null) return 0
  return value.endsWith('em') ? Number.parseFloat(value) * size : Number.parseFloat(value)
}

/** Pairs of words that lie on each other by more than a hair. */
export function overlapsOf(boxes: readonly TextBox[]): string[] {
  const hair = 1
  return boxes.flatMap((a, place) =>
    boxes
      .slice(place + 1)
      .filter(
        (b) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > hair &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > hair,
      )
      .map((b) => `"${a.text}" and "${b.text}"`),
  )
}

/** Words that reach over the edge of the figure. */
export function outsideOf(boxes: readonly TextBox[], size: { width: number; height: number }): string[] {
  return boxes
    .filter(
      (box) => box.left < -1 || box.right > size.width + 1 || box.top < -1 || box.bottom > size.height + 1,
    )
    .map(({ text }) => text)
}
