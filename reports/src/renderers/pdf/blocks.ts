import type { Content } from 'pdfmake/interfaces.js'
import type { Block, FigureBlock, Finding, HeadingBlock, Term } from '../../document/report-document.js'
import type { DrawnFigures } from '../../figures/drawn-figures.js'
import { INK, TONES } from '../ink.js'
import { boxed, pdfKeyFigures } from './cover.js'
import { isKeptTogether, pdfTable } from './table.js'
import type { PdfWords } from './words.js'

interface Page {
  readonly words: PdfWords
  readonly figures: DrawnFigures
  /** Between the margins, in points. */
  readonly width: number
}

/** Height below a heading that must be free, so that none stands alone at the foot of a page. */
const ROOM_BELOW_HEADING = 90
/** A glossary of so many terms fits on a page and is kept on one. */
const MOST_TERMS_TOGETHER = 20

/** Blocks in order; a heading stays with the words after it and with the figure or short table that follows them. */
export function pdfBlocks(blocks: readonly Block[], page: Page): Content[] {
  const contents: Content[] = []
  for (let place = 0; place < blocks.length; place += 1) {
    const together = headed(blocks.slice(place))
    const [first] = together
    if (first === undefined) break
    place += together.length - 1
    contents.push(
      together.length === 1
        ? pdfBlock(first, page)
        : { stack: together.map((block) => pdfBlock(block, page)), unbreakable: true },
    )
  }
  return contents
}

/** The first block; when it is a heading, also what must stand on its page. */
function headed(blocks: readonly Block[]): readonly Block[] {
  if (blocks[0]?.kind !== 'heading') return blocks.slice(0, 1)
  const words = blocks.slice(1).findIndex(({ kind }) => kind !== 'paragraph' && kind !== 'lead')
  const next = blocks[words + 1]
  const isSmall =
    next?.kind === 'figure' ||
    (next?.kind === 'table' && isKeptTogether(next.table)) ||
    (next?.kind === 'terms' && next.terms.length <= MOST_TERMS_TOGETHER)
  return words >= 0 && isSmall ? blocks.slice(0, words + 2) : blocks.slice(0, 1)
}

export function pdfBlock(block: Block, page: Page): Content {
  const { words } = page
  switch (block.kind) {
    case 'heading':
      return heading(block, words)
    case 'paragraph':
      return { text: words.of(block.text), style: 'paragraph' }
    case 'lead':
      return { text: words.of(block.text), style: 'lead' }
    case 'findings':
      return findings(block.findings, words)
    case 'key_figures':
      return pdfKeyFigures(block.figures, words)
    case 'figure':
      return figure(block, page)
    case 'table':
      return block.table.isForFilesOnly === true ? [] : pdfTable(block.table, words)
    case 'note':
      return note(block, words)
    case 'terms':
      return terms(block.terms, words)
    case 'new_page':
      return { text: '', pageBreak: 'after' }
  }
}

function heading({ level, text }: HeadingBlock, words: PdfWords): Content {
  const style = level === 1 ? 'heading1' : 'heading2'
  const line =
    level === 1
      ? {
          text: words.of(text),
          style,
          outline: true,
          outlineText: text,
          tocItem: 'contents',
          tocStyle: 'contents',
        }
      : { text: words.of(text), style }
  return {
    stack: [line, { text: '', fontSize: 1, lineHeight: 1, margin: [0, 0, 0, ROOM_BELOW_HEADING] }],
    unbreakable: true,
    margin: [0, 0, 0, -ROOM_BELOW_HEADING],
  }
}

function findings(entries: readonly Finding[], words: PdfWords): Content {
  return {
    table: {
      widths: [12, '*'],
      dontBreakRows: true,
      body: entries.map(({ tone, text }) => [
        { text: TONES[tone].shape, color: TONES[tone].ink, fontSize: 8, margin: [0, 1.6, 0, 0] },
        { text: words.of(text), fontSize: 10.5, lineHeight: 1.35 },
      ]),
    },
    layout: {
      hLineWidth: (line) => (line === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => INK.line,
      paddingLeft: () => 0,
      paddingRight: () => 4,
      paddingTop: () => 5.5,
      paddingBottom: () => 5,
    },
    margin: [0, 0, 0, 14],
  }
}

function figure(block: FigureBlock, { words, figures, width }: Page): Content {
  const svg = figures.get(block.id)
  return {
    stack: [
      { text: words.of(block.title), style: 'figureTitle' },
      svg === undefined
        ? { text: words.of(block.whenEmpty), style: 'empty' }
        : { svg, width: Math.min(width, block.picture?.width ?? width) },
      { text: words.of(block.caption), style: 'caption' },
    ],
    unbreakable: true,
    margin: [0, 4, 0, 16],
  }
}

function note(block: Extract<Block, { kind: 'note' }>, words: PdfWords): Content {
  const tone = TONES[block.tone]
  return {
    table: {
      widths: ['*'],
      body: [
        [
          {
            stack: [
              {
                text: [{ text: `${tone.shape} `, fontSize: 8 }, { text: words.of(block.title) }],
                bold: true,
                color: tone.ink,
              },
              { text: words.of(block.text), margin: [0, 2, 0, 0] },
            ],
          },
        ],
      ],
    },
    layout: boxed(tone.soft),
    unbreakable: true,
    margin: [0, 2, 0, 14],
  }
}

function terms(entries: readonly Term[], words: PdfWords): Content {
  return {
    table: {
      widths: [112, '*'],
      dontBreakRows: true,
      body: entries.map(({ term, meaning }) => [
        { text: words.of(term), bold: true, fontSize: 8.5 },
        { text: words.of(meaning), fontSize: 8.5 },
      ]),
    },
    layout: {
      hLineWidth: (line) => (line === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => INK.line,
      paddingLeft: () => 0,
      paddingRight: () => 6,
      paddingTop: () => 4,
      paddingBottom: () => 4,
    },
    margin: [0, 0, 0, 12],
  }
}
