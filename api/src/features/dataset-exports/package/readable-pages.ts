/** The same for people: README, methods, citation, and two pages of HTML that need nothing but a browser. */

import type { MeasureDefinition } from '../../../core/measures/measure-definition.js'
import type { Codebook, CodebookColumn, RiskReport } from './descriptions.js'
import type { PackageContent } from './package-content.js'
import {
  alikeWords,
  mainTableWords,
  phaseMethods,
  rowWords,
  scoreWords,
  sensitiveWords,
} from './profile-words.js'

export function readmeOf({ facts, dataset, rows }: PackageContent): string {
  const { measure, k, profile, phases, persons } = dataset
  return `# Anonymised data set ${facts.number}

${rowWords(rows.order.length / persons.length)}: ${persons.length} members of group therapy, their first eligible episode of care, and ${scoreWords(phases, measure.shortName)}. At least ${k} ${alikeWords(profile)}.

## Begin
- R: \`Rscript load.R\` in this folder. Base R is enough.
- Python: \`python3 load.py\`. pandas is used where it is installed, and not needed.

Both load \`data.csv\`, label it, work out the main table, compare it with \`main_table.csv\`, and R draws it into \`main_table.pdf\`.

## Files
| file | what it is |
|---|---|
| data.csv, data.parquet | the rows, the same in both; every code beside its label |
| main_table.csv | ${mainTableWords(profile)} |
| codebook.html, codebook.json | what each column means and how coarse it is |
| datapackage.json | Frictionless description |
| risk_report.html, risk_report.json | how easily a person could be found, and what that cost |
| METHODS.md | text for the methods section of a paper |
| CITATION.cff | how to cite it |
| manifest.sha256 | \`sha256sum -c manifest.sha256\` checks every file |

## Fair use
Do not try to find out who anybody is, and do not link this data set to another one. There is no date, site, group or therapist in it; whoever needs more asks the clinical director.
`
}

export function methodsOf({ facts, dataset }: PackageContent): string {
  const { profile, phases, measure, k, cohort, persons, search, after, sensitive, journalist } = dataset
  const generalised = search.variables
    .map(({ label, levels }, place) => `${label} (${levels[search.best.node[place] ?? 0]?.name ?? ''})`)
    .join('; ')
  const cases = cohort.flow.some(({ step }) => step === 'case_at_start')
    ? ', were at caseness at the start'
    : ''
  return `# Methods

The data set holds ${persons.length} persons who attended group therapy. Eligible were members with an ended episode of care who had a valid ${measure.name} score at the start${cases}; ${facts.withSubstanceUse ? 'members of substance-use groups are included' : 'members of substance-use groups are not included'}. Of a person with several eligible episodes the first was taken.

${profile === 'bands' ? changeMethods(measure) : phaseMethods(phases)}

The data were anonymised by full-domain generalisation: of all combinations of levels the one of least normalised certainty penalty (Xu et al. 2006) that keeps k-anonymity with k = ${k}, at least 2 values (distinct l-diversity) and a distance of at most 0.3 from all rows (t-closeness) of ${sensitiveWords(profile)}, with at most 5 % of the persons left out. The levels: ${generalised}.

In what was released the smallest class has ${after.k ?? 0} rows. The chance of finding a person known to be in the data set is at most ${chance(after.prosecutor?.highest)} and ${chance(after.prosecutor?.average)} on average (El Emam and Dankar 2008); for somebody who searches among all members of the service it is at most ${chance(journalist)}. The distance of ${sensitiveWords(profile)} from all rows is at most ${sensitive.t.toFixed(3)}.

Made with Tidemark, code ${facts.codeVersion}, calculation version ${facts.calculationVersion}.
`
}

function changeMethods({ reliableChange }: MeasureDefinition): string {
  const threshold =
    reliableChange.kind === 'fixed'
      ? `${reliableChange.threshold} points; ${reliableChange.source}`
      : 'by its reliability'
  return `Reliable change is the difference of the first and the last valid score, of at least the threshold of the measure (${threshold}).`
}

export function citationOf({ facts, dataset }: PackageContent): string {
  return `cff-version: 1.2.0
message: "If you use this data set, please cite it as below."
type: dataset
title: "Outcomes of group therapy, ${dataset.measure.name}: anonymised data set ${facts.number}"
authors:
  - name: "The group therapy service that released this data set"
date-released: "${facts.createdOn}"
version: "${facts.number}"
`
}

const KNOWN_BY: Readonly<Record<CodebookColumn['kind'], string>> = {
  pseudonym: 'Row',
  quasi: 'Others may know it',
  score: 'Those who sat in the group may know it',
  sensitive: 'Sensitive',
  phase: 'Row',
}

