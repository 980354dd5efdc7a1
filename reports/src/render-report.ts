import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { reportContentSchema } from '../../api/src/contracts/report-content.js'
import type { RenderProgress } from '../../api/src/contracts/report-runs.js'
import { reportOf } from './definitions/report-of.js'
import { figuresOf, type ReportDocument } from './document/report-document.js'
import { drawFigures } from './figures/drawn-figures.js'
import { renderCsv } from './renderers/csv.js'
import { renderHtml } from './renderers/html/html.js'
import { renderPdf } from './renderers/pdf/pdf.js'
import { renderXlsx } from './renderers/xlsx.js'
import { writeWhole } from './write-whole.js'

const FORMATS = ['pdf', 'xlsx', 'csv', 'html'] as const
type Format = (typeof FORMATS)[number]
const ENDINGS: Readonly<Record<Format, string>> = { pdf: 'pdf', xlsx: 'xlsx', csv: 'zip', html: 'html' }

export interface RenderRequest {
  readonly frozen: readonly string[]
  readonly format: string
  readonly out: string | null
  readonly outFolder: string | null
  readonly superseded: string | null
  readonly onProgress: (step: RenderProgress) => void
}

/** Frozen numbers in, files out, one after the other; it reads nothing but what it was handed. */
export async function renderReport(request: RenderRequest): Promise<void> {
  const format = formatOf(request.format)
  const target = targetOf(request)
  const steps = new Steps(request.onProgress)
  for (const frozen of request.frozen) {
    const document = await documentOf(frozen, request.superseded)
    const hasFigures = format === 'pdf' || format === 'html'
    steps.ahead(request.frozen.length, hasFigures ? figuresDrawnIn(document) + 2 : 1)
    await writeWhole(target(frozen, format), await fileOf(document, format, steps))
    steps.take(`A report is written as ${format}.`)
  }
}

async function documentOf(frozen: string, superseded: string | null): Promise<ReportDocument> {
  const bytes = await readFile(frozen)
  const parsed = reportContentSchema.safeParse(jsonOf(bytes))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(
      `This report was made by another version of Tidemark, and this one cannot read its numbers. Make the report again. (First difference: ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'unknown'})`,
    )
  }
  return reportOf(parsed.data, createHash('sha256').update(bytes).digest('hex'), superseded)
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new Error('The frozen numbers are not whole: the file is no JSON. Freeze the report again.')
  }
}

async function fileOf(document: ReportDocument, format: Format, steps: Steps): Promise<Uint8Array | string> {
  if (format === 'csv') return renderCsv(document)
  if (format === 'xlsx') return await renderXlsx(document)
  const figures = await drawFigures(document, () => steps.take('A figure is drawn.'))
  steps.take('The pages are being set.')
  return format === 'pdf' ? await renderPdf(document, figures) : renderHtml(document, figures)
}

function figuresDrawnIn(document: ReportDocument): number {
  return figuresOf(document).filter(({ picture }) => picture !== null).length
}

/** Each figure, then the pages, then the file; reports to come count as many steps as this one. */
class Steps {
  private done = 0
  private total = 0
  private reportsLeft: number | null = null

  constructor(private readonly tell: RenderRequest['onProgress']) {}

  ahead(reports: number, steps: number): void {
    this.reportsLeft = (this.reportsLeft ?? reports + 1) - 1
    this.total = this.done + steps * this.reportsLeft
  }

  take(message: string): void {
    this.done += 1
    this.tell({ done: this.done, total: this.total, message })
  }
}

function formatOf(asked: string): Format {
  const format = FORMATS.find((each) => each === asked)
  if (format === undefined) throw new Error(`--format must be one of ${FORMATS.join(', ')}; got "${asked}".`)
  return format
}

function targetOf({ frozen, out, outFolder }: RenderRequest): (frozen: string, format: Format) => string {
  if (frozen.length === 0) throw new Error('Which frozen numbers? Name the JSON file of a report.')
  if (outFolder !== null) {
    return (file, format) => join(outFolder, `${basename(file, '.json')}.${ENDINGS[format]}`)
  }
  if (out === null) throw new Error('Where to? Name a file with --out, or a folder with --out-folder.')
  if (frozen.length > 1)
    throw new Error(`--out holds one report; ${frozen.length} were named. Use --out-folder.`)
  return () => out
}
