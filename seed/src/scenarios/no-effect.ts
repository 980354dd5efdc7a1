import type { ClinicParameters } from '../simulate/clinic-parameters.js'
import { clinic } from './clinic.js'
import { withCombinedEffect } from './with-combined-effect.js'

/**
 * TRUE EFFECT of combined treatment: none, on any measure. A crude comparison makes it look harmful, because
 * the more distressed are likelier to have it and end with higher scores.
 */
export const noEffect: ClinicParameters = withCombinedEffect(clinic, {})
