import { useMantineColorScheme } from '@mantine/core'
import type { ReactElement } from 'react'
import { Icon, type IconName } from '../components/icon.js'
import styles from './colour-scheme-switch.module.css'

const SCHEMES = [
  { scheme: 'auto', label: 'As the system', icon: 'screen' },
  { scheme: 'light', label: 'Light', icon: 'sun' },
  { scheme: 'dark', label: 'Dark', icon: 'moon' },
] as const satisfies readonly { scheme: string; label: string; icon: IconName }[]

/** Light, dark, or as the system says; the browser remembers the choice. */
export function ColourSchemeSwitch(): ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <fieldset className={styles.switch}>
      <legend className={styles.legend}>Colours</legend>
      {SCHEMES.map(({ scheme, label, icon }) => (
        <button
          key={scheme}
          type="button"
          aria-pressed={colorScheme === scheme}
          aria-label={label}
          title={label}
          className={styles.choice}
          onClick={() => setColorScheme(scheme)}
        >
          <Icon name={icon} size={15} />
        </button>
      ))}
    </fieldset>
  )
}
