import { type ReactElement, useMemo } from 'react'
import { Link } from 'react-router'
import type { FoundMembers } from '../../../../../api/src/contracts/identity.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../../components/chart-card/card-state.js'
import { DataTable } from '../../../components/data-table/data-table.js'
import { HideNamesSwitch } from '../../../components/hidden-names/hide-names-switch.js'
import { useHiddenNames } from '../../../components/hidden-names/use-hidden-names.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { foundColumns } from './found-columns.js'
import styles from './found-members-page.module.css'
import { MemberSearchForm } from './member-search-form.js'
import { useFoundMembers } from './search-reads.js'
import { foundPageWords, foundTitle, lastPage, seesNames } from './search-words.js'
import { SEARCH_PATH, searchFor, type TypedSearch } from './typed-search.js'

/** The members whose id or name holds what was typed, among those that the reader may see. */
export function FoundMembersPage({ search }: { search: TypedSearch }): ReactElement {
  const { role } = useSignedIn()
  const isHidden = useHiddenNames()
  const withNames = seesNames(role) && !isHidden
  const found = useFoundMembers(search)
  const columns = useMemo(() => foundColumns({ withNames }), [withNames])
  const state = cardState(
    found,
    (answer): CardState =>
      answer.members.length === 0 ? nothingFound(answer, seesNames(role)) : { kind: 'ready' },
  )
  return (
    <>
      <PageHeader
        name="Members"
        title={foundTitle(found.data)}
        subline={`By id${seesNames(role) ? ' or name' : ''}, among the members that you may see; filters do not narrow a search`}
        actions={seesNames(role) && <HideNamesSwitch />}
        answerKey={`${search.page} ${found.data?.total ?? ''}`}
      />
      <div className={styles.controls}>
        {/* What was typed may be a name. */}
        <MemberSearchForm text={isHidden ? '' : search.text} />
        <Link to={SEARCH_PATH} className={styles.back}>
          Back to all members
        </Link>
      </div>
      <Card label="Members found">
        {cardMessage(state) ?? (
          <div className={styles.table} data-state={state.kind}>
            <DataTable
              caption="Members found, each with the latest episode"
              isCaptionHidden
              columns={columns}
              rows={found.data?.members ?? []}
              rowKey={(member) => member.member_id}
              emptyWords="Searching"
              footer={found.data && <Pages found={found.data} text={search.text} />}
            />
          </div>
        )}
      </Card>
    </>
  )
}

function nothingFound(found: FoundMembers, byName: boolean): CardState {
  if (found.total > 0) {
    return { kind: 'empty', reason: 'The list is shorter than this page. Search again from its beginning.' }
  }
  return {
    kind: 'empty',
    reason: byName
      ? 'No member that you may see has an id or a name with all of these words. Try fewer letters.'
      : 'No member that you may see has an id like this. Directors search by id; names are closed.',
  }
}

/** Pages have no address of their own: the words that they belong to must not stand in one. */
function Pages({ found, text }: { found: FoundMembers; text: string }): ReactElement {
  return (
    <nav aria-label="Pages of the list" className={styles.pages}>
      <span>{foundPageWords(found)}</span>
      {found.page > 1 && (
        <Link to={SEARCH_PATH} state={searchFor(text, found.page - 1)}>
          Previous
        </Link>
      )}
      {found.page < lastPage(found) && (
        <Link to={SEARCH_PATH} state={searchFor(text, found.page + 1)}>
          Next
        </Link>
      )}
    </nav>
  )
}
