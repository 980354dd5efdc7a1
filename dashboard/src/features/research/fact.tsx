import type { ReactElement } from 'react'

/** One line of a `dl` of facts. */
export function Fact({ label, value }: { label: string; value: string }): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
