import type { Page } from 'playwright-core'

/** What an SVG lacks to be shown anywhere: well-formed, with words and marks, leaning on nothing outside. */
export function faultsOfSvg(page: Page, svg: string): Promise<string[]> {
  return page.evaluate(`(() => {
    const sheet = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml')
    const count = (selector) => sheet.querySelectorAll(selector).length
    return [
      count('parsererror') > 0 && 'not well-formed',
      count('text') < 3 && 'without words',
      count('path, rect, circle, line') < 4 && 'without marks',
      count('[class], [style], style, image, use, foreignObject') > 0 && 'leans on the page',
      sheet.documentElement.outerHTML.includes('var(') && 'with variables of the page',
    ].filter(Boolean)
  })()`)
}

/** Decodes a PNG as a browser does: its size, and how many colours it holds (a blank sheet has one). */
export function decodedPng(
  page: Page,
  png: Buffer,
): Promise<{ width: number; height: number; colours: number }> {
  return page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (character) => character.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const { width, height } = bitmap
    const context = new OffscreenCanvas(width, height).getContext('2d')
    context.drawImage(bitmap, 0, 0)
    const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)
    return { width, height, colours: new Set(pixels).size }
  })()`)
}
