import type { StudyEstimateContract, StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { FORMAT_LABELS, MODALITY_LABELS } from '../../../format/enumeration-labels.js'
import { pWords } from '../../../format/estimate-words.js'
import { formatList } from '../../../format/list.js'
import { countOf, formatNumber } from '../../../format/number.js'
import { COMBINATION_WORDS } from '../study-words.js'

type Subgroups = StudyResultContract['subgroups']
type SubgroupSet = Subgroups[number]

/** Beyond it, parts differ by no more than chance. */
const CHANCE = 0.05

export const SUBGROUP_TITLES: Readonly<Record<SubgroupSet['by'], string>> = {
  severity: 'By severity at the start',
  modality: 'By modality',
  format: 'By format',
  combination: 'By combination',
}

const LABELS: Readonly<Record<string, string>> = {
  ...MODALITY_LABELS,
  ...FORMAT_LABELS,
}
const COMBINATIONS: Readonly<Record<string, string>> = {
  individual: `With ${COMBINATION_WORDS.individual.toLowerCase()}`,
  medication: `With ${COMBINATION_WORDS.medication.toLowerCase()}`,
  both: 'With both',
}

/** A part of the members as the rest of the product calls it. */
export function subgroupLabel(by: SubgroupSet['by'], { name, label }: StudyEstimateContract): string {
  if (by === 'combination') return COMBINATIONS[name] ?? label
  return by === 'severity' ? label : (LABELS[name] ?? label)
}

/** The test that a difference between parts is read from. */
export function interactionWords({ by, interaction, subgroups }: SubgroupSet): string {
  if (by === 'combination') return 'each against the same members of group therapy alone'
  if (interaction === null) {
    const given = subgroups.filter(({ estimate }) => estimate !== null).length
    return given < 2 ? 'no test: fewer than two parts have an estimate' : 'no test of interaction'
  }
  return `test of interaction: ${pWords(interaction.p)}`
}

/** What the tests of interaction say together. */
export function subgroupsTitle(sets: Subgroups): string {
  const tested = sets.flatMap(({ by, interaction }) =>
    interaction === null ? [] : [{ by, p: interaction.p }],
  )
  if (tested.length === 0) return 'Whether the difference depends on who the members are could not be tested'
  const beyond = tested.filter(({ p }) => p < CHANCE)
  const tests = countOf(tested.length, 'test')
  if (beyond.length === 0)
    return `No part of the members differs from the others by more than chance (${tests} of interaction)`
  return `The difference may depend on ${formatList(beyond.map(({ by }) => by))}: ${formatNumber(beyond.length)} of ${tests} of interaction`
}
