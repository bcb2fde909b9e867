// Owns: how Mantine's components behave by default. Colours and sizes are in tokens.css and mantine.css.
import { createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'blue',
  // The first is for light, the second for dark; both resolve to tokens.
  primaryShade: { light: 6, dark: 8 },
  fontFamily: 'var(--sw-font-ui)',
  fontFamilyMonospace: 'var(--sw-font-mono)',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  defaultRadius: 'md',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Text: { defaultProps: { size: 'sm' } },
    Anchor: { defaultProps: { underline: 'always' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } },
    MultiSelect: { defaultProps: { size: 'sm' } },
    SegmentedControl: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'sm' } },
    Switch: { defaultProps: { size: 'sm' } },
    Radio: { defaultProps: { size: 'sm' } },
    // The frame never scrolls as a whole, so nothing has to be locked, and locking would write a <style> element.
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 160 } } },
    Menu: { defaultProps: { shadow: 'md', withinPortal: true, transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, events: { hover: true, focus: true, touch: false } } },
    Tabs: { defaultProps: { keepMounted: false } },
    Loader: { defaultProps: { size: 'sm', type: 'oval' } },
  },
});
