import { z } from 'zod'
import { intervalSchema } from './estimates.js'
import { jobSchema } from './jobs.js'
import { idSchema, instantSchema } from './typed-text.js'
import { armSchema, daySchema } from './vocabulary.js'

const MOST_DAYS = 365
const MOST_WEEKS = 260

const outcomeSchema = z.discriminatedUnion('kind', [
  /** The last valid score, whenever it was. */
  z.strictObject({ kind: z.literal('last') }),
  /** The score nearest to a week after joining, at most some weeks from it. */
  z.strictObject({
    kind: z.literal('window'),
    week: z.number().positive().max(MOST_WEEKS),
    half_width_weeks: z.number().min(0.5).max(MOST_WEEKS),
  }),
])

export const COMBINATIONS_ASKED = ['individual', 'medication', 'both'] as const
export const STUDY_COVARIATES = ['baseline', 'baseline_other', 'age', 'female', 'prior_episodes'] as const

function withoutRepeats(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}

/**
 * The question as a target trial: one cell of the table a field. A field that is left out is that of the default
 * study; a field that is not known is refused.
 */
export const studyDefinitionSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).default('default'),
  /** The outcome: a code of the registry with a total. */
  measure: z.string().min(1).default('phq9'),
  /** Eligibility: a baseline at this or worse, in points; null: any. */
  baseline_threshold: z.number().int().nullable().default(10),
  time_zero: z.literal('joining').default('joining'),
  /** Days from joining in which a concurrent treatment still decides the arm. */
  grace_days: z.number().int().min(1).max(MOST_DAYS).default(14),
  /** Which combinations make the combined arm. */
  combinations: z
    .array(z.enum(COMBINATIONS_ASKED))
    .min(1)
    .refine(withoutRepeats, 'Each combination once.')
    .default([...COMBINATIONS_ASKED]),
  /** Each combination is also compared for itself. */
  combinations_apart: z.boolean().default(true),
  /** Members of both arms must be in care on this day after joining; null: no landmark. */
  landmark_day: z.number().int().min(1).max(MOST_DAYS).nullable().default(14),
  outcome: outcomeSchema.default({ kind: 'window', week: 8, half_width_weeks: 2 }),
  /** Nothing later than this many weeks after joining is read; null: to the last form. */
  follow_up_weeks: z.number().positive().max(MOST_WEEKS).nullable().default(null),
  /** `baseline_other`: of GAD-7 beside PHQ-9, else of PHQ-9. */
  covariates: z
    .array(z.enum(STUDY_COVARIATES))
    .refine((names) => names.includes('baseline'), 'The baseline must be among the covariates.')
    .refine(withoutRepeats, 'Each covariate once.')
    .default([...STUDY_COVARIATES]),
  /** Whose average difference: `overlap` who could have had either, `ate` all, `att` those combined. */
  estimand: z.enum(['overlap', 'ate', 'att']).default('overlap'),
  /** Points below which a difference is not relevant. */
  margin: z.number().positive().default(2),
})
export type StudyDefinitionContract = z.infer<typeof studyDefinitionSchema>

const refusalSchema = z.object({ reason: z.string(), message: z.string() })

export const studyEstimateSchema = z.object({
  name: z.string(),
  label: z.string(),
  /** What must hold for it, in words. */
  assumes: z.string(),
  /** `sensitivity`: another honest answer to the main question; `secondary`: another question. */
  role: z.enum(['crude', 'main', 'sensitivity', 'secondary']),
  unit: z.enum(['points', 'standard_deviations', 'share', 'ratio']),
  n: z.number().int(),
  n_combined: z.number().int(),
  n_group_only: z.number().int(),
  /** Combined minus group only, or combined over group only; null: refused. */
  estimate: z.number().nullable(),
  /** Of a ratio: of its logarithm. */
  se: z.number().nullable(),
  /** null: the normal distribution. */
  df: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  level: z.number().nullable(),
  method: z.string().nullable(),
  p: z.number().nullable(),
  /** false: members of one group were taken as independent; the interval is too narrow. */
  respects_grouping: z.boolean(),
  refusal: refusalSchema.nullable(),
})
export type StudyEstimateContract = z.infer<typeof studyEstimateSchema>

