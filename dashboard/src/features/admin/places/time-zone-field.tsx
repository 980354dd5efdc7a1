import { type ReactElement, useMemo, useState } from 'react'
import { SelectField } from '../../../components/form/select-field.js'
import { clockIn, knownTimeZones, timeZoneRegions } from './time-zones.js'

/** A time zone by region and place, with what its clock shows: the quickest way to see that it is the right one. */
export function TimeZoneField(props: { value: string; hint: string; error: string | null }): ReactElement {
  const [zone, setZone] = useState(props.value)
  const regions = useMemo(() => timeZoneRegions(knownTimeZones(), props.value), [props.value])
  return (
    <SelectField
      name="time_zone"
      label="Time zone"
      hint={`${props.hint} It is ${clockIn(zone, new Date())} there now.`}
      value={zone}
      onChange={(event) => setZone(event.currentTarget.value)}
      error={props.error}
    >
      {regions.map(({ region, zones }) => (
        <optgroup key={region} label={region}>
          {zones.map((each) => (
            <option key={each.zone} value={each.zone}>
              {each.label}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  )
}
