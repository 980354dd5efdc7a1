import { z } from 'zod'
import type { QuasiName } from '../core/dataset/variable.js'
import { instantSchema } from './typed-text.js'
import { daySchema } from './vocabulary.js'

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
] as const satisfies readonly QuasiName[]

/** GET /aggregate-tables */
export const aggregateTablesQuerySchema = z.object({ measure: z.enum(['phq9', 'gad7']).default('phq9') })
export type AggregateTablesQuery = z.infer<typeof aggregateTablesQuerySchema>

/** A multiple of 5; null: kept back, because it is small or would tell of a small one. */
const toldCountSchema = z.number().int().nullable()

const rowSchema = z.object({
  code: z.string(),
  label: z.string(),
  persons: toldCountSchema,
  /** One entry a column. */
  counts: z.array(toldCountSchema),
  /** 0 to 1, of the persons of the row, from the rounded counts; null where one of both is kept back. */
  shares: z.array(z.number().nullable()),
  /** Points, positive is improvement; null where it would tell of fewer than 11 persons. */
  mean_change: z.number().nullable(),
})

/** What is stored of a release, and what goes out. */
export const aggregateReleaseSchema = z.object({
  /** Kinds of reliable change; small ones are joined. */
  columns: z.array(z.object({ code: z.string(), label: z.string() })),
  total: rowSchema,
  tables: z.array(
    z.object({
      name: z.enum(VARIABLES),
      label: z.string(),
      /** Null: the table is kept back as a whole. */
      rows: z.array(rowSchema).nullable(),
    }),
  ),
})
export type AggregateRelease = z.infer<typeof aggregateReleaseSchema>
export type AggregateRowContract = z.infer<typeof rowSchema>

/** How members changed, by one variable at a time: everybody whose episode had ended by the end of a quarter. */
export const aggregateTablesSchema = z.object({
  measure: z.enum(['phq9', 'gad7']),
  /** Null: no quarter has ended yet with as many persons as a release needs. */
  release: aggregateReleaseSchema
    .extend({
      /** Last day of the quarter. */
      until: daySchema,
      released_at: instantSchema,
    })
    .nullable(),
  /** Persons that a release needs. */
  least_persons: z.number().int(),
})
export type AggregateTablesAnswer = z.infer<typeof aggregateTablesSchema>
