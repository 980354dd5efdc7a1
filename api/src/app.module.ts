import { type DynamicModule, Module } from '@nestjs/common'
import { EpisodesModule } from './features/episodes/episodes.module.js'
import { GroupsModule } from './features/groups/groups.module.js'
import { ImportsModule } from './features/imports/imports.module.js'
import { MeasuresModule } from './features/measures/measures.module.js'
import { MembersModule } from './features/members/members.module.js'
import { ProgrammeModule } from './features/programme/programme.module.js'
import { ResponsesModule } from './features/responses/responses.module.js'
import { SessionsModule } from './features/sessions/sessions.module.js'
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
    ImportsModule,
  ],
})
class AppModule {}

/** Every capability of the API, wired to one database and one clock. */
export function appModule(parts: PlatformParts): DynamicModule {
  return { module: AppModule, imports: [platformModule(parts)] }
}
