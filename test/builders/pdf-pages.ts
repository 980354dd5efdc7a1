// Reads back the PDFs of this product: its library writes one object after another, compressed, with a table from
// glyphs to letters for each font. Not a reader of PDFs of others.
import { inflateSync } from 'node:zlib'

export interface PdfPage {
  readonly width: number
  readonly height: number
  /** Lines from top to bottom; words within a line from left to right. */
  readonly text: string
}
interface PdfObject {
  readonly head: string
  readonly stream: string | null
}

/** Objects by number; streams are inflated. */
export function pdfObjects(bytes: Uint8Array): ReadonlyMap<number, PdfObject> {
  const raw = Buffer.from(bytes).toString('latin1')
  const found = new Map<number, PdfObject>()
  for (const [, number, body = ''] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const start = body.search(/stream\r?\n/)
    const head = start < 0 ? body : body.slice(0, start)
    const packed = start < 0 ? null : body.slice(body.indexOf('\n', start) + 1, body.lastIndexOf('endstream'))
    const isPacked = head.includes('/FlateDecode')
    const stream =
      packed === null
        ? null
        : isPacked
          ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
          : packed
    found.set(Number(number), { head, stream })
  }
  return found
}

export function pdfPages(bytes: Uint8Array): PdfPage[] {
  const objects = pdfObjects(bytes)
  const fonts = new Map([...objects].map(([number, object]) => [number, lettersOf(object, objects)]))
  return [...objects.values()].flatMap(({ head }) => {
    if (!/\/Type \/Page\n/.test(head)) return []
    const [, , , width = '0', height = '0'] = /\/MediaBox \[(\S+) (\S+) (\S+) (\S+)\]/.exec(head) ?? []
    const resources = objects.get(reference(head, 'Resources'))?.head ?? ''
    const own = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number]) => [
        name,
        fonts.get(Number(number)) ?? new Map<string, string>(),
      ]),
    )
    const stream = objects.get(reference(head, 'Contents'))?.stream ?? ''
    return [{ width: Number(width), height: Number(height), text: linesOf(stream, own) }]
  })
}

/** All pages in one string, each run of blanks as one. */
export function pdfText(bytes: Uint8Array): string {
  return pdfPages(bytes)
    .map(({ text }) => text)
    .join('\n')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
}

function reference(head: string, name: string): number {
  return Number(new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1] ?? -1)
}

/** From the four digits of a glyph to its letters. */
function lettersOf({ head }: PdfObject, objects: ReadonlyMap<number, PdfObject>): Map<string, string> {
  const map = objects.get(reference(head, 'ToUnicode'))?.stream ?? ''
  const letters = new Map<string, string>()
  for (const [, first = '', , list = ''] of map.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g)) {
    const start = Number.parseInt(first, 16)
    for (const [place, [, units = '']] of [...list.matchAll(/<([^>]*)>/g)].entries()) {
      const text = (units.replaceAll(' ', '').match(/.{4}/g) ?? [])
        .map((unit) => String.fromCharCode(Number.parseInt(unit, 16)))
        .join('')
      letters.set((start + place).toString(16).padStart(4, '0'), text)
    }
  }
  return letters
}

function linesOf(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const lines = new Map<number, { x: number; text: string }[]>()
  // Where to write, in which font, what: a shifted letter gives a new place and keeps the font.
  const steps = /1 0 0 1 (\S+) (\S+) Tm|\/(F\d+) \S+ Tf|\[([^\]]*)\] TJ/g
  let [x, y, font] = ['0', '0', '']
  for (const [, toX, toY, named, shown] of stream.matchAll(steps)) {
    x = toX ?? x
    y = toY ?? y
    font = named ?? font
    if (shown === undefined) continue
    const letters = fonts.get(font)
    const glyphs = [...shown.matchAll(/<([^>]*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    const line = Math.round(Number(y))
    const text = glyphs.map((glyph) => letters?.get(glyph) ?? '').join('')
    lines.set(line, [...(lines.get(line) ?? []), { x: Number(x), text }])
  }
  return [...lines]
    .sort(([a], [b]) => b - a)
    .map(([, words]) =>
      words
        .sort((a, b) => a.x - b.x)
        .map(({ text }) => text.trim())
        .join(' '),
    )
    .join('\n')
}
