import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

const morski: MantineColorsTuple = [
  '#eef7f9',
  '#e6f2f5',
  '#a9d0db',
  '#84c9da',
  '#67b9ce',
  '#2a8aa3',
  '#12728c',
  '#0b5f76',
  '#094d60',
  '#06222b',
]
const gray: MantineColorsTuple = [
  '#ffffff',
  '#f6f6f4',
  '#f3f3f0',
  '#e5e5e1',
  '#d3d3ce',
  '#8b8e89',
  '#696c67',
  '#4f524e',
  '#373a37',
  '#1b1d1b',
]
const dark: MantineColorsTuple = [
  '#ecedeb',
  '#b8bbb7',
  '#979b96',
  '#747974',
  '#3c413e',
  '#2c302e',
  '#1f2221',
  '#171918',
  '#121413',
  '#111312',
]

type Look = { bg: string; hover: string; color: string; border: string }
const danger: Look = { bg: 'var(--bg)', hover: 'var(--red-soft)', color: 'var(--red)', border: 'var(--red-line)' }
const looks: Record<string, Look> = {
  filled: { bg: 'var(--acc)', hover: 'var(--acc-hover)', color: 'var(--on-acc)', border: 'var(--acc)' },
  outline: { bg: 'var(--bg)', hover: 'var(--acc-soft)', color: 'var(--acc)', border: 'var(--acc-line)' },
  default: { bg: 'var(--bg)', hover: 'var(--hover)', color: 'var(--ink)', border: 'var(--line-2)' },
  light: { bg: 'var(--acc-soft)', hover: 'var(--acc-soft)', color: 'var(--acc)', border: 'transparent' },
  subtle: { bg: 'transparent', hover: 'var(--hover)', color: 'var(--ink-2)', border: 'transparent' },
  transparent: { bg: 'transparent', hover: 'transparent', color: 'var(--ink-2)', border: 'transparent' },
}

const variantColorResolver: VariantColorsResolver = ({ variant, color }) => {
  const look = color === 'red' && variant !== 'subtle' ? danger : (looks[variant] ?? looks.default!)
  return {
    background: look.bg,
    hover: look.hover,
    hoverColor: look.color,
    color: color === 'red' ? 'var(--red)' : look.color,
    border: `1px solid ${look.border}`,
  }
}

// Height, padding, size of text. sm is for panels, lg for forms, xl for thumbs.
const buttonSizes: Record<string, [number, number, number]> = {
  xs: [24, 8, 12],
  sm: [28, 10, 13],
  md: [32, 12, 13],
  lg: [36, 18, 13],
  xl: [44, 18, 15],
}
const iconSizes: Record<string, number> = { xs: 24, sm: 28, md: 32, lg: 36, xl: 44 }
const inputSizes: Record<string, [number, number]> = { xs: [28, 13], sm: [36, 14], md: [36, 14], xl: [44, 16] }

export const theme = createTheme({
  colors: { morski, gray, dark },
  primaryColor: 'morski',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  variantColorResolver,
  fontFamily: '"Inter Variable", Inter, system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '17px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '28px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  defaultRadius: 'sm',
  spacing: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  shadows: { xs: 'var(--sh-1)', sm: 'var(--sh-1)', md: 'var(--sh-2)', lg: 'var(--sh-2)', xl: 'var(--sh-3)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  breakpoints: { xs: '24em', sm: '37.5625em', md: '48em', lg: '68.75em', xl: '75em' },
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default', size: 'md' },
      vars: (_, { size }) => {
        const [height, padding, text] = buttonSizes[String(size)] ?? buttonSizes.md!
        return {
          root: { '--button-height': `${height}px`, '--button-padding-x': `${padding}px`, '--button-fz': `${text}px` },
        }
      },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', size: 'md' },
      vars: (_, { size }) => ({ root: { '--ai-size': `${iconSizes[String(size)] ?? iconSizes.md}px` } }),
    }),
    Input: Input.extend({
      vars: (_, { size }) => {
        const [height, text] = inputSizes[String(size)] ?? inputSizes.sm!
        return { wrapper: { '--input-height': `${height}px`, '--input-fz': `${text}px` } }
      },
    }),
    // The sign of a field that must be filled is amber and in words; an asterisk only repeats it.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    Popover: { defaultProps: { transitionProps: { duration: 140, transition: 'fade' }, offset: 6 } },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 140, transition: 'fade' },
        offset: 6,
        shadow: 'md',
        withInitialFocusPlaceholder: false,
      },
    },
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        transitionProps: { duration: 80 },
        events: { hover: true, focus: true, touch: false },
      },
    },
    Modal: {
      defaultProps: { centered: false, yOffset: '12dvh', transitionProps: { duration: 140, transition: 'fade' } },
    },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Drawer: { defaultProps: { position: 'right', size: 400, transitionProps: { duration: 140 } } },
  },
})

// One map for both schemes: the values themselves are light-dark() pairs.
const shared = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--acc)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-color-default': 'var(--bg)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--acc)',
  '--mantine-primary-color-filled-hover': 'var(--acc-hover)',
  '--mantine-primary-color-light': 'var(--acc-soft)',
  '--mantine-primary-color-light-color': 'var(--acc)',
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