/** Why answers were kept back, and what would let them out: one entry for every different reason. */
const explainedRefusalSchema = refusalSchema.extend({
  /** Names of the estimates, subgroups and later adjuncts that were kept back for it. */
  estimates: z.array(z.string()),
  /** null where the reason is not a count. */
  limit: z
    .object({
      what: z.enum(['members_in_each_arm', 'members_alike_in_each_arm', 'groups']),
      needed: z.number().int(),
      /** Found: by arm, or of all. */
      combined: z.number().int().nullable(),
      group_only: z.number().int().nullable(),
      all: z.number().int().nullable(),
    })
    .nullable(),
  /** The setting that left most episodes out first; empty where no setting helps. */
  relax: z.array(
    z.object({
      /** A field of the request. */
      setting: z.enum([
        'as_of',
        'sites',
        'definition.baseline_threshold',
        'definition.combinations',
        'definition.landmark_day',
        'definition.outcome.week',
        'definition.outcome.half_width_weeks',
        'definition.covariates',
      ]),
      /** Episodes that it left out; null where it leaves nobody out. */
      left_out: z.number().int().nullable(),
      advice: z.string(),
    }),
  ),
})

const armSummarySchema = z.object({
  n: z.number().int(),
  missing: z.number().int(),
  mean: z.number().nullable(),
  sd: z.number().nullable(),
})

const limitsSchema = z.object({ low: z.number().nullable(), high: z.number().nullable() })

