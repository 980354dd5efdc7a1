import type { ClinicParameters } from '../simulate/clinic-parameters.js'

/**
 * The same clinic with another true effect of combined treatment, and without staged courses, which would
 * obscure it.
 *
 * @param effectByMeasure  points by which combined treatment improves each measure further by the planned end
 */
export function withCombinedEffect(
  parameters: ClinicParameters,
  effectByMeasure: Readonly<Record<string, number>>,
): ClinicParameters {
  return {
    ...parameters,
    measures: parameters.measures.map((measure) => ({
      ...measure,
      combinedEffect: effectByMeasure[measure.code] ?? 0,
    })),
    stagesCaseload: false,
  }
}
