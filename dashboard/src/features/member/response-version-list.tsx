import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { ResponseRow } from '../../../../api/src/contracts/members.js'
import type { ResponseVersions } from '../../../../api/src/contracts/response-entry.js'
import { readJson } from '../../api-client/read-json.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { formatInstant } from '../../format/day.js'
import styles from './response-drawer.module.css'
import { versionChanges, whoWords } from './response-versions.js'

type Form = Pick<ResponseRow, 'source_system' | 'response_id' | 'version'>

function useResponseVersions(form: Form): UseQueryResult<ResponseVersions> {
  const { source_system, response_id, version } = form
  const path = `/responses/${encodeURIComponent(source_system)}/${encodeURIComponent(response_id)}/versions`
  return useQuery({
    queryKey: ['response-versions', source_system, response_id, version],
    queryFn: ({ signal }) => readJson<ResponseVersions>(path, { signal }),
  })
}

/** Every version of a form: who entered it and when, what it said otherwise, and why it was replaced. */
export function ResponseVersionList(props: { form: Form; measure: MeasureContract }): ReactElement {
  const { form, measure } = props
  const { user_id, deployment } = useSignedIn()
  const query = useResponseVersions(form)
  const versions = query.data?.versions ?? []
  return (
    <section className={styles.versions} aria-labelledby="versions-title">
      <h3 id="versions-title">Versions</h3>
      {query.isError ? (
        <p role="alert">
          The versions could not be loaded. {query.error.message}{' '}
          <button type="button" onClick={() => void query.refetch()}>
            Retry
          </button>
        </p>
      ) : query.data === undefined ? (
        <p role="status">Loading the versions</p>
      ) : (
        <ol reversed>
          {versions.map((version, place) => {
            const earlier = versions[place + 1]
            return (
              <li key={version.version}>
                <strong>
                  Version {version.version}
                  {version.is_voided && ', void'}
                </strong>
                <span>
                  {formatInstant(version.recorded_at, deployment.time_zone)},{' '}
                  {whoWords(version.recorded_by, user_id)}
                </span>
                {earlier !== undefined && (
                  <>
                    <span>Reason: “{earlier.replaced?.reason ?? 'none recorded'}”</span>
                    <span>{versionChanges(earlier, version, measure)}</span>
                  </>
                )}
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}
