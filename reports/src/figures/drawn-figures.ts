import { type FigureBlock, figuresOf, type ReportDocument } from '../document/report-document.js'
import { drawFigure } from './draw-figure.js'

/** The figures of a document as SVG, by their id; a figure without a picture is not among them. */
export type DrawnFigures = ReadonlyMap<string, string>

export async function drawFigures(
  document: ReportDocument,
  onDrawn: (figure: FigureBlock) => void = () => undefined,
): Promise<DrawnFigures> {
  const drawn = new Map<string, string>()
  for (const figure of figuresOf(document)) {
    if (figure.picture === null) continue
    drawn.set(figure.id, await drawFigure(figure.picture, figure.id))
    onDrawn(figure)
  }
  return drawn
}
