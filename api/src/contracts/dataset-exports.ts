import { z } from 'zod'
import type * as cohort from '../core/dataset/cohort.js'
import type * as refused from '../core/dataset/dataset-refused.js'
import type * as profile from '../core/dataset/profile.js'
import type * as variable from '../core/dataset/variable.js'
import { levelsSchema, measuredRiskSchema, shownCountSchema } from './dataset-risk.js'
import { jobSchema } from './jobs.js'
import { instantSchema, typedLine } from './typed-text.js'
import { ARMS, FORMATS, MODALITIES, STRUCTURES } from './vocabulary.js'

const VARIABLES = [
  'age_band',
  'gender',
  'modality',
  'format',
  'structure',
  'arm',
  'cohort',
  'baseline_band',
  'sessions_attended',
  'prior_episodes',
] as const satisfies readonly variable.QuasiName[]

const PROFILES = ['bands', 'phases_wide', 'phases_long'] as const satisfies readonly profile.DatasetProfile[]

const PHASES = ['start', 'early', 'middle', 'late', 'last'] as const satisfies readonly profile.Phase[]

const SCORES = [
  'score_start',
  'score_early',
  'score_middle',
  'score_late',
  'score_last',
] as const satisfies readonly profile.ScoreColumn[]

const STEPS = [
  'all_persons',
  'no_substance_use_group',
  'as_filtered',
  'ended',
  'baseline_known',
  'case_at_start',
] as const satisfies readonly cohort.CohortStep[]

const REFUSALS = [
  'not_a_request',
  'too_few_persons',
  'nothing_feasible',
  'differs_by_few',
  'quota_reached',
  'risk_has_risen',
  'identifier_found',
  'package_differs',
  'no_space',
] as const satisfies readonly refused.DatasetRefusal[]

/** First year of a band of two, so that no filter cuts a band. */
const bandYear = z
  .number()
  .int()
  .min(1900)
  .max(2998)
  .refine((year) => year % 2 === 0, 'It must be an even year: members are told apart by bands of two.')
  .nullable()

const eachOnce = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .max(20)
    .refine((values) => new Set(values).size === values.length, 'Name each of them once.')

const cohortFilterSchema = z.strictObject({
  modalities: eachOnce(z.enum(MODALITIES)).default([]),
  formats: eachOnce(z.enum(FORMATS)).default([]),
  structures: eachOnce(z.enum(STRUCTURES)).default([]),
  arms: eachOnce(z.enum(ARMS)).default([]),
  joined_from: bandYear.default(null),
  joined_to: bandYear.default(null),
  only_cases_at_start: z.boolean().default(false),
})

/** Never coarser than this level; null: as coarse as it takes. */
const coarsestSchema = z.number().int().min(0).max(10).nullable().default(null)
const chosenVariableSchema = z.strictObject({ name: z.enum(VARIABLES), coarsest: coarsestSchema })
const chosenPhaseSchema = z.strictObject({ phase: z.enum(PHASES), coarsest: coarsestSchema })

/** POST /dataset-exports/preview: what a data set would be. Answered 202; the worker works it out. */
export const datasetDefinitionSchema = z.strictObject({
  /**
   * What a row says of scores: the band at the start and the change, or the band of each phase, one row a person or one a
   * person and phase. With phases a director has to approve it.
   */
  profile: z.enum(PROFILES).default('bands'),
  /** With scores by phase: of which phases. Null: of all of them. The fewer, the finer the others can stay. */
  phases: z
    .array(chosenPhaseSchema)
    .min(1, 'Choose at least one phase.')
    .refine(
      (chosen) => new Set(chosen.map(({ phase }) => phase)).size === chosen.length,
      'Name each phase once.',
    )
    .nullable()
    .default(null),
  measure: z.enum(['phq9', 'gad7']),
  variables: z
    .array(chosenVariableSchema)
    .min(1, 'Choose at least one variable.')
    .max(VARIABLES.length)
    .refine(
      (chosen) => new Set(chosen.map(({ name }) => name)).size === chosen.length,
      'Name each variable once.',
    ),
  /** So many persons look alike in every row. */
  k: z.number().int().min(5, 'k is 5 at least; 11 is usual.').max(1000).default(11),
  filter: cohortFilterSchema,
  /** Members of substance-use groups are in it: a director's reason. Null: they are left out. */
  substance_use_reason: typedLine(10, 500).nullable().default(null),
})
export type DatasetDefinitionContract = z.infer<typeof datasetDefinitionSchema>

/** POST /dataset-exports, with a step-up. Answered 202. */
export const newDatasetExportSchema = datasetDefinitionSchema.extend({
  /** What it is for, and who gets it: for the library; neither is in the package. */
  purpose: typedLine(10, 500),
  recipient: typedLine(3, 200),
})
export type NewDatasetExport = z.infer<typeof newDatasetExportSchema>

/** GET /dataset-exports/choices: what may be asked for. */
export const datasetChoicesSchema = z.object({
  measures: z.array(z.object({ code: z.string(), name: z.string() })),
  variables: z.array(
    z.object({
      name: z.enum(VARIABLES),
      label: z.string(),
      description: z.string(),
      /** From the finest that may go out to `left out`. */
      levels: z.array(z.string()),
    }),
  ),
  /** In the order of time, with the levels of a score. */
  phases: z.array(
    z.object({
      phase: z.enum(PHASES),
      label: z.string(),
      description: z.string(),
      levels: z.array(z.string()),
    }),
  ),
  usual_k: z.number().int(),
  least_k: z.number().int(),
  suppression_limit: z.number(),
  distinct_l: z.number().int(),
  t: z.number(),
  /** Times k: so many persons have to be eligible. */
  least_persons_in_k: z.number().int(),
  quota: z.object({ data_sets: z.number().int(), days: z.number().int() }),
  /** Beside scores by phase there can be so many variables; their score at the start is not one of them. */
  most_beside_phases: z.number().int(),
  /** Only a director may include members of substance-use groups. */
  may_include_substance_use: z.boolean(),
})
export type DatasetChoices = z.infer<typeof datasetChoicesSchema>

