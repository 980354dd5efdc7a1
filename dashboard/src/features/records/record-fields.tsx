import type { ReactElement } from 'react'
import { SelectField } from '../../components/form/select-field.js'
import { TextField } from '../../components/form/text-field.js'

interface OfField {
  readonly name: string
  readonly label: string
  readonly value?: string | number | null
  readonly hint?: string
  readonly error: string | null
}

export function DayField({ value, hint, ...field }: OfField): ReactElement {
  return <TextField {...field} {...hinted(hint)} type="date" max="9999-12-31" defaultValue={value ?? ''} />
}

export function WholeField({ value, hint, ...field }: OfField): ReactElement {
  return (
    <TextField
      {...field}
      {...hinted(hint)}
      inputMode="numeric"
      autoComplete="off"
      maxLength={6}
      defaultValue={value ?? ''}
    />
  )
}

export function WordsField({ value, hint, ...field }: OfField): ReactElement {
  return (
    <TextField
      {...field}
      {...hinted(hint)}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      defaultValue={value ?? ''}
    />
  )
}

/** One of a list by its words; `none` is the line for "not known", absent where one must be chosen. */
export function OneOfField<Value extends string>(
  props: OfField & {
    readonly values: readonly Value[]
    readonly labels: Readonly<Record<Value, string>>
    readonly none?: string
  },
): ReactElement {
  const { values, labels, none, value, hint, ...field } = props
  return (
    <SelectField {...field} {...hinted(hint)} defaultValue={value ?? ''}>
      {none !== undefined && <option value="">{none}</option>}
      {values.map((each) => (
        <option key={each} value={each}>
          {labels[each]}
        </option>
      ))}
    </SelectField>
  )
}

function hinted(hint: string | undefined): { hint?: string } {
  return hint === undefined ? {} : { hint }
}
