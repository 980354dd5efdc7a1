import {
  createParser,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs'
import { useMemo } from 'react'
import type {
  DatasetChoices,
  DatasetDefinitionContract,
} from '../../../../api/src/contracts/dataset-exports.js'
import {
  ARM_LABELS,
  FORMAT_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../format/enumeration-labels.js'
import { keysOf } from '../../format/labels.js'
import { VARIABLE_ORDER } from './data-set-words.js'

export type VariableName = DatasetChoices['variables'][number]['name']
export type ChosenVariable = DatasetDefinitionContract['variables'][number]
export type CohortFilter = DatasetDefinitionContract['filter']
/** Without what only a director may add, which is typed and stands in no address. */
export type DataSetQuestion = Omit<DatasetDefinitionContract, 'substance_use_reason'>

const USUAL_K = 11
/** Enough for a first question; each further variable makes all of them coarser. */
const USUAL_VARIABLES: readonly ChosenVariable[] = (['age_band', 'gender', 'arm'] as const).map((name) => ({
  name,
  coarsest: null,
}))

/** "age_band" as coarse as it takes, "age_band~1" never coarser than its level 1. An unknown variable is dropped. */
const parseAsVariable = createParser({
  parse: (text: string): ChosenVariable | null => {
    const [word = '', level] = text.split('~')
    const name = VARIABLE_ORDER.find((each) => each === word)
    if (name === undefined) return null
    return { name, coarsest: level !== undefined && /^\d$/.test(level) ? Number(level) : null }
  },
  serialize: ({ name, coarsest }: ChosenVariable) => (coarsest === null ? name : `${name}~${coarsest}`),
  eq: (one, other) => one.name === other.name && one.coarsest === other.coarsest,
})

const parseAsBandYear = createParser({
  parse: (text: string) => (/^\d{3}[02468]$/.test(text) ? Number(text) : null),
  serialize: String,
})

const PARSERS = {
  measure: parseAsStringLiteral(['phq9', 'gad7'] as const).withDefault('phq9'),
  variables: parseAsArrayOf(parseAsVariable).withDefault([...USUAL_VARIABLES]),
  k: parseAsInteger.withDefault(USUAL_K),
  modality: parseAsArrayOf(parseAsStringLiteral(keysOf(MODALITY_LABELS))).withDefault([]),
  format: parseAsArrayOf(parseAsStringLiteral(keysOf(FORMAT_LABELS))).withDefault([]),
  structure: parseAsArrayOf(parseAsStringLiteral(keysOf(STRUCTURE_LABELS))).withDefault([]),
  arm: parseAsArrayOf(parseAsStringLiteral(keysOf(ARM_LABELS))).withDefault([]),
  joined_from: parseAsBandYear,
  joined_to: parseAsBandYear,
  cases: parseAsBoolean.withDefault(false),
}

export interface QuestionState {
  readonly question: DataSetQuestion
  readonly setMeasure: (measure: DataSetQuestion['measure']) => void
  readonly setK: (k: number) => void
  readonly setVariables: (variables: readonly ChosenVariable[]) => void
  readonly setFilter: (filter: CohortFilter) => void
}

/** What is asked for, as the address holds it: a link can be kept or sent. */
export function useDataSetQuestion(): QuestionState {
  const [values, set] = useQueryStates(PARSERS, { history: 'replace' })
  return useMemo(() => {
    const chosen = new Map(values.variables.map((variable) => [variable.name, variable]))
    return {
      question: {
        measure: values.measure,
        // In one order whatever the order of choosing, so that the same question is asked once.
        variables: VARIABLE_ORDER.flatMap((name) => chosen.get(name) ?? []),
        k: Math.min(1000, Math.max(5, values.k)),
        filter: {
          modalities: values.modality,
          formats: values.format,
          structures: values.structure,
          arms: values.arm,
          joined_from: values.joined_from,
          joined_to: values.joined_to,
          only_cases_at_start: values.cases,
        },
      },
      setMeasure: (measure) => void set({ measure }),
      setK: (k) => void set({ k }),
      setVariables: (variables) => void set({ variables: [...variables] }),
      setFilter: (filter) =>
        void set({
          modality: filter.modalities,
          format: filter.formats,
          structure: filter.structures,
          arm: filter.arms,
          joined_from: filter.joined_from,
          joined_to: filter.joined_to,
          cases: filter.only_cases_at_start,
        }),
    }
  }, [values, set])
}
