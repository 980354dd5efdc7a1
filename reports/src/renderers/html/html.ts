import type { Block, FigureBlock, KeyFigure, ReportDocument, Term } from '../../document/report-document.js'
import type { DrawnFigures } from '../../figures/drawn-figures.js'
import { TONES } from '../ink.js'
import { drawn, html, type Markup, NOTHING } from './markup.js'
import { STYLE } from './style.js'
import { htmlTable } from './table.js'

/** One page that needs nothing beside itself: to be read on a screen, by a screen reader, or printed. */
export function renderHtml(document: ReportDocument, figures: DrawnFigures): string {
  const { cover, stamp, language, kind } = document
  const sections = document.blocks.filter((block) => block.kind === 'heading' && block.level === 1)
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Tidemark">
<meta name="tidemark-sha256" content="${stamp.sha256}">
<title>${kind}: ${cover.title}</title>
<style>${drawn(STYLE)}</style>
</head>
<body>
<a class="skip" href="#report">To the report</a>
<div class="sheet">
<header>
<p class="eyebrow">${kind}</p>
<h1>${cover.title}</h1>
<p class="scope">${cover.scope}</p>
${stamp.superseded === null ? NOTHING : note({ kind: 'note', tone: 'watch', title: 'Superseded', text: stamp.superseded })}
${cover.keyFigures.length === 0 ? NOTHING : keyFigures(cover.keyFigures)}
<p>${cover.introduction}</p>
<dl class="facts">${cover.facts.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
</header>
<nav aria-label="Contents"><ol>${sections.map((block) => (block.kind === 'heading' ? html`<li><a href="#${anchor(block.text)}">${block.text}</a></li>` : NOTHING))}</ol></nav>
<main id="report">${document.blocks.map((block) => blockOf(block, figures))}</main>
<footer>Made by Tidemark. SHA-256 of the numbers ${stamp.sha256}</footer>
</div>
</body>
</html>
`.text
}

function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

function blockOf(block: Block, figures: DrawnFigures): Markup {
  switch (block.kind) {
    case 'heading':
      return block.level === 1
        ? html`<h2 id="${anchor(block.text)}">${block.text}</h2>`
        : html`<h3>${block.text}</h3>`
    case 'paragraph':
    case 'lead':
      return html`<p>${block.text}</p>`
    case 'findings':
      return html`<ul class="findings">${block.findings.map(({ tone, text }) => html`<li><span class="shape" style="color:${TONES[tone].ink}" aria-hidden="true">${TONES[tone].shape}</span>${text}</li>`)}</ul>`
    case 'key_figures':
      return keyFigures(block.figures)
    case 'figure':
      return figure(block, figures)
    case 'table':
      return block.table.isForFilesOnly === true ? NOTHING : htmlTable(block.table)
    case 'note':
      return note(block)
    case 'terms':
      return terms(block.terms)
    case 'new_page':
      return NOTHING
  }
}

function keyFigures(entries: readonly KeyFigure[]): Markup {
  return html`<dl class="figures">${entries.map(
    ({ label, value, interval, under }) =>
      html`<div><dt>${label}</dt><dd class="value">${value}${interval === null ? NOTHING : html` <span>(${interval})</span>`}</dd><dd class="small">${under}</dd></div>`,
  )}</dl>`
}

/** The picture has its title and caption as words, and its numbers in a table that can be opened. */
function figure(block: FigureBlock, figures: DrawnFigures): Markup {
  const svg = figures.get(block.id)
  const picture =
    svg === undefined
      ? html`<p class="small">${block.whenEmpty}</p>`
      : html`<div role="img" aria-label="${block.title}. The numbers are in the table below the picture.">${drawn(svg)}</div>`
  return html`<figure id="${block.id}"><h3>${block.title}</h3>${picture}<figcaption>${block.caption}</figcaption>${
    block.table.rows.length === 0
      ? NOTHING
      : html`<details><summary>Numbers of this figure</summary>${htmlTable(block.table)}</details>`
  }</figure>`
}

function note({ tone, title, text }: Extract<Block, { kind: 'note' }>): Markup {
  const { ink, soft, shape } = TONES[tone]
  return html`<div class="note" style="background:${soft}"><strong style="color:${ink}"><span aria-hidden="true">${shape}</span> ${title}</strong><p>${text}</p></div>`
}

function terms(entries: readonly Term[]): Markup {
  return html`<dl class="terms">${entries.map(({ term, meaning }) => html`<dt>${term}</dt><dd>${meaning}</dd>`)}</dl>`
}
