import { measureRegistry } from '../../core/measures/registry.js'
import { DEFAULT_SIGNAL_RULES } from '../../core/signals/signal-rules.js'

/** Measures that belong to every session: the same that are missed by the signal of a missing form. */
export const EXPECTED_MEASURES: readonly string[] = measureRegistry
  .map(({ code }) => code)
  .filter((code) => DEFAULT_SIGNAL_RULES.expectedMeasures.includes(code))
