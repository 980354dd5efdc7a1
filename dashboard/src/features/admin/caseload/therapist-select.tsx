import type { ReactElement } from 'react'
import { SelectField } from '../../../components/form/select-field.js'

/** One therapist by name and id: two may share a name. */
export function TherapistSelect(props: {
  name: string
  label: string
  hint?: string
  value: string
  onChange: (therapistId: string) => void
  therapists: readonly { readonly therapist_id: string; readonly display_name: string }[]
  /** Already chosen on the other side. */
  without?: string
  error: string | null
}): ReactElement {
  return (
    <SelectField
      name={props.name}
      label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
    >
      <option value="">choose</option>
      {props.therapists
        .filter((therapist) => therapist.therapist_id !== props.without)
        .map((therapist) => (
          <option key={therapist.therapist_id} value={therapist.therapist_id}>
            {therapist.display_name} ({therapist.therapist_id})
          </option>
        ))}
    </SelectField>
  )
}
