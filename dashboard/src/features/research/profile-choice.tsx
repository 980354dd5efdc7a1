import type { ReactElement } from 'react'
import type { DatasetDefinitionContract } from '../../../../api/src/contracts/dataset-exports.js'
import { ChoiceList } from '../../components/form/choice-list.js'
import { keysOf } from '../../format/labels.js'
import { PROFILE_LABELS } from './data-set-words.js'

type Profile = DatasetDefinitionContract['profile']

const DETAILS: Readonly<Record<Profile, string>> = {
  bands: 'Needs nobody\u2019s approval.',
  phases_wide:
    'A course of scores is a fingerprint: a director approves it by its measured risk, before it is made.',
  phases_long: 'The same, in the form that programs for repeated measures read.',
}

/** What a row says of scores. */
export function ProfileChoice(props: {
  profile: Profile
  onChange: (profile: Profile) => void
}): ReactElement {
  const profiles = keysOf(PROFILE_LABELS)
  return (
    <ChoiceList
      kind="radio"
      legend="What it says of scores"
      name="profile"
      choices={profiles.map((value) => ({ value, label: PROFILE_LABELS[value], detail: DETAILS[value] }))}
      chosen={[props.profile]}
      onChange={([chosen]) => props.onChange(profiles.find((each) => each === chosen) ?? 'bands')}
    />
  )
}