/** Every figure of a comparison. */
export const studyResultSchema = z.object({
  definition: studyDefinitionSchema,
  as_of: daySchema,
  calculation_version: z.number().int(),
  /** From every episode to those compared: n of a row is that of the row before, less `excluded`. */
  flow: z.array(
    z.object({
      step: z.string(),
      label: z.string(),
      n: z.number().int(),
      excluded: z.number().int(),
      /** null before arms are known. */
      combined: z.number().int().nullable(),
      group_only: z.number().int().nullable(),
    }),
  ),
  /** Eligible members whose planned end comes before the window closes. */
  window_cut_short: z.number().int(),
  /** Standardised mean differences below it pass as alike: the line of the love plot. */
  balance_limit: z.number().default(0.1),
  balance: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(['number', 'share']),
      combined: armSummarySchema,
      group_only: armSummarySchema,
      /** Standardised mean differences, combined minus group only. */
      smd: z.number().nullable(),
      smd_weighted: z.number().nullable(),
      /** null without weights. */
      is_alike: z.boolean().nullable(),
    }),
  ),
  overlap: z
    .object({
      bins: z.array(
        z.object({
          from: z.number(),
          to: z.number(),
          combined: z.number().int(),
          group_only: z.number().int(),
        }),
      ),
      range: z.object({
        combined: z.object({ low: z.number(), high: z.number() }),
        group_only: z.object({ low: z.number(), high: z.number() }),
      }),
      in_common: z.object({ combined: z.number().int(), group_only: z.number().int() }),
      /** Propensity below .05 or above .95: hardly a choice. */
      without_choice: z.number().int(),
      is_positivity_doubtful: z.boolean(),
      c_statistic: z.number(),
    })
    .nullable(),
  weights: z
    .object({
      effective_combined: z.number(),
      effective_group_only: z.number(),
      largest: z.number(),
      sum: z.number(),
    })
    .nullable(),
  /** Crude, main, sensitivity, secondary: in the order of the page. */
  estimates: z.array(studyEstimateSchema),
  subgroups: z.array(
    z.object({
      by: z.enum(['severity', 'modality', 'format', 'combination']),
      subgroups: z.array(studyEstimateSchema),
      interaction: z.object({ q: z.number(), df: z.number().int(), p: z.number() }).nullable(),
    }),
  ),
  /** What to say beside the subgroups. */
  subgroup_note: z.string(),
  e_values: z.array(
    z.object({
      of: z.string(),
      label: z.string(),
      risk_ratio: z.number(),
      low: z.number(),
      high: z.number(),
      e_value_point: z.number(),
      /** Of the limit nearer to 1; 1 when the interval includes 1. */
      e_value_limit: z.number(),
      respects_grouping: z.boolean(),
    }),
  ),
  /** Is group therapy alone at most the margin worse? Beside what confounding could do. */
  non_inferiority: z
    .object({
      margin: z.number(),
      /** Points by which group therapy alone is worse. */
      difference: z.number(),
      interval: intervalSchema,
      p_one_sided: z.number(),
      is_non_inferior: z.boolean(),
      reading: z.string(),
      confounding_range: z.object({ low: z.number(), high: z.number() }),
    })
    .nullable(),
  missing: z.object({
    completeness: z.array(
      z.object({ arm: armSchema, eligible: z.number().int(), observed: z.number().int() }),
    ),
    /** Points by which unseen combined members must have ended worse than those like them, to move the answer. */
    tipping_point: z
      .object({ estimate_is_zero: z.number(), low_is_zero: z.number(), high_is_zero: z.number() })
      .nullable(),
  }),
  trajectories: z.array(
    z.object({
      arm: armSchema,
      points: z.array(
        z.object({
          week: z.number().int(),
          n: z.number().int(),
          mean: z.number(),
          low: z.number().nullable(),
          high: z.number().nullable(),
        }),
      ),
      /** Weeks with fewer than 3 members, not shown. */
      points_left_out: z.number().int(),
    }),
  ),
  /** Crude: by a mixed model of all scores. */
  course_differences: z.array(
    z.object({
      week: z.number(),
      estimate: z.number(),
      se: z.number(),
      df: z.number(),
      low: z.number(),
      high: z.number(),
      p: z.number(),
    }),
  ),
  time_to_improvement: z.object({
    /** Days since baseline; since the landmark where there is one. */
    curves: z.array(
      z.object({
        arm: armSchema,
        n: z.number().int(),
        events: z.number().int(),
        median: z.number().nullable(),
        median_limits: limitsSchema,
        at: z.array(
          z.object({
            time: z.number(),
            at_risk: z.number().int(),
            not_improved: z.number(),
            se: z.number().nullable(),
            low: z.number().nullable(),
            high: z.number().nullable(),
          }),
        ),
        /** The whole curve: the share just after each day of an improvement; log-log limits. Empty: an older result. */
        steps: z
          .array(
            z.object({
              time: z.number(),
              at_risk: z.number().int(),
              not_improved: z.number(),
              low: z.number().nullable(),
              high: z.number().nullable(),
            }),
          )
          .default([]),
        /** The first day with fewer than 5 at risk, where the curve stops; null: it runs to the end. */
        stopped_at: z.number().nullable().default(null),
        /** Still observed, on the same days in both arms. */
        risk: z.array(z.object({ time: z.number(), at_risk: z.number().int() })).default([]),
        restricted_mean: z.object({ horizon: z.number(), mean: z.number(), se: z.number() }),
      }),
    ),
    log_rank: z.object({ chi_square: z.number(), df: z.number().int(), p: z.number() }).nullable(),
    improved_before_landmark: z.number().int(),
  }),
  /** Members who started another treatment after the grace period, from the week of the start. */
  later_adjunct: z.object({
    starters: z.number().int(),
    controls: z.number().int(),
    weeks: z.object({ first: z.number().int(), last: z.number().int() }).nullable(),
    estimates: z.array(studyEstimateSchema),
  }),
  /** Members of the comparison by what their group therapy was combined with. */
  combinations: z
    .array(
      z.object({
        combination: z.enum([...COMBINATIONS_ASKED, 'unspecified']),
        n: z.number().int(),
      }),
    )
    .default([]),
  /**
   * From the comparison at the same baseline through true baselines of reliability .84 to .64: where the difference may
   * lie if members were chosen by something that the baseline shows with noise. Points, combined minus group only.
   */
  confounding_range: z
    .object({
      low: z.number(),
      high: z.number(),
      /** Names of the estimates it spans. */
      estimates: z.array(z.string()),
    })
    .nullable()
    .default(null),
  refusals: z.array(explainedRefusalSchema).default([]),
  /** How alike outcomes of one group are, and by how much that widens intervals. */
  grouping: z
    .object({
      groups: z.number().int(),
      icc: z.number().nullable(),
      icc_at_equal_baseline: z.number().nullable(),
      design_effect: z.number().nullable(),
    })
    .nullable(),
  sign_change: z.object({ text: z.string() }).nullable(),
  verdict: z.object({
    code: z.enum([
      'combined_better',
      'group_only_better',
      'no_relevant_difference',
      'cannot_tell',
      'refused',
    ]),
    /** Two sentences. */
    text: z.string(),
    reasons: z.array(z.string()),
  }),
  methods: z.string(),
})
export type StudyResultContract = z.infer<typeof studyResultSchema>

