// Owns: how Mantine's components behave by default. Colours and sizes are in tokens.css, mantine.css, controls.module.css.
import { createTheme, type MantineThemeOverride } from '@mantine/core';
import classes from './controls.module.css';

export interface ThemeWords {
  readonly close: string;
  readonly showSecret: string;
}

const of = (name: keyof typeof classes) => classes[name] ?? '';
const wrapper = { label: of('label'), description: of('description'), error: of('error') };
const named = { ...wrapper, label: `${of('label')} ${of('fieldLabel')}` };
const field = { ...named, wrapper: of('field'), input: of('input') };

/** `words`: names of the buttons that Mantine makes by itself, in the language of the window. */
export function kitTheme(words: ThemeWords): MantineThemeOverride {
  const sized = { defaultProps: { size: 'sm' } };
  // The frame never scrolls as a whole, so nothing has to be locked; locking would write a <style> element.
  const dialog = {
    lockScroll: false,
    closeButtonProps: { 'aria-label': words.close },
    overlayProps: { className: of('backdrop') },
  };
  return createTheme({
    primaryColor: 'blue',
    fontFamily: 'var(--sw-font-ui)',
    fontFamilyMonospace: 'var(--sw-font-mono)',
    cursorType: 'pointer',
    focusRing: 'auto',
    respectReducedMotion: true,
    defaultRadius: 'md',
    components: {
      ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
      Anchor: { defaultProps: { underline: 'always' } },
      Button: {
        defaultProps: { size: 'sm' },
        classNames: { root: of('button'), inner: of('buttonInner'), label: of('buttonLabel') },
      },
      Checkbox: { ...sized, classNames: { ...wrapper, input: of('box') } },
      Drawer: { defaultProps: { ...dialog, transitionProps: { duration: 160 } } },
      Input: { classNames: { wrapper: of('field'), input: of('input') } },
      InputWrapper: { classNames: named },
      Loader: { defaultProps: { size: 'sm', type: 'oval' } },
      Menu: {
        defaultProps: { shadow: 'md', transitionProps: { duration: 120 } },
        classNames: { dropdown: of('floating') },
      },
      Modal: {
        defaultProps: { ...dialog, centered: true, shadow: 'md', transitionProps: { duration: 120 } },
        classNames: { title: of('dialogTitle'), content: of('dialog') },
      },
      MultiSelect: { ...sized, classNames: { ...field, dropdown: of('floating') } },
      NumberInput: { ...sized, classNames: field },
      PasswordInput: {
        defaultProps: { size: 'sm', visibilityToggleButtonProps: { 'aria-label': words.showSecret } },
        classNames: field,
      },
      Popover: {
        defaultProps: { shadow: 'md', transitionProps: { duration: 120 } },
        classNames: { dropdown: of('floating') },
      },
      Progress: { classNames: { root: of('meter') } },
      Radio: { ...sized, classNames: { ...wrapper, radio: of('box') } },
      SegmentedControl: {
        defaultProps: { size: 'sm', withItemsBorders: false },
        classNames: { root: of('segments'), indicator: of('indicator'), label: of('segment') },
      },
      Select: {
        defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' },
        classNames: { ...field, dropdown: of('floating') },
      },
      Switch: { ...sized, classNames: { ...wrapper, track: of('track'), thumb: of('thumb') } },
      Tabs: { defaultProps: { keepMounted: false }, classNames: { tab: of('tab') } },
      Text: sized,
      Textarea: { ...sized, classNames: field },
      TextInput: { ...sized, classNames: field },
      Tooltip: {
        defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } },
        classNames: { tooltip: of('tooltip') },
      },
    },
  });
}
