// The simulated set `small` (120 members in 12 groups) against lme4 1.1 and lmerTest, tolerances in the checks.
import { describeGrowth } from './growth-answers.js'

describeGrowth(new URL('../../fixtures/reference/small/', import.meta.url))
