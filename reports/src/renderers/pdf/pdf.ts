import pdfmake from 'pdfmake'
import type { Content, StyleDictionary, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { figuresOf, type ReportDocument } from '../../document/report-document.js'
import type { DrawnFigures } from '../../figures/drawn-figures.js'
import { INK } from '../ink.js'
import { pdfBlock, pdfBlocks } from './blocks.js'
import { pdfCover, pdfFacts } from './cover.js'
import { FONT_FILES, MAIN_FACE } from './letters.js'
import { pdfTable } from './table.js'
import { PdfWords } from './words.js'

/** Points. */
const PAPER = { a4: { width: 595.28, height: 841.89 }, letter: { width: 612, height: 792 } } as const
const MARGIN = { left: 56, top: 66, right: 56, bottom: 58 } as const

pdfmake.setFonts(FONT_FILES)
const fontPaths = new Set(Object.values(FONT_FILES).flatMap((faces) => Object.values(faces)))
// A report is made of what it was handed: no address is asked, no file but the fonts is read.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => fontPaths.has(path))

/** The report as a PDF. The same document gives the same bytes: its dates are those of the frozen numbers. */
export async function renderPdf(document: ReportDocument, figures: DrawnFigures): Promise<Buffer> {
  const words = new PdfWords()
  const width = PAPER[document.paper].width - MARGIN.left - MARGIN.right
  const blocks = pdfBlocks(document.blocks, { words, figures, width })
  const isHead = document.cover.layout === 'head'
  const content: Content[] = [
    ...pdfCover(document, words),
    ...(isHead ? [] : [{ text: '', pageBreak: 'after' as const }]),
    ...blocks,
    ...(isHead ? pdfFacts(document, words) : []),
    ...numbersBehindFigures(document, words),
    ...missingLetters(words),
  ]
  return await pdfmake.createPdf(definition(document, content, words)).getBuffer()
}

function definition(
  document: ReportDocument,
  content: Content[],
  words: PdfWords,
): TDocumentDefinitions & { language: string } {
  const frozenAt = new Date(document.stamp.frozenAt)
  return {
    content,
    pageSize: PAPER[document.paper],
    pageMargins: [MARGIN.left, MARGIN.top, MARGIN.right, MARGIN.bottom],
    version: '1.7',
    language: document.language,
    displayTitle: true,
    info: {
      title: `${document.kind}: ${document.cover.title}`,
      subject: document.cover.scope,
      author: 'Tidemark',
      creator: 'Tidemark',
      producer: 'Tidemark',
      keywords: `sha256:${document.stamp.sha256}`,
      creationDate: frozenAt,
      modDate: frozenAt,
    },
    defaultStyle: { font: MAIN_FACE, fontSize: 9.5, lineHeight: 1.3, color: INK.ink },
    styles: STYLES,
    header: (page) => (page === 1 ? null : runningHead(document, words)),
    footer: (page, pages) => footer(document, page, pages),
  }
}

const STYLES: StyleDictionary = {
  eyebrow: { fontSize: 10.5, bold: true, color: INK.brand, margin: [0, 0, 0, 8] },
  title: { fontSize: 24, bold: true, lineHeight: 1.18, margin: [0, 0, 0, 10] },
  scope: { fontSize: 10.5, color: INK.muted, margin: [0, 0, 0, 24] },
  introduction: { fontSize: 10, lineHeight: 1.45 },
  contents: { fontSize: 8.5 },
  'small heading': { fontSize: 9.5, bold: true, margin: [0, 0, 0, 4] },
  heading1: { fontSize: 16, bold: true, lineHeight: 1.2, margin: [0, 14, 0, 8] },
  heading2: { fontSize: 11.5, bold: true, margin: [0, 6, 0, 5] },
  lead: { fontSize: 11, lineHeight: 1.42, margin: [0, 0, 0, 10] },
  paragraph: { lineHeight: 1.42, margin: [0, 0, 0, 8] },
  figureTitle: { fontSize: 10.5, bold: true, margin: [0, 0, 0, 5] },
  caption: { fontSize: 8, color: INK.muted, lineHeight: 1.35, margin: [0, 5, 0, 0] },
  small: { fontSize: 8, color: INK.muted, lineHeight: 1.35, margin: [0, 4, 0, 14] },
  empty: { color: INK.muted, fontSize: 9, margin: [0, 2, 0, 10] },
  table: { fontSize: 8.5, lineHeight: 1.2, margin: [0, 2, 0, 12] },
  tableOfMany: { fontSize: 7.2, lineHeight: 1.2, margin: [0, 2, 0, 12] },
  tableHead: { color: INK.muted, bold: false },
  tableCaption: { bold: true, fontSize: 9.5, margin: [0, 0, 0, 1] },
}

function runningHead(document: ReportDocument, words: PdfWords): Content {
  return {
    margin: [MARGIN.left, 30, MARGIN.right, 0],
    columns: [
      { text: [{ text: 'Tidemark', bold: true, color: INK.brand }, `  ${document.kind}`], width: 'auto' },
      { text: words.of(document.cover.scope), alignment: 'right', noWrap: true },
    ],
    columnGap: 20,
    fontSize: 8,
    color: INK.muted,
  }
}

/** The page of how many, and what ties it to the numbers it was made from. */
function footer({ stamp, paper }: ReportDocument, page: number, pages: number): Content {
  const right = PAPER[paper].width - MARGIN.right
  return [
    {
      canvas: [
        { type: 'line', x1: MARGIN.left, y1: 12, x2: right, y2: 12, lineWidth: 0.5, lineColor: INK.line },
      ],
    },
    {
      margin: [MARGIN.left, 6, MARGIN.right, 0],
      columns: [
        { text: `SHA-256 of the numbers ${stamp.sha256}`, fontSize: 7, width: '*' },
        { text: `${page} / ${pages}`, alignment: 'right', fontSize: 8, width: 50 },
      ],
      color: INK.muted,
    },
  ]
}

/** Every figure has a table with the same numbers: here, at the end, where it breaks no thought. */
function numbersBehindFigures(document: ReportDocument, words: PdfWords): Content[] {
  const printed = new Set(
    document.blocks.flatMap((block) => (block.kind === 'table' ? [block.table.id] : [])),
  )
  const figures = figuresOf(document).filter(({ table }) => table.rows.length > 0 && !printed.has(table.id))
  if (figures.length === 0) return []
  return [
    ...(document.cover.layout === 'head' ? [] : [{ text: '', pageBreak: 'after' as const }]),
    pdfBlock(
      { kind: 'heading', level: 1, text: 'Numbers behind the figures' },
      { words, figures: new Map(), width: 0 },
    ),
    ...figures.map(({ table }) => pdfTable(table, words)),
  ]
}

function missingLetters({ missing }: PdfWords): Content[] {
  if (missing.size === 0) return []
  const codes = [...missing].map(
    (letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  const text = `The fonts of this PDF lack ${codes.join(', ')}: a box stands in their place. The spreadsheet and the page for the browser show them.`
  return [
    pdfBlock(
      { kind: 'note', tone: 'watch', title: 'Letters that could not be printed', text },
      { words: new PdfWords(), figures: new Map(), width: 0 },
    ),
  ]
}
