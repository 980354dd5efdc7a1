import { JSDOM } from 'jsdom'

/**
 * A page without a browser, for charts to be drawn into. Imported for its effect, and before any chart: the chart
 * library looks for a window when it is loaded. Nothing is fetched and no script of a document runs.
 */
const page = new JSDOM('<!doctype html><html lang="en"><body></body></html>', { pretendToBeVisual: true })

/** The places where React and the chart library look for a browser. */
const BROWSER = {
  window: page.window,
  document: page.window.document,
  HTMLElement: page.window.HTMLElement,
  Element: page.window.Element,
  SVGElement: page.window.SVGElement,
  Node: page.window.Node,
  MutationObserver: page.window.MutationObserver,
  getComputedStyle: page.window.getComputedStyle,
  requestAnimationFrame: (step: FrameRequestCallback) => setTimeout(step, 0),
  cancelAnimationFrame: (timer: NodeJS.Timeout) => clearTimeout(timer),
}
for (const [name, value] of Object.entries(BROWSER)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

// Nothing has a size here: charts are told theirs, and place their words by the widths of letters.
page.window.Element.prototype.getBoundingClientRect = () => new page.window.DOMRect(0, 0, 0, 0)

export const sheet = page.window.document
