import {
  createParser,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
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
import { hasPhases, PHASE_LABELS, PROFILE_LABELS, VARIABLE_ORDER } from './data-set-words.js'

export type VariableName = DatasetChoices['variables'][number]['name']
export type ChosenVariable = DatasetDefinitionContract['variables'][number]
export type ChosenPhase = NonNullable<DatasetDefinitionContract['phases']>[number]
export type CohortFilter = DatasetDefinitionContract['filter']
/** Without what only a director may add, which is typed and stands in no address. */
export type DataSetQuestion = Omit<DatasetDefinitionContract, 'substance_use_reason'>

const USUAL_K = 11
/** Enough for a first question; each further variable makes all of them coarser. */
const USUAL_VARIABLES: readonly ChosenVariable[] = (['age_band', 'gender', 'arm'] as const).map((name) => ({
  name,
  coarsest: null,
}))

/** "age_band" as coarse as it takes, "age_band~1" never coarser than its level 1. An unknown name is dropped. */
function parseAsColumn<Name extends string>(names: readonly Name[]) {
  return createParser({
    parse: (text: string): { name: Name; coarsest: number | null } | null => {
      const [word = '', level] = text.split('~')
      const name = names.find((each) => each === word)
      if (name === undefined) return null
      return { name, coarsest: level !== undefined && /^\d$/.test(level) ? Number(level) : null }
    },
    serialize: ({ name, coarsest }) => (coarsest === null ? name : `${name}~${coarsest}`),
    eq: (one, other) => one.name === other.name && one.coarsest === other.coarsest,
  })
}

const parseAsBandYear = createParser({
  parse: (text: string) => (/^\d{3}[02468]$/.test(text) ? Number(text) : null),
  serialize: String,
})

const PARSERS = {
  profile: parseAsStringLiteral(keysOf(PROFILE_LABELS)).withDefault('bands'),
  phases: parseAsArrayOf(parseAsColumn(keysOf(PHASE_LABELS))),
  measure: parseAsStringLiteral(['phq9', 'gad7'] as const).withDefault('phq9'),
  variables: parseAsArrayOf(parseAsColumn(VARIABLE_ORDER)).withDefault([...USUAL_VARIABLES]),
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
  /** Columns that the address asks for and nobody knows; they act on nothing. */
  readonly dropped: readonly string[]
  readonly setProfile: (profile: DataSetQuestion['profile']) => void
  /** None: all of them. */
  readonly setPhases: (phases: readonly ChosenPhase[]) => void
  readonly setMeasure: (measure: DataSetQuestion['measure']) => void
  readonly setK: (k: number) => void
  readonly setVariables: (variables: readonly ChosenVariable[]) => void
  readonly setFilter: (filter: CohortFilter) => void
}

/** The phases hold the score at the start already. */
export function isOffered(name: VariableName, asked: Pick<DataSetQuestion, 'profile'>): boolean {
  return name !== 'baseline_band' || !hasPhases(asked)
}

function unknownIn(words: string | null, known: readonly string[]): string[] {
  return (words ?? '').split(',').filter((word) => word !== '' && !known.includes(word.replace(/~.*/, '')))
}

/** In the order of time; null where all of them are as coarse as it takes, or none was said. */
function phasesOf(
  said: readonly { name: ChosenPhase['phase']; coarsest: number | null }[],
): ChosenPhase[] | null {
  const all = keysOf(PHASE_LABELS)
  const chosen = all.flatMap((phase) => {
    const found = said.find(({ name }) => name === phase)
    return found === undefined ? [] : { phase, coarsest: found.coarsest }
  })
  const isUsual = chosen.length === all.length && chosen.every(({ coarsest }) => coarsest === null)
  return chosen.length === 0 || isUsual ? null : chosen
}

/** What is asked for, as the address holds it: a link can be kept or sent. */
export function useDataSetQuestion(): QuestionState {
  const [values, set] = useQueryStates(PARSERS, { history: 'replace' })
  const [search] = useSearchParams()
  return useMemo(() => {
    const chosen = new Map(values.variables.map((variable) => [variable.name, variable]))
    return {
      dropped: [
        ...unknownIn(search.get('variables'), VARIABLE_ORDER),
        ...unknownIn(search.get('phases'), keysOf(PHASE_LABELS)),
      ],
      question: {
        profile: values.profile,
        phases: hasPhases(values) ? phasesOf(values.phases ?? []) : null,
        measure: values.measure,
        // In one order whatever the order of choosing, so that the same question is asked once.
        variables: VARIABLE_ORDER.flatMap((name) =>
          isOffered(name, values) ? (chosen.get(name) ?? []) : [],
        ),
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
      setProfile: (profile) => void set({ profile }),
      setPhases: (phases) =>
        void set({ phases: phases.map(({ phase: name, coarsest }) => ({ name, coarsest })) }),
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
  }, [values, set, search])
}
