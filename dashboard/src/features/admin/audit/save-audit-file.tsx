import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { saveFile, textFile } from '../../../components/chart-card/save-file.js'
import { Icon } from '../../../components/icon.js'
import { auditFileName } from './audit-file-name.js'
import type { AuditFilters } from './audit-filters.js'
import styles from './audit-page.module.css'
import { readAuditFile } from './audit-reads.js'

/** Everything that the filters name as CSV, not only what is shown. */
export function SaveAuditFile({ filters }: { filters: AuditFilters }): ReactElement {
  const [isSaving, setSaving] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    setSaving(true)
    setFailure(null)
    try {
      saveFile(auditFileName(filters), textFile(await readAuditFile(filters), 'text/csv'))
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'The file could not be made.')
    } finally {
      setSaving(false)
    }
  }
  return (
    <div className={styles.save}>
      <Button
        variant="default"
        leftSection={<Icon name="download" size={14} />}
        loading={isSaving}
        onClick={() => void save()}
      >
        Save as CSV
      </Button>
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </div>
  )
}
