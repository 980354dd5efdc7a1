/** A check of a table as JSON for machines and as lines for people. */

import type { TableCheck, TableRisks } from '../../core/disclosure/check-table.js'

/** The object of the command's contract: rows, classes, k, risks before and after, node, suppressed, losses. */
export function checkOnTheWire({ rows, nodes, evaluated, before, result }: TableCheck): object {
  const search = { nodes, evaluated }
  const risks_before = risksOnTheWire(before)
  if (result.kind === 'nothing_feasible') {
    const none = { classes: null, k: null, risks_after: null, node: null, suppressed: null, losses: null }
    const { blocking, blockingTogether: blocking_together } = result
    return { rows, is_feasible: false, blocking, blocking_together, ...none, risks_before, search }
  }
  const { levels, suppressed, after, losses } = result
  return {
    rows,
    is_feasible: true,
    classes: after.classes,
    k: after.k,
    risks_before,
    risks_after: risksOnTheWire(after),
    node: Object.fromEntries(levels.map(({ column, level }) => [column, level])),
    suppressed,
    losses: {
      ...losses,
      penalty_by_column: Object.fromEntries(levels.map(({ column, penalty }) => [column, penalty])),
    },
    search,
  }
}

function risksOnTheWire(risks: TableRisks): object {
  return {
    rows: risks.rows,
    classes: risks.classes,
    k: risks.k,
    largest_class: risks.largestClass,
    class_histogram: risks.histogram,
    prosecutor: risks.prosecutor,
    marketer: risks.marketer,
    share_above_threshold: risks.shareAboveThreshold,
    unique_rows: risks.uniqueRows,
    sensitive: risks.sensitive.flatMap((column) =>
      column === null
        ? []
        : {
            column: column.column,
            is_ordered: column.isOrdered,
            distinct_l: column.distinctL,
            entropy_l: column.entropyL,
            alpha: column.alpha,
            t: column.t,
            basic_beta: column.basicBeta,
            enhanced_beta: column.enhancedBeta,
            delta: column.delta,
          },
    ),
  }
}

/** The same for a terminal: first whether it can be released, then how, then what it costs. */
export function checkSummary({ rows, before, result }: TableCheck): string {
  const lines = [`${counted(rows, 'row')}; as they are: ${riskWords(before)}.`]
  if (result.kind === 'nothing_feasible') {
    return [
      'No combination of levels keeps what was asked for.',
      ...lines,
      wayOut(result.blocking, result.blockingTogether),
    ].join('\n')
  }
  const { levels, suppressed, after, losses } = result
  return [
    `Released: ${counted(after.rows, 'row')}; ${riskWords(after)}. Left out: ${counted(suppressed, 'row')}.`,
    ...lines,
    ...levels.map(
      ({ column, level, of, penalty }) =>
        `  ${column}: level ${level} of ${of}, ${percent(penalty)} of its information lost`,
    ),
    ...after.sensitive.flatMap((column) =>
      column === null
        ? []
        : `  ${column.column}: at least ${counted(column.distinctL, 'value')} a class, at most ${percent(column.alpha)} alike, t ${column.t.toFixed(3)}`,
    ),
    `Lost over all columns: ${percent(losses.normalised_certainty_penalty)}.`,
  ].join('\n')
}

function wayOut(blocking: readonly string[], together: readonly string[]): string {
  if (blocking.length > 0)
    return `In the way: ${blocking.join(', ')}. Add a coarser level, or leave the column out.`
  if (together.length > 0)
    return `In the way together: ${together.join(', ')}. Add coarser levels to them, or leave them out.`
  return 'No column is in the way: the table itself has too few rows, or too few sensitive values, for what was asked. Ask for less, or allow more suppression.'
}

function riskWords({ k, prosecutor }: TableRisks): string {
  if (k === null || prosecutor === null) return 'nothing is left'
  return `k is ${k}, a person is found with a chance of ${percent(prosecutor.highest)} at worst and ${percent(prosecutor.average)} on average`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
