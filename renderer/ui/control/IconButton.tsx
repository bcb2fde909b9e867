// Owns: a button that is an icon, with a name for everyone. Imports siblings.
import { ActionIcon, Tooltip } from '@mantine/core';
import type { MouseEvent, ReactNode, Ref } from 'react';
import { Icon, type IconType } from '../icons.tsx';

export interface IconButtonProps {
  readonly label: string;
  readonly icon: IconType;
  readonly onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  /** `sm` 28 px, `md` 36 px, `lg` 48 px for touch. */
  readonly size?: 'sm' | 'md' | 'lg';
  readonly variant?: 'subtle' | 'default' | 'filled';
  readonly isDisabled?: boolean;
  /** For a button that stays pressed. */
  readonly isPressed?: boolean;
  readonly isExpanded?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

const boxSize = { sm: '1.75rem', md: '2.25rem', lg: '3rem' } as const;
const iconSize = { sm: 16, md: 20, lg: 24 } as const;

export function IconButton({
  label,
  icon,
  onClick,
  size = 'md',
  variant = 'subtle',
  isDisabled = false,
  isPressed,
  isExpanded,
  ref,
}: IconButtonProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        variant={variant === 'subtle' && isPressed ? 'light' : variant}
        color={variant === 'filled' || isPressed ? 'blue' : 'gray'}
        size={boxSize[size]}
        disabled={isDisabled}
        {...(ref === undefined ? {} : { ref })}
        {...(onClick === undefined ? {} : { onClick })}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        {...(isExpanded === undefined ? {} : { 'aria-expanded': isExpanded })}
      >
        <Icon of={icon} size={iconSize[size]} />
      </ActionIcon>
    </Tooltip>
  );
}
