import { type ReactElement, useMemo } from 'react'
import { encode } from 'uqr'
import styles from './qr-code.module.css'
import { qrPath } from './qr-path.js'

/** Modules of light around the code, as the standard asks. */
const QUIET_ZONE = 4

/** A text as a QR code: dark on light in every theme, because cameras expect it so. */
export function QrCode({ text, label }: { text: string; label: string }): ReactElement {
  const { path, size } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: QUIET_ZONE })
    return { path: qrPath(code.data), size: code.size }
  }, [text])
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} className={styles.code}>
      <rect width={size} height={size} className={styles.light} />
      <path d={path} className={styles.dark} />
    </svg>
  )
}
