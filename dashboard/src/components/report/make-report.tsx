import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { UserRole } from '../../format/role-words.js'
import { useSignedIn } from '../access/signed-in.js'
import { Icon } from '../icon.js'
import styles from './make-report.module.css'
import { type AskedReport, askForReport } from './report-reads.js'

/** For whom the button stands; who may make it is the server's to decide. */
const MAKERS: Readonly<Record<AskedReport['definition'], readonly UserRole[]>> = {
  programme_outcomes: ['director'],
  programme_outcomes_public: ['director'],
  group_progress: ['director', 'therapist'],
  member_progress: ['director', 'therapist'],
  member_progress_clinical: ['director', 'therapist'],
  comparison: ['director'],
  completeness: ['director', 'coordinator'],
  caseload_review: ['therapist'],
}

/** Asks for a report on what the page shows. It is made in the background; the library has it when it is whole. */
export function MakeReport(props: { label: string; request: AskedReport }): ReactElement | null {
  const { label, request } = props
  const { role } = useSignedIn()
  const queryClient = useQueryClient()
  const asked = useMutation({
    mutationFn: () => askForReport(request),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['report-runs'] }),
  })
  if (!MAKERS[request.definition].includes(role)) return null
  return (
    <span className={styles.make}>
      <Button
        variant="default"
        leftSection={<Icon name="document" size={14} />}
        loading={asked.isPending}
        onClick={() => asked.mutate()}
      >
        {label}
      </Button>
      {asked.isSuccess && (
        <span role="status">
          It is being made. <Link to="/reports">Reports</Link>
        </span>
      )}
      {asked.isError && <span role="alert">It was not asked for. {asked.error.message}</span>}
    </span>
  )
}
