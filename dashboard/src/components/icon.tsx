import type { ReactElement } from 'react'

/** Line icons on a 16 x 16 grid, drawn in the colour of the text beside them. Always beside a word or a label. */
const PATHS = {
  activity: 'M2 8h3l2-5 3 10 2-5h2',
  check: 'M3.5 8.5l3 3 6-7',
  chevron_down: 'M4 6l4 4 4-4',
  chevron_right: 'M6 4l4 4-4 4',
  chevron_up: 'M4 10l4-4 4 4',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M6 6h7v7H6zM3 10V3h7',
  document: 'M4 2h5l3 3v9H4zM9 2v3h3',
  download: 'M8 2v8M4.5 7L8 10.5 11.5 7M3 13.5h10',
  entry: 'M3 2.5h10v11H3zM5.5 6l1 1 1.5-2M10 6h1M5.5 10l1 1 1.5-2M10 10h1',
  folder: 'M2 4h4l1.5 2H14v7H2z',
  groups:
    'M5.5 7a2 2 0 100-4 2 2 0 000 4zM2 13c0-2.2 1.5-3.5 3.5-3.5S9 10.8 9 13M11 7.5a1.6 1.6 0 100-3.2M11 9.7c1.8 0 3 1.2 3 3.3',
  import: 'M8 10V2M4.5 5.5L8 2l3.5 3.5M3 10v3.5h10V10',
  key: 'M6.5 9.5a3 3 0 110-6 3 3 0 010 6zM8.6 8.6l4.9 4.9M11.4 11.4l1.6-1.6',
  member: 'M8 7.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM3.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  moon: 'M12.5 9.8A5.5 5.5 0 016.2 3.5a5.5 5.5 0 106.3 6.3z',
  more: 'M8 3v10M3 8h10',
  programme: 'M2 12.5c2 0 2.5-3 4.5-3s2 1.5 3.5 1.5S12.5 6 14 3.5M2 14.5h12',
  research: 'M6.5 2h3M7 2v4.5L3.4 12.6A1 1 0 004.2 14h7.6a1 1 0 00.8-1.4L9 6.5V2M5 10.5h6',
  retry: 'M13 8a5 5 0 11-1.5-3.5M13 2v3h-3',
  roles: 'M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM5.8 8l1.6 1.6 2.8-3',
  rules: 'M2.5 4h6M11.5 4h2M8.5 2.5v3M2.5 8h2M7.5 8h6M4.5 6.5v3M2.5 12h6M11.5 12h2M8.5 10.5v3',
  screen: 'M2 3h12v8H2zM6 14h4M8 11v3',
  settings:
    'M8 10a2 2 0 100-4 2 2 0 000 4zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6L5 5M11 11l1.4 1.4M12.4 3.6L11 5M5 11l-1.4 1.4',
  sign_out: 'M6 2.5H3v11h3M10.5 5l3 3-3 3M13.5 8H6.5',
  site: 'M3 13.5V4l5-2 5 2v9.5M1.5 13.5h13M6 6.5h1M9 6.5h1M6 9.5h1M9 9.5h1',
  sun: 'M8 10.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  today: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3M6 10l1.5 1.5L10.5 9',
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