export function codebookPage(codebook: Codebook): string {
  const columns = codebook.columns.map(({ name, label, description, kind, level, values }) => {
    const said =
      level === null
        ? kind === 'score'
          ? 'coarse as described'
          : 'as it is'
        : `${level.name} (level ${level.number} of ${level.of})`
    const table =
      values.length === 0
        ? ''
        : `<table><caption>Values of ${escaped(name)}</caption><thead><tr><th scope="col">Code</th><th scope="col">Label</th></tr></thead><tbody>${values
            .map(
              (value) =>
                `<tr><td><code>${escaped(value.code)}</code></td><td>${escaped(value.label)}</td></tr>`,
            )
            .join('')}</tbody></table>`
    return `<section><h2><code>${escaped(name)}</code> ${escaped(label)}</h2><p>${escaped(description)}</p><p>${KNOWN_BY[kind]}; ${escaped(said)}.</p>${table}</section>`
  })
  return page(
    `Codebook of data set ${codebook.data_set}`,
    `<p>${rowWords(codebook.rows / codebook.persons)}: ${codebook.persons} persons, ${codebook.rows} rows. ${escaped(codebook.measure.name)}, version ${escaped(codebook.measure.version)}. Each column <code>x</code> of codes has its labels in <code>x_label</code>.</p>${columns.join('\n')}`,
  )
}

export function riskPage(report: RiskReport): string {
  const { risks_after: after, risks_before: before, sensitive } = report
  const ofWhat = sensitiveWords(report.profile)
  const rows: readonly (readonly [string, string])[] = [
    ['Persons who look alike, at least (k)', `${report.k ?? 'none'}; asked for ${report.requirement.k}`],
    [
      'Chance of finding a person known to be in it, at worst',
      `${chance(after.prosecutor_highest)}; before ${chance(before.prosecutor_highest)}`,
    ],
    [
      'The same on average',
      `${chance(after.prosecutor_average)}; before ${chance(before.prosecutor_average)}`,
    ],
    ['Chance for somebody who searches the whole service, at worst', chance(after.journalist_highest)],
    ['Share found by somebody who matches everybody', chance(after.marketer)],
    ['Share who were alone before anything was generalised', chance(before.share_unique)],
    [`Values of ${ofWhat}, at least (l)`, String(sensitive.distinct_l)],
    [
      `Distance of ${ofWhat} from all (t), at most`,
      `${sensitive.t.toFixed(3)}; allowed ${report.requirement.t}`,
    ],
    ['Share of one value in a class, at most', chance(sensitive.alpha)],
    ['Persons left out', report.left_out === null ? 'fewer than 11' : String(report.left_out)],
    ['Information lost over all columns', chance(report.losses.normalised_certainty_penalty)],
  ]
  const list = rows.map(([what, value]) => `<tr><th scope="row">${what}</th><td>${value}</td></tr>`).join('')
  const levels = report.levels
    .flatMap(({ column, levels: each }) =>
      each.map(
        (level) =>
          `<tr><th scope="row"><code>${escaped(column)}</code></th><td>${level.is_chosen ? '<strong>chosen: </strong>' : ''}${escaped(level.name)}</td><td>${chance(level.information_lost)}</td><td>${chance(level.share_at_risk)}</td><td>${level.is_feasible ? 'yes' : 'no'}</td></tr>`,
      ),
    )
    .join('')
  return page(
    `Risk report of data set ${report.data_set}`,
    `<p>At worst a person who is known to be in this data set is found with a chance of ${chance(after.prosecutor_highest)}.</p><table><caption>What was measured</caption><tbody>${list}</tbody></table><table><caption>What each level would cost, the others left where they are</caption><thead><tr><th scope="col">Column</th><th scope="col">Level</th><th scope="col">Information lost</th><th scope="col">Persons in classes below k</th><th scope="col">Feasible</th></tr></thead><tbody>${levels}</tbody></table>`,
  )
}

function chance(share: number | null | undefined): string {
  return share === null || share === undefined ? 'not known' : `${(share * 100).toFixed(1)} %`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1c2433;background:#fff}table{border-collapse:collapse;margin:1rem 0}caption{text-align:start;font-weight:600}th,td{text-align:start;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #d6dce6;vertical-align:top}h2{margin:2rem 0 .25rem;font-size:1.1rem}@media(prefers-color-scheme:dark){body{color:#e6eaf2;background:#12161f}th,td{border-color:#38404f}}'

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>
<body><h1>${title}</h1>${body}</body></html>
`
}
