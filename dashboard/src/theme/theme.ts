import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'
import { DARK, LIGHT, type Palette } from './tokens.js'

const tide: MantineColorsTuple = [
  '#E5F1F5',
  '#CFE4EC',
  '#A3CBDA',
  '#74C7E3',
  '#4C9DBA',
  '#2A7C9B',
  '#146888',
  '#0B5C7A',
  '#084A63',
  '#06384C',
]

/** The library judges the words on the accent by its light shade alone; in the dark they would be white on light. */
const variantColorResolver: VariantColorsResolver = (asked) => {
  const resolved = defaultVariantColorsResolver(asked)
  const isAccent = asked.variant === 'filled' && asked.color === asked.theme.primaryColor
  return isAccent ? { ...resolved, color: 'var(--tm-on-brand)' } : resolved
}

/** One accent, 14 px text, hairlines instead of shadows. Colours come from `tokens.ts` through CSS variables. */
export const theme = createTheme({
  primaryColor: 'tide',
  primaryShade: { light: 7, dark: 3 },
  colors: { tide },
  white: LIGHT.paper,
  black: LIGHT.ink,
  autoContrast: true,
  variantColorResolver,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.78125rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.375rem' },
  headings: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Menu: { defaultProps: { shadow: 'none', position: 'bottom-end', withinPortal: true } },
    Popover: { defaultProps: { shadow: 'none', withinPortal: true } },
  },
})

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: paletteVariables(LIGHT),
  dark: paletteVariables(DARK),
})

function paletteVariables(palette: Palette): Record<string, string> {
  const own: Record<string, string> = {
    '--mantine-color-body': palette.canvas,
    '--mantine-color-text': palette.ink,
    '--mantine-color-dimmed': palette.muted,
    '--mantine-color-default': palette.paper,
    '--mantine-color-default-hover': palette.canvas,
    '--mantine-color-default-color': palette.ink,
    '--mantine-color-default-border': palette.line,
    '--mantine-color-placeholder': palette.muted,
    '--mantine-color-anchor': palette.brand,
    '--mantine-color-error': palette.bad,
    '--mantine-color-disabled': palette['neutral-soft'],
    '--mantine-color-disabled-color': palette.muted,
    '--mantine-color-disabled-border': palette.line,
    '--mantine-primary-color-filled': palette.brand,
    '--mantine-primary-color-contrast': palette['on-brand'],
  }
  for (const [name, colour] of Object.entries(palette)) own[`--tm-${name}`] = colour
  return own
}
