/** Likeness of last PHQ-9 scores inside groups, in the appendix. */

import { phq9 } from '../measures/phq-9.js'
import { refuseGroupCount } from '../trajectories/group-level.js'
import {
  type GroupResemblance,
  groupResemblance,
  type ResemblanceModel,
} from '../trajectories/group-resemblance.js'
import type { Json } from './change-appendix.js'
import type { EpisodeCase } from './clinic-episodes.js'
import { outcomeOf } from './measure-limits.js'
import { mixedModelBlock } from './mixed-model-block.js'
import { answerBlock, type Refused, refusalBlock } from './refusal-block.js'

const GROUPS_SHOWN = 3
/** One score an episode: the group is the level whose members repeat. */
const LEVELS = { member: 'group_id', group: '' }

export function groupResemblanceBlock(cases: readonly EpisodeCase[], groups: number): Json {
  const refusal = refuseGroupCount('Likeness inside groups', groups)
  if (refusal !== null) return refusalBlock(refusal)
  const ends = cases.flatMap((each) => {
    const outcome = outcomeOf(each, phq9)
    if (outcome === undefined || outcome.nScores < 2) return []
    return [{ groupId: each.episode.groupId, baseline: outcome.baseline, last: outcome.last }]
  })
  const resemblance = groupResemblance(ends)
  return {
    n: ends.length,
    groups: new Set(ends.map((end) => end.groupId)).size,
    lmm: modelBlock(resemblance.unadjusted, '1'),
    icc_reml: iccOf(resemblance.unadjusted),
    lmm_baseline_adjusted: modelBlock(resemblance.atEqualBaseline, 'baseline_c'),
    icc_baseline_adjusted: iccOf(resemblance.atEqualBaseline),
    ...varianceBlock(resemblance),
  }
}

function modelBlock(model: ResemblanceModel | Refused, fixed: string): Json {
  const formula = `y ~ ${fixed} + (1 | group_id)`
  return answerBlock(model, ({ fit }) =>
    mixedModelBlock(fit, { formula, levels: LEVELS, nModes: GROUPS_SHOWN }),
  )
}

function iccOf(model: ResemblanceModel | Refused): Json {
  return 'fit' in model ? model.icc : null
}

function varianceBlock({ anova, designEffects }: GroupResemblance): { readonly [key: string]: Json } {
  if (anova.kind === 'refused') return { anova: refusalBlock(anova) }
  return {
    msb: anova.meanSquareBetween,
    msw: anova.meanSquareWithin,
    n0: anova.typicalSize,
    icc_anova: anova.icc,
    mean_group_size: anova.meanGroupSize,
    design_effect_equal: designEffects?.equalSizes ?? null,
    design_effect_unequal: designEffects?.unequalSizes ?? null,
  }
}
