import typefaceAddress from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg'
const PADDING = 20
const TITLE_SIZE = 16
const CAPTION_SIZE = 12
const LINE_HEIGHT = 1.4
const PIXELS_PER_POINT = 2

/** The properties that decide how an SVG looks; the browser's own resolution of variables and classes. */
const PAINTED_PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'letter-spacing',
  'text-anchor',
  'dominant-baseline',
  'visibility',
  'display',
] as const

/** A picture that stands alone: words above the chart, no outside style, colours resolved. */
export interface ChartPicture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/**
 * Clones the drawn chart with its computed styles written into it, on a sheet of the card's own colour, with
 * title and caption above: the picture says what it shows wherever it is pasted.
 */
export function pictureOfChart(
  drawn: SVGSVGElement,
  words: { title: string; caption: string },
  colours: { paper: string; ink: string; muted: string },
): ChartPicture {
  const { width, height } = drawn.getBoundingClientRect()
  const chart = cloneWithStyles(drawn)
  const captionLines = wrapWords(words.caption, width, CAPTION_SIZE)
  const titleLines = wrapWords(words.title, width, TITLE_SIZE)
  const headHeight =
    titleLines.length * TITLE_SIZE * LINE_HEIGHT +
    captionLines.length * CAPTION_SIZE * LINE_HEIGHT +
    PADDING / 2

  const sheet = document.createElementNS(SVG_NAMESPACE, 'svg')
  const total = {
    width: Math.ceil(width + 2 * PADDING),
    height: Math.ceil(height + headHeight + 2 * PADDING),
  }
  setAttributes(sheet, { ...total, viewBox: `0 0 ${total.width} ${total.height}`, xmlns: SVG_NAMESPACE })
  sheet.append(element('rect', { ...total, fill: colours.paper }))
  let baseline = PADDING
  for (const line of titleLines) {
    baseline += TITLE_SIZE * LINE_HEIGHT
    sheet.append(text(line, baseline, { size: TITLE_SIZE, weight: 650, fill: colours.ink }))
  }
  for (const line of captionLines) {
    baseline += CAPTION_SIZE * LINE_HEIGHT
    sheet.append(text(line, baseline, { size: CAPTION_SIZE, weight: 400, fill: colours.muted }))
  }
  setAttributes(chart, { x: PADDING, y: PADDING + headHeight, width, height })
  sheet.append(chart)
  return { svg: new XMLSerializer().serializeToString(sheet), ...total }
}

/**
 * The same picture in pixels, twice as dense as the screen's. An image may load nothing from outside, so the
 * typeface goes into it.
 */
export async function pixelsOf(picture: ChartPicture): Promise<Blob> {
  const image = new Image()
  const svg = picture.svg.replace('>', `><style>${await typefaceRule()}</style>`)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = picture.width * PIXELS_PER_POINT
  canvas.height = picture.height * PIXELS_PER_POINT
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('The browser offers no canvas to draw the picture on.')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The browser could not write the picture as PNG.'))
      else resolve(blob)
    }, 'image/png')
  })
}

/** Inter as a rule that needs no address; nothing when it cannot be had, which leaves the system's typeface. */
async function typefaceRule(): Promise<string> {
  const response = await fetch(typefaceAddress)
  if (!response.ok) return ''
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return `@font-face{font-family:'Inter Variable';font-weight:100 900;src:url(data:font/woff2;base64,${btoa(text)})}`
}

function cloneWithStyles(original: SVGSVGElement): SVGElement {
  const copy = document.importNode(original, true)
  const originals = [original, ...original.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  for (const [index, node] of originals.entries()) {
    const target = copies[index]
    if (target === undefined) continue
    const computed = getComputedStyle(node)
    target.removeAttribute('class')
    target.removeAttribute('style')
    for (const property of PAINTED_PROPERTIES) {
      const value = computed.getPropertyValue(property)
      if (value !== '') target.setAttribute(property, value)
    }
  }
  copy.removeAttribute('tabindex')
  return copy
}

/** Breaks words into lines of about `width` pixels; SVG text does not wrap by itself. */
function wrapWords(words: string, width: number, size: number): string[] {
  const charactersPerLine = Math.max(20, Math.floor(width / (size * 0.53)))
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length > charactersPerLine && line !== '') {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}

function text(
  words: string,
  baseline: number,
  font: { size: number; weight: number; fill: string },
): SVGElement {
  const node = element('text', {
    x: PADDING,
    y: baseline,
    'font-size': font.size,
    'font-weight': font.weight,
    'font-family': "'Inter Variable', Inter, system-ui, sans-serif",
    fill: font.fill,
  })
  node.textContent = words
  return node
}

function element(name: 'rect' | 'text', attributes: Readonly<Record<string, string | number>>): SVGElement {
  const node = document.createElementNS(SVG_NAMESPACE, name)
  setAttributes(node, attributes)
  return node
}

function setAttributes(node: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value))
}
