import type { ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { sheet } from './dom.js'
import { standAlone } from './stand-alone-svg.js'

/** What is drawn, in pixels of the screen's charts. */
export interface Picture {
  readonly element: ReactElement
  readonly width: number
  readonly height: number
}

/** Turns of the event loop that a chart may take to settle, and how many without a change mean that it has. */
const MOST_TURNS = 60
const QUIET_TURNS = 4

/** Draws a chart of the dashboard outside a browser: an SVG that needs neither style sheet nor variable. */
export async function drawFigure(picture: Picture, name: string): Promise<string> {
  const place = sheet.createElement('div')
  sheet.body.append(place)
  const root = createRoot(place)
  try {
    flushSync(() => root.render(picture.element))
    await settle(place)
    const svg = place.querySelector('.recharts-wrapper > svg.recharts-surface') ?? place.querySelector('svg')
    if (svg === null) throw new Error(`The figure "${name}" drew nothing.`)
    return standAlone(svg, picture, name)
  } finally {
    flushSync(() => root.unmount())
    place.remove()
  }
}

/** The chart library measures, then draws again: wait until nothing changes any more. */
async function settle(place: Element): Promise<void> {
  let before = ''
  let quiet = 0
  for (let turn = 0; turn < MOST_TURNS && quiet < QUIET_TURNS; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    const now = place.innerHTML
    quiet = now === before ? quiet + 1 : 0
    before = now
  }
}