export const refusalSchema = z.object({ code: z.enum(REFUSALS), message: z.string() })

const flowSchema = z.array(z.object({ step: z.enum(STEPS), label: z.string(), persons: shownCountSchema }))

export const variableCostSchema = z.object({
  name: z.enum([...VARIABLES, ...SCORES]),
  label: z.string(),
  steps: z.array(
    z.object({
      level: z.number().int(),
      name: z.string(),
      is_chosen: z.boolean(),
      /** Keeps what is asked for, the other columns left where they are. */
      is_feasible: z.boolean(),
      /** Shares, 0 to 1, to hundredths. */
      share_at_risk: z.number(),
      information_lost: z.number(),
    }),
  ),
})
export type VariableCostContract = z.infer<typeof variableCostSchema>

/** What the disclosure check found, of a preview as bounds, so that two of them tell of nobody. */
const previewFoundSchema = z.object({
  kind: z.literal('found'),
  variables: z.array(variableCostSchema),
  checks: z.array(
    z.object({
      code: z.enum(['persons', 'k', 'distinct_l', 't', 'left_out', 'differences', 'approval']),
      sentence: z.string(),
    }),
  ),
  information_lost: z.number(),
  /** What a director would have to approve; null where nobody has to. */
  measured: measuredRiskSchema.nullable(),
  /** Twenty rows as labels: what it would look like. Another definition shows other rows; with scores by phase none. */
  sample: z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())).max(20) }),
})

export const datasetPreviewResultSchema = z.object({
  eligible: shownCountSchema,
  flow: flowSchema,
  outcome: z.discriminatedUnion('kind', [
    previewFoundSchema,
    refusalSchema.extend({ kind: z.literal('refused') }),
  ]),
})
export type DatasetPreviewResult = z.infer<typeof datasetPreviewResultSchema>

/** GET /dataset-exports/previews/:id: one's own. */
export const datasetPreviewSchema = z.object({
  preview_id: z.number().int(),
  definition: datasetDefinitionSchema,
  /** Null: it was answered, or there is nothing to wait for. */
  job: jobSchema.nullable(),
  result: datasetPreviewResultSchema.nullable(),
})
export type DatasetPreview = z.infer<typeof datasetPreviewSchema>

const summarySchema = z.object({
  rows: z.number().int(),
  /** The earlier data set whose persons these are, as "data set 3"; null: they were chosen freely. */
  held_to: z.string().nullable().default(null),
  k: z.number().int(),
  classes: z.number().int(),
  prosecutor_highest: z.number(),
  prosecutor_average: z.number(),
  journalist_highest: z.number(),
  distinct_l: z.number().int(),
  t: z.number(),
  information_lost: z.number(),
  levels: levelsSchema,
})
export type DatasetSummary = z.infer<typeof summarySchema>

export const DATASET_STATES = [
  'waiting',
  'running',
  /** Its risk is measured; a director has not decided yet. */
  'awaits_approval',
  'declined',
  /** Nobody decided within its time. */
  'lapsed',
  'published',
  'refused',
  'failed',
  'cancelled',
  'expired',
] as const

export const datasetExportSchema = z.object({
  dataset_export_id: z.number().int(),
  state: z.enum(DATASET_STATES),
  purpose: z.string(),
  recipient: z.string(),
  definition: datasetDefinitionSchema,
  requested_by_you: z.boolean(),
  requested_role: z.string(),
  requested_at: instantSchema,
  /** Who approved it, in words. */
  approval: z.string(),
  /** Null where nobody has to approve it, and until it is measured. */
  measured: measuredRiskSchema.nullable(),
  /** The reason is a refusal's; an approval needs none. */
  decision: z
    .object({
      decision: z.enum(['approved', 'declined']),
      reason: z.string().nullable(),
      decided_by: z.string(),
      decided_at: instantSchema,
    })
    .nullable(),
  /** Until when it can be decided about; null when there is nothing to decide. */
  decide_until: instantSchema.nullable(),
  /** You are a director, it is not your own request, and it awaits approval. */
  may_be_decided_by_you: z.boolean(),
  /** One's own, while there is one to follow. */
  job: jobSchema.nullable(),
  refusal: refusalSchema.nullable(),
  summary: summarySchema.nullable(),
  published_at: instantSchema.nullable(),
  expires_at: instantSchema.nullable(),
  package: z.object({ bytes: z.number().int(), sha256: z.string() }).nullable(),
  downloads: z.number().int(),
})
export type DatasetExport = z.infer<typeof datasetExportSchema>

/** POST /dataset-exports/:id/decision, by a director who did not ask for it, with a step-up. An approval is answered 202. */
export const newDatasetDecisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approved') }),
  z.strictObject({ decision: z.literal('declined'), reason: typedLine(10, 500) }),
])
export type NewDatasetDecision = z.infer<typeof newDatasetDecisionSchema>

/** GET /dataset-exports: the library, the latest first. */
export const datasetExportListSchema = z.object({ dataset_exports: z.array(datasetExportSchema) })
export type DatasetExportList = z.infer<typeof datasetExportListSchema>
