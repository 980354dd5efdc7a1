import type { ReactElement } from 'react'

/** A tide gauge: the staff with its marks, and the water's line reaching one of them. */
export function BrandMark({ size = 22 }: { size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d="M4 3v18M4 4h6M4 8h3.5M4 16.5h3.5M4 20h6M4 12.3c2.6-2.7 5-2.7 7.4-.5s5.2 2.2 8.6-.5"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