/** POST /studies, POST /studies/preview. `sites`: null = all of the caller's; `as_of`: null = today. */
export const newStudySchema = z.strictObject({
  definition: studyDefinitionSchema,
  sites: z.array(idSchema).min(1).nullable().default(null),
  as_of: daySchema.nullable().default(null),
})
export type NewStudyRequest = z.infer<typeof newStudySchema>

const studyHeadSchema = z.object({
  study_id: z.number().int(),
  name: z.string(),
  version: z.number().int(),
  sites: z.array(z.string()),
  as_of: daySchema,
  /** What had been recorded by this moment was read. */
  data_until: instantSchema,
  calculation_version: z.number().int(),
  code_version: z.string(),
  /** Of the result's JSON as it was made. */
  result_sha256: z.string(),
  verdict: z.string(),
  created_at: instantSchema,
  /** Name of who made it; null where it was made by no user, or by one who is gone. */
  created_by: z.string().nullable(),
  frozen_by: z.string().nullable(),
  /** null: may still be replaced by a later version; else kept for good. */
  frozen_at: instantSchema.nullable(),
})
export type StudyHead = z.infer<typeof studyHeadSchema>

/** GET /studies: the latest first, 200 at most. */
export const studyListSchema = z.object({ studies: z.array(studyHeadSchema) })
export type StudyList = z.infer<typeof studyListSchema>

export const STALE_REASONS = ['records_changed', 'calculation_changed', 'later_day'] as const

/** Whether a run today would read the same; it is offered where not. The result itself never changes. */
export const studyStandingSchema = z.object({
  is_current: z.boolean(),
  /**
   * `records_changed`: at its sites since; `calculation_changed`: by a newer version of the product; `later_day`: no day
   * was asked for, and today is another one, so that more windows have closed.
   */
  reasons: z.array(z.enum(STALE_REASONS)),
})

export const studySchema = studyHeadSchema.extend({
  standing: studyStandingSchema,
  result: studyResultSchema,
})
export type Study = z.infer<typeof studySchema>

export const studyPreviewSchema = z.object({
  sites: z.array(z.string()),
  data_until: instantSchema,
  result: studyResultSchema,
})
export type StudyPreview = z.infer<typeof studyPreviewSchema>

/**
 * POST /studies, POST /studies/:id/run (the same question again, of today where no day was asked for) answer 202;
 * GET /studies/runs/:id. With `study_id` the comparison is there, at once where a stored one reads the same; else `job`
 * says how far it is (its `/jobs/:id/events`, `/jobs/:id/cancel`), and one that failed or was cancelled has no study.
 */
export const studyRunSchema = z.object({
  run_id: z.number().int(),
  study_id: z.number().int().nullable(),
  job: jobSchema.nullable(),
})
export type StudyRun = z.infer<typeof studyRunSchema>
