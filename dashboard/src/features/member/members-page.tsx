import type { ReactElement } from 'react'
import { OpenLink } from '../../components/access/open-link.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { MemberListPage } from './member-list-page.js'
import { FoundMembersPage } from './search/found-members-page.js'
import { MemberSearchForm } from './search/member-search-form.js'
import { useTypedSearch } from './search/typed-search.js'

/** `/members`: what a search found, else the list of episodes for those who see outcomes. */
export function MembersPage(): ReactElement {
  const { role } = useSignedIn()
  const search = useTypedSearch()
  if (search !== null) return <FoundMembersPage search={search} />
  return role === 'coordinator' ? <SearchStart /> : <MemberListPage />
}

function SearchStart(): ReactElement {
  return (
    <>
      <PageHeader
        name="Members"
        title="Find a member"
        actions={<OpenLink to="/members/new">New member</OpenLink>}
        subline="Members of your sites, by id or name; lists with scores are for therapists and clinical directors"
      />
      <Card label="Search">
        <MemberSearchForm />
      </Card>
    </>
  )
}
