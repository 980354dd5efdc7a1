import type { ReactElement } from 'react'

/** Line icons on a 16 x 16 grid, drawn in the colour of the text beside them. Always beside a word or a label. */
const PATHS = {
  check: 'M3.5 8.5l3 3 6-7',
  chevron_down: 'M4 6l4 4 4-4',
  chevron_right: 'M6 4l4 4-4 4',
  chevron_up: 'M4 10l4-4 4 4',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M6 6h7v7H6zM3 10V3h7',
  document: 'M4 2h5l3 3v9H4zM9 2v3h3',
  download: 'M8 2v8M4.5 7L8 10.5 11.5 7M3 13.5h10',
  folder: 'M2 4h4l1.5 2H14v7H2z',
  groups:
    'M5.5 7a2 2 0 100-4 2 2 0 000 4zM2 13c0-2.2 1.5-3.5 3.5-3.5S9 10.8 9 13M11 7.5a1.6 1.6 0 100-3.2M11 9.7c1.8 0 3 1.2 3 3.3',
  import: 'M8 10V2M4.5 5.5L8 2l3.5 3.5M3 10v3.5h10V10',
  member: 'M8 7.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM3.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  moon: 'M12.5 9.8A5.5 5.5 0 016.2 3.5a5.5 5.5 0 106.3 6.3z',
  more: 'M8 3v10M3 8h10',
  programme: 'M2 12.5c2 0 2.5-3 4.5-3s2 1.5 3.5 1.5S12.5 6 14 3.5M2 14.5h12',
  retry: 'M13 8a5 5 0 11-1.5-3.5M13 2v3h-3',
  screen: 'M2 3h12v8H2zM6 14h4M8 11v3',
  sun: 'M8 10.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.5M8 11.8v.2',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 16 }: { name: IconName; size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
