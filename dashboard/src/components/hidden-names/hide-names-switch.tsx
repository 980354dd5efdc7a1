import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import styles from './hide-names-switch.module.css'
import { hideNames, useHiddenNames } from './use-hidden-names.js'

/** For shared screens: takes every name of a member off the pages, until it is pressed again. */
export function HideNamesSwitch(): ReactElement {
  const isHidden = useHiddenNames()
  return (
    <Button
      variant="default"
      className={styles.switch ?? ''}
      aria-pressed={isHidden}
      onClick={() => hideNames(!isHidden)}
    >
      Hide names
    </Button>
  )
}
