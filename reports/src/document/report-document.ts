import type { Picture } from '../figures/draw-figure.js'
import type { ReportTable } from './report-table.js'

/** What every renderer turns into a file. It holds words and numbers; how they look is the renderer's. */
export interface ReportDocument {
  /** Names the file: `programme-outcomes`. */
  readonly name: string
  /** The kind of report: "Programme outcomes". */
  readonly kind: string
  readonly language: string
  readonly paper: 'a4' | 'letter'
  readonly cover: Cover
  readonly blocks: readonly Block[]
  readonly stamp: Stamp
}

/** What ties each page to the numbers it was made from. */
export interface Stamp {
  /** Of the frozen numbers. */
  readonly sha256: string
  /** The instant that every file of this report carries as its date. */
  readonly frozenAt: string
  /** Set when a later correction of the records has moved what stands here. */
  readonly superseded: string | null
}

export interface Cover {
  /** A page of its own with contents, which it is when nothing is said; or a head above the first words. */
  readonly layout?: 'page' | 'head'
  /** The finding, in a sentence. */
  readonly title: string
  /** What, when and how many. */
  readonly scope: string
  readonly keyFigures: readonly KeyFigure[]
  readonly facts: readonly Fact[]
  /** For whom it is, and how to read it. */
  readonly introduction: string
}

/** A figure never stands alone: with its interval and its fraction. */
export interface KeyFigure {
  readonly label: string
  readonly value: string
  readonly interval: string | null
  readonly under: string
}

export interface Fact {
  readonly name: string
  readonly value: string
}

export type Tone = 'better' | 'worse' | 'watch' | 'neutral' | 'item9'

export type Block =
  | HeadingBlock
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'lead'; readonly text: string }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'key_figures'; readonly figures: readonly KeyFigure[] }
  | FigureBlock
  | { readonly kind: 'table'; readonly table: ReportTable }
  | { readonly kind: 'note'; readonly tone: Tone; readonly title: string; readonly text: string }
  | { readonly kind: 'terms'; readonly terms: readonly Term[] }
  | { readonly kind: 'new_page' }

export interface HeadingBlock {
  readonly kind: 'heading'
  readonly level: 1 | 2
  readonly text: string
}

export interface Finding {
  readonly tone: Tone
  readonly text: string
}

export interface Term {
  readonly term: string
  readonly meaning: string
}

export interface FigureBlock {
  readonly kind: 'figure'
  readonly id: string
  /** What the figure says, in a sentence. */
  readonly title: string
  /** How to read it: n, period, direction, interval. */
  readonly caption: string
  /** Null where there is nothing to draw; then the reason stands in its place. */
  readonly picture: Picture | null
  readonly whenEmpty: string
  /** The same numbers; printed at the end of the report. */
  readonly table: ReportTable
}

/** Every table of a report, those behind its figures included, each once: a sheet or a file apiece. */
export function tablesOf({ blocks }: ReportDocument): ReportTable[] {
  const tables = blocks.flatMap((block) =>
    block.kind === 'table' || block.kind === 'figure' ? [block.table] : [],
  )
  return [...new Map(tables.map((table) => [table.id, table])).values()]
}

/** The figures of a report, in order. */
export function figuresOf({ blocks }: ReportDocument): FigureBlock[] {
  return blocks.filter((block) => block.kind === 'figure')
}
