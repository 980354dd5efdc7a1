/** Files that describe a package for machines: codebook, Frictionless descriptor, risk report. */

import { requirementOf } from '../../../core/dataset/dataset-definition.js'
import { driftOf } from '../../../core/dataset/drift.js'
import { PHASE_NAME } from '../../../core/dataset/long-form.js'
import type { DatasetProfile } from '../../../core/dataset/profile.js'
import type { ColumnKind } from '../../../core/dataset/released-dataset.js'
import { shownCount, shownShare } from '../../../core/dataset/shown-counts.js'
import { stepCosts } from '../../../core/dataset/step-costs.js'
import { nonUniformEntropy } from '../../../core/disclosure/information-loss.js'
import { discernibility, type ReidentificationRisks } from '../../../core/disclosure/released-table.js'
import { labelColumn, type PackageContent, PSEUDONYM } from './package-content.js'

export interface WrittenFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

export interface Codebook {
  readonly data_set: number
  readonly profile: DatasetProfile
  readonly persons: number
  readonly rows: number
  readonly measure: { readonly code: string; readonly name: string; readonly version: string }
  readonly columns: readonly CodebookColumn[]
}

export interface CodebookColumn {
  readonly name: string
  readonly label: string
  readonly description: string
  readonly kind: 'pseudonym' | ColumnKind
  /** How coarse it is; null where nothing was generalised. */
  readonly level: { readonly number: number; readonly of: number; readonly name: string } | null
  readonly values: readonly { readonly code: string; readonly label: string }[]
}

export function codebookOf({ facts, dataset, rows }: PackageContent): Codebook {
  const { measure, columns } = dataset
  return {
    data_set: facts.number,
    profile: dataset.profile,
    persons: dataset.persons.length,
    rows: rows.order.length,
    measure: { code: measure.code, name: measure.name, version: measure.version },
    columns: [
      {
        name: PSEUDONYM,
        label: 'Pseudonym',
        description: 'One a person, made with a key that was destroyed. It is another one in every data set.',
        kind: 'pseudonym',
        level: null,
        values: [],
      },
      ...columns.map(({ name, label, description, kind, level, values }) => ({
        name,
        label,
        description,
        kind,
        level,
        values: [...values],
      })),
    ],
  }
}

/** Frictionless Data Package, version 1: a tabular resource for the CSV, and the Parquet file beside it. */
export function datapackageOf(codebook: Codebook, files: readonly WrittenFile[]): object {
  const hasPhaseColumn = codebook.columns.some(({ kind }) => kind === 'phase')
  const fields = codebook.columns.flatMap<object>(({ name, label, description, values }) => {
    const one = { name, type: 'string', title: label, description }
    // Of a person with several rows the phase tells them apart.
    if (values.length === 0) return [{ ...one, constraints: { required: true, unique: !hasPhaseColumn } }]
    return [
      { ...one, constraints: { required: true, enum: values.map(({ code }) => code) } },
      {
        name: labelColumn(name),
        type: 'string',
        title: `${label}, in words`,
        constraints: { required: true, enum: [...new Set(values.map((value) => value.label))] },
      },
    ]
  })
  const sizeOf = (name: string) => {
    const file = files.find((each) => each.name === name)
    return { bytes: file?.bytes ?? 0, hash: `sha256:${file?.sha256 ?? ''}` }
  }
  return {
    profile: 'tabular-data-package',
    name: `tidemark-data-set-${codebook.data_set}`,
    title: `Outcomes of group therapy, ${codebook.measure.name}: anonymised data set ${codebook.data_set}`,
    resources: [
      {
        profile: 'tabular-data-resource',
        name: 'data',
        path: 'data.csv',
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
        schema: { fields, primaryKey: hasPhaseColumn ? [PSEUDONYM, PHASE_NAME] : PSEUDONYM },
        ...sizeOf('data.csv'),
      },
      {
        name: 'data-parquet',
        path: 'data.parquet',
        format: 'parquet',
        mediatype: 'application/vnd.apache.parquet',
        ...sizeOf('data.parquet'),
      },
    ],
  }
}

/** Counts of the cohort are rounded and small ones withheld (null); figures of the rows themselves are exact. */
export function riskReportOf({ facts, dataset }: PackageContent) {
  const { cohort, persons, suppressed, heldTo, before, after, sensitive, search, k } = dataset
  const { best, tuples, variables, nodes } = search
  return {
    data_set: facts.number,
    profile: dataset.profile,
    created_on: facts.createdOn,
    asked_by: facts.askedBy,
    code_version: facts.codeVersion,
    calculation_version: facts.calculationVersion,
    requirement: {
      k,
      suppression_limit: requirementOf(k).suppressionLimit,
      distinct_l: requirementOf(k).distinctL,
      t: requirementOf(k).closenessT,
    },
    flow: cohort.flow.map(({ step, persons: reached }) => ({ step, persons: shownCount(reached) })),
    eligible: shownCount(cohort.episodes.length),
    left_out: suppressed === 0 ? 0 : shownCount(suppressed),
    rows: persons.length,
    k: after.k,
    classes: after.classes,
    average_class_size: after.rows / Math.max(1, after.classes),
    class_histogram: after.histogram,
    risks_before: {
      prosecutor_highest: before.prosecutor?.highest ?? null,
      prosecutor_average: shownShare(before.prosecutor?.average ?? 0),
      share_unique: shownShare(before.uniqueRows / Math.max(1, before.rows)),
      share_above_threshold: shareAbove(before),
    },
    risks_after: {
      prosecutor_highest: after.prosecutor?.highest ?? null,
      prosecutor_average: after.prosecutor?.average ?? null,
      journalist_highest: dataset.journalist,
      marketer: after.marketer,
      share_above_threshold: shareAbove(after),
    },
    /** With scores by phase: the worst of all of them, within what an outsider can tell apart. */
    sensitive: {
      column: sensitive.column,
      distinct_l: sensitive.distinctL,
      entropy_l: sensitive.entropyL,
      alpha: sensitive.alpha,
      t: sensitive.t,
      basic_beta: sensitive.basicBeta,
      enhanced_beta: sensitive.enhancedBeta,
      delta: sensitive.delta,
    },
    node: Object.fromEntries(variables.map(({ name }, place) => [name, best.node[place] ?? 0])),
    nodes_searched: nodes,
    losses: {
      normalised_certainty_penalty: shownShare(best.loss.mean),
      penalty_by_column: Object.fromEntries(
        variables.map(({ name }, place) => [name, shownShare(best.loss.byColumn[place] ?? 0)]),
      ),
      non_uniform_entropy: shownShare(nonUniformEntropy(tuples, best.node, best.classes, best.kept)),
      discernibility_share: shownShare(
        discernibility(best.classes, best.kept) / Math.max(1, tuples.rows * tuples.rows),
      ),
    },
    levels: stepCosts(search).map(({ name, steps }) => ({
      column: name,
      levels: steps.map((step) => ({
        level: step.level,
        name: step.name,
        is_chosen: step.isChosen,
        is_feasible: step.isFeasible,
        share_at_risk: shownShare(step.atRiskShare),
        information_lost: shownShare(step.informationLost),
      })),
    })),
    // The figures of all eligible would tell of the few who have become so since.
    drift: heldTo === null ? driftOf(cohort, persons) : { kind: 'withheld' as const },
  }
}

export type RiskReport = ReturnType<typeof riskReportOf>

function shareAbove({ shareAboveThreshold }: ReidentificationRisks) {
  return shareAboveThreshold === null
    ? null
    : { threshold: shareAboveThreshold.threshold, share: shownShare(shareAboveThreshold.share) }
}
