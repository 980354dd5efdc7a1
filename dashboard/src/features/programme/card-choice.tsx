import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { ReactElement } from 'react'
import { SelectChip } from '../../components/filter-bar/filter-chip.js'
import { keysOf, labelled } from '../../format/labels.js'

/** One choice of a card, kept in the address under a name of its own; the usual one stands in no address. */
export function useCardChoice<Key extends string>(
  parameter: string,
  labels: Readonly<Record<Key, string>>,
  usual: NoInfer<Key>,
): [Key, (next: string | null) => void] {
  const keys = keysOf(labels)
  const [current, setCurrent] = useQueryState(
    parameter,
    parseAsStringLiteral(keys).withDefault(usual).withOptions({ history: 'push' }),
  )
  return [current, (next) => void setCurrent(keys.find((key) => key === next) ?? null)]
}

export function CardChoice<Key extends string>(props: {
  label: string
  labels: Readonly<Record<Key, string>>
  current: Key
  usual: NoInfer<Key>
  /** Not offered, though an address may ask for it. */
  without?: NoInfer<Key>
  onChange: (next: string | null) => void
}): ReactElement {
  return (
    <SelectChip
      label={props.label}
      value={props.current}
      isSet={props.current !== props.usual}
      choices={labelled(props.labels).filter(({ value }) => value !== props.without)}
      allWords={null}
      onChange={props.onChange}
    />
  )
}
