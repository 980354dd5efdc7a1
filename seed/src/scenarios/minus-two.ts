import type { ClinicParameters } from '../simulate/clinic-parameters.js'
import { clinic } from './clinic.js'
import { withCombinedEffect } from './with-combined-effect.js'

/**
 * TRUE EFFECT of combined treatment at the planned end: PHQ-9 2 points and GAD-7 1.6 points lower, Rosenberg
 * 1 point higher, for every member alike, on the scale before totals are held inside their range. On last
 * observed totals, floor and early leaving weaken it: test/unit/seed/true-effects.test.ts measures how much.
 */
export const minusTwo: ClinicParameters = withCombinedEffect(clinic, { phq9: 2, gad7: 1.6, rses: 1 })
