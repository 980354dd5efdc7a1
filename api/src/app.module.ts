import { type DynamicModule, Module } from '@nestjs/common'
import { AuditModule } from './features/audit/audit.module.js'
import { CaseloadModule } from './features/caseload/caseload.module.js'
import { ComparisonModule } from './features/comparison/comparison.module.js'
import { DatasetExportsModule } from './features/dataset-exports/dataset-exports.module.js'
import { EntryModule } from './features/entry/entry.module.js'
import { EpisodesModule } from './features/episodes/episodes.module.js'
import { GroupsModule } from './features/groups/groups.module.js'
import { IdentityModule } from './features/identity/identity.module.js'
import { ImportsModule } from './features/imports/imports.module.js'
import { JobsModule } from './features/jobs/jobs.module.js'
import { MeasuresModule } from './features/measures/measures.module.js'
import { MembersModule } from './features/members/members.module.js'
import { ProgrammeModule } from './features/programme/programme.module.js'
import { ReportRunsModule } from './features/report-runs/report-runs.module.js'
import { ResponsesModule } from './features/responses/responses.module.js'
import { SessionsModule } from './features/sessions/sessions.module.js'
import { SettingsModule } from './features/settings/settings.module.js'
import { type SignInSettings, signInModule } from './features/sign-in/sign-in.module.js'
import { SignalsModule } from './features/signals/signals.module.js'
import { TokensModule } from './features/tokens/tokens.module.js'
import { UsersModule } from './features/users/users.module.js'
import { type PlatformParts, platformModule } from './platform/platform.module.js'

@Module({
  imports: [
    MeasuresModule,
    GroupsModule,
    SessionsModule,
    MembersModule,
    EpisodesModule,
    ResponsesModule,
    ProgrammeModule,
    ComparisonModule,
    DatasetExportsModule,
    ImportsModule,
    EntryModule,
    IdentityModule,
    CaseloadModule,
    SettingsModule,
    SignalsModule,
    JobsModule,
    ReportRunsModule,
    UsersModule,
    TokensModule,
    AuditModule,
  ],
})
class AppModule {}

export interface AppParts extends PlatformParts {
  readonly signIn: Omit<SignInSettings, 'log'>
}

/** Every capability of the API, wired to one database and one clock. */
export function appModule({ signIn, ...platform }: AppParts): DynamicModule {
  return {
    module: AppModule,
    imports: [platformModule(platform), signInModule({ ...signIn, log: platform.log })],
  }
}
